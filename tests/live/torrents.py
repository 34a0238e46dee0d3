"""Makes torrents and their content, the same ones every time. Knows nothing of servers."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from qbtui.sim.bencoding import Bencodable, bencode

PIECE_LENGTH = 32 * 1024


@dataclass(frozen=True)
class Torrent:
    """A torrent of one file, or of a folder when `files` is not empty; with content to seed."""

    name: str
    """The name of the file or folder."""
    size: int = 100_000
    """Bytes of the file; a folder's sizes are in `files`."""
    files: Mapping[str, int] = field(default_factory=dict)
    """Path inside the folder, separated by slashes, and size of each file."""
    trackers: tuple[str, ...] = ()
    """Announce URLs, one tier each."""
    private: bool = False
    comment: str = ""
    piece_length: int = PIECE_LENGTH

    @cached_property
    def content(self) -> bytes:
        """The bytes of all files, one after the other; they differ by name."""
        size = sum(self.files.values()) if self.files else self.size
        return random.Random(self.name).randbytes(size)

    @cached_property
    def info(self) -> dict[str, Bencodable]:
        """The part of a .torrent that identifies it."""
        starts = range(0, len(self.content), self.piece_length)
        pieces = (self.content[start : start + self.piece_length] for start in starts)
        info: dict[str, Bencodable] = {
            "name": self.name,
            "piece length": self.piece_length,
            "pieces": b"".join(hashlib.sha1(piece).digest() for piece in pieces),
        }
        if self.private:
            info["private"] = 1
        if self.files:
            info["files"] = [
                {"length": size, "path": path.split("/")} for path, size in self.files.items()
            ]
        else:
            info["length"] = self.size
        return info

    @cached_property
    def hash(self) -> str:
        """The info hash, by which servers know the torrent."""
        return hashlib.sha1(bencode(self.info)).hexdigest()

    @cached_property
    def magnet(self) -> str:
        """A magnet link without trackers."""
        return f"magnet:?xt=urn:btih:{self.hash}&dn={self.name}"

    @property
    def metainfo(self) -> bytes:
        """The bytes of the .torrent file."""
        outer: dict[str, Bencodable] = {"info": self.info, "comment": self.comment}
        if self.trackers:
            outer["announce"] = self.trackers[0]
            outer["announce-list"] = [[url] for url in self.trackers]
        return bencode(outer)

    def write_content(self, folder: Path) -> None:
        """Write the file, or the folder of files, into `folder`."""
        start = 0
        sizes = {f"{self.name}/{path}": size for path, size in self.files.items()}
        for path, size in (sizes or {self.name: self.size}).items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(self.content[start : start + size])
            start += size
