"""When the server is asked again: pauses, back-off and hurry; what is asked is not known here."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import Protocol

FOLLOW_UPS = (0.1, 0.3, 0.7, 1.5)
"""Seconds after an action at which its effect is looked for."""
BREATH = 2
"""How many times as long as the last answer took the server is left alone."""
LONGEST_BACK_OFF = 30.0
"""Seconds for which a server is left alone at most, be it slow or away."""


class Clock(Protocol):
    """Time, as the poller needs it; tests bring their own."""

    def now(self) -> float:
        """Return seconds that only grow."""

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        """Return when `event` is set or `seconds` have passed."""


class SystemClock:
    """Real time."""

    def now(self) -> float:
        """Return the seconds of `time.monotonic`."""
        return time.monotonic()

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        """Return when `event` is set or `seconds` have passed."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await event.wait()


class Pace:
    """When one thing is due; moments are seconds of the clock."""

    def __init__(self) -> None:
        self.due = 0.0
        self._asked = 0.0
        self._hurried = False
        self._follow_ups: list[float] = []
        self._failures = 0

    def asking(self, now: float) -> None:
        """Note that the question goes out."""
        self._asked, self._hurried = now, False

    def answered(self, now: float, pause: float) -> None:
        """Become due after `pause` seconds, or later when the answer took long."""
        self._failures = 0
        self._follow_ups = [moment for moment in self._follow_ups if moment > now]
        due = min([now + pause, *self._follow_ups])
        breath = now + min(BREATH * (now - self._asked), LONGEST_BACK_OFF)
        self.due = now if self._hurried else max(due, breath)

    def failed(self, now: float) -> None:
        """Become due after 1, 2, 4 ... 30 seconds: longer with each failure in a row."""
        self._follow_ups = []
        delay = min(2.0**self._failures, LONGEST_BACK_OFF)
        # Past the longest pause there is nothing to count.
        self._failures = min(self._failures + 1, 5)
        self.due = now if self._hurried else now + delay

    def hurry(self, now: float) -> None:
        """Become due at once, after the answer that is awaited if there is one."""
        self.due, self._hurried = now, True

    def follow(self, now: float) -> None:
        """Become due at once and a few times soon after."""
        self.hurry(now)
        self._follow_ups = [now + seconds for seconds in FOLLOW_UPS]
