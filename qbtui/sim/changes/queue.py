"""The queue: who comes first, and who has a slot."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from qbtui.sim.refusals import Conflict
from qbtui.sim.torrent import NEVER

if TYPE_CHECKING:
    from qbtui.sim.torrent import SimTorrent
    from qbtui.sim.world import World


_NEW_SEED = 1_800
"""Seconds for which a seed comes before those that have seeded longer."""


class Queue:
    """The unfinished torrents in order. Moves raise `Conflict` while queueing is off."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._order: list[SimTorrent] = []
        self._seeds_wait = False
        """Whether a torrent without a place may be waiting."""

    def increase(self, torrents: Iterable[SimTorrent]) -> None:
        """Move each one up by one."""
        self._require_queueing()
        for torrent in self._chosen(torrents):
            self._move(torrent, torrent.priority - 2)

    def decrease(self, torrents: Iterable[SimTorrent]) -> None:
        """Move each one down by one."""
        self._require_queueing()
        for torrent in reversed(self._chosen(torrents)):
            self._move(torrent, torrent.priority)

    def top(self, torrents: Iterable[SimTorrent]) -> None:
        """Move them to the top, keeping their order."""
        self._require_queueing()
        chosen = self._chosen(torrents)
        self._order = chosen + [torrent for torrent in self._order if torrent not in set(chosen)]
        self._number()

    def bottom(self, torrents: Iterable[SimTorrent]) -> None:
        """Move them to the bottom, keeping their order."""
        self._require_queueing()
        chosen = self._chosen(torrents)
        self._order = [torrent for torrent in self._order if torrent not in set(chosen)] + chosen
        self._number()

    def put_on_top(self, torrent: SimTorrent) -> None:
        """Move a new torrent to the top, whether queueing is on or off."""
        if torrent.priority:
            self._move(torrent, 0)

    def append(self, torrent: SimTorrent) -> None:
        """Take in a torrent; a finished one has no place."""
        if torrent.priority == 0 and not torrent.finished:
            self._order.append(torrent)
            torrent.priority = len(self._order)

    def discard(self, torrent: SimTorrent) -> None:
        """Take out a torrent that is finished or gone."""
        if torrent.priority:
            start = torrent.priority - 1
            del self._order[start]
            torrent.priority = 0
            self._number(start)
            self._seeds_wait |= torrent.queued

    def switch(self) -> None:
        """Turn queueing on or off as the preferences say now; all positions are told again."""
        is_on = self._world.flag("queueing_enabled")
        for torrent in self._world.torrents.values():
            if torrent.queued or torrent.priority:
                torrent.queued &= is_on
                torrent.touch()

    def allot(self) -> None:
        """Give out the slots; who gets none is queued."""
        world = self._world
        if not world.flag("queueing_enabled"):
            return
        total = _Slots(world.number("max_active_torrents"))
        self._share_out(self._order, _Slots(world.number("max_active_downloads")), total)
        uploads = _Slots(world.number("max_active_uploads"))
        if self._seeds_wait or total.limited or uploads.limited:
            everybody = world.torrents.values()
            seeds = [torrent for torrent in everybody if torrent.priority == 0]
            seeds.sort(key=_seed_rank)
            self._share_out(seeds, uploads, total)
            self._seeds_wait = any(torrent.queued for torrent in seeds)

    def _share_out(self, torrents: Iterable[SimTorrent], own: _Slots, total: _Slots) -> None:
        slow = _Slowness(self._world)
        for torrent in torrents:
            fits = own.free and total.free
            if torrent.queued and not fits and not torrent.forced:
                continue
            if torrent.stopped or torrent.forced or torrent.error or torrent.missing_files:
                self._set_queued(torrent, False)
            elif torrent.check is None:
                self._set_queued(torrent, not fits)
                if fits and not slow.is_met_by(torrent):
                    own.take()
                    total.take()

    def _set_queued(self, torrent: SimTorrent, queued: bool) -> None:
        if torrent.queued != queued:
            torrent.queued = queued
            torrent.touch()

    def _require_queueing(self) -> None:
        if not self._world.flag("queueing_enabled"):
            raise Conflict("queueing is off")

    def _chosen(self, torrents: Iterable[SimTorrent]) -> list[SimTorrent]:
        chosen = {torrent for torrent in torrents if torrent.priority}
        return sorted(chosen, key=lambda torrent: torrent.priority)

    def _move(self, torrent: SimTorrent, index: int) -> None:
        if 0 <= index < len(self._order):
            start = torrent.priority - 1
            self._order.insert(index, self._order.pop(start))
            self._number(min(start, index), max(start, index) + 1)

    def _number(self, start: int = 0, end: int | None = None) -> None:
        for index, torrent in enumerate(self._order[start:end], start + 1):
            if torrent.priority != index:
                torrent.priority = index
                torrent.touch()


def _seed_rank(torrent: SimTorrent) -> tuple[bool, float]:
    """Return what comes first among seeds: new ones, then those that are needed most."""
    is_new = torrent.seeding_time < _NEW_SEED
    return not is_new, torrent.num_complete / (torrent.num_incomplete + 1)


class _Slowness:
    """How little happens in a torrent that takes no slot, as the preferences say just now."""

    def __init__(self, world: World) -> None:
        counts = not world.flag("dont_count_slow_torrents")
        self._since = NEVER if counts else world.now - world.number("slow_torrent_inactive_timer")
        self._download = world.number("slow_torrent_dl_rate_threshold") * 1024
        self._upload = world.number("slow_torrent_ul_rate_threshold") * 1024

    def is_met_by(self, torrent: SimTorrent) -> bool:
        """Say whether a torrent has been active for a while with hardly any traffic."""
        return (
            0 <= torrent.active_since <= self._since
            and torrent.dlspeed < self._download
            and torrent.upspeed < self._upload
        )


class _Slots:
    """A number of slots; -1 is without end."""

    def __init__(self, count: int) -> None:
        self.limited = count >= 0
        self.free = count if self.limited else sys.maxsize

    def take(self) -> None:
        self.free -= 1
