"""How trackers are asked, and how they answer. When this happens is up to `activity`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qbtui.sim.addresses import host_of
from qbtui.sim.swarm import (
    DISABLED,
    TRACKER_ERROR,
    UNREACHABLE,
    WORKING,
    SimTracker,
    Temper,
)

if TYPE_CHECKING:
    import random

    from qbtui.sim.torrent import SimTorrent
    from qbtui.sim.world import World

INTERVAL = 1_800
"""Seconds between two announces."""
SHORTEST = 60
"""Seconds that a tracker wants between two announces."""
_LONGEST_PAUSE = 3_600
_FAILS = 0.3
"""How often a flaky tracker fails."""

WARNING = "Please update your client: this tracker will move soon"
_ERRORS = ("unregistered torrent", "Internal server error", "torrent is not authorised here")
_TROUBLES = ("Host not found (authoritative)", "Connection timed out", "Connection refused")
_NO_HOST = ("expected closing ] for address",)


def ask(torrent: SimTorrent) -> bool:
    """Begin the announces that are due; say whether there are any."""
    now, asked = torrent.world.now, False
    for tracker in torrent.trackers:
        if tracker.next_announce <= now and tracker.status != DISABLED and not tracker.updating:
            tracker.updating = asked = True
    return asked


def answer(world: World, torrent: SimTorrent) -> None:
    """Let the trackers that were asked answer."""
    for tracker in torrent.trackers:
        if tracker.updating:
            tracker.updating = False
            _answer(world, torrent, tracker)


def recall(torrent: SimTorrent, chance: random.Random) -> None:
    """Let all trackers have answered some time ago."""
    for tracker in torrent.trackers:
        _answer(torrent.world, torrent, tracker)
        tracker.next_announce = torrent.world.now + chance.random() * INTERVAL


def _answer(world: World, torrent: SimTorrent, tracker: SimTracker) -> None:
    host = host_of(tracker.url)
    temper = world.tempers.get(host, Temper.WORKING) if host else Temper.UNREACHABLE
    if temper is Temper.FLAKY:
        failed = world.random.random() < _FAILS
        temper = Temper.UNREACHABLE if failed else Temper.WORKING
    if temper in {Temper.WORKING, Temper.WARNING}:
        _work(world, torrent, tracker, WARNING if temper is Temper.WARNING else "")
        return
    tracker.failures += 1
    refused = temper is Temper.FAILING
    messages = _ERRORS if refused else _TROUBLES if host else _NO_HOST
    tracker.status = TRACKER_ERROR if refused else UNREACHABLE
    tracker.message = messages[len(tracker.url) % len(messages)]
    tracker.next_announce = world.now + min(_LONGEST_PAUSE, SHORTEST * 2**tracker.failures)
    tracker.min_announce = world.now + SHORTEST


def _work(world: World, torrent: SimTorrent, tracker: SimTracker, message: str) -> None:
    tracker.failures, tracker.status, tracker.message = 0, WORKING, message
    torrent.num_complete = max(torrent.num_seeds, _about(world, torrent.num_complete))
    torrent.num_incomplete = max(torrent.num_leechs, _about(world, torrent.num_incomplete))
    tracker.num_seeds, tracker.num_leeches = torrent.num_complete, torrent.num_incomplete
    tracker.num_peers = min(200, tracker.num_seeds + tracker.num_leeches)
    tracker.num_downloaded = tracker.num_seeds * 7 + tracker.num_leeches
    tracker.next_announce = world.now + INTERVAL
    tracker.min_announce = world.now + SHORTEST


def _about(world: World, count: int) -> int:
    """Return a number of peers close to the last one; none stays none."""
    return 0 if count <= 0 else max(1, count + round(world.random.gauss(0, count / 20)))
