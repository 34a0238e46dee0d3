"""The files and pieces of one torrent, and how much of them is there.

Files and pieces are built only when somebody looks at them or a piece arrives: until then the
amounts are all that is known. Nothing here knows of peers, rates or time.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from qbtui.sim.metainfo import Metainfo
from qbtui.sim.refusals import Conflict

MISSING, REQUESTED, HAVE = 0, 1, 2
"""The states of a piece, as the API numbers them."""

SKIP, NORMAL, HIGH, MAXIMUM = 0, 1, 6, 7
"""The priorities of a file."""

_AT_ONCE = 5
"""Pieces that are requested at a time."""


@dataclass(slots=True)
class SimFile:
    """One file of a torrent."""

    path: str
    """Below the save path, with slashes; starts with the root folder if there is one."""
    size: int
    offset: int
    """Where it begins in the row of all files, in bytes."""
    priority: int = NORMAL
    was_chosen: bool = False
    """Whether somebody set the priority."""
    done: int = 0
    """Bytes in pieces that are there."""

    @property
    def progress(self) -> float:
        """From 0 to 1; an empty file is complete."""
        return self.done / self.size if self.size else 1.0

    def overlap(self, start: int, end: int) -> int:
        """Return how many of its bytes are between two places in the row of all files."""
        return max(0, min(self.offset + self.size, end) - max(self.offset, start))


@dataclass(slots=True, eq=False)
class Content:
    """The amounts of a torrent; files and pieces appear when asked for."""

    origin: Metainfo | Callable[[], Metainfo] | None = None
    """The .torrent, or who makes it up when it is needed."""
    piece_size: int = 0
    total: int = 0
    """Bytes of all files."""
    pieces_have: int = 0
    """Pieces that are there; unless all are, the last one is not among them at first."""
    top: str = ""
    """The root folder or the only file; "" when there are several files and no root."""
    rooted: bool = False
    """Whether `top` is a folder."""
    only: str = ""
    """The only file, when it is known to be that."""
    wanted: int = -1
    """Bytes of the pieces in which a selected file has a part; all at first."""
    _files: list[SimFile] | None = None
    _starts: list[int] | None = None
    _pieces: bytearray | None = None
    _order: list[int] | None = None
    """The wanted pieces that are missing; the last one is being fetched."""
    _partial: int = 0
    """Bytes of the piece that is being fetched."""
    _begun: int = -1
    """The piece that was fetched last; it goes on with `_partial`."""
    _unwanted: frozenset[int] = frozenset()
    """The pieces in which no selected file has a part."""
    _whole: int = 0
    """Bytes of the wanted pieces that are there."""

    def __post_init__(self) -> None:
        self.wanted = self.total
        self._whole = min(self.total, self.pieces_have * self.piece_size)

    @classmethod
    def of(cls, metainfo: Metainfo, share: float = 0) -> Content:
        """Return the content of a .torrent, of which this share is there: from 0 to 1."""
        have = int(metainfo.piece_count * share)
        content = cls(metainfo, metainfo.piece_size, metainfo.total, have)
        content.find_top()
        return content

    @property
    def metainfo(self) -> Metainfo:
        """The .torrent behind it; raises `Conflict` without metadata."""
        if callable(self.origin):
            self.origin = self.origin()
        if self.origin is None:
            raise Conflict("there is no metadata yet")
        return self.origin

    # Files

    @property
    def files(self) -> list[SimFile]:
        """All files in order; [] without metadata."""
        if self._files is None:
            self._files, self._starts = [], []
            offset = 0
            for path, size in self.metainfo.files if self.origin is not None else ():
                self._files.append(SimFile(path, size, offset))
                self._starts.append(offset)
                offset += size
            self._count_files()
        return self._files

    @property
    def root(self) -> str:
        """The folder that holds all files; "" when there is none."""
        return self.top if self.rooted else ""

    def find_top(self) -> None:
        """Note the root folder after files were renamed."""
        paths = [file.path for file in self.files]
        first, slash, _ = paths[0].partition("/") if paths else ("", "", "")
        self.rooted = bool(slash) and all(path.startswith(f"{first}/") for path in paths)
        self.only = paths[0] if len(paths) == 1 else ""
        self.top = first if self.rooted else self.only

    def prefer(self, priorities: dict[int, int]) -> None:
        """Set the priorities of files by index."""
        for index, priority in priorities.items():
            self.files[index].priority = priority
            self.files[index].was_chosen = True
        chosen = (self.piece_range(file) for file in self.files if file.priority and file.size)
        wanted = {piece for first, last in chosen for piece in range(first, last + 1)}
        self._unwanted = frozenset(range(self.piece_count)) - wanted
        if self._begun in self._unwanted:
            self._partial = 0
        states = self._all_pieces()
        self.wanted = sum(map(self._length, wanted))
        self._whole = sum(self._length(piece) for piece in wanted if states[piece] == HAVE)
        self.reorder()

    def piece_range(self, file: SimFile) -> tuple[int, int]:
        """Return the first and last piece of a file."""
        last = max(file.offset, file.offset + file.size - 1)
        return file.offset // self.piece_size, last // self.piece_size

    def file_of(self, piece: int) -> int:
        """Return the index of the file in which a piece begins."""
        return max(0, bisect_right(self._files_starts(), piece * self.piece_size) - 1)

    # Pieces

    @property
    def piece_count(self) -> int:
        """Pieces in all."""
        return -(-self.total // self.piece_size) if self.piece_size else 0

    @property
    def states(self) -> bytes:
        """The state of every piece: MISSING, REQUESTED or HAVE; b"" without metadata."""
        return bytes(self._all_pieces())

    @property
    def fetching(self) -> int:
        """The piece that is being fetched; -1 is none."""
        return self._order[-1] if self._order else -1

    @property
    def completed(self) -> int:
        """Bytes of the wanted pieces that are there."""
        return self._whole + self._partial

    @property
    def stored(self) -> int:
        """Bytes that are there, wanted or not."""
        count = self.piece_count
        if self.pieces_have == count:
            return self.total
        has_last = self._pieces is not None and self._pieces[-1] == HAVE
        short = self.piece_size - self._length(count - 1) if has_last else 0
        return self.pieces_have * self.piece_size - short + self._partial

    def availability(self, seeds: int, leeches: int) -> list[int]:
        """Return how many peers have each piece."""
        chance = self._chance()
        return [seeds + chance.randrange(leeches + 1) for _ in range(self.piece_count)]

    def receive(self, amount: int, *, sequential: bool = False, ends_first: bool = False) -> int:
        """Take in up to `amount` bytes of what is wanted; return how many were."""
        if self._order is None:
            self._order = self._plan(sequential, ends_first)
        self._request()
        taken = 0
        while self._order and taken < amount:
            piece = self._order[-1]
            length = self._length(piece)
            part = min(length - self._partial, amount - taken)
            self._partial += part
            taken += part
            if self._partial == length:
                self._order.pop()
                self._partial = 0
                self._arrive(piece)
                self._request()
        self._begun = self.fetching
        return taken

    def pause(self) -> None:
        """Request nothing any more."""
        if self._pieces is not None:
            for piece in (self._order or ())[-_AT_ONCE:]:
                self._pieces[piece] = MISSING

    def reorder(self) -> None:
        """Decide anew which pieces come after the one that is being fetched."""
        self.pause()
        self._order = None

    def forget(self) -> bytes:
        """Take nothing for granted; return the states that there were."""
        states = bytes(HAVE if state == HAVE else MISSING for state in self._all_pieces())
        self.reorder()
        self._pieces = bytearray(len(states))
        self.pieces_have = self._whole = self._partial = 0
        for file in self.files:
            file.done = 0
        return states

    def find(self, states: bytes, start: int, end: int) -> None:
        """Find the pieces from `start` up to `end` to be as `states` says."""
        for piece in range(start, min(end, len(states))):
            if states[piece] == HAVE and self._all_pieces()[piece] != HAVE:
                self._arrive(piece)

    # How it is kept

    def _chance(self) -> random.Random:
        return random.Random(f"{self.top} {self.total}")

    def _files_starts(self) -> list[int]:
        return self._starts if self.files and self._starts is not None else []

    def _all_pieces(self) -> bytearray:
        if self._pieces is None:
            count = self.piece_count
            complete = self.pieces_have == count
            self._pieces = bytearray(bytes([HAVE if complete else MISSING]) * count)
            if not complete:
                for piece in self._chance().sample(range(count - 1), self.pieces_have):
                    self._pieces[piece] = HAVE
        return self._pieces

    def _count_files(self) -> None:
        """Tell the files what is there, after they were built."""
        if self.pieces_have == self.piece_count:
            for file in self.files:
                file.done = file.size
            return
        states = self._all_pieces()
        for file in filter(attrgetter("size"), self.files):
            first, last = self.piece_range(file)
            ends = {piece for piece in (first, last) if states[piece] == HAVE}
            file.done = sum(file.overlap(*self._span(piece)) for piece in ends)
            file.done += states.count(HAVE, first + 1, last) * self.piece_size

    def _overlaps(self, piece: int) -> Iterator[tuple[SimFile, int]]:
        """Yield the files that a piece touches, and by how many bytes."""
        start, end = self._span(piece)
        for index in range(self.file_of(piece), len(self.files)):
            file = self.files[index]
            if file.offset >= end:
                return
            if amount := file.overlap(start, end):
                yield file, amount

    def _arrive(self, piece: int) -> None:
        self._all_pieces()[piece] = HAVE
        self.pieces_have += 1
        for file, amount in self._overlaps(piece):
            file.done += amount
        if piece not in self._unwanted:
            self._whole += self._length(piece)

    def _span(self, piece: int) -> tuple[int, int]:
        """Return where a piece begins and ends in the row of all files."""
        start = piece * self.piece_size
        return start, min(start + self.piece_size, self.total)

    def _length(self, piece: int) -> int:
        return min(self.piece_size, self.total - piece * self.piece_size)

    def _request(self) -> None:
        for piece in (self._order or ())[-_AT_ONCE:]:
            self._all_pieces()[piece] = REQUESTED

    def _plan(self, sequential: bool, ends_first: bool) -> list[int]:
        """Return the wanted missing pieces, the most wanted one last."""
        urgency = bytearray(self.piece_count)
        for file in self.files:
            if not file.priority or not file.size:
                continue
            (first, last), level = self.piece_range(file), abs(file.priority)
            urgency[first + 1 : last] = bytes([level]) * (last - first - 1)
            for end in (first, last):
                urgency[end] = max(urgency[end], MAXIMUM + 1 if ends_first else level)
        if self._partial:
            urgency[self._begun] = MAXIMUM + 2
        states = self._all_pieces()
        order = [piece for piece, urgent in enumerate(urgency) if urgent and states[piece] != HAVE]
        order.reverse()
        if not sequential:
            self._chance().shuffle(order)
        return sorted(order, key=urgency.__getitem__)
