"""Free works that the demonstration shares, and what each torrent does there.

All of them are free software, in the public domain or under a free licence. Trackers have names
that are reserved for examples.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from qbtui.sim.layouts import Kind
from qbtui.sim.metainfo import Tiers
from qbtui.sim.swarm import Temper


class Role(Enum):
    """What a torrent of the demonstration does when it begins."""

    SEED = "seeds"
    IDLE = "seeds, and nobody asks"
    FORCED_SEED = "seeds whatever the queue says"
    DONE = "is complete and stopped"
    LOAD = "downloads"
    FORCED_LOAD = "downloads whatever the queue says"
    STALLED = "finds nobody who has the rest"
    STOPPED = "is incomplete and stopped"
    MAGNET = "finds nobody who has the metadata"
    FORCED_MAGNET = "the same, forced"
    CHECK_PART = "is checked, incomplete"
    CHECK_ALL = "is checked, complete"
    RESUME = "is checked after a start"
    MOVE = "moves to another disk"
    MISSING = "has lost its files"
    ERROR = "met an error"


@dataclass(frozen=True, slots=True)
class Work:
    """One torrent of the demonstration."""

    name: str
    kind: Kind
    size: int
    """MiB."""
    category: str
    tags: str
    """Separated by spaces."""
    trackers: str
    """A key of `TRACKERS`."""
    role: Role


TRACKERS: dict[str, Tiers] = {
    "open": (
        ("udp://tracker.open.example.org:6969/announce",),
        ("https://backup.tracker.example/announce",),
    ),
    "linux": (("https://torrents.linux.example.org:443/announce",),),
    "bsd": (("http://tracker.bsd.example:6969/announce", "udp://tracker.bsd.example:6969"),),
    "archive": (
        ("http://bt1.archive.example.org:6969/announce",),
        ("http://bt2.archive.example.org:6969/announce",),
    ),
    "club": (("https://club.example/announce/0123456789abcdef",),),
    "old": (("http://old.tracker.test/announce",),),
    "dead": (("udp://gone.tracker.test:1337/announce",),),
    "strict": (("https://strict.tracker.test/announce",), ("udp://tracker.open.example.org:6969",)),
    "flaky": (("udp://moody.tracker.test:2710/announce",),),
    "none": (),
}
"""Announce URLs by tier."""

PRIVATE = frozenset({"club"})
"""Whose torrents are private."""

TEMPERS = {
    "old.tracker.test": Temper.WARNING,
    "gone.tracker.test": Temper.UNREACHABLE,
    "strict.tracker.test": Temper.FAILING,
    "moody.tracker.test": Temper.FLAKY,
}

CATEGORIES = {
    "systems": "/srv/torrents/systems",
    "systems/linux": "",
    "systems/bsd": "",
    "films": "/srv/media/films",
    "films/silent": "",
    "films/open": "",
    "books": "/srv/media/books",
    "books/audio": "",
    "music": "/srv/media/music",
    "music/games": "",
    "data": "/mnt/archive/data",
    "data/maps": "",
    "data/science": "",
    "software": "",
}
"""Names and folders; "" follows the category above."""

TAGS = ("keep", "new", "verified", "4k", "mirror", "to sort", "待看")

_I, _F, _B, _A, _D, _S = (
    Kind.IMAGE, Kind.FILM, Kind.BOOKS, Kind.ALBUM, Kind.DATASET, Kind.SOURCE,
)  # fmt: skip
_R = Role

Row = tuple[str, Kind, int, str, str, Role]
"""A work without its category."""

_WORKS: dict[str, tuple[Row, ...]] = {
    "systems/linux": (
        ("debian-13.2.0-amd64-DVD-1.iso", _I, 3_790, "keep mirror", "linux", _R.SEED),
        ("ubuntu-24.04.3-desktop-amd64.iso", _I, 6_050, "keep", "linux", _R.SEED),
        ("Fedora-Workstation-Live-43-1.6.x86_64.iso", _I, 2_610, "new", "open", _R.LOAD),
        ("archlinux-2025.12.01-x86_64.iso", _I, 1_290, "new", "linux", _R.LOAD),
        ("linuxmint-22.2-cinnamon-64bit.iso", _I, 2_900, "", "open", _R.IDLE),
        ("openSUSE-Leap-16.0-offline-installer-x86_64.iso", _I, 4_400, "mirror", "flaky", _R.SEED),
        ("alpine-standard-3.23.0-x86_64.iso", _I, 250, "mirror", "linux", _R.IDLE),
        ("nixos-graphical-25.11-x86_64-linux.iso", _I, 3_200, "", "open", _R.LOAD),
        ("2025-12-04-raspios-trixie-arm64-full.img.xz", _I, 3_050, "", "linux", _R.STOPPED),
        ("tails-amd64-7.3.img", _I, 1_880, "verified", "open", _R.IDLE),
        ("Rocky-10.1-x86_64-dvd1.iso", _I, 8_700, "mirror", "linux", _R.IDLE),
    ),
    "systems/bsd": (
        ("FreeBSD-15.0-RELEASE-amd64-dvd1.iso", _I, 4_900, "keep", "bsd", _R.FORCED_SEED),
        ("OpenBSD-7.8-amd64-install78.iso", _I, 760, "keep verified", "bsd", _R.SEED),
        ("NetBSD-10.1-amd64.iso", _I, 640, "", "bsd", _R.IDLE),
    ),
    "systems": (
        ("haiku-r1beta5-x86_64-anyboot.iso", _I, 1_480, "", "dead", _R.STALLED),
        ("FreeDOS 1.4 LiveCD", _S, 420, "to sort", "dead", _R.DONE),
    ),
    "films/open": (
        ("Sintel (2010) 4K [Blender Foundation]", _F, 5_300, "4k keep", "archive", _R.SEED),
        ("Big Buck Bunny (2008) 2160p 60fps", _F, 690, "4k", "archive", _R.IDLE),
        ("Tears of Steel (2012) 4K DCP", _F, 73_000, "4k", "archive", _R.LOAD),
        ("Cosmos Laundromat (2015)", _F, 2_700, "", "open", _R.IDLE),
        ("Sprite Fright (2021) with production files", _F, 38_000, "keep", "open", _R.FORCED_LOAD),
        ("Charge (2022) 4K HDR", _F, 4_100, "4k new", "open", _R.DONE),
    ),
    "films/silent": (
        ("Nosferatu, eine Symphonie des Grauens (1922)", _F, 9_200, "keep", "archive", _R.SEED),
        ("Metropolis (1927) restored", _F, 14_600, "4k", "archive", _R.LOAD),
        ("The General (1926)", _F, 7_800, "", "archive", _R.IDLE),
        ("Das Cabinet des Dr. Caligari (1920)", _F, 6_400, "待看", "archive", _R.STOPPED),
        ("Le Voyage dans la Lune (1902) colour", _F, 870, "keep", "archive", _R.SEED),
        ("Человек с киноаппаратом (1929)", _F, 5_100, "", "flaky", _R.IDLE),
        ("雄呂血 — Orochi (1925)", _F, 3_300, "待看 new", "archive", _R.LOAD),
    ),
    "films": (
        ("Night of the Living Dead (1968)", _F, 8_900, "", "old", _R.SEED),
    ),
    "books": (
        ("Project Gutenberg DVD April 2010", _B, 7_900, "keep mirror", "archive", _R.SEED),
        ("Standard Ebooks — complete library (2025-12)", _B, 5_600, "new", "open", _R.LOAD),
        ("夏目漱石 全集 [青空文庫]", _B, 310, "keep", "open", _R.IDLE),
        ("紅樓夢 (曹雪芹)", _B, 84, "", "none", _R.DONE),
        ("ألف ليلة وليلة — طبعة بولاق ١٨٣٥", _B, 190, "verified", "open", _R.SEED),
        ("Don Quijote de la Mancha (1605–1615)", _B, 95, "", "open", _R.IDLE),
        ("Война и мир — Лев Толстой", _B, 120, "to sort", "strict", _R.IDLE),
    ),
    "books/audio": (
        ("Moby-Dick; or, The Whale [LibriVox]", _A, 1_350, "", "archive", _R.SEED),
    ),
    "music": (
        ("Open Goldberg Variations (2012)", _A, 1_950, "keep", "archive", _R.IDLE),
        ("Musopen — Chopin, complete works", _A, 12_400, "verified", "archive", _R.STALLED),
        ("Nine Inch Nails — Ghosts I-IV (2008) [CC BY-NC-SA]", _A, 2_300, "", "archive", _R.IDLE),
        ("🎧 Field recordings: rain, night trains 🌧️ (CC0)", _A, 4_400, "new", "club", _R.SEED),
    ),
    "music/games": (
        ("0 A.D. — Original Soundtrack [CC BY-SA]", _A, 610, "", "open", _R.DONE),
        ("Battle for Wesnoth OST 🗡️🛡️", _A, 540, "", "open", _R.IDLE),
        ("SuperTuxKart soundtrack, all karts included 🏁", _A, 380, "to sort", "open", _R.ERROR),
    ),
    "data/maps": (
        ("OpenStreetMap planet-251215.osm.pbf", _I, 84_000, "mirror", "linux", _R.LOAD),
        ("Natural Earth 5.1 vector and raster", _D, 9_900, "", "open", _R.SEED),
        ("Sentinel-2 cloudless mosaic, Europe", _D, 1_420_000, "mirror", "archive", _R.MOVE),
    ),
    "data": (
        ("enwiki-20251201-pages-articles-multistream.xml.bz2", _I, 24_600, "new", "open", _R.LOAD),
        ("Open Food Facts full export", _D, 11_800, "", "strict", _R.MISSING),
        ("Stack Exchange data dump 2024-12", _D, 92_000, "", "old", _R.IDLE),
    ),
    "data/science": (
        ("Common Voice 24.0 — 130 languages", _D, 612_000, "", "archive", _R.CHECK_PART),
        ("LIGO open data O3b, 4 kHz strain", _D, 238_000, "verified", "archive", _R.STOPPED),
        ("CERN Open Data: CMS 2016 datasets", _D, 986_000, "mirror", "club", _R.RESUME),
        ("GBIF occurrence snapshot 2025", _D, 173_000, "new", "archive", _R.STALLED),
    ),
    "software": (
        ("Blender 5.0 sources and demo files", _S, 16_200, "new", "open", _R.LOAD),
        ("LibreOffice 25.8 source tree", _S, 930, "", "open", _R.DONE),
        ("Software Heritage graph", _D, 910_000, "", "open", _R.CHECK_ALL),
    ),
    "": (
        ("Kiwix: Wiktionary in all languages", _D, 31_000, "new", "open", _R.MAGNET),
        ("MIT 6.001 lectures (1986) [CC BY-SA]", _F, 8_100, "待看", "none", _R.FORCED_MAGNET),
    ),
}  # fmt: skip

WORKS = tuple(
    Work(name, kind, size, category, tags, trackers, role)
    for category, rows in _WORKS.items()
    for name, kind, size, tags, trackers, role in rows
)
