"""No class of ours takes a private name that Textual keeps for itself."""

from __future__ import annotations

import ast
import inspect
import re
from functools import cache
from importlib import import_module

import pytest
from textual.app import App
from textual.widget import Widget

from tests.architecture.rules import INTERNALS
from tests.architecture.test_rules import files

_NEAR = re.compile(r"^from (textual|qbtui\.ui)\b", re.MULTILINE)
"""What modules begin a line with that have classes made of Textual's."""


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
        import_module(".".join(source.path.with_suffix("").parts))
        for source in files("python")
        if str(source.path) not in INTERNALS and _NEAR.search(source.text)
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


def test_no_class_takes_a_name_that_textual_keeps_for_itself() -> None:
    kinds = classes()
    assert len(kinds) > 60
    taken = {kind: taken_from_textual(kind) for kind in kinds}
    assert {kind for kind, names in taken.items() if names} == {Clumsy, Prying}


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
