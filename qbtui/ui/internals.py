"""Every private name of Textual and Rich that the program uses; the tests have tests/internals.py.

A release of either may change any of them without a word. So each stands here alone, behind a name
of our own and with a test of what comes of it, and the rest of the interface knows public names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from io import TextIOWrapper
from itertools import accumulate, groupby
from typing import Any

import rich.cells
from rich._unicode_data import load
from rich.cells import CellSpan, CellTable
from rich.text import Text
from textual._xterm_parser import XTermParser
from textual.app import App, ReturnType
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key
from textual.widgets import Input
from textual.worker import WorkerFailed

from qbtui.text import character_width, is_beside, mark_width

ESCAPE = "\x1b"
_BEGINS_MORE = frozenset("[O\x1b")
"""What follows an escape as the beginning of something longer."""


def _widths(table: CellTable) -> Iterator[CellSpan]:
    """Yield the spans of a table of widths with those that differ from ours set right."""
    for first, last, cells in table.widths:
        if cells:
            yield first, last, cells
            continue
        for own, codes in groupby(range(first, last + 1), _own_width):
            span = tuple(codes)
            yield span[0], span[-1], own


def _own_width(code: int) -> int:
    return mark_width(chr(code)) if is_beside(chr(code)) else 0


@cache
def _load_cell_table(unicode_version: str = "auto") -> CellTable:
    """Return the table in which Rich, and so Textual, looks up how wide characters are."""
    table = load(unicode_version)
    return table._replace(widths=tuple(_widths(table)))


rich.cells.load_cell_table = _load_cell_table  # type: ignore[attr-defined]
rich.cells.get_character_cell_size.cache_clear()
rich.cells.cached_cell_len.cache_clear()


class DiscreetApp(App[ReturnType]):
    """An app of which one can learn what ended it, and which prints nothing of it.

    What Textual prints of a failure shows variables, passwords among them.
    """

    @property
    def failure(self) -> BaseException | None:
        """The mistake that ended the program, if one did."""
        error = self._exception
        return error.error if isinstance(error, WorkerFailed) else error

    def leave_terminal(self) -> None:
        """Give the terminal back as it was, whatever the event loop does; nothing is drawn then."""
        if self._driver is not None:
            self._driver.stop_application_mode()
            self._driver.close()

    def _print_error_renderables(self) -> None:
        if self.failure is not None:
            self._exit_renderables.clear()
        super()._print_error_renderables()


class AltParser(XTermParser):
    """Makes keys of what a terminal sends; with Alt each is a key of its own, whichever it is.

    An escape before a character is Alt and the key of that character. Textual knows that of letters
    only: of other characters it loses the escape, or takes both for something that it stands for on
    some keyboard.
    """

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[Key]:
        if len(sequence) == 2 and sequence[0] == ESCAPE and sequence[1] not in _BEGINS_MORE:
            alt, sequence = True, sequence[1]
        keys = list(super()._sequence_to_key_events(sequence))
        if [key.key for key in keys[:-1]] == ["escape"]:
            # So Textual writes a named key with Alt.
            alt, keys = True, keys[1:]
        return map(_with_alt, keys) if alt else keys


@cache
def typed_by() -> dict[str, str]:
    """Return the character that each key types which stands for one of ASCII, by its name."""
    parser, printable = XTermParser(), map(chr, range(0x20, 0x7F))
    return {
        key.key: character
        for character in printable
        for key in parser._sequence_to_key_events(character)
    }


def _with_alt(key: Key) -> Key:
    name = f"shift+{key.key.lower()}" if len(key.key) == 1 and key.key.isupper() else key.key
    # Without its character, which would be typed in a line.
    return Key(f"alt+{name}", None)


class DrawnInput(Input):
    """An input that may show something else than its value, by as many characters."""

    def drawn(self, value: str) -> str:
        """Return what shows of a part of the value."""
        return value

    @property
    def _value(self) -> Text:
        if self.password:
            return super()._value
        return Text(self.drawn(self.value), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        return position if self.password else sum(self._cells[:position])

    def _cell_offset_to_index(self, offset: int) -> int:
        cell = offset + self.scroll_offset.x
        if self.password:
            return min(cell, len(self.value))
        # A mark ends where its letter does: the cursor is never put between the two.
        ends = accumulate(self._cells)
        return next((index for index, end in enumerate(ends) if cell < end), len(self.value))

    @property
    def _cells(self) -> list[int]:
        return [*map(character_width, self.drawn(self.value))]


class SteerableDriver(LinuxDriver):
    """A driver whose subclass may say where it draws, how large that is, and when it comes back."""

    @property
    def app(self) -> App[Any]:
        """The app that it draws."""
        return self._app

    def draw_on(self, file: TextIOWrapper) -> None:
        """Draw on `file`, not on the standard error; before anything is drawn only."""
        self._file = file

    def terminal_size(self) -> tuple[int, int]:
        """Return columns and lines of the terminal."""
        return super()._get_terminal_size()

    @property
    def resumes(self) -> bool:
        """Whether a signal to continue finds a program that was suspended."""
        return self._must_signal_resume

    def _get_terminal_size(self) -> tuple[int, int]:
        return self.terminal_size()

    def _sigcont_application(self, *arguments: object) -> None:
        if self.resumes:
            super()._sigcont_application(*arguments)
