"""What a configuration file may hold, and what is said of one that holds something else."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

from qbtui.config.load import load
from qbtui.config.model import Config, ConfigError, Display, Server
from qbtui.config.paths import config_file
from qbtui.config.save import save_server

FULL = """
server = "home"
read_only = true

[servers.home]
url = "https://home.lan/qbt/"
username = "admin"
password_command = "pass home"
verify = false
timeout = 5
headers = { "X-A" = "b" }

[servers."the nas"]
url = "nas:8080"

[display]
theme = "qbtui-light"
sidebar = "off"
details = "off"

[keys]
"torrents.stop" = "p"
torrents.start = ["s", "S"]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def load_text(file: Path, text: str) -> Config:
    file.write_text(text, encoding="utf-8")
    file.chmod(0o600)
    return load(file, {})


def complaint(file: Path, text: str) -> str:
    """Return what is said of a file with `text`, without the file's name."""
    with pytest.raises(ConfigError) as caught:
        load_text(file, text)
    assert str(caught.value).startswith(f"{file}: ")
    return str(caught.value).removeprefix(f"{file}: ")


def test_every_setting_is_read(file: Path) -> None:
    assert load_text(file, FULL) == Config(
        server="home",
        read_only=True,
        servers={
            "home": Server(
                url="https://home.lan/qbt",
                username="admin",
                password_command="pass home",
                verify=False,
                timeout=5.0,
                headers={"X-A": "b"},
            ),
            "the nas": Server(url="http://nas:8080"),
        },
        display=Display(theme="qbtui-light", sidebar="off", details="off"),
        keys={"torrents.stop": ("p",), "torrents.start": ("s", "S")},
    )


def test_an_empty_file_is_all_defaults(file: Path) -> None:
    assert load_text(file, "") == Config()


def test_a_byte_order_mark_is_no_matter(file: Path) -> None:
    assert load_text(file, "\ufeffread_only = true").read_only


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sever = 'x'", 'sever: unknown key; did you mean "server"?'),
        ("zzz = 1", "zzz: unknown key"),
        ("warnings = []", "warnings: unknown key"),
        ("server = 1", "server: text in quotes is wanted"),
        ("read_only = 'yes'", "read_only: true or false is wanted"),
        ("servers = 1", "servers: a table is wanted"),
        ("servers.home = 1", "servers.home: a table is wanted"),
        ("[servers.home]", "servers.home: url is missing"),
        (
            "[servers.home]\nurll = 'x'",
            'servers.home.urll: unknown key; did you mean "url"?',
        ),
        (
            "[servers.home]\nurl = 'ftp://s3cret'",
            "servers.home.url: the address must start with http:// or https://",
        ),
        (
            "[servers.home]\nurl = 'x'\npassword = 12345",
            "servers.home.password: text in quotes is wanted",
        ),
        (
            "[servers.home]\nurl = 'x'\ntimeout = 0",
            "servers.home.timeout: a number above 0 is wanted",
        ),
        (
            "[servers.home]\nurl = 'x'\nheaders = { A = 1 }",
            "servers.home.headers: a table of texts is wanted",
        ),
        ("[display]\nsidebar = 'left'", 'display.sidebar: one of "auto", "on", "off" is wanted'),
        ("[display]\nthem = 'x'", 'display.them: unknown key; did you mean "theme"?'),
        (
            "[keys]\n'torrents.stop' = 1",
            "keys.torrents.stop: a key in quotes, or a list of them, is wanted",
        ),
        (
            "[keys]\ntorrents.stop = ['p', 1]",
            "keys.torrents.stop: a key in quotes, or a list of them, is wanted",
        ),
        (
            "server = 'hom'\n[servers.home]\nurl = 'x'",
            'no server "hom" is set up; did you mean "home"?',
        ),
    ],
)
def test_a_wrong_setting_is_named_with_what_is_wanted(file: Path, text: str, message: str) -> None:
    assert complaint(file, text) == message


def test_bad_toml_is_placed(file: Path) -> None:
    message = complaint(file, "read_only = true\nserver = \n")
    assert message.startswith("not valid TOML")
    assert "line 2" in message


def test_other_bytes_are_refused(file: Path) -> None:
    file.write_bytes(b"server = '\xff'")
    with pytest.raises(ConfigError, match="not valid UTF-8"):
        load(file, {})


