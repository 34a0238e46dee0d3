"""Torrent files and magnet links: reading and writing them, bencoding included.

Knows the formats (v1, v2 and hybrid) and nothing of the world.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from qbtui.sim.refusals import BadRequest, Unsupported

Bencoded = int | bytes | list["Bencoded"] | dict[bytes, "Bencoded"]


@dataclass(frozen=True)
class Metainfo:
    """What a .torrent says. Raises `Unsupported` when it makes no sense."""

    info: bytes
    """The bencoded part that identifies the torrent."""
    trackers: tuple[tuple[str, ...], ...] = ()
    """Announce URLs by tier."""
    web_seeds: tuple[str, ...] = ()
    comment: str = ""
    created_by: str = ""
    creation_date: int = -1

    @property
    def name(self) -> str:
        """The name of the file or root folder."""
        raise NotImplementedError

    @property
    def files(self) -> tuple[tuple[str, int], ...]:
        """Paths, root folder included, and sizes; padding left out."""
        raise NotImplementedError

    @property
    def total(self) -> int:
        """Bytes of all files."""
        raise NotImplementedError

    @property
    def piece_size(self) -> int:
        """Bytes."""
        raise NotImplementedError

    @property
    def piece_hashes(self) -> list[str]:
        """Hexadecimal, one for each piece; made up for v2 alone."""
        raise NotImplementedError

    @property
    def private(self) -> bool:
        """Whether peers come from trackers alone."""
        raise NotImplementedError

    @property
    def source(self) -> str:
        """The source field of the info part."""
        raise NotImplementedError

    @property
    def infohash_v1(self) -> str:
        """40 hexadecimal digits; "" for v2 alone."""
        raise NotImplementedError

    @property
    def infohash_v2(self) -> str:
        """64 hexadecimal digits; "" for v1 alone."""
        raise NotImplementedError

    @property
    def hash(self) -> str:
        """The torrent ID: the v2 hash cut to 40 digits if there is one, else the v1 hash."""
        raise NotImplementedError

    def encode(self) -> bytes:
        """Return the bytes of the .torrent file."""
        raise NotImplementedError


@dataclass(frozen=True)
class Magnet:
    """What a magnet link, or a bare info hash, says."""

    infohash_v1: str = ""
    infohash_v2: str = ""
    name: str = ""
    trackers: tuple[str, ...] = ()
    web_seeds: tuple[str, ...] = ()

    @property
    def hash(self) -> str:
        """The torrent ID as far as it is known."""
        raise NotImplementedError


def parse(data: bytes) -> Metainfo:
    """Read a .torrent file; raises `Unsupported`."""
    raise NotImplementedError


def parse_magnet(text: str) -> Magnet:
    """Read a magnet link or a bare hash of 40, 32 (base32) or 64 digits; raises `BadRequest`."""
    raise NotImplementedError


def make(
    name: str,
    files: Iterable[tuple[str, int]],
    piece_size: int,
    *,
    version: int = 1,
    private: bool = False,
    source: str = "",
    trackers: tuple[tuple[str, ...], ...] = (),
    web_seeds: tuple[str, ...] = (),
    comment: str = "",
    created_by: str = "",
    creation_date: int = -1,
) -> Metainfo:
    """Make up a torrent; version 1, 2, or 3 for hybrid. One file whose path is the name is alone,
    other paths are below the folder `name` and do not repeat it."""
    raise NotImplementedError


def bencode(value: object) -> bytes:
    """Encode numbers, text, bytes, lists and mappings; raises TypeError for others."""
    raise NotImplementedError


def bdecode(data: bytes) -> Bencoded:
    """Decode the whole of `data`; raises `Unsupported`."""
    raise NotImplementedError
