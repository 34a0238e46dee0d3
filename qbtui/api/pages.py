"""Keeps the body of a large answer in memory that goes back to the system when it is let go.

What the parts of the body mean is no business of this module.
"""

from __future__ import annotations

import mmap

PAGE = 1 << 16
"""Bytes of a full page.

Two of them joined are still less than what makes an allocator keep large blocks from then on.
"""

Part = bytes | bytearray | mmap.mmap
"""Some bytes of a body."""


class Pages:
    """A body that comes bit by bit.

    An allocator keeps freed blocks of the size that bodies come in, tens of megabytes of them;
    a map of its own is returned as soon as nobody reads it any more. Joining everything at the end
    would be a pause that a user feels.
    """

    def __init__(self) -> None:
        self._full: list[Part] = []
        self._last = bytearray()
        self.size = 0
        """Bytes that have come so far."""

    def add(self, part: bytes) -> None:
        """Take what comes next."""
        self.size += len(part)
        self._last += part
        while len(self._last) >= PAGE:
            page = mmap.mmap(-1, PAGE)
            page.write(self._last[:PAGE])
            self._full.append(page)
            del self._last[:PAGE]

    @property
    def parts(self) -> list[Part]:
        """What has come so far."""
        return [*self._full, self._last] if self._last else self._full
