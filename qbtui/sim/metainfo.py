"""Torrent files and magnet links: reading, writing and making them up.

Knows the formats (v1, v2 and hybrid) and nothing of the world.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import random
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qs

from qbtui.sim.bencoding import Bencodable, Bencoded, bdecode, bencode, part
from qbtui.sim.refusals import BadRequest, Unsupported

Tiers = tuple[tuple[str, ...], ...]
"""Announce URLs by tier."""
FileSizes = tuple[tuple[str, int], ...]
"""Paths, root folder included, and sizes in bytes."""

V1, V2, HYBRID = 1, 2, 3
"""The formats of a torrent."""

_V1_HASH = re.compile(r"[0-9a-fA-F]{40}|[a-zA-Z2-7]{32}")
_V2_HASH = re.compile(r"[0-9a-fA-F]{64}")
_V2_TOPIC = "urn:btmh:1220"
_HASH_LENGTH = 20
"""Bytes of the hash of a piece."""
_MOST_PIECES = 0x20_0000


@dataclass(frozen=True)
class Metainfo:
    """What a .torrent says."""

    info: bytes
    """The bencoded part that identifies the torrent."""
    trackers: Tiers = ()
    web_seeds: tuple[str, ...] = ()
    comment: str = ""
    created_by: str = ""
    creation_date: int = -1

    @cached_property
    def _info(self) -> dict[bytes, Bencoded]:
        return _mapping(bdecode(self.info))

    @property
    def name(self) -> str:
        """The name of the file or root folder."""
        return _text(self._info[b"name"])

    @cached_property
    def files(self) -> FileSizes:
        """Paths, root folder included, and sizes; padding is left out."""
        tree = self._info.get(b"file tree")
        if tree is not None:
            below = tuple(_leaves(_mapping(tree)))
            alone = len(below) == 1 and below[0][0] == self.name
            return below if alone else tuple((f"{self.name}/{path}", size) for path, size in below)
        listed = self._info.get(b"files")
        if listed is None:
            return ((self.name, _number(self._info[b"length"])),)
        return tuple(_listed(self.name, listed))

    @cached_property
    def total(self) -> int:
        """Bytes of all files."""
        return sum(size for _, size in self.files)

    @property
    def piece_size(self) -> int:
        """Bytes."""
        return _number(self._info[b"piece length"])

    @property
    def piece_count(self) -> int:
        """Pieces in all."""
        return -(-self.total // self.piece_size)

    @property
    def piece_hashes(self) -> list[str]:
        """Hexadecimal, one for each piece; made up for v2 alone."""
        row = self._info.get(b"pieces")
        if not isinstance(row, bytes):
            row = random.Random(self.info).randbytes(20 * self.piece_count)
        return [row[start : start + 20].hex() for start in range(0, len(row), 20)]

    @property
    def is_whole(self) -> bool:
        """Whether there is content, not too much of it, and a hash for every piece of v1."""
        has_content = self.name and self.piece_size > 0 and self.files
        if not has_content or self.piece_count > _MOST_PIECES:
            return False
        if not self._is_v1:
            return b"file tree" in self._info
        count = -(-self._length_v1 // self.piece_size)
        return len(_bytes(self._info[b"pieces"])) == _HASH_LENGTH * count

    @property
    def _length_v1(self) -> int:
        """Bytes of the v1 files, padding included."""
        files = self._info.get(b"files", [self._info])
        if not isinstance(files, list):
            raise Unsupported("files is no list")
        return sum(_number(_mapping(file)[b"length"]) for file in files)

    @property
    def private(self) -> bool:
        """Whether peers come from trackers alone."""
        return self._info.get(b"private") == 1

    @property
    def source(self) -> str:
        """The source field of the info part."""
        return _text(self._info.get(b"source", b""))

    @property
    def infohash_v1(self) -> str:
        """40 hexadecimal digits; "" for v2 alone."""
        return hashlib.sha1(self.info, usedforsecurity=False).hexdigest() if self._is_v1 else ""

    @property
    def infohash_v2(self) -> str:
        """64 hexadecimal digits; "" for v1 alone."""
        return hashlib.sha256(self.info).hexdigest() if b"file tree" in self._info else ""

    @cached_property
    def hash(self) -> str:
        """The torrent ID: the v2 hash cut to 40 digits if there is one, else the v1 hash."""
        return self.infohash_v2[:40] or self.infohash_v1

    @property
    def _is_v1(self) -> bool:
        return b"pieces" in self._info

    def encode(self) -> bytes:
        """Return the bytes of the .torrent file."""
        outer: dict[str, Bencodable] = {}
        if self.trackers:
            outer["announce"] = self.trackers[0][0]
            outer["announce-list"] = self.trackers
        if self.web_seeds:
            outer["url-list"] = self.web_seeds
        if self.comment:
            outer["comment"] = self.comment
        if self.created_by:
            outer["created by"] = self.created_by
        if self.creation_date >= 0:
            outer["creation date"] = self.creation_date
        before = {key: value for key, value in outer.items() if key < "info"}
        after = {key: value for key, value in outer.items() if key > "info"}
        return bencode(before)[:-1] + b"4:info" + self.info + bencode(after)[1:]


def parse(data: bytes) -> Metainfo:
    """Read a .torrent file; raises `Unsupported`."""
    outer = _mapping(bdecode(data))
    date = outer.get(b"creation date")
    metainfo = Metainfo(
        part(data, b"info"),
        _tiers(outer),
        _web_seeds(outer.get(b"url-list", [])),
        _text(outer.get(b"comment", b"")),
        _text(outer.get(b"created by", b"")),
        date if isinstance(date, int) else -1,
    )
    try:
        is_whole = metainfo.is_whole
    except KeyError as error:
        raise Unsupported(f"no {error}") from error
    if not is_whole:
        raise Unsupported("no content, or not the hashes of its pieces")
    return metainfo


def make(
    name: str,
    files: Iterable[tuple[str, int]],
    piece_size: int,
    *,
    version: int = V1,
    private: bool = False,
    source: str = "",
    trackers: Tiers = (),
    web_seeds: tuple[str, ...] = (),
    comment: str = "",
    created_by: str = "",
    creation_date: int = -1,
) -> Metainfo:
    """Make up a torrent of this content; the hashes of its pieces are made up too.

    A single file whose path is `name` stands alone; other paths are below the folder `name`.
    """
    sizes = tuple(files)
    total = sum(size for _, size in sizes)
    chance = random.Random(f"{name} {total}")
    info: dict[str, Bencodable] = {"name": name, "piece length": piece_size}
    if private:
        info["private"] = 1
    if source:
        info["source"] = source
    if version & V1:
        info["pieces"] = chance.randbytes(20 * -(-total // piece_size))
        if [path for path, _ in sizes] == [name]:
            info["length"] = total
        else:
            info["files"] = [{"length": size, "path": path.split("/")} for path, size in sizes]
    if version & V2:
        info["meta version"] = 2
        info["file tree"] = _tree(sizes, chance)
    return Metainfo(bencode(info), trackers, web_seeds, comment, created_by, creation_date)


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
        return self.infohash_v2[:40] or self.infohash_v1


def parse_magnet(text: str) -> Magnet:
    """Read a magnet link or a bare hash of 40, 32 (base32) or 64 digits; raises `BadRequest`."""
    if _V1_HASH.fullmatch(text):
        return Magnet(infohash_v1=_hexadecimal(text))
    if _V2_HASH.fullmatch(text):
        return Magnet(infohash_v2=text.lower())
    scheme, _, query = text.partition("?")
    if scheme.lower() != "magnet:":
        raise BadRequest("neither a magnet link nor a hash")
    words = parse_qs(query)
    v1 = v2 = ""
    for topic in words.get("xt", []):
        if topic.startswith("urn:btih:") and _V1_HASH.fullmatch(topic[9:]):
            v1 = _hexadecimal(topic[9:])
        elif topic.startswith(_V2_TOPIC) and _V2_HASH.fullmatch(topic[len(_V2_TOPIC) :]):
            v2 = topic[len(_V2_TOPIC) :].lower()
    if not v1 and not v2:
        raise BadRequest("the magnet link has no hash")
    name = words.get("dn", [""])[0]
    return Magnet(v1, v2, name, tuple(words.get("tr", [])), tuple(words.get("ws", [])))


def _hexadecimal(digits: str) -> str:
    if len(digits) == 40:
        return digits.lower()
    try:
        return base64.b32decode(digits.upper()).hex()
    except binascii.Error as error:
        raise BadRequest("no base32") from error


def _tiers(outer: Mapping[bytes, Bencoded]) -> Tiers:
    listed = outer.get(b"announce-list")
    if isinstance(listed, list):
        tiers = (
            tuple(_text(url) for url in tier if url) for tier in listed if isinstance(tier, list)
        )
        return tuple(tier for tier in tiers if tier)
    announce = _text(outer.get(b"announce", b""))
    return ((announce,),) if announce else ()


def _web_seeds(listed: Bencoded) -> tuple[str, ...]:
    if isinstance(listed, list):
        return tuple(_text(url) for url in listed)
    return (_text(listed),) if listed else ()


def _listed(name: str, files: Bencoded) -> Iterable[tuple[str, int]]:
    """Yield the files of a v1 torrent with a root folder."""
    if not isinstance(files, list):
        raise Unsupported("files is no list")
    for entry in files:
        file = _mapping(entry)
        if b"p" in _bytes(file.get(b"attr", b"")):
            continue
        path = file[b"path"]
        if not isinstance(path, list):
            raise Unsupported("a path is no list")
        yield "/".join([name, *map(_text, path)]), _number(file[b"length"])


def _leaves(tree: Mapping[bytes, Bencoded], above: str = "") -> Iterable[tuple[str, int]]:
    """Yield the files of a v2 torrent."""
    for key, value in tree.items():
        branch = _mapping(value)
        if b"" in branch:
            yield above + _text(key), _number(_mapping(branch[b""])[b"length"])
        else:
            yield from _leaves(branch, f"{above}{_text(key)}/")


def _tree(sizes: FileSizes, chance: random.Random) -> Bencodable:
    tree: dict[str, Bencodable] = {}
    for path, size in sizes:
        branch: dict[str, Bencodable] = tree
        for folder in path.split("/"):
            branch = branch.setdefault(folder, {})  # type: ignore[assignment]
        branch[""] = {"length": size, "pieces root": chance.randbytes(32)}
    return tree


def _mapping(value: Bencoded) -> dict[bytes, Bencoded]:
    if not isinstance(value, dict):
        raise Unsupported("no dictionary")
    return value


def _bytes(value: Bencoded) -> bytes:
    if not isinstance(value, bytes):
        raise Unsupported("no text")
    return value


def _text(value: Bencoded) -> str:
    return _bytes(value).decode(errors="replace")


def _number(value: Bencoded) -> int:
    if not isinstance(value, int) or value < 0:
        raise Unsupported("no size")
    return value
