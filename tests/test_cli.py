"""What the arguments start, and what the program returns when it cannot."""

from __future__ import annotations

import io
import stat
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

import pytest

from qbtui import __version__
from qbtui.api.client import Client
from qbtui.cli import Exit, main
from qbtui.config.launch import Launch
from qbtui.config.model import Server
from qbtui.demo import DemoClients
from qbtui.ui.link import MakeClient

TWO_SERVERS = """
server = "home"
[servers.home]
url = "http://home"
username = "admin"
password = "of admin"
api_key = "key of admin"
[servers.nas]
url = "http://nas"
password_command = "echo of the nas"
"""


class Interface:
    """Stands for the interface: remembers what it was started with."""

    def __init__(self) -> None:
        self.launch: Launch | None = None
        self.make_client: MakeClient = Client
        self.outcome: Callable[[], int] = lambda: 0

    def run(self, launch: Launch, make_client: MakeClient = Client) -> int:
        self.launch, self.make_client = launch, make_client
        return self.outcome()

    @property
    def opened(self) -> Launch:
        assert self.launch is not None
        return self.launch


@pytest.fixture
def interface(monkeypatch: pytest.MonkeyPatch) -> Interface:
    interface = Interface()
    module = ModuleType("qbtui.ui.app")
    module.__dict__["run"] = interface.run
    monkeypatch.setitem(sys.modules, "qbtui.ui.app", module)
    return interface


