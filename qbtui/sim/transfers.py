"""How fast data flows, and what arrives: rates, limits, disk space."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, sin
from typing import TYPE_CHECKING

from qbtui.sim.log import Level
from qbtui.sim.swarm import share_traffic

if TYPE_CHECKING:
    from qbtui.sim.torrent import SimTorrent
    from qbtui.sim.world import World

_SETTLING = 3.0
"""Seconds in which a rate comes close to what the swarm would give."""
_WASTED = 0.0005
"""How much of the data arrives in vain."""


class Transfers:
    """Carries the data of the torrents that are at work."""

    def __init__(self, world: World) -> None:
        self._world = world

    def tick(self, torrents: Sequence[SimTorrent], seconds: float) -> None:
        """Let data flow for a moment, within the limits; calls `activity.complete`."""
        for torrent in torrents:
            self._aim(torrent, seconds)
        self._limit(torrents)
        for torrent in torrents:
            if torrent.dlspeed or torrent.upspeed:
                self._carry(torrent, seconds)
            if torrent.known_peers is not None:
                share_traffic(torrent, seconds)
        statistics = self._world.statistics
        statistics.dl_info_speed = sum(torrent.dlspeed for torrent in torrents)
        statistics.up_info_speed = sum(torrent.upspeed for torrent in torrents)

    def _aim(self, torrent: SimTorrent, seconds: float) -> None:
        """Bring the rates closer to what the swarm would give and take."""
        phase = torrent.added_on % 997
        now = self._world.now
        wave = 1 + 0.22 * sin(now / 41 + phase) + 0.09 * sin(now / 9 + phase * 2)
        wave *= self._world.random.uniform(0.95, 1.05)
        before = (torrent.dlspeed, torrent.upspeed)
        supply = torrent.supply * wave if torrent.has_givers else 0
        demand = torrent.demand * wave if torrent.has_takers else 0
        torrent.dlspeed = _towards(torrent.dlspeed, supply, seconds, torrent.dl_limit)
        torrent.upspeed = _towards(torrent.upspeed, demand, seconds, torrent.up_limit)
        if (torrent.dlspeed, torrent.upspeed) != before:
            torrent.touch()

    def _limit(self, torrents: Sequence[SimTorrent]) -> None:
        """Keep the sums within the global limits."""
        limits = self._world.limits
        download = sum(torrent.dlspeed for torrent in torrents)
        upload = sum(torrent.upspeed for torrent in torrents)
        down = limits.download / download if 0 < limits.download < download else 1
        up = limits.upload / upload if 0 < limits.upload < upload else 1
        if down == up == 1:
            return
        for torrent in torrents:
            torrent.dlspeed = int(torrent.dlspeed * down)
            torrent.upspeed = int(torrent.upspeed * up)

    def _carry(self, torrent: SimTorrent, seconds: float) -> None:
        world, statistics = self._world, self._world.statistics
        room = max(0, world.disk.free)
        got = torrent.content.receive(
            min(room, int(torrent.dlspeed * seconds)),
            sequential=torrent.sequential,
            ends_first=torrent.first_last,
        )
        sent, wasted = int(torrent.upspeed * seconds), int(got * _WASTED)
        world.disk.free -= got
        torrent.downloaded += got
        torrent.downloaded_session += got
        torrent.wasted += wasted
        torrent.uploaded += sent
        torrent.uploaded_session += sent
        statistics.dl_info_data += got
        statistics.alltime_dl += got
        statistics.up_info_data += sent
        statistics.alltime_ul += sent
        statistics.total_wasted_session += wasted
        torrent.last_activity = int(world.now)
        if torrent.dlspeed and torrent.finished:
            world.activity.complete(torrent)
        elif torrent.dlspeed and room == 0:
            self._fill(torrent)
        torrent.touch()

    def _fill(self, torrent: SimTorrent) -> None:
        """Stop for want of room."""
        torrent.error = "No space left on device"
        message = f'File error alert. Torrent: "{torrent.name}". Reason: "{torrent.error}"'
        self._world.say(message, Level.CRITICAL)


def _towards(rate: int, target: float, seconds: float, limit: int) -> int:
    """Return a rate that has come closer to the target without passing the limit."""
    if target == 0:
        return 0
    moved = target + (rate - target) * exp(-seconds / _SETTLING)
    return int(min(moved, limit) if limit > 0 else moved)
