"""Which files a torrent of some kind has. Names of real works stand in `catalogue`."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from enum import Enum

from qbtui.sim.metainfo import V1, Metainfo, Tiers, make

FileSizes = list[tuple[str, int]]

_SMALLEST_PIECE, _BIGGEST_PIECE = 64 << 10, 16 << 20
_MOST_PIECES = 2_000


class Kind(Enum):
    """What a torrent is about."""

    IMAGE = "image"
    """One big file, as the images of operating systems are."""
    FILM = "film"
    BOOKS = "books"
    ALBUM = "album"
    DATASET = "dataset"
    """Many files in many folders."""
    SOURCE = "source"
    """Source code: many small files."""


def made_up(
    kind: Kind,
    name: str,
    size: int,
    trackers: Tiers = (),
    *,
    version: int = V1,
    private: bool = False,
    web_seeds: tuple[str, ...] = (),
    comment: str = "",
    created: int = -1,
) -> Metainfo:
    """Make up a torrent of about this many bytes, the same one every time."""
    return make(
        name,
        files_of(kind, name, size),
        piece_size_for(size),
        version=version,
        private=private,
        source="example.org" if private else "",
        trackers=trackers,
        web_seeds=web_seeds,
        comment=comment,
        created_by="qBittorrent v5.1.2",
        creation_date=created,
    )


def piece_size_for(size: int) -> int:
    """Return a usual piece size for so many bytes."""
    piece = _SMALLEST_PIECE
    while piece < _BIGGEST_PIECE and size / piece > _MOST_PIECES:
        piece *= 2
    return piece


def files_of(kind: Kind, name: str, size: int) -> FileSizes:
    """Return the files, which together have exactly `size` bytes."""
    if kind is Kind.IMAGE:
        return [(name, size)]
    chance = random.Random(f"{kind.value} {name}")
    paths = list(dict.fromkeys(_PATHS[kind](name, chance)))
    parts = [chance.lognormvariate(0, 0.8) * weight for _, weight in paths]
    scale = size / sum(parts)
    sizes = [int(part * scale) for part in parts]
    sizes[0] += size - sum(sizes)
    return [(path, bytes_) for (path, _), bytes_ in zip(paths, sizes, strict=True)]


Paths = Iterator[tuple[str, float]]
"""Paths below the root folder, and how big the files are compared with each other."""


def _film(name: str, chance: random.Random) -> Paths:
    yield f"{name}.mkv", 5_000
    for language in chance.sample(("cs", "de", "en", "es", "fr", "it", "ja", "pt", "zh"), 4):
        yield f"Subtitles/{name}.{language}.srt", 0.1
    yield "Extras/Making of.mp4", 300
    yield "poster.jpg", 1
    yield "LICENSE.txt", 0.01


def _books(_: str, chance: random.Random) -> Paths:
    for number in range(1, chance.randrange(12, 80)):
        yield f"Volume {number:02}/Volume {number:02}.epub", 1
        yield f"Volume {number:02}/Volume {number:02}.pdf", 12
    yield "index.html", 0.05


def _album(_: str, chance: random.Random) -> Paths:
    titles = ("Prelude", "Nocturne", "In the Harbour", "Ascent", "Rain", "春", "Finale", "Étude")
    for disc in range(1, chance.randrange(2, 4)):
        for number in range(1, chance.randrange(8, 18)):
            yield f"Disc {disc}/{number:02} - {chance.choice(titles)}.flac", 30
    yield "booklet.pdf", 12
    yield "cover.jpg", 2


def _dataset(_: str, chance: random.Random) -> Paths:
    for year in range(2_026 - chance.randrange(3, 9), 2_026):
        for month in range(1, 13):
            for shard in range(chance.randrange(2, 9)):
                yield f"{year}/{month:02}/part-{shard:04}.parquet", 100
    yield "README.md", 0.01
    yield "checksums.sha256", 0.1


def _source(_: str, chance: random.Random) -> Paths:
    for package in ("core", "docs", "drivers", "network", "tests", "tools"):
        for number in range(chance.randrange(20, 60)):
            yield f"src/{package}/module_{number:03}.c", 1
    yield "README", 0.5
    yield "assets/media.pak", 3_000


_PATHS: dict[Kind, Callable[[str, random.Random], Paths]] = {
    Kind.FILM: _film,
    Kind.BOOKS: _books,
    Kind.ALBUM: _album,
    Kind.DATASET: _dataset,
    Kind.SOURCE: _source,
}
