"""The first start asks for a server and remembers it; the second one opens it."""

from __future__ import annotations

import stat
import tomllib

import pytest

from tests.live.server import Server
from tests.program import Program

pytestmark = [pytest.mark.live, pytest.mark.parametrize("suite", ["sid"])]


@pytest.mark.parametrize("saved", [True, False])
def test_the_profile_saved_at_the_first_start_opens_at_the_next(
    own_server: Server, program: Program, saved: bool
) -> None:
    with program.start() as terminal:
        terminal.wait_for("Connect", "Address", "User name")
        terminal.type(f"\x15{own_server.url}\t\x15{own_server.username}\t{own_server.password}")
        terminal.type("\t\thome\t" + (" " if saved else "") + "\r")
        terminal.wait_for("No torrents yet")
        terminal.press("q")
        assert terminal.wait() == 0
    assert own_server.password.encode() not in terminal.output

    mode = stat.S_IMODE(program.config.stat().st_mode)
    profile = tomllib.loads(program.config.read_text())["servers"]["home"]
    assert mode == 0o600
    assert list(program.config.parent.iterdir()) == [program.config]
    assert profile["url"] == own_server.url
    assert profile.get("password", "") == (own_server.password if saved else "")

    with program.start() as terminal:
        if not saved:
            terminal.wait_for("Connect to home", "wants a user name and password", "User name")
            terminal.type(f"{own_server.password}\r")
        terminal.wait_for("No torrents yet")
