"""Worlds that are worth looking at: free content of all kinds in all states.

What they hold stands in `catalogue`; big worlds are filled up by `populate`.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from qbtui.sim import announcing, catalogue
from qbtui.sim.arrivals import Arrivals
from qbtui.sim.catalogue import TRACKERS, Role, Work
from qbtui.sim.changes.adding import describe
from qbtui.sim.content import Content
from qbtui.sim.layouts import Kind, made_up
from qbtui.sim.log import Level
from qbtui.sim.metainfo import HYBRID, V1, V2
from qbtui.sim.multitude import populate
from qbtui.sim.releases import NEWEST
from qbtui.sim.share_limits import ShareLimits
from qbtui.sim.swarm import join_swarm
from qbtui.sim.torrent import NEVER, SimTorrent
from qbtui.sim.world import World

if TYPE_CHECKING:
    from qbtui.sim.metainfo import Metainfo

__all__ = ["demo_world", "populate"]

SEED = 20_260
_DAY = 86_400
_RECENT, _OLD = (5, 24), (60, 900)
"""Days since a torrent was made: the fewest and the most."""
_LOADING = (0.05, 1.5)
"""Days since a torrent was added that still downloads."""
_WARM_UP = 90
"""Seconds that a world runs before anybody looks at it."""
_UNPLUGGED = "/mnt/usb"
"""The folder of a disk that is not there."""

_COMPLETE = {
    Role.SEED, Role.IDLE, Role.FORCED_SEED, Role.DONE, Role.CHECK_ALL, Role.RESUME, Role.MOVE,
    Role.MISSING,
}  # fmt: skip
_STOPPED = {Role.DONE, Role.STOPPED}
_FORCED = {Role.FORCED_SEED, Role.FORCED_LOAD, Role.FORCED_MAGNET}
_MAGNETS = {Role.MAGNET, Role.FORCED_MAGNET}
_LOADS = {Role.LOAD, Role.FORCED_LOAD}
_LONELY = {Role.IDLE, Role.STALLED} | _MAGNETS
"""Who neither gets anything nor is asked for anything, whatever the user does."""

_PREFERENCES = {
    "queueing_enabled": True,
    "max_active_downloads": 6,
    "max_active_uploads": 9,
    "max_active_torrents": -1,
    "max_active_checking_torrents": 2,
    "dont_count_slow_torrents": True,
    "slow_torrent_inactive_timer": 30,
    "up_limit": 12 << 20,
    "alt_dl_limit": 3 << 20,
    "alt_up_limit": 1 << 20,
    "max_ratio_enabled": True,
    "max_ratio": 12.0,
    "app_instance_name": "demo",
}


def demo_world(torrents: int = 60, seed: int = SEED, release: str = NEWEST) -> World:
    """Return a world of this many torrents that is already running."""
    world = World(seed, release=release)
    _furnish(world)
    works = catalogue.WORKS[:torrents]
    for number, work in enumerate(works):
        _begin(world, work, number)
    world.step(_WARM_UP)
    if torrents > len(works):
        populate(world, torrents - len(works))
        world.step(1)
    world.arrivals = Arrivals(world)
    return world


def _furnish(world: World) -> None:
    """Set up what a server has besides torrents."""
    world.settings.write(_PREFERENCES)
    world.disk.free = 1_740 << 30
    world.disk.unmounted = (_UNPLUGGED,)
    world.adding.finds_everything = True
    world.tempers.update(catalogue.TEMPERS)
    for name, folder in catalogue.CATEGORIES.items():
        world.labels.create_category(name, folder)
    world.labels.create_tags(catalogue.TAGS)
    world.statistics.alltime_dl = 41 << 40
    world.statistics.alltime_ul = 97 << 40
    world.say("qBittorrent has started")
    world.say('Successfully listening on IP. IP: "203.0.113.7". Port: "TCP/6881"', Level.INFO)
    world.say('Detected external IP. IP: "203.0.113.7"', Level.INFO)
    world.log.write_peer(world.now, "198.51.100.23", "IP filter")
    world.log.write_peer(world.now, "2001:db8::bad", "port filter")


def _begin(world: World, work: Work, number: int) -> None:
    """Put a work into the world, doing what its role says."""
    chance = random.Random(work.name)
    version = (V2, HYBRID)[number % 2] if number % 11 == 5 else V1
    private = work.trackers in catalogue.PRIVATE
    age, since = _ages(work, chance)
    metainfo = made_up(
        work.kind,
        work.name,
        (work.size << 20) + chance.randrange(1 << 20),
        TRACKERS[work.trackers],
        version=version,
        private=private,
        web_seeds=(f"https://mirror.example.org/{number}/",) if number % 9 == 1 else (),
        comment="Free to share. See https://example.org/free" if number % 3 else "",
        created=int(world.now - age),
    )
    torrent = _torrent(world, work, metainfo, chance)
    _remember(torrent, since, chance)
    _particulars(torrent, chance)
    world.insert([torrent])
    _act(world, torrent, work.role)


def _ages(work: Work, chance: random.Random) -> tuple[float, float]:
    """Return how many seconds ago a torrent was made, and how many ago it was added."""
    is_recent = work.kind is Kind.IMAGE or "new" in work.tags
    age = chance.uniform(*(_RECENT if is_recent else _OLD)) * _DAY
    if work.role in _LOADS:
        return age, chance.uniform(*_LOADING) * _DAY
    return age, age * chance.uniform(0.4, 0.95)


def _torrent(world: World, work: Work, metainfo: Metainfo, chance: random.Random) -> SimTorrent:
    share = 1.0 if work.role in _COMPLETE else chance.uniform(0.06, 0.85)
    content = Content() if work.role in _MAGNETS else Content.of(metainfo, share)
    torrent = SimTorrent(world, metainfo.hash, work.name, content)
    describe(torrent, metainfo)
    if work.role in _MAGNETS:
        torrent.has_metadata = False
        torrent.comment, torrent.created_by, torrent.creation_date = "", "", NEVER
    torrent.category, torrent.tags = work.category, frozenset(_tags(work.tags))
    torrent.auto_tmm = bool(work.category) and chance.random() < 0.8
    torrent.save_path = world.labels.save_path(work.category)
    torrent.stopped, torrent.forced = work.role in _STOPPED, work.role in _FORCED
    join_swarm(torrent, chance)
    if work.role in _LONELY:
        torrent.supply = torrent.demand = torrent.appetite = 0
    if work.role is Role.STALLED or work.role in _MAGNETS:
        torrent.num_complete = 0
    return torrent


def _remember(torrent: SimTorrent, age: float, chance: random.Random) -> None:
    """Give a torrent a past of so many seconds."""
    now = torrent.world.now
    torrent.added_on = int(now - age)
    torrent.active_before = age * chance.uniform(0.2, 0.98)
    torrent.downloaded = torrent.completed
    if torrent.finished:
        spent = min(3 * _DAY, torrent.active_before / 2) * chance.random()
        torrent.completion_on = torrent.added_on + int(spent) + 60
        torrent.seeding_before = max(0.0, torrent.active_before - spent)
    if torrent.completed:
        quiet = now - max(torrent.added_on, torrent.completion_on)
        torrent.last_activity = int(now - quiet * chance.random() ** 2)
        torrent.seen_complete = int(now - min(age, 5 * _DAY) * chance.random())
        given = chance.lognormvariate(-0.2, 1.1) * (1 if torrent.finished else 0.1)
        torrent.uploaded = int(torrent.completed * given)
    if not torrent.stopped:
        announcing.recall(torrent, chance)


def _particulars(torrent: SimTorrent, chance: random.Random) -> None:
    """Give some torrents limits and switches of their own."""
    if chance.random() < 0.15:
        torrent.up_limit = chance.choice((256, 512, 1_024)) << 10
    if chance.random() < 0.1:
        torrent.dl_limit = chance.choice((1_024, 2_048)) << 10
    if chance.random() < 0.2:
        torrent.share = ShareLimits(ratio=-1, seeding_time=-1, inactive_seeding_time=-1)
    elif chance.random() < 0.2:
        torrent.share = ShareLimits(ratio=25.0, seeding_time=525_600)
    torrent.sequential = chance.random() < 0.1
    torrent.first_last = chance.random() < 0.1
    torrent.super_seeding = torrent.finished and chance.random() < 0.05


def _act(world: World, torrent: SimTorrent, role: Role) -> None:
    """Begin with what takes a while, and with what went wrong."""
    match role:
        case Role.CHECK_PART | Role.CHECK_ALL:
            world.control.recheck([torrent])
        case Role.RESUME:
            torrent.resuming_until = world.now + 900
        case Role.MOVE:
            world.location.move(torrent, "/mnt/archive2/maps")
        case Role.MISSING:
            torrent.auto_tmm, torrent.save_path = False, f"{_UNPLUGGED}/data"
            torrent.missing_files = True
        case Role.ERROR:
            torrent.error = "Permission denied"
            reason = f'File error alert. Torrent: "{torrent.name}". Reason: "{torrent.error}"'
            world.say(reason, Level.CRITICAL)
        case Role.MAGNET | Role.FORCED_MAGNET:
            torrent.metadata_at = NEVER
            world.queue.put_on_top(torrent)
    torrent.touch()


def _tags(words: str) -> list[str]:
    """Return the tags of a work; `to sort` is one."""
    return [tag for tag in catalogue.TAGS if tag in words]
