"""Runs the program and watches its event loop: `python -m tests.bench.watched FILE ARGUMENTS...`.

The file holds one number, the longest time in seconds for which the loop did not look whether keys
or bytes had arrived. It is processor time of the loop's thread: what the program itself did.
Whoever writes a zero into the file starts the search anew.
"""

from __future__ import annotations

import mmap
import selectors
import struct
import sys
import time
from pathlib import Path

from qbtui.cli import main

NUMBER = struct.Struct("d")


class WatchedSelector(selectors.DefaultSelector):
    """Times what happens between two looks at what has arrived."""

    shared = mmap.mmap(-1, NUMBER.size)
    _looked = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Look, and take note of how long ago the last look was."""
        passed = time.thread_time() - (self._looked or time.thread_time())
        if passed > NUMBER.unpack_from(self.shared)[0]:
            NUMBER.pack_into(self.shared, 0, passed)
        try:
            return super().select(timeout)
        finally:
            self._looked = time.thread_time()


def longest(path: Path) -> float:
    """Return the longest time since the last call, and start anew."""
    (seconds,) = NUMBER.unpack(path.read_bytes())
    reset(path)
    return float(seconds)


def reset(path: Path) -> None:
    """Start anew."""
    with path.open("r+b" if path.exists() else "wb") as file:
        file.write(NUMBER.pack(0))


def run(path: Path, arguments: list[str]) -> int:
    """Run the program, watched, and return its exit code."""
    with path.open("r+b") as file:
        WatchedSelector.shared = mmap.mmap(file.fileno(), NUMBER.size)
    selectors.DefaultSelector = WatchedSelector  # type: ignore[misc]
    return main(arguments)


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), sys.argv[2:]))
