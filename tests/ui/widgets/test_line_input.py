"""The line that is typed in: it shows what it holds safely, and keeps it as it is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from qbtui.text import is_of_letter, width
from qbtui.ui.widgets.line_input import LineInput
from tests.internals import strips
from tests.ui.widgets.host import lines

THAI, HINDI = "ที่นี่", "फ़िल्में"
FAMILY = "👨\u200d👩"


class Line:
    """A line, a user's hands, and what shows."""

    def __init__(self, host: App[None], line: LineInput, pilot: Pilot[None]) -> None:
        self.host, self.line, self.pilot = host, line, pilot

    async def press(self, *keys: str) -> str:
        """Press keys, and return what the line holds then."""
        await self.pilot.press(*keys)
        return self.line.value

    @property
    def shown(self) -> str:
        """What shows."""
        return lines(self.host)[0]


class LineHost(App[None]):
    """Shows one line."""

    def __init__(self, value: str, password: bool) -> None:
        super().__init__()
        self._value, self._password = value, password

    def compose(self) -> ComposeResult:
        """Show the line alone."""
        yield LineInput(self._value, password=self._password, compact=True, select_on_focus=False)


@asynccontextmanager
async def line(value: str, *, password: bool = False) -> AsyncIterator[Line]:
    """Show a line that holds `value`, the cursor at its end."""
    host = LineHost(value, password)
    async with host.run_test(size=(60, 3)) as pilot:
        widget = host.query_one(LineInput)
        widget.focus()
        await pilot.pause()
        yield Line(host, widget, pilot)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (THAI, THAI),
        (HINDI, HINDI),
        ("cafe\u0301", "cafe\u0301"),
        (FAMILY, "👨·👩"),
        ("❤\ufe0f", "❤·"),
        ("a\u202eb", "a·b"),
        ("one\ntwo", "one↵two"),
        ("a\tb", "a→b"),
        ("a\x1b[31mb\x9b", "a�[31mb�"),
        ("[red]x", "[red]x"),
    ],
)
async def test_it_shows_what_it_holds_safely(value: str, shown: str) -> None:
    async with line(value) as it:
        assert it.shown == shown
        assert it.line.value == value
        assert all(strip.cell_length == width(strip.text) == 60 for strip in strips(it.host))
        # Textual has it a cell further where nothing follows.
        assert it.host.cursor_position.x == width(shown) + 1
        assert await it.press("x") == f"{value}x"
        assert await it.press("backspace", "home", "x") == f"x{value}"


@pytest.mark.parametrize("value", [THAI, HINDI, "e\u0301a\u0300\u0316o"])
async def test_the_cursor_goes_from_letter_to_letter(value: str) -> None:
    async with line(value) as it:
        seen = [it.host.cursor_position.x]
        while it.line.cursor_position:
            await it.press("left")
            seen.append(it.host.cursor_position.x)
        assert seen == sorted(set(seen), reverse=True)
        back = [it.host.cursor_position.x]
        while it.line.cursor_position < len(value):
            await it.press("right")
            back.append(it.host.cursor_position.x)
        assert back == seen[::-1]
        await it.press("home", "shift+right", "shift+right", "shift+left")
        first = it.line.selected_text
        assert not is_of_letter(first[0])
        assert all(map(is_of_letter, first[1:]))
        assert not is_of_letter(value.removeprefix(first)[0])


async def test_a_letter_is_deleted_with_its_marks_and_a_mark_without_its_letter() -> None:
    async with line("ae\u0301o") as it:
        assert await it.press("home", "right", "delete") == "ao"
    async with line("ae\u0301") as it:
        assert await it.press("backspace") == "ae"
    async with line("abc") as it:
        assert await it.press("home", "shift+right", "shift+right", "delete") == "c"


async def test_a_click_puts_the_cursor_on_the_letter() -> None:
    async with line(f"{HINDI}x") as it:
        end = width(HINDI)
        await it.pilot.click(LineInput, offset=(end, 0))
        assert await it.press("y") == f"{HINDI}yx"
        await it.pilot.click(LineInput, offset=(50, 0))
        assert await it.press("z") == f"{HINDI}yxz"


async def test_a_long_line_scrolls_by_what_shows() -> None:
    value = "\n".join(["línea e\u0301"] * 20)
    async with line(value) as it:
        assert await it.press("x", "backspace") == value
        assert it.shown.endswith("e\u0301")
        assert it.host.cursor_position.x <= 60
        await it.press("home")
        assert it.shown.startswith("línea e\u0301↵línea")


async def test_what_is_cut_or_copied_has_no_control_characters() -> None:
    async with line("one\n\x1b[31m two") as it:
        await it.press("ctrl+shift+a", "ctrl+x")
        assert it.host.clipboard == "one[31m two"
        assert it.line.value == ""
        it.host.copy_to_clipboard("a\nb\x1bc")
        assert await it.press("ctrl+v") == "a"
    async with line("secret", password=True) as it:
        it.host.copy_to_clipboard("before")
        for key in ("ctrl+x", "super+c", "ctrl+c"):
            assert await it.press("ctrl+shift+a", key) == "secret"
            assert it.host.clipboard == "before"


async def test_where_nothing_is_selected_the_clipboard_is_left_alone() -> None:
    async with line("one") as it:
        it.host.copy_to_clipboard("before")
        for key in ("ctrl+x", "super+c"):
            assert await it.press(key) == "one"
            assert it.host.clipboard == "before"


async def test_more_marks_than_a_letter_bears_are_shown_beside_it() -> None:
    async with line("\u0301a" + "\u0301" * 6) as it:
        assert it.shown == "·a" + "\u0301" * 4 + "··"
        assert await it.press("x", "backspace") == "\u0301a" + "\u0301" * 6


@pytest.mark.parametrize("letters", [5_000, pytest.param(100_000, marks=pytest.mark.long)])
async def test_a_click_far_into_a_long_line_goes_there(letters: int) -> None:
    # Measured from its start for each character, the longer one takes hours.
    async with line("é\n" * letters) as it:
        await it.press("x", "backspace")
        await it.pilot.click(LineInput, offset=(30, 0))
        assert it.line.cursor_position > 2 * letters - 100


async def test_a_password_shows_neither_letters_nor_marks() -> None:
    async with line(THAI, password=True) as it:
        assert it.shown == "•" * len(THAI)
        await it.press("left", "left")
        assert it.line.value == THAI
