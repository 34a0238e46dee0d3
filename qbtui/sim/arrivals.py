"""Torrents that come by themselves, as by the rules of a feed, so that a world never runs dry.

They seed for a while and are removed with their files. How torrents are added is in `changes`.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING
from urllib.parse import quote

from qbtui.sim.catalogue import TRACKERS
from qbtui.sim.changes.adding import AddOptions
from qbtui.sim.layouts import Kind, made_up
from qbtui.sim.multitude import name_of

if TYPE_CHECKING:
    from qbtui.sim.metainfo import Metainfo
    from qbtui.sim.torrent import SimTorrent
    from qbtui.sim.world import World

_PAUSE = (200, 400)
"""Seconds between two arrivals: the fewest and the most."""
_ENOUGH = 12
"""Torrents that download or wait to; with so many, none arrives."""
_SIZE = (1 << 30, 8 << 30)
"""Bytes: the fewest and the most."""
_BY_MAGNET = 3
"""Every third comes as a magnet link."""
_FIRST = 101
"""The number of the first one."""
_CATEGORIES = {
    Kind.IMAGE: "systems/linux",
    Kind.FILM: "films/open",
    Kind.BOOKS: "books",
    Kind.ALBUM: "music",
    Kind.DATASET: "data/science",
    Kind.SOURCE: "software",
}
_SEEDING_MINUTES = 25
"""After which they go; shorter than the time for which a new seed has a slot for sure."""


class Arrivals:
    """Adds a torrent to a world every few minutes."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._chance = random.Random(world.random.getrandbits(32))
        self._next = world.now + self._chance.uniform(*_PAUSE)
        self._number = _FIRST - 1
        self._by_magnet: set[str] = set()
        """The hashes of those whose metadata is there to be found."""

    def tick(self) -> None:
        """Add a torrent if it is time to."""
        if self._world.now >= self._next:
            self._next = self._world.now + self._chance.uniform(*_PAUSE)
            if sum(map(_will_download, self._world.torrents.values())) < _ENOUGH:
                self._add()

    def _add(self) -> None:
        self._forget()
        self._number += 1
        kind = self._chance.choice(list(Kind))
        metainfo = self._make(kind)
        options = AddOptions(
            category=_CATEGORIES[kind],
            tags=frozenset({"new"}),
            auto_tmm=True,
            seeding_time_limit=_SEEDING_MINUTES,
            share_limit_action="RemoveWithContent",
        )
        if self._number % _BY_MAGNET:
            self._world.adding.add_metainfo(metainfo, options)
        else:
            self._by_magnet.add(metainfo.hash)
            self._world.adding.unpublished[metainfo.hash] = metainfo
            link = f"magnet:?xt=urn:btih:{metainfo.infohash_v1}&dn={quote(metainfo.name)}"
            self._world.adding.add_source(link, options)

    def _forget(self) -> None:
        """Drop the metadata of torrents that are gone."""
        gone = self._by_magnet - self._world.torrents.keys()
        self._by_magnet -= gone
        for hash in gone:
            del self._world.adding.unpublished[hash]

    def _make(self, kind: Kind) -> Metainfo:
        return made_up(
            kind,
            name_of(kind, self._number, self._chance),
            self._chance.randrange(*_SIZE),
            self._chance.choice((TRACKERS["open"], TRACKERS["archive"])),
            created=int(self._world.now) - self._chance.randrange(600, 7_200),
        )


def _will_download(torrent: SimTorrent) -> bool:
    return bool(torrent.supply) and not (torrent.finished or torrent.stopped or torrent.error)