def test_a_folder_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read: Is a directory"):
        load(tmp_path, {})


def test_the_users_own_file_may_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert load(None, {}) == Config()


def test_a_file_that_the_environment_names_may_be_yet_to_be_made(file: Path) -> None:
    environment = {"QBTUI_CONFIG": str(file)}
    assert load(None, environment) == Config()
    save_server(config_file(environment), "home", Server(url="x"))
    assert list(load(None, environment).servers) == ["home"]


def test_a_file_that_an_argument_names_must_exist(file: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        load(file, {"QBTUI_CONFIG": str(file)})


@pytest.mark.parametrize(
    ("mode", "secret", "warned"),
    [
        (0o644, "password = 's3cret'", True),
        (0o640, "api_key = 's3cret'", True),
        (0o600, "password = 's3cret'", False),
        (0o644, "username = 'me'", False),
    ],
)
def test_a_secret_that_others_can_read_is_warned_of(
    file: Path, mode: int, secret: str, warned: bool
) -> None:
    file.write_text(f"[servers.home]\nurl = 'x'\n{secret}", encoding="utf-8")
    file.chmod(mode)
    warnings = load(file, {}).warnings
    assert bool(warnings) is warned
    if warned:
        assert warnings == (f"Others can read the passwords in {file}; run: chmod 600 {file}",)


def test_the_command_that_is_named_can_be_typed_whatever_the_file_is_called(
    tmp_path: Path,
) -> None:
    file = tmp_path / "my settings.toml"
    file.write_text("[servers.home]\nurl = 'x'\npassword = 's3cret'", encoding="utf-8")
    file.chmod(0o644)
    (warning,) = load(file, {}).warnings
    run(warning)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.chmod(0o622)
    with pytest.raises(ConfigError) as caught:
        load(file, {})
    run(str(caught.value))
    assert load(file, {}).warnings == ()


def run(message: str) -> None:
    """Run the command at the end of a message."""
    subprocess.run(message.partition("run: ")[2], shell=True, check=True)


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
@pytest.mark.parametrize(
    "held",
    [
        "password = 's3cret'",
        "api_key = 's3cret'",
        "basic_password = 's3cret'",
        "headers = { A = 's3cret' }",
        "password_command = 's3cret'",
    ],
)
@pytest.mark.parametrize("is_linked", [False, True])
def test_what_others_may_write_is_not_believed(
    file: Path, tmp_path: Path, mode: int, held: str, is_linked: bool
) -> None:
    file.write_text(f"[servers.home]\nurl = 'x'\n{held}", encoding="utf-8")
    file.chmod(mode)
    named = tmp_path / "link.toml"
    named.symlink_to(file) if is_linked else file.rename(named)
    with pytest.raises(ConfigError) as caught:
        load(named, {})
    assert str(caught.value).startswith(f"{named}: ")
    assert str(caught.value).endswith(f"others can write to it; run: chmod 600 {named}")
    assert "s3cret" not in str(caught.value)


def test_others_may_write_what_holds_neither_secret_nor_command(file: Path) -> None:
    file.write_text("[servers.home]\nurl = 'x'\nusername = 'me'", encoding="utf-8")
    file.chmod(0o666)
    assert load(file, {}).warnings == ()


@pytest.mark.parametrize(("owner", "is_believed"), [(0, True), (1000, True), (1001, False)])
@pytest.mark.parametrize("held", ["password = 's3cret'", "password_command = 's3cret'"])
def test_a_file_of_another_user_is_not_believed_but_one_of_root_is(
    file: Path, monkeypatch: pytest.MonkeyPatch, owner: int, is_believed: bool, held: str
) -> None:
    # Only root could give a file away: who we are is told to the program instead.
    file.write_text(f"[servers.home]\nurl = 'x'\n{held}", encoding="utf-8")
    file.chmod(0o600)
    fields, status = [*file.stat()], Path.stat
    fields[stat.ST_UID] = owner
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(
        Path, "stat", lambda path: os.stat_result(fields) if path == file else status(path)
    )
    if is_believed:
        assert load(file, {}).warnings == ()
        return
    with pytest.raises(ConfigError, match=f"another user.*: chown 1000 {file}$"):
        load(file, {})


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(file: Path) -> None:
    file.touch(mode=0o000)
    with pytest.raises(ConfigError, match="cannot be read: Permission denied"):
        load(file, {})
