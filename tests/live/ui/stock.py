"""Torrents for a server to have before the program starts, and what the server says of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.live.server import Server
from tests.live.swarm import SEEDING
from tests.live.torrents import Torrent
from tests.live.waiting import NotHappenedError, wait_for

STOPPED = {"pausedDL", "pausedUP", "stoppedDL", "stoppedUP"}
"""Under their old and new names."""
RUNNING = {"stalledDL", "downloading", "stalledUP", "uploading"}


def have(server: Server, *torrents: Torrent, stopped: bool = True) -> None:
    """Let the server have torrents of which it has no content yet."""
    for torrent in torrents:
        server.add(torrent.metainfo, paused=stopped, stopped=stopped)
    _wait(server, torrents, STOPPED if stopped else RUNNING)


def have_complete(server: Server, *torrents: Torrent) -> Path:
    """Let the server seed torrents, and return the folder with their content."""
    for torrent in torrents:
        torrent.write_content(server.downloads)
        server.add(torrent.metainfo)
    _wait(server, torrents, SEEDING)
    return server.downloads


def _wait(server: Server, torrents: tuple[Torrent, ...], states: set[str]) -> None:
    def found() -> set[str]:
        return {state(server, torrent.hash) for torrent in torrents}

    try:
        wait_for(lambda: found() <= states, "the torrents")
    except NotHappenedError as error:
        said = [row["message"] for row in server.api("log/main")][-10:]
        raise NotHappenedError(f"{error}: {found()}, and the server said {said}") from None


def state(server: Server, hash_: str) -> str:
    """Return the state of a torrent, empty when the server has it not."""
    return str(server.torrent(hash_).get("state", ""))


def each(server: Server, field: str, *torrents: Torrent) -> list[Any]:
    """Return what the server says of one field of the torrents, in their order."""
    rows = server.torrents()
    return [rows.get(torrent.hash, {}).get(field) for torrent in torrents]


def tags(server: Server, *torrents: Torrent) -> list[set[str]]:
    """Return the tags of the torrents; old releases have them in no order."""
    return [set(filter(None, row.split(", "))) for row in each(server, "tags", *torrents)]
