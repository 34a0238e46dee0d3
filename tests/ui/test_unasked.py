"""Dialogs that come by themselves."""

from __future__ import annotations

from functools import partial

from qbtui.ui.unasked import Unasked


class Program:
    """A program with one dialog at a time."""

    def __init__(self) -> None:
        self.open = ""
        self.unasked = Unasked(lambda: not self.open)

    def show(self, name: str) -> None:
        """Open a dialog."""
        self.open = name

    def close(self) -> None:
        """Close the dialog, as the user does."""
        self.open = ""
        self.unasked.settle()


def test_they_come_one_after_the_other_when_nothing_else_is_open() -> None:
    program, seen = Program(), []
    program.show("asked for")
    for name in ("first", "second", "third"):
        program.unasked.show(partial(program.show, name))
    while program.open:
        seen.append(program.open)
        program.close()
    assert seen == ["asked for", "first", "second", "third"]


def test_one_that_finds_nothing_to_ask_lets_the_next_come() -> None:
    program = Program()
    program.show("asked for")
    program.unasked.show(lambda: None)
    program.unasked.show(partial(program.show, "second"))
    program.close()
    assert program.open == "second"
