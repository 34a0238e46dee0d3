"""Decodes a large `sync/maindata` answer without a pause that a user could feel.

Finding where each of fifty thousand torrents ends takes as long as decoding the object around them,
but it can be done a few torrents at a time: the answer then holds a mapping that looks for the next
torrent when it is asked for it.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import ItemsView, Iterator, Mapping

import msgspec

from qbtui.api.models.server import MaindataReply

LARGE = 1_000_000
"""Bytes from which an answer is worth splitting."""

# A quotation mark inside a JSON text is always escaped, so within the torrents neither can match
# anything but what it looks like: a name cannot forge the end of its torrent.
_FIRST = re.compile(rb'"torrents":\{(?="[0-9a-f]{40}":\{)')
_BETWEEN = re.compile(rb'\},(?="[0-9a-f]{40}":\{)')
_HASH = slice(1, 41)
_BODY = slice(43, None)
_WINDOW = 65_536


class SplitTorrents(Mapping[str, msgspec.Raw]):
    """Encoded torrents by hash; going through them looks for each as it comes."""

    def __init__(
        self, content: bytes, start: int, end: int, last: Mapping[str, msgspec.Raw]
    ) -> None:
        """Take the torrents of `content` from `start` to before `end`, and then `last`."""
        self._content, self._start, self._end, self._last = content, start, end, last

    def __iter__(self) -> Iterator[str]:
        return (hash_ for hash_, _ in self._pairs())

    def __len__(self) -> int:
        return sum(1 for _ in self._pairs())

    def __getitem__(self, hash_: str) -> msgspec.Raw:
        for candidate, encoded in self._pairs():
            if candidate == hash_:
                return encoded
        raise KeyError(hash_)

    def items(self) -> ItemsView[str, msgspec.Raw]:
        """Return hashes with their torrents, found one by one."""
        return _Pairs(self)

    def _pairs(self) -> Iterator[tuple[str, msgspec.Raw]]:
        start = self._start
        # The bound lets the pattern see the key that follows the last boundary.
        for boundary in _BETWEEN.finditer(self._content, start, self._end + _BODY.start + 1):
            entry = self._content[start : boundary.start() + 1]
            yield entry[_HASH].decode(), msgspec.Raw(entry[_BODY])
            start = boundary.end()
        yield from self._last.items()


class _Pairs(ItemsView[str, msgspec.Raw]):
    """The items of SplitTorrents in one pass, where the inherited view would search for each."""

    _mapping: SplitTorrents

    def __iter__(self) -> Iterator[tuple[str, msgspec.Raw]]:
        return self._mapping._pairs()


def decode_maindata(content: bytes, decoder: msgspec.json.Decoder[MaindataReply]) -> MaindataReply:
    """Decode an answer; the torrents of a large one are found when they are asked for.

    Raises:
        msgspec.DecodeError: it is no such answer.
    """
    first = _FIRST.search(content) if len(content) >= LARGE else None
    end = _last_boundary(content, first.end()) if first else None
    if first is None or end is None:
        return decoder.decode(content)
    reply = decoder.decode(content[: first.end()] + content[end:])
    reply.torrents = SplitTorrents(content, first.end(), end, reply.torrents)
    return reply


def _last_boundary(content: bytes, start: int) -> int | None:
    """Return where the last torrent begins; None when there is only one."""
    window = _WINDOW
    while True:
        low = max(start, len(content) - window)
        last = deque(_BETWEEN.finditer(content, low), maxlen=1)
        if last or low == start:
            return last[0].end() if last else None
        window *= 8
