"""Torrents that do nothing, and so stay as they are."""

from __future__ import annotations

from tests.live.server import Server
from tests.live.torrents import Torrent
from tests.live.waiting import wait_for

STOPPED = {"pausedDL", "stoppedDL"}


def add_stopped(server: Server, *names: str) -> list[Torrent]:
    """Add torrents, and wait until they are there and stopped."""
    torrents = [Torrent(name) for name in names]
    for torrent in torrents:
        server.add(torrent.metainfo, paused=True, stopped=True)
    wait_for(
        lambda: all(is_stopped(server, torrent) for torrent in torrents),
        f"{', '.join(names)} to be there",
    )
    return torrents


def is_stopped(server: Server, torrent: Torrent) -> bool:
    """Tell whether the server has the torrent and it is stopped."""
    return server.torrent(torrent.hash).get("state") in STOPPED
