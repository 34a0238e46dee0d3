"""Where the password comes from, and that failing to find it says why."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qbtui.config.model import ConfigError, Server
from qbtui.config.password import resolve_password


def server(command: str = "", password: str = "") -> Server:
    return Server(url="x", password_command=command, password=password)


def test_the_environment_comes_before_the_command_before_the_profile() -> None:
    full = server("echo from command", "from profile")
    assert resolve_password(full, {"QBTUI_PASSWORD": "from outside"}) == "from outside"
    assert resolve_password(full, {"QBTUI_PASSWORD": ""}) == "from command"
    assert resolve_password(full, {}) == "from command"
    assert resolve_password(server(password="from profile"), {}) == "from profile"
    assert resolve_password(server(), {}) is None


def test_the_first_line_is_the_password_with_its_blanks() -> None:
    assert resolve_password(server(r"printf ' p w \r\nuser: me\n'"), {}) == " p w "


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("exit 7", "password_command failed: exit code 7"),
        ("echo s3cret; exit 1", "password_command failed: exit code 1"),
        ("true", "password_command printed no password"),
        ("echo; echo s3cret", "password_command printed no password"),
        (r"printf '\377'", "password_command printed something that is not UTF-8"),
    ],
)
def test_a_failing_command_says_why_without_what_it_printed(command: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        resolve_password(server(command), {})
    assert str(caught.value) == message


def test_a_command_asks_on_the_terminal_while_it_runs(capfd: pytest.CaptureFixture[str]) -> None:
    assert resolve_password(server("printf 'Master password: ' >&2; echo s3cret"), {}) == "s3cret"
    assert capfd.readouterr() == ("", "Master password: ")


def test_a_command_that_does_not_end_is_given_up_though_what_it_started_goes_on(
    tmp_path: Path,
) -> None:
    nothing = tmp_path / "nothing"
    os.mkfifo(nothing)
    # While this is open, what the shell starts reads on and holds the shell's output.
    writer = os.open(nothing, os.O_RDWR)
    with pytest.raises(ConfigError, match=r"did not end within 0\.05 s"):
        resolve_password(server(f"cat '{nothing}'; true"), {}, timeout=0.05)
    nothing.unlink()
    os.close(writer)
