"""Decodes a large `sync/maindata` answer without a pause that a user could feel.

Finding where each of fifty thousand torrents ends takes as long as decoding the object around them,
but it can be done a few torrents at a time: the answer then holds a mapping that looks for the next
torrent when it is asked for it, and needs no memory for those that were taken.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import ItemsView, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

import msgspec

from qbtui.api.decoding import decode
from qbtui.api.models.server import MaindataReply
from qbtui.api.pages import Part

LARGE = 1_000_000
"""Bytes from which an answer is worth splitting."""

# A quotation mark inside a JSON text is always escaped, so within the torrents neither can match
# anything but what it looks like: a name cannot forge the end of its torrent.
_FIRST = re.compile(rb'"torrents":\{(?="[0-9a-f]{40}":\{)')
_BETWEEN = re.compile(rb'\},(?="[0-9a-f]{40}":\{)')
_BODY = len('"0123456789abcdef0123456789abcdef01234567":')
"""Bytes from the start of a torrent's key to that of its object."""
_SEAM = len('"torrents":{') + _BODY
"""Bytes of the next part that can belong to a match which begins in one."""


class SplitTorrents(Mapping[str, msgspec.Raw]):
    """The encoded torrents by hash that have not been taken yet."""

    def __init__(
        self, parts: Iterable[Part], last: Mapping[str, msgspec.Raw], start: int = 0
    ) -> None:
        """Hold the torrents of `parts`, which begin at `start` of the first, and then `last`."""
        self._parts: deque[Part] = deque(parts)
        self._last, self._start = last, start

    def __iter__(self) -> Iterator[str]:
        return (hash_ for hash_, _ in self._copy().take())

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __getitem__(self, hash_: str) -> msgspec.Raw:
        for candidate, encoded in self._copy().take():
            if candidate == hash_:
                return encoded
        raise KeyError(hash_)

    def items(self) -> ItemsView[str, msgspec.Raw]:
        """Return hashes with their torrents, found one by one; going through them takes them."""
        return _Taken(self)

    def take(self) -> Iterator[tuple[str, msgspec.Raw]]:
        """Take the torrents one by one."""
        parts = self._parts
        while parts:
            boundary = _BETWEEN.search(parts[0], self._start)
            if boundary is None:
                found: list[Part] = [parts.popleft()[self._start :]]
                self._start = 0
                # As much again: each byte is looked at a few times, however long a torrent is.
                wanted = len(found[0])
                while parts and wanted >= 0:
                    found.append(parts.popleft())
                    wanted -= len(found[-1])
                if len(found) > 1:
                    parts.appendleft(b"".join(found))
                continue
            body = self._start + _BODY
            hash_ = parts[0][self._start + 1 : body - 2].decode()
            encoded = msgspec.Raw(parts[0][body : boundary.start() + 1])
            self._start = boundary.end()
            yield hash_, encoded
        last, self._last = self._last, {}
        yield from last.items()

    def _copy(self) -> SplitTorrents:
        return SplitTorrents(self._parts, self._last, self._start)


class _Taken(ItemsView[str, msgspec.Raw]):
    """The items of SplitTorrents in one pass, where the inherited view would search for each."""

    _mapping: SplitTorrents

    def __iter__(self) -> Iterator[tuple[str, msgspec.Raw]]:
        return self._mapping.take()


def decode_maindata(parts: Sequence[Part]) -> MaindataReply:
    """Decode an answer; the torrents of a large one are found when they are asked for.

    Args:
        parts: the body in the parts it came in.

    Raises:
        msgspec.DecodeError: it is no such answer.
    """
    size = sum(map(len, parts))
    ends = _ends(parts) if size >= LARGE else None
    if ends is None:
        return decode(b"".join(parts), MaindataReply)
    first, last = ends
    outside = b"".join([*_slice(parts, 0, first), *_slice(parts, last, size)])
    reply = decode(outside, MaindataReply)
    # The pattern must see the key that follows the last boundary.
    reply.torrents = SplitTorrents(_slice(parts, first, last + _BODY + 1), reply.torrents)
    return reply


def _ends(parts: Sequence[Part]) -> tuple[int, int] | None:
    """Return where the first and the last torrent begin; None when there are not two."""
    pages = range(len(parts))
    first = next(_places(_FIRST, parts, pages), 0)
    last = next(_places(_BETWEEN, parts, reversed(pages)), 0)
    return (first, last) if 0 < first < last else None


def _places(
    pattern: re.Pattern[bytes], parts: Sequence[Part], order: Iterable[int]
) -> Iterator[int]:
    """Return where the last match in each part ends, in the given order of the parts."""
    starts = list(accumulate(map(len, parts), initial=0))
    for index in order:
        following = [part[:_SEAM] for part in parts[index + 1 : index + 2]]
        for match in deque(pattern.finditer(b"".join([parts[index], *following])), maxlen=1):
            yield starts[index] + match.end()


def _slice(parts: Iterable[Part], start: int, end: int) -> list[Part]:
    """Return the parts of a piece of the body; those that are whole are not copied."""
    piece: list[Part] = []
    for part in parts:
        size = len(part)
        if start < size and end > 0:
            piece.append(part if start <= 0 and end >= size else part[max(0, start) : end])
        start, end = start - size, end - size
    return piece
