"""What is typed in a terminal does what was meant, however the line cuts or joins it."""

from __future__ import annotations

import pytest

from tests.live.server import Server
from tests.live.survival.conftest import Open
from tests.live.survival.stopped import add_stopped
from tests.terminal import Terminal

pytestmark = pytest.mark.live


def listing(server: Server, open_program: Open, *names: str) -> Terminal:
    """Return the program once it shows these torrents, which the server was given."""
    add_stopped(server, *names)
    terminal = open_program(server.url)
    terminal.wait_for(*names, "Stopped")
    return terminal


def test_escape_and_y_at_once_close_a_question_and_delete_nothing(
    own_server: Server, open_program: Open
) -> None:
    terminal = listing(own_server, open_program, "keep me")
    terminal.type("D")
    terminal.wait_for("Delete 1 torrent", "and its files?")
    # So tmux passes on what was pressed within its escape-time.
    terminal.send(b"\x1by")
    terminal.wait_without("and its files?")
    terminal.type("y")
    terminal.wait_for_news("Sent the name")
    terminal.type("D")
    terminal.wait_for("and its files?")
    terminal.send(b"\x1b\r")
    terminal.wait_without("and its files?")
    assert len(own_server.torrents()) == 1


def test_the_sequence_of_a_key_in_two_reads_is_that_key(
    own_server: Server, open_program: Open
) -> None:
    terminal = listing(own_server, open_program, "one", "two")
    terminal.send(b"\x1b[")
    terminal.send(b"B")
    terminal.type("e")
    terminal.wait_for("Rename torrent")
    terminal.type("X")
    for cut in (b"\x1b", b"[", b"D", b"\x1b[1", b";5D"):
        terminal.send(cut)
    terminal.type("Y\r")
    terminal.wait_for_news("Renamed to Y")
    assert {row["name"] for row in own_server.torrents().values()} in (
        {"two", "YoneX"},
        {"one", "YtwoX"},
    )


def test_what_was_typed_is_there_when_the_server_is_back(
    own_server: Server, open_program: Open
) -> None:
    terminal = listing(own_server, open_program, "old name")
    terminal.type("e")
    terminal.wait_for("Rename torrent")
    own_server.stop()
    terminal.type(" and more\r")
    terminal.wait_for("It was not done.", "old name and more")
    terminal.resize(40, 10)
    terminal.wait_for("What was open is kept.")
    terminal.type("qy\r")
    terminal.resize(100, 30)
    terminal.wait_for("It was not done.", "old name and more")
    own_server.start()
    terminal.type("\r")
    terminal.wait_for_news("Renamed to old name and more")
    (row,) = own_server.torrents().values()
    assert row["name"] == "old name and more"
