"""Where torrents keep their files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qbtui.sim.torrent import SimTorrent
    from qbtui.sim.world import World

Torrents = Iterable["SimTorrent"]


class Location:
    """Moves files; a move takes time by their size."""

    def __init__(self, world: World) -> None:
        self._world = world

    def set_location(self, torrents: Torrents, path: str) -> None:
        """Move torrents, which become manual; raises `BadRequest` (empty), `Forbidden` (the router
        knows which releases say so) and `Conflict` (cannot be made)."""
        raise NotImplementedError

    def set_save_path(self, torrents: Torrents, path: str) -> None:
        """Set the folder of the manual ones; raises as `set_location`."""
        raise NotImplementedError

    def set_download_path(self, torrents: Torrents, path: str) -> None:
        """Set the folder of the incomplete files of the manual ones, "" is none; raises as
        `set_location`."""
        raise NotImplementedError
