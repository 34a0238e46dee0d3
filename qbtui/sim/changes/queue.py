"""The queue: who comes first, and who has a slot."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qbtui.sim.torrent import SimTorrent
    from qbtui.sim.world import World


class Queue:
    """The unfinished torrents in order. Moves raise `Conflict` while queueing is off."""

    def __init__(self, world: World) -> None:
        self._world = world

    def increase(self, torrents: Iterable[SimTorrent]) -> None:
        """Move each one up by one."""
        raise NotImplementedError

    def decrease(self, torrents: Iterable[SimTorrent]) -> None:
        """Move each one down by one."""
        raise NotImplementedError

    def top(self, torrents: Iterable[SimTorrent]) -> None:
        """Move them to the top, keeping their order."""
        raise NotImplementedError

    def bottom(self, torrents: Iterable[SimTorrent]) -> None:
        """Move them to the bottom, keeping their order."""
        raise NotImplementedError

    def append(self, torrent: SimTorrent) -> None:
        """Take in a torrent; a finished one has no place."""
        raise NotImplementedError

    def discard(self, torrent: SimTorrent) -> None:
        """Take out a torrent that is finished or gone."""
        raise NotImplementedError