@pytest.fixture(autouse=True)
def _surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    for name in ("QBTUI_CONFIG", "QBTUI_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "two.toml"
    file.write_text(TWO_SERVERS, encoding="utf-8")
    return file


def start(*arguments: str | Path, redirected: str = "") -> int:
    """Run the program in a terminal, except for the stream that is `redirected`."""
    with ExitStack() as patches:
        for name in ("stdin", "stdout", "stderr"):
            terminal = patch.object(getattr(sys, name), "isatty", return_value=name != redirected)
            patches.enter_context(terminal)
        return main([str(argument) for argument in arguments])


def test_without_anything_the_interface_asks_for_a_server(
    interface: Interface, tmp_path: Path
) -> None:
    assert start() == Exit.OK
    opened = interface.opened
    assert (opened.name, opened.server, opened.password) == (None, None, None)
    assert opened.config_path == tmp_path / "config/qbtui/config.toml"
    assert not opened.read_only


@pytest.mark.parametrize(("arguments", "torrents"), [((), 60), (("500",), 500)])
def test_a_demonstration_needs_no_settings(
    interface: Interface,
    config: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    torrents: int,
) -> None:
    monkeypatch.setenv("QBTUI_CONFIG", str(config))
    assert start("--demo", *arguments) == Exit.OK
    assert interface.opened.config_path is None
    assert list(interface.opened.config.servers) == ["DEMO"]
    assert isinstance(interface.make_client, DemoClients)
    assert interface.make_client.torrents == torrents


@pytest.mark.parametrize("arguments", [("0",), ("many",), ("--url", "http://home")])
def test_a_demonstration_takes_a_count_and_no_server(
    arguments: tuple[str, ...], interface: Interface, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start("--demo", *arguments) == Exit.USAGE
    assert interface.launch is None
    told = capsys.readouterr().err
    assert "--demo" in told
    assert "_count" not in told


def test_the_default_profile_is_opened(interface: Interface, config: Path) -> None:
    start("--config", config)
    assert interface.opened.name == "home"
    assert interface.opened.server == interface.opened.config.servers["home"]
    assert interface.opened.password == "of admin"
    assert interface.opened.config_path == config


def test_a_named_profile_is_opened_with_its_own_password(
    interface: Interface, config: Path
) -> None:
    start("--config", config, "--server", "nas")
    assert interface.opened.name == "nas"
    assert interface.opened.password == "of the nas"


def test_the_environment_gives_configuration_and_password(
    interface: Interface, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QBTUI_CONFIG", str(config))
    monkeypatch.setenv("QBTUI_PASSWORD", "from outside")
    start()
    assert interface.opened.config_path == config
    assert interface.opened.password == "from outside"


def test_an_address_alone_has_nothing_of_the_default_profile(
    interface: Interface, config: Path
) -> None:
    start("--config", config, "--url", "Other.lan:8080/qbt/")
    assert interface.opened.name is None
    assert interface.opened.server == Server(url="http://Other.lan:8080/qbt")
    assert interface.opened.password is None


def test_an_address_with_a_profile_replaces_its_address_only(
    interface: Interface, config: Path
) -> None:
    start("--config", config, "--server", "home", "--url", "http://other")
    server = interface.opened.server
    assert server is not None
    assert (interface.opened.name, server.url) == ("home", "http://other")
    assert (server.username, interface.opened.password) == ("admin", "of admin")


def test_another_user_gets_nothing_that_lets_the_profiles_user_in(
    interface: Interface, config: Path
) -> None:
    start("--config", config, "--username", "guest")
    assert interface.opened.server == Server(url="http://home", username="guest")
    assert interface.opened.password is None


def test_naming_the_profiles_own_user_changes_nothing(interface: Interface, config: Path) -> None:
    start("--config", config, "--username", "admin")
    assert interface.opened.password == "of admin"


def test_read_only_comes_from_argument_or_configuration(interface: Interface, config: Path) -> None:
    start("--read-only")
    assert interface.opened.read_only
    config.write_text("read_only = true", encoding="utf-8")
    start("--config", config)
    assert interface.opened.read_only


def test_what_starts_the_interface_shows_no_password(interface: Interface, config: Path) -> None:
    start("--config", config)
    assert "of admin" not in repr(interface.opened)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--password", "x"], Exit.USAGE, "unrecognized arguments: --password x"),
        (["--serv", "x"], Exit.USAGE, "unrecognized arguments: --serv x"),
        (["--username", "me"], Exit.USAGE, "--username needs --url, or a server profile"),
        (["--url", "ftp://x"], Exit.USAGE, "--url: the address must start with"),
        (["--config", "/no/such"], Exit.CONFIGURATION, "/no/such: no such file"),
        (["--server", "x"], Exit.CONFIGURATION, 'no server "x" is set up'),
    ],
)
def test_what_cannot_start_says_why(
    interface: Interface,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: Exit,
    message: str,
) -> None:
    assert start(*arguments) == code
    assert message in capsys.readouterr().err
    assert interface.launch is None


def test_a_configuration_that_others_may_write_starts_nothing(
    interface: Interface, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config.chmod(0o666)
    assert start("--config", config, "--server", "nas") == Exit.CONFIGURATION
    assert f"run: chmod 600 {config}" in capsys.readouterr().err
    assert interface.launch is None


def test_the_first_profile_may_go_where_the_environment_says(
    interface: Interface, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QBTUI_CONFIG", str(tmp_path / "new" / "mine.toml"))
    assert start() == Exit.OK
    assert interface.opened.config_path == tmp_path / "new" / "mine.toml"


def test_an_unknown_profile_is_answered_with_the_nearest(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start("--config", config, "--server", "hom") == Exit.CONFIGURATION
    assert 'did you mean "home"?' in capsys.readouterr().err


def test_a_failing_password_command_starts_nothing(
    interface: Interface, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config.write_text("[servers.x]\nurl = 'x'\npassword_command = 'exit 3'", encoding="utf-8")
    assert start("--config", config) == Exit.CONFIGURATION
    assert "password_command failed: exit code 3" in capsys.readouterr().err
    assert interface.launch is None


@pytest.mark.parametrize("name", ["stdin", "stdout"])
def test_keys_and_screen_must_be_a_terminals(interface: Interface, name: str) -> None:
    assert start(redirected=name) == Exit.NO_TERMINAL
    assert interface.launch is None


def test_errors_may_go_elsewhere(interface: Interface) -> None:
    assert start(redirected="stderr") == Exit.OK
    assert interface.launch is not None


@pytest.mark.parametrize("term", ["", "dumb"])
def test_the_terminal_must_move_its_cursor(
    interface: Interface, monkeypatch: pytest.MonkeyPatch, term: str
) -> None:
    monkeypatch.setenv("TERM", term)
    assert start() == Exit.NO_TERMINAL
    monkeypatch.delenv("TERM")
    assert start() == Exit.NO_TERMINAL
    assert interface.launch is None


def test_output_is_utf8_whatever_the_locale(
    interface: Interface, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stream(io.TextIOWrapper):
        """A stream whose methods can be replaced."""

    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", Stream(written, encoding="latin-1"))
    start()
    sys.stdout.write("─")
    sys.stdout.flush()
    assert written.getvalue() == "─".encode()


def test_the_code_of_the_interface_is_returned(interface: Interface) -> None:
    interface.outcome = lambda: 3
    assert start() == 3


def test_an_interrupt_has_its_own_code(interface: Interface) -> None:
    def interrupt() -> int:
        raise KeyboardInterrupt

    interface.outcome = interrupt
    assert start() == Exit.INTERRUPTED


def test_a_failure_is_reported_in_a_file_of_the_owner(
    interface: Interface, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> int:
        raise LookupError("broken \ud800")

    interface.outcome = fail
    assert start() == Exit.FAILURE
    (report,) = (tmp_path / "state/qbtui").iterdir()
    assert str(report) in capsys.readouterr().err
    assert "LookupError: broken" in report.read_text(encoding="utf-8")
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700


def test_a_failure_that_cannot_be_filed_is_printed(
    interface: Interface, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "state").write_text("in the way", encoding="utf-8")

    def fail() -> int:
        raise LookupError("broken")

    interface.outcome = fail
    assert start() == Exit.FAILURE
    assert "LookupError: broken" in capsys.readouterr().err


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert start("--version") == Exit.OK
    assert capsys.readouterr().out == f"qbtui {__version__}\n"


def test_the_help_names_every_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert start("--help") == Exit.OK
    epilog = capsys.readouterr().out.partition("exit codes:")[2].split("\n")
    assert [int(line.split()[0]) for line in epilog if line] == [code.value for code in Exit]
