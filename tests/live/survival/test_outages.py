"""A server that goes away comes back by itself on the screen, and nothing of the user's is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.live.server import Server
from tests.live.survival.conftest import Open
from tests.live.survival.stopped import add_stopped, is_stopped
from tests.live.torrents import Torrent
from tests.live.waiting import wait_for
from tests.terminal import Terminal

pytestmark = pytest.mark.live


def names(terminal: Terminal, first: str = "▌ ") -> list[str]:
    """Return the names in the lines of the list that begin with one of these signs."""
    rows = [line for line in terminal.lines if line[4:].startswith(("alpha", "beta"))]
    return [row[4:20].rstrip() for row in rows if row[0] in first]


def test_a_killed_server_comes_back_with_everything_the_user_had(
    own_server: Server, open_program: Open
) -> None:
    added = add_stopped(own_server, "alpha one", "alpha two", "alpha three", "beta")
    wait_for(lambda: all(own_server.has_saved(torrent.hash) for torrent in added), "all saved")
    own_server.restart()
    terminal = open_program(own_server.url)
    terminal.wait_for("alpha one", "beta")
    terminal.type("/alpha\rj ")
    terminal.wait_for("3 of 4", "1 marked")
    (cursor,) = wait_for(lambda: names(terminal, "▌"), "the cursor")
    other = "alpha two" if cursor != "alpha two" else "alpha one"
    bright = terminal.colour(other)

    own_server.kill()
    words = terminal.wait_for("refuses the connection", "Retrying in", "old")
    assert all(name in words for name in ("alpha one", "alpha two", "alpha three", "1 marked"))
    wait_for(lambda: terminal.colour(other) != bright, "the list to be dimmed")
    # The age grows and the attempts go on, each later than the one before.
    terminal.wait_until(lambda words: largest(r"data (\d+) s", words) >= 3, "an age")
    terminal.wait_until(lambda words: largest(r"in (\d+) s", words) >= 3, "a pause")

    own_server.start()
    add_stopped(own_server, "alpha four")
    terminal.wait_for("alpha four", "4 of 5", "1 marked")
    terminal.wait_without("refuses")
    terminal.wait_without("old")
    wait_for(lambda: terminal.colour(other) == bright, "the list to be bright")
    wait_for(lambda: names(terminal, "▌") == [cursor], "the cursor to be where it was")

    terminal.press("ctrl+g", "ctrl+g")
    terminal.wait_for("Torrents 5")
    everything = sorted(row["name"] for row in own_server.torrents().values())
    wait_for(lambda: sorted(names(terminal)) == everything, "all rows without a mark")


def largest(pattern: str, words: str) -> int:
    """Return the largest number that the pattern finds; 0 where it finds none."""
    return max(map(int, re.findall(pattern, words)), default=0)


@pytest.mark.parametrize("suite", ["sid"])
def test_a_server_that_starts_later_is_found(own_server: Server, open_program: Open) -> None:
    own_server.stop()
    terminal = open_program(own_server.url)
    terminal.wait_for("refuses the connection", "Is qBittorrent running", "Retrying in")
    own_server.start()
    terminal.wait_for("No torrents yet")


@pytest.mark.parametrize(("before", "after"), [("bookworm", "sid"), ("sid", "bookworm")])
def test_another_release_in_the_place_of_the_server_is_recognised(
    before: str, after: str, logs: Path, open_program: Open
) -> None:
    """Stopping has another name from 5.0 on: it works only if the release was read again."""
    with Server(before, "before", logs) as first:
        terminal = open_program(first.url)
        terminal.wait_for(f"v{first.release}")
        first.stop()
        terminal.wait_for("refuses the connection")
        with Server(after, "after", logs, first.port) as second:
            torrent = Torrent("new here")
            second.add(torrent.metainfo)
            terminal.wait_for("new here", f"v{second.release}")
            terminal.press("p")
            terminal.wait_for_news("Stopped 1 torrent")
            wait_for(lambda: is_stopped(second, torrent), "the torrent to stop")
