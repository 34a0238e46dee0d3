"""Thousands of torrents at once, varied but cheap: their files are made up when asked for."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from qbtui.sim.announcing import recall
from qbtui.sim.catalogue import CATEGORIES, PRIVATE, TAGS, TEMPERS, TRACKERS
from qbtui.sim.content import Content
from qbtui.sim.layouts import Kind, made_up, piece_size_for
from qbtui.sim.swarm import SimTracker
from qbtui.sim.torrent import NEVER, SimTorrent

if TYPE_CHECKING:
    from qbtui.sim.world import World

_DAY = 86_400
_MOST_AT_WORK = 120
"""Torrents in which data flows all the time; about half of them download."""

_NAMES: dict[Kind, tuple[str, ...]] = {
    Kind.IMAGE: (
        "debian-{major}.{minor}.0-{arch}-netinst-{number}.iso",
        "openSUSE-Tumbleweed-DVD-{arch}-Snapshot{number}.iso",
        "FreeBSD-{major}.{minor}-STABLE-{arch}-{number}.img.xz",
        "alpine-virt-3.{major}.{minor}-{arch}-{number}.iso",
    ),
    Kind.FILM: (
        "Prelinger Archives: {topic} ({year}) reel {number}",
        "Lumière, vue no {number} — {topic} ({year})",
        "日本の記録映画 第{number}巻 {topic} ({year})",
        "NASA archive film {number}: {topic} ({year}) 🚀",
    ),
    Kind.BOOKS: (
        "Gutenberg collection {number}: {topic}",
        "青空文庫 第{number}集",
        "Biblioteca Digital — {topic}, tomo {number}",
        "Русская классика, том {number}",
        "مكتبة المشاع — الجزء {number}",
    ),
    Kind.ALBUM: (
        "LibriVox short works {number} — {topic}",
        "Musopen: string quartets, op. {number}",
        "Free Music Archive sampler {number} [CC BY] 🎵",
        "FreeGameDev soundtrack collection {number} [CC BY-SA]",
    ),
    Kind.DATASET: (
        "NOAA GHCN-Daily {year} slice {number}",
        "Landsat collection {number}, {year}",
        "OpenAlex snapshot part {number}",
        "Wikipedia dump {year} shard {number}",
    ),
    Kind.SOURCE: ("Debian source mirror, section {number}", "GNU release archive {number}"),
}
"""What torrents of each kind are called."""

_TOPICS = (
    "Harbour at dawn", "Steam and steel", "Street scenes", "The tide pool", "Airmail", "Botany",
    "Northern lights", "Village life", "Bridges", "Weather", "Orbit", "Letterpress",
)  # fmt: skip
_KINDS = random.Random(7).choices(list(Kind), (3, 5, 4, 4, 2, 1), k=1_000)
_TRACKERS = tuple(TRACKERS.items())


def populate(world: World, count: int) -> None:
    """Add this many torrents, with categories and tags, and let nearly all of them take part."""
    world.tempers.update(TEMPERS)
    for name, folder in CATEGORIES.items():
        if name not in world.labels.categories:
            world.labels.create_category(name, folder)
    world.labels.create_tags(TAGS)
    world.settings.write(
        {
            "max_active_downloads": 90,
            "max_active_uploads": -1,
            "max_active_torrents": -1,
            "max_connec": -1,
        }
    )
    chance = random.Random(world.random.getrandbits(32))
    world.insert(_torrents(world, count, chance))


def _torrents(world: World, count: int, chance: random.Random) -> Iterator[SimTorrent]:
    categories = [*CATEGORIES, ""]
    folders = {name: world.labels.save_path(name) for name in categories}
    tags = [frozenset[str](), frozenset(), frozenset(TAGS[:1]), frozenset(TAGS[1:3])]
    tags += [frozenset({tag}) for tag in TAGS]
    busy = min(_MOST_AT_WORK, max(1, count // 40))
    for number in range(count):
        at_work = number < busy  # First, so that they have the slots of the queue.
        torrent = _torrent(world, number, chance, at_work=at_work)
        torrent.category = chance.choice(categories)
        torrent.save_path = folders[torrent.category]
        torrent.tags = chance.choice(tags)
        _occupy(torrent, at_work, number, chance)
        if not torrent.stopped:
            recall(torrent, chance)
        yield torrent


def _torrent(world: World, number: int, chance: random.Random, *, at_work: bool) -> SimTorrent:
    """Return a torrent of which at least a part is there; one at work takes a while."""
    kind = _KINDS[number % len(_KINDS)]
    name = name_of(kind, number + 1, chance)
    size = int(chance.lognormvariate(20.5, 1.8)) + (12 << 30 if at_work else 1_024)
    piece_size = piece_size_for(size)
    pieces = -(-size // piece_size)
    have = pieces if chance.random() < (0.5 if at_work else 0.9) else int(pieces * chance.random())
    group, tiers = _TRACKERS[number % len(_TRACKERS)]
    created = int(world.now - chance.uniform(3, 900) * _DAY)
    private = group in PRIVATE
    origin = partial(made_up, kind, name, size, tiers, private=private, created=created)
    content = Content(origin, piece_size, size, have, name, kind is not Kind.IMAGE)
    hash = f"{chance.getrandbits(160):040x}"
    torrent = SimTorrent(world, hash, name, content, infohash_v1=hash)
    torrent.private_flag, torrent.creation_date = private, created
    torrent.trackers = [SimTracker(url, tier) for tier, urls in enumerate(tiers) for url in urls]
    return torrent


def name_of(kind: Kind, number: int, chance: random.Random) -> str:
    """Return a name for the torrent of this number, one that no other number has."""
    return chance.choice(_NAMES[kind]).format(
        number=number,
        topic=_TOPICS[number % len(_TOPICS)],
        year=1_900 + number % 70 if kind is Kind.FILM else 2_000 + number % 26,
        major=9 + number % 5,
        minor=number % 5,
        arch=("amd64", "arm64", "riscv64")[number % 3],
    )


def _occupy(torrent: SimTorrent, at_work: bool, number: int, chance: random.Random) -> None:
    """Let a torrent take part in its swarm or not, and give it a past."""
    now, age = torrent.world.now, torrent.world.now - torrent.creation_date
    complete = torrent.content.pieces_have == torrent.content.piece_count
    torrent.num_complete = 1 + int(20 / (0.05 + chance.random()))
    torrent.num_leechs = torrent.num_incomplete = number % 9
    torrent.added_on = torrent.creation_date + int(age * 0.3)
    torrent.active_before = age * 0.5
    torrent.downloaded = torrent.completed
    torrent.uploaded = int(torrent.completed * chance.lognormvariate(-0.3, 1.3))
    torrent.last_activity = torrent.seen_complete = int(now - age * chance.random() * 0.5)
    if complete:
        torrent.completion_on = torrent.added_on + int(age * 0.1)
        torrent.seeding_before = torrent.active_before * 0.9
    if at_work:
        torrent.num_leechs = torrent.num_incomplete = 1 + number % 8
        torrent.appetite = torrent.demand = chance.lognormvariate(11, 1)
        torrent.upspeed = int(torrent.demand)
        if not complete:
            torrent.supply = chance.lognormvariate(14, 1)
            torrent.dlspeed = int(torrent.supply)
            torrent.num_seeds = min(20, torrent.num_complete)
        return
    torrent.stopped = number % 14 == 3
    torrent.error = "Permission denied" if number % 2_003 == 7 else ""
    torrent.missing_files = number % 1_009 == 11 and not torrent.stopped
    if not complete:
        torrent.num_complete = 0
        torrent.seen_complete = NEVER
