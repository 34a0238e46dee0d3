"""The files of a torrent: priorities and names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qbtui.sim.torrent import SimTorrent
    from qbtui.sim.world import World


class Files:
    """Changes files. Everything raises `Conflict` without metadata."""

    def __init__(self, world: World) -> None:
        self._world = world

    def set_priority(self, torrent: SimTorrent, indexes: Iterable[int], priority: int) -> None:
        """Set the priority to 0, 1, 6 or 7; raises `BadRequest`, `Conflict` for a bad index."""
        raise NotImplementedError

    def rename(self, torrent: SimTorrent, old: str, new: str) -> None:
        """Rename a file by its whole path; raises `Conflict` for a bad or taken one."""
        raise NotImplementedError

    def rename_folder(self, torrent: SimTorrent, old: str, new: str) -> None:
        """Rename a folder by its whole path; raises `Conflict` for a bad or taken one."""
        raise NotImplementedError
