"""Decompresses an answer bit by bit, however much it makes of little.

Where the bits come from and how many are too many is not known here.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

PIECE = 1 << 18
"""Bytes that are decompressed at a time."""
_GZIP_ONLY = 31
"""For zlib: the largest window, and nothing but gzip around it."""


class Inflater:
    """Makes of what is sent what was meant: with one encoding at most, gzip."""

    def __init__(self, encoding: str) -> None:
        """Begin an answer with this `Content-Encoding`, which may be empty.

        Raises:
            ValueError: it is another, or more than one; the text is a sentence.
        """
        encoding = encoding.strip().lower()
        if encoding not in {"", "identity", "gzip", "x-gzip"}:
            raise ValueError("The answer is encoded in a way that was not asked for")
        self._gzip = zlib.decompressobj(_GZIP_ONLY) if "gzip" in encoding else None
        self._has_begun = False

    def feed(self, sent: bytes) -> Iterator[bytes]:
        """Yield what comes next, in pieces of at most `PIECE` bytes where it was compressed.

        Raises:
            zlib.error: it is damaged, or goes on after its end.
        """
        if self._gzip is None:
            yield sent
            return
        self._has_begun = True
        piece = b" "
        while (sent or len(piece) == PIECE) and not self._gzip.eof:
            piece = self._gzip.decompress(sent, PIECE)
            sent = self._gzip.unconsumed_tail
            yield piece
        if sent or self._gzip.unused_data:
            raise zlib.error("something follows its end")

    def end(self) -> None:
        """Note that nothing more comes.

        Raises:
            zlib.error: something is missing.
        """
        if self._gzip is not None and self._has_begun and not self._gzip.eof:
            raise zlib.error("its end is missing")
