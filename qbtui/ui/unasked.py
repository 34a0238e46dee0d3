"""Shows what comes by itself: a dialog that nobody asked for must not get keys meant for another.

What a user was typing as the new name of a torrent would else go into the field of a password.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable


class Unasked:
    """Keeps dialogs until the user types in nothing else; `is_free` tells whether that is so."""

    def __init__(self, is_free: Callable[[], bool]) -> None:
        self._is_free = is_free
        self._waiting: deque[Callable[[], object]] = deque()

    @property
    def is_waiting(self) -> bool:
        """Whether there is something to show."""
        return bool(self._waiting)

    def show(self, open_: Callable[[], object]) -> None:
        """Call `open_`, which opens a dialog or finds that it need not, now or once it may."""
        self._waiting.append(open_)
        self.settle()

    def settle(self) -> None:
        """Open what may be opened now; to be called whenever something was closed."""
        while self._waiting and self._is_free():
            self._waiting.popleft()()
