"""What a terminal goes through with the program: signals, suspending, sizes, failures, bytes."""

from __future__ import annotations

import signal
import socket
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.live.waiting import PATIENCE, wait_for
from tests.program import Program
from tests.terminal import ALTERNATE_SCREEN, CURSOR, FOCUS, MOUSE, PASTE, Terminal

OFFLINE = "refuses the connection"

FAILING = """
from qbtui.ui.screens.main import MainScreen
def fail(self, *arguments):
    secret = "hunter2"
    raise LookupError("on purpose")
MainScreen.{method} = fail
"""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


@pytest.fixture
def url() -> Iterator[str]:
    """Return an address where nothing listens, and nothing will."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


@pytest.fixture
def terminal(program: Program, url: str) -> Iterator[Terminal]:
    """Return a terminal in which the program shows that there is no server."""
    with program.start("--url", url) as terminal:
        terminal.wait_for(OFFLINE)
        yield terminal


def is_as_before(terminal: Terminal) -> bool:
    """Tell whether a shell can go on in the terminal."""
    on = terminal.modes
    left_on = on & {ALTERNATE_SCREEN, PASTE, FOCUS, *MOUSE}
    return CURSOR in on and not left_on and terminal.settings == terminal.settings_before


def state_of(process: int) -> str:
    """Return the letter of the process's state; empty when it is gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return ""


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 0), (signal.SIGHUP, 0), (signal.SIGINT, 130)]
)
def test_a_signal_ends_the_program_and_leaves_the_terminal_as_it_was(
    terminal: Terminal, number: int, code: int
) -> None:
    terminal.signal(number)
    assert terminal.wait() == code
    assert is_as_before(terminal)


@pytest.mark.parametrize("keys", [["ctrl+c", "ctrl+c"], ["q"], ["Q"]])
def test_keys_end_the_program_and_leave_the_terminal_as_it_was(
    terminal: Terminal, keys: list[str]
) -> None:
    terminal.press(*keys)
    assert terminal.wait() == 0
    assert is_as_before(terminal)


def test_the_program_ends_with_its_terminal(terminal: Terminal, program: Program) -> None:
    terminal.hang_up()
    terminal.process.wait(PATIENCE)
    assert not program.reports.exists()


def test_the_program_ends_with_the_terminal_of_its_shell(program: Program, url: str) -> None:
    with program.start_shell() as terminal:
        terminal.type(f"qbtui --url {url} & echo $! > pid; cd; fg %1\r".replace("pid", "~/pid"))
        terminal.wait_for(OFFLINE)
        process = int((program.home / "pid").read_text())
        terminal.hang_up()
        wait_for(lambda: state_of(process) in ("", "Z"), "the program to end")


def test_the_program_started_in_the_background_waits_for_the_terminal(
    program: Program, url: str
) -> None:
    with program.start_shell() as terminal:
        terminal.type(f"qbtui --url {url} & echo $! > ~/pid\r")
        pid = program.home / "pid"
        process = int(wait_for(lambda: pid.exists() and pid.read_text(), "the program to start"))
        for command in ("bg", "fg"):
            wait_for(lambda: state_of(process) == "T", "the program to stop")
            terminal.type(f"{command}\r")
        terminal.wait_for(OFFLINE, "? help")
        terminal.press("?")
        terminal.wait_for("Keys:")


def test_a_stray_signal_to_continue_changes_nothing(terminal: Terminal) -> None:
    threads = Path(f"/proc/{terminal.process.pid}/task")
    before = len(list(threads.iterdir()))
    terminal.signal(signal.SIGCONT)
    terminal.press("?")
    terminal.wait_for("Keys:")
    assert len(list(threads.iterdir())) == before


def test_the_shell_gets_its_terminal_back_while_the_program_is_suspended(
    program: Program, url: str
) -> None:
    with program.start_shell() as terminal:
        settings = terminal.settings
        terminal.type(f"qbtui --url {url}\r")
        terminal.wait_for(OFFLINE)
        terminal.press("ctrl+z")
        terminal.wait_for("Stopped")
        wait_for(lambda: terminal.settings == settings, "the shell to have its settings")
        assert not terminal.modes & {ALTERNATE_SCREEN, FOCUS, *MOUSE}
        assert CURSOR in terminal.modes
        terminal.type("clear; echo $((6 * 7))\r")
        terminal.wait_until(lambda words: words.startswith("42"), "an empty screen")
        terminal.type("fg\r")
        # Every part of the screen is back, not only what changes by itself.
        terminal.wait_for("Torrents", "Name", OFFLINE, "Retrying", "? help")
        assert terminal.modes >= {ALTERNATE_SCREEN, *MOUSE} - {1002}


@pytest.mark.parametrize(
    ("keys", "shows"), [(["g", "n"], "User name"), (["/"], "words in the name")]
)
def test_the_program_can_be_suspended_while_a_line_is_typed(
    terminal: Terminal, keys: list[str], shows: str
) -> None:
    terminal.press(*keys)
    terminal.wait_for(shows)
    terminal.press("ctrl+z")
    wait_for(lambda: state_of(terminal.process.pid) == "T", "the program to stop")
    terminal.signal(signal.SIGCONT)
    terminal.resize(101, 30)
    terminal.wait_for(shows)


PROMPT = "stty -echo; printf 'secret? ' >/dev/tty; read -r word </dev/tty; stty echo; echo $word"


