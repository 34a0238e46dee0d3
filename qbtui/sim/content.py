"""The files and pieces of one torrent, and how much of them is there.

Built only when somebody looks at files or pieces: until then the amounts are all that is known.
Nothing here knows of peers, rates or time.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from qbtui.sim.refusals import Conflict

if TYPE_CHECKING:
    from qbtui.sim.metainfo import Metainfo

MISSING, REQUESTED, HAVE = 0, 1, 2
"""The states of a piece, as the API numbers them."""

SKIP, NORMAL, HIGH, MAXIMUM = 0, 1, 6, 7
"""The priorities of a file."""


@dataclass(slots=True)
class SimFile:
    """One file of a torrent."""

    path: str
    """Below the save path, with slashes; starts with the root folder if there is one."""
    size: int
    offset: int
    """Where it begins in the row of all files, in bytes."""
    priority: int = NORMAL
    done: int = 0
    """Bytes in pieces that are there."""

    @property
    def progress(self) -> float:
        """From 0 to 1; an empty file is complete."""
        return self.done / self.size if self.size else 1.0


class Content:
    """The amounts of a torrent; files and pieces appear when asked for."""

    piece_size: int
    total: int
    """Bytes of all files."""
    wanted: int
    """Bytes of the selected files."""

    @property
    def metainfo(self) -> Metainfo:
        """The .torrent behind it; raises `Conflict` without metadata."""
        raise NotImplementedError

    @property
    def files(self) -> list[SimFile]:
        """All files in order; [] without metadata."""
        raise NotImplementedError

    @property
    def states(self) -> bytes:
        """The state of every piece: MISSING, REQUESTED or HAVE; b"" without metadata."""
        raise NotImplementedError

    @property
    def completed(self) -> int:
        """Bytes of the selected files that are there."""
        raise NotImplementedError

    @property
    def piece_count(self) -> int:
        """Pieces in all."""
        raise NotImplementedError

    @property
    def pieces_have(self) -> int:
        """Pieces that are there."""
        raise NotImplementedError

    @property
    def root(self) -> str:
        """The folder that holds all files; "" when there is none."""
        raise NotImplementedError

    @property
    def top(self) -> str:
        """The root folder or the only file; "" when there are several files and no root."""
        raise NotImplementedError

    def availability(self, seeds: int, leeches: int) -> list[int]:
        """Return how many peers have each piece."""
        raise NotImplementedError

    def piece_range(self, file: SimFile) -> tuple[int, int]:
        """Return the first and last piece of a file."""
        raise NotImplementedError
