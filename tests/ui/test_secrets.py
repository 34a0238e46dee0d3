"""Secrets stay with the server that they are for, and a profile is written only if it changed."""

from __future__ import annotations

from pathlib import Path

from qbtui.api.errors import LoginRejected, Unreachable
from qbtui.config.load import load
from qbtui.config.model import Config, Server
from qbtui.ui.link import access
from tests.ui.stage import LARGE, Qbittorrent, opened, row, started


def one() -> Qbittorrent:
    return Qbittorrent().has(row("only", 1))


SECRETIVE = """\
# Mine.
[servers.home]
url = "http://home.test:8080"
username = "admin" # and so on
password = "of home"
basic_username = "gate"
basic_password = "of the gate"
headers = { X-Token = "of home" }
host_header = "inside:8080"
timeout = 5
"""


async def test_a_profile_that_moves_to_another_server_takes_nothing_of_the_old_one_along(
    tmp_path: Path,
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(SECRETIVE, encoding="utf-8")
    path.chmod(0o600)
    config = load(path, {})
    home = config.servers["home"]
    async with started(one(), LARGE, profile=home, config=config, config_path=path) as stage:
        await stage.until(lambda: stage.names == ["only"])
        assert stage.server.accesses[0].headers == {"X-Token": "of home"}
        # That profile again is what the dialog is about.
        stage.server.trouble = LoginRejected("Your session is over.")
        await stage.poll()
        await stage.shows("Your session is over.", "Connect to home")
        await stage.press("up", "up", "ctrl+u", *"away.test", "enter")
        await stage.shows("What is for http://home.test:8080 alone", "Send 1 header")
        assert len(stage.server.accesses) == 1
        stage.server.trouble = None
        await stage.press("down", "down", *"typed", "enter")
        await stage.until(lambda: len(stage.server.accesses) == 2)
        await stage.until(lambda: "✗" not in stage.status)
        sent = Server(url="http://away.test", username="admin", password="typed", timeout=5.0)
        assert stage.server.accesses[1] == access(sent)
    assert load(path, {}).servers == {"home": sent}
    assert path.read_text(encoding="utf-8") == (
        '# Mine.\n[servers.home]\nurl = "http://away.test"\nusername = "admin" # and so on\n'
        'password = "typed"\ntimeout = 5\n'
    )


async def test_what_came_from_outside_stays_with_the_server_it_is_for() -> None:
    # As QBTUI_PASSWORD does, with an address on the command line.
    async with opened(one(), LARGE, config=Config()) as stage:
        await stage.press("g", "n", "ctrl+u", *"away.test", "enter")
        await stage.shows("taken out: Password")
        await stage.press("enter")
        await stage.until(lambda: len(stage.server.accesses) == 2)
        assert [access.password for access in stage.server.accesses] == ["secret", ""]


async def test_an_address_that_let_us_in_keeps_what_was_typed_for_it() -> None:
    server = one()
    server.trouble = Unreachable("There is no host named hoem.test.")
    async with started(server, LARGE, profile=None) as stage:
        await stage.shows("Address")
        await stage.press("ctrl+u", *"hoem.test", "down", "down", *"pw", "enter")
        await stage.shows("There is no host named hoem.test.", "Address")
        server.trouble = None
        await stage.press("ctrl+u", *"home.test", "enter")
        await stage.until(lambda: stage.names == ["only"])
        assert stage.server.accesses[-1].password == "pw"
        await stage.press("g", "n", "ctrl+u", *"away.test", "enter")
        await stage.shows("taken out: Password")
        assert stage.server.accesses[-1].url == "http://home.test"


async def test_a_profile_in_which_nothing_changed_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(
        '# Mine.\n[servers.home]\nurl = "HOME.test:8080/"\nusername = "admin" # me\n'
        'basic_username = "gate"\nbasic_password = "x"\nverify = true\n',
        encoding="utf-8",
    )
    path.chmod(0o600)
    before = path.stat(), path.read_bytes()
    config = load(path, {})
    server = one()
    server.trouble = LoginRejected("The server wants a user name and password.")
    async with started(server, profile=config.servers["home"], config=config, config_path=path) as (
        stage
    ):
        await stage.shows("Connect to home")
        server.trouble = None
        await stage.press(*"typed", "enter")
        await stage.until(lambda: stage.names == ["only"])
        assert stage.server.accesses[-1].password == "typed"
    after = path.stat(), path.read_bytes()
    assert (after[0].st_ino, after[0].st_mtime_ns, after[1]) == (
        before[0].st_ino,
        before[0].st_mtime_ns,
        before[1],
    )