def test_a_password_command_asks_in_the_terminal_and_gives_it_back(
    program: Program, url: str
) -> None:
    program.config.parent.mkdir(parents=True)
    program.config.write_text(
        f"[servers.one]\nurl = '{url}'\npassword_command = \"{PROMPT}\"\n"
        f"[servers.two]\nurl = '{url}'"
    )
    with program.start("--server", "two") as terminal:
        terminal.wait_for(OFFLINE)
        for answer, then in (("hush\r", "Retrying"), ("\x03", "one was not opened")):
            terminal.press("g", "n")
            terminal.wait_for("Servers")
            terminal.type("one\r")
            terminal.wait_for("secret?")
            assert not terminal.modes & {ALTERNATE_SCREEN, FOCUS, *MOUSE}
            terminal.type(answer)
            terminal.wait_for_news(then)
            terminal.wait_for(OFFLINE, "? help")
            assert ALTERNATE_SCREEN in terminal.modes
        terminal.signal(signal.SIGINT)
        assert terminal.wait() == 130
        assert is_as_before(terminal)
        assert b"hush" not in terminal.output


@pytest.mark.parametrize("size", [(49, 24), (80, 11), (20, 5)])
def test_a_terminal_that_is_too_small_says_so(terminal: Terminal, size: tuple[int, int]) -> None:
    terminal.resize(*size)
    columns, lines = size
    terminal.wait_for(f"This terminal is {columns}x{lines}.", "50x12")
    terminal.resize(80, 24)
    terminal.wait_for(OFFLINE, "? help")


def test_a_terminal_that_does_not_know_its_size_is_drawn_on_once(
    program: Program, url: str
) -> None:
    with program.start("--url", url, size=(80, 25), attached=False) as terminal:
        terminal.wait_for(OFFLINE)
        terminal.press(":")
        terminal.wait_for("type to filter")
        assert len(terminal.output) < 100_000
        terminal.resize(90, 30)
        wait_for(lambda: max(map(len, terminal.lines)) == 90, "the program to fill the terminal")
        terminal.wait_for("type to filter")


def is_told(columns: int, lines: int) -> Callable[[str], bool]:
    """Return what finds the size on the screen, or as much of it as there is room for."""
    said = f"Thisterminalis{columns}x{lines}."[: columns * lines]
    return lambda words: words.replace(" ", "").startswith(said)


def test_a_dialog_survives_the_smallest_terminal(terminal: Terminal) -> None:
    terminal.press("g", "n")
    terminal.wait_for("User name")
    terminal.type("/somewhere")
    terminal.wait_for("/somewhere")
    for columns, lines in [(1, 1), (300, 2), (2, 100)]:
        terminal.resize(columns, lines)
        terminal.wait_until(is_told(columns, lines), f"{columns}x{lines}")
    terminal.resize(90, 25)
    terminal.wait_for("/somewhere", "User name")


def test_bytes_that_are_no_text_are_not_typed(terminal: Terminal) -> None:
    terminal.send(b"\xe9\xff")

    def help_shows(words: str) -> bool:
        # What arrives together with such bytes is lost with them.
        terminal.press("?")
        return "Keys:" in words

    terminal.wait_until(help_shows, "the help")


@pytest.mark.parametrize("method", ["compose", "on_mount", "on_resize", "connection_changed"])
def test_a_failure_leaves_a_sane_terminal_and_the_place_of_a_report(
    program: Program, url: str, method: str
) -> None:
    with program.start_failing(FAILING.format(method=method), "--url", url) as terminal:
        assert terminal.wait() == 1
        assert b"Traceback" not in terminal.output
        assert is_as_before(terminal)
    (report,) = program.reports.iterdir()
    printed = terminal.output.rpartition(b"\x1b[?1006l")[2].decode()
    assert printed.strip() == f"qbtui: failed; the report is in {report}"
    assert b"hunter2" not in terminal.output
    text = report.read_text()
    assert "LookupError: on purpose" in text
    assert "hunter2" not in text.replace('secret = "hunter2"', "")
    assert stat.S_IMODE(report.stat().st_mode) == 0o600


BUSY = """
import asyncio, pathlib, threading
import qbtui.ui.signals
from qbtui.ui.screens.main import MainScreen
from qbtui.ui.view import MainView
qbtui.ui.signals.GRACE_SECONDS = 0.2
def work(self, *arguments):
    pathlib.Path.home().joinpath("busy").touch()
    {work}
MainView.repaint = work
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize(
    "work",
    [
        "while True: pass",
        "threading.Event().wait()",
        "asyncio.get_running_loop().run_in_executor(None, threading.Event().wait)",
    ],
)
def test_a_signal_ends_a_program_that_hears_nothing_else(
    program: Program, url: str, number: int, work: str
) -> None:
    with program.start_failing(BUSY.format(work=work), "--url", url) as terminal:
        terminal.wait_for(OFFLINE)
        terminal.press("ctrl+l", "?")
        wait_for((program.home / "busy").exists, "the program to be busy")
        terminal.signal(number)
        assert terminal.process.wait(PATIENCE) == 0
        wait_for(lambda: is_as_before(terminal), "the terminal as it was")


def test_what_is_typed_ahead_goes_where_it_would_go_typed_slowly(terminal: Terminal) -> None:
    terminal.type("gn\tsomebody\t\tkey\t\t\t \t \t/some/file")
    terminal.wait_for("User name somebody", "API key •••", "[ ] Check the", "/some/file")
    terminal.type("\x07/delete\r?")
    terminal.wait_for("Keys:")
    terminal.type("\x07")
    terminal.wait_for("/delete")


def test_the_screen_stays_in_the_terminal_when_errors_go_to_a_file(
    program: Program, url: str
) -> None:
    with program.start_shell() as terminal:
        terminal.type(f"cd; qbtui --url {url} 2>errors\r")
        terminal.wait_for(OFFLINE, "? help")
        terminal.type("Q")
        terminal.wait_for("ready>")
        assert (program.home / "errors").read_bytes() == b""
