"""Private names of Textual stand in two modules, one of the program and one of the tests.

Whoever moves to another release of Textual then knows where to look; and no class of ours takes a
name that Textual keeps for itself.
"""

from __future__ import annotations

import ast
import inspect
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from textwrap import dedent

import pytest
import textual

import qbtui.ui
from tests.architecture.rules import ROOT

INTERNALS = {ROOT / "qbtui/ui/internals.py", ROOT / "tests/internals.py"}
FILES = [
    path
    for folder in ("qbtui", "screenshots", "tests")
    for path in sorted((ROOT / folder).rglob("*.py"))
]
_PRIVATE = re.compile(r"(?:\bself\.|\bdef )(_[a-z]\w*)")


def names_in(paths: list[Path]) -> set[str]:
    """Return the private names that the classes in some files give to what is theirs."""
    return {name for path in paths for name in _PRIVATE.findall(path.read_text(encoding="utf-8"))}


ONLY_TEXTUALS = names_in(list(Path(textual.__file__).parent.rglob("*.py"))) - names_in(
    [path for path in FILES if path not in INTERNALS]
)


def private_uses(text: str) -> Iterator[str]:
    """Yield what of Textual a module imports or reads that is private."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _if_private(alias.name)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                yield from _if_private(f"{node.module}.{alias.name}")
        elif isinstance(node, ast.Attribute) and node.attr in ONLY_TEXTUALS:
            yield from {ast.unparse(node)} - {"os._exit"}


def _if_private(name: str) -> Iterator[str]:
    package, *parts = name.split(".")
    if package in {"textual", "rich"} and any(part.startswith("_") for part in parts):
        yield name


@cache
def own_names(kind: type) -> set[str]:
    """Return the private names that a class defines, or reads of itself or what it inherits."""
    names = set(vars(kind))
    for node in ast.walk(ast.parse(dedent(inspect.getsource(kind)))):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in {"self", "super()"}:
            names.add(node.attr)
    return {name for name in names if re.match("_[a-z]", name)}


def taken_from_textual(kind: type) -> set[str]:
    """Return the private names of Textual that a class uses for itself."""
    theirs = {name for base in parents(kind) for name in own_names(base)}
    # Some of them every class gets while it is made.
    bare = type("Bare", kind.__mro__[1:2], {})
    return own_names(kind) & theirs - set(vars(bare))


def classes() -> list[type]:
    """Return the classes of the interface that are made of Textual's."""
    modules = [
        import_module(module.name)
        for module in pkgutil.walk_packages(qbtui.ui.__path__, "qbtui.ui.")
        if module.name != "qbtui.ui.internals"
    ]
    return [
        kind
        for module in modules
        for kind in vars(module).values()
        if inspect.isclass(kind) and kind.__module__ == module.__name__ and parents(kind)
    ]


def parents(kind: type) -> list[type]:
    """Return the classes of Textual that a class is made of."""
    return [base for base in kind.__mro__ if base.__module__.split(".")[0] == "textual"]


def test_private_names_of_textual_stand_in_two_modules() -> None:
    uses = {path: set(private_uses(path.read_text(encoding="utf-8"))) for path in FILES}
    assert all(uses.pop(path) for path in INTERNALS)
    assert {str(path.relative_to(ROOT)): names for path, names in uses.items() if names} == {}


def test_no_class_takes_a_name_that_textual_keeps_for_itself() -> None:
    kinds = classes()
    assert len(kinds) > 40
    taken = {kind.__qualname__: taken_from_textual(kind) for kind in kinds}
    assert {kind: names for kind, names in taken.items() if names} == {}


@pytest.mark.parametrize(
    "text",
    [
        "from textual._context import active_app",
        "import textual._context",
        "from textual.keys import _character_to_key",
        "from rich._wrap import divide_line",
        "widget.screen._compositor",
    ],
)
def test_a_private_use_is_found(text: str) -> None:
    assert list(private_uses(text))


@pytest.mark.parametrize("text", ["from textual.keys import Keys", "self._rows", "row._replace()"])
def test_a_public_use_is_none(text: str) -> None:
    assert not list(private_uses(text))


def test_a_name_taken_from_textual_is_found() -> None:
    from textual.widget import Widget

    class Clumsy(Widget):
        def __init__(self) -> None:
            super().__init__()
            self._nodes_wanted = 1

        def _scroll_update(self, *_: object) -> None:
            """Be called by surprise."""

    assert taken_from_textual(Clumsy) == {"_scroll_update"}
