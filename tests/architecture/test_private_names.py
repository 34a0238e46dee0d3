"""Private names of Textual stand in two modules, one of the program and one of the tests.

Whoever moves to another release of Textual then knows where to look; and no class of ours takes a
name that Textual keeps for itself.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
import textual
from textual.app import App
from textual.widget import Widget

from tests.architecture.rules import ROOT

INTERNALS = {ROOT / "qbtui/ui/internals.py", ROOT / "tests/internals.py"}
FILES = [
    path
    for folder in ("qbtui", "screenshots", "tests")
    for path in sorted((ROOT / folder).rglob("*.py"))
]
OTHERS = {"os._exit", "scope._sender", "_UNKNOWN._replace", "part._replace"}
"""What has the name of something private in Textual, and is something else."""
_NEAR = re.compile(r"^from (textual|qbtui\.ui)\b", re.MULTILINE)
_PRIVATE = re.compile(r"(?:\bself\.|\bdef )(_[a-z]\w*)")


def names_in(path: Path) -> set[str]:
    """Return the private names that the classes in a file give to what is theirs."""
    return set(_PRIVATE.findall(path.read_text(encoding="utf-8")))


TEXTUALS = set().union(*map(names_in, Path(textual.__file__).parent.rglob("*.py")))
"""The private names of all of Textual's classes."""


def private_uses(text: str) -> Iterator[str]:
    """Yield what of Textual a module imports, or reads of another object, that is private."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _if_private(alias.name)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                yield from _if_private(f"{node.module}.{alias.name}")
        elif isinstance(node, ast.Attribute) and node.attr in TEXTUALS:
            inherited = ast.unparse(node.value) in {"self", "cls", "super()"}
            yield from set() if inherited else {ast.unparse(node)} - OTHERS


def _if_private(name: str) -> Iterator[str]:
    package, *parts = name.split(".")
    if package in {"textual", "rich"} and any(part.startswith("_") for part in parts):
        yield name


@cache
def read_by_classes(module: str) -> dict[str, set[str]]:
    """Return of each class of a module the names that it reads of itself or what it inherits."""
    tree = ast.parse(inspect.getsource(import_module(module)))
    return {
        kind.name: {
            node.attr
            for node in ast.walk(kind)
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) in {"self", "super()"}
        }
        for kind in ast.walk(tree)
        if isinstance(kind, ast.ClassDef)
    }


def own_names(kind: type) -> set[str]:
    """Return the private names that a class defines, or reads of itself or what it inherits."""
    names = {*vars(kind), *read_by_classes(kind.__module__).get(kind.__name__, ())}
    return {name for name in names if re.match("_[a-z]", name)}


def taken_from_textual(kind: type) -> set[str]:
    """Return the private names of Textual that a class uses for itself."""
    theirs = {name for base in parents(kind) for name in own_names(base)}
    # Some of them every class gets while it is made.
    bare = type("Bare", kind.__mro__[1:2], {})
    return own_names(kind) & theirs - set(vars(bare))


def classes() -> list[type]:
    """Return the classes of the program and of the tests that are made of Textual's."""
    modules = [
        import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for path in FILES
        if path not in INTERNALS and _NEAR.search(path.read_text(encoding="utf-8"))
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
    assert {path: names for path, names in uses.items() if names and path not in INTERNALS} == {}


def test_no_class_takes_a_name_that_textual_keeps_for_itself() -> None:
    kinds = classes()
    assert len(kinds) > 60
    taken = {kind: taken_from_textual(kind) for kind in kinds}
    assert {kind for kind, names in taken.items() if names} == {Clumsy, Prying}


@pytest.mark.parametrize(
    "text",
    [
        "from textual._context import active_app",
        "import textual._context",
        "from textual.keys import _character_to_key",
        "from rich._wrap import divide_line",
        "widget.screen._compositor",
        "app._exit_renderables",
        "x = driver._app, screen._size",
    ],
)
def test_a_private_use_is_found(text: str) -> None:
    assert list(private_uses(text))


@pytest.mark.parametrize(
    "text", ["from textual.keys import Keys", "self._size", "row._taken_by_nobody"]
)
def test_a_public_use_is_none(text: str) -> None:
    assert not list(private_uses(text))


class Clumsy(Widget):
    """Takes a name that Textual has already."""

    def __init__(self) -> None:
        super().__init__()
        self._rows_of_ours = 1

    def _scroll_update(self, *_: object) -> None:
        """Be called by surprise."""


class Prying(App[None]):
    """Reads what Textual keeps for itself."""

    @property
    def leaving(self) -> bool:
        """Whether it leaves."""
        return self._exit


@pytest.mark.parametrize(("kind", "names"), [(Clumsy, {"_scroll_update"}), (Prying, {"_exit"})])
def test_a_name_taken_from_textual_is_found(kind: type, names: set[str]) -> None:
    assert taken_from_textual(kind) == names
