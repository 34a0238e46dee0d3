"""What the program and its tests do with private names of Textual comes to what it should.

More of the driver shows in a terminal only: `test_terminal` has the size that a terminal does not
know, the screen beside errors that go to a file, and what a signal to continue does.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Iterator

import pytest
from rich.cells import cell_len, get_character_cell_size
from textual.app import App, ComposeResult
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import ModalScreen
from textual.widgets import Static

from qbtui.text import character_width, enter, shown, width
from qbtui.ui import terminal
from qbtui.ui.internals import DiscreetApp
from qbtui.ui.terminal import TerminalDriver
from tests import internals
from tests.ui.rest import rest
from tests.widths import names, probed


class Failing(DiscreetApp[None]):
    """Fails once it runs: by itself, or in what it started."""

    def __init__(self, in_worker: bool) -> None:
        super().__init__()
        self._in_worker = in_worker

    def compose(self) -> ComposeResult:
        """Show something."""
        yield Static()

    def on_mount(self) -> None:
        """Fail, now or soon."""
        if self._in_worker:
            self.run_worker(self._fail())
        else:
            self._raise()

    async def _fail(self) -> None:
        self._raise()

    def _raise(self) -> None:
        secret = "hunter2"
        raise LookupError(f"on purpose, with {len(secret)} letters")


class Shown(App[None]):
    """Shows a line."""

    def compose(self) -> ComposeResult:
        """Show the line."""
        yield Static("below", id="line")


class Remembering(App[None]):
    """Remembers what is to be called later, and calls nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.later: list[tuple[object, ...]] = []

    def call_later(self, *called: object, **_options: object) -> bool:
        """Remember it."""
        self.later.append(called)
        return True


class Over(ModalScreen[None]):
    """Shows a line over another screen."""

    CSS = "Over { background: transparent; align: left bottom; }"

    def compose(self) -> ComposeResult:
        """Show the line."""
        yield Static("above")


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    """Give back the signals that a driver takes when it is made."""
    taken = {number: signal.getsignal(number) for number in (signal.SIGTSTP, signal.SIGCONT)}
    yield
    for number, handler in taken.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("in_worker", [False, True])
def test_a_failure_is_known_and_nothing_is_printed_of_it(
    in_worker: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    app = Failing(in_worker)
    app.run(headless=True)
    assert isinstance(app.failure, LookupError)
    assert capfd.readouterr() == ("", "")


async def test_a_terminal_that_is_gone_ends_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_driver: LinuxDriver) -> None:
        raise OSError

    monkeypatch.setattr(LinuxDriver, "run_input_thread", fail)
    app = Remembering()
    TerminalDriver(app).run_input_thread()
    assert app.later == [(app.exit, 0)]


async def test_a_program_that_waits_for_its_terminal_is_not_resumed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    driver = TerminalDriver(Remembering())
    seen = [driver.resumes]
    internals.as_if_suspended(driver)
    monkeypatch.setattr(LinuxDriver, "start_application_mode", lambda _driver: None)
    monkeypatch.setattr(terminal, "_await_foreground", lambda: seen.append(driver.resumes))
    driver.start_application_mode()
    assert [*seen, driver.resumes] == [False, False, True]


async def test_the_screen_is_read_with_what_shows_below() -> None:
    app = Shown()
    async with app.run_test(size=(20, 4)) as pilot:
        await app.push_screen(Over())
        await pilot.pause()
        # A second look must not see less.
        for _ in range(2):
            lines = [strip.text.rstrip() for strip in internals.strips(app)]
            assert lines == ["below", "", "", "above"]


async def test_what_an_app_is_about_to_do_is_known() -> None:
    app = App[None]()
    async with app.run_test(notifications=True) as pilot:
        assert internals.current_app() is app
        assert not internals.is_leaving(app)
        app.notify("told")
        await pilot.pause()
        assert [notice.message for notice in internals.notifications(app)] == ["told"]
        app.exit()
        assert internals.is_leaving(app)


async def test_what_is_not_drawn_yet_is_drawn_at_once() -> None:
    app = Shown()
    async with app.run_test(size=(20, 4)):
        await rest(app)
        await app.mount(Static("new"))
        await rest(app)
        assert internals.strips(app)[1].text.rstrip() == "new"
        assert not internals.draw(app)


async def test_what_waits_for_its_turn_is_seen() -> None:
    ran: list[int] = []
    asyncio.get_running_loop().call_soon(ran.append, 1)
    assert internals.is_ready()
    await asyncio.sleep(0)
    assert ran == [1]
    assert not internals.is_ready()


def test_keys_are_told_from_what_is_typed_and_sent() -> None:
    assert internals.key_of("?") == "question_mark"
    assert [key.key for key in internals.keys_in("a\x1b[A")] == ["a", "up"]


@pytest.mark.parametrize("end", [0x3100, pytest.param(sys.maxunicode + 1, marks=pytest.mark.long)])
def test_what_draws_measures_as_we_do(end: int) -> None:
    # What lies above the first end is asked for by name below, or wide as all around it.
    for code in range(end):
        for character in shown(enter(chr(code))):
            assert get_character_cell_size(character) == character_width(character), hex(code)
    for character in probed():
        assert get_character_cell_size(character) == character_width(character), hex(ord(character))
    for name in names():
        assert cell_len(name) == width(name)
