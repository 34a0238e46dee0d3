"""Time that passes when a test says so: for the poller, the simulated server and its faults."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from unittest.mock import patch

START = 1_000.0


class ManualClock:
    """A `state.pace.Clock` that jumps from one alarm to the next."""

    def __init__(self) -> None:
        self.time = START
        self.idle = 0
        """How many wait for time to pass."""
        self.stands_still_at: float | None = None
        """When the server's time stopped, while it does."""
        self._alarms: list[tuple[float, asyncio.Event]] = []

    def __call__(self) -> float:
        """Return the seconds, as the simulated server asks for them."""
        return self.time if self.stands_still_at is None else self.stands_still_at

    def now(self) -> float:
        """Return the seconds."""
        return self.time

    async def wait(self, event: asyncio.Event, seconds: float | None) -> None:
        """Return when `event` is set or `seconds` have passed."""
        due = float("inf") if seconds is None else self.time + seconds
        alarm = (due, event)
        self._alarms.append(alarm)
        self.idle += 1
        try:
            await event.wait()
        finally:
            self.idle -= 1
            if alarm in self._alarms:
                self._alarms.remove(alarm)

    async def sleep(self, seconds: float) -> None:
        """Return when `seconds` have passed."""
        await self.wait(asyncio.Event(), seconds)

    def ring(self, until: float) -> bool:
        """Go on to the next alarm before `until`, or to that; tell whether one rang."""
        due = min((due for due, _ in self._alarms), default=float("inf"))
        self.time = max(self.time, min(due, until))
        ringing = [alarm for alarm in self._alarms if alarm[0] <= self.time]
        for alarm in ringing:
            self._alarms.remove(alarm)
            alarm[1].set()
        return bool(ringing)


@contextmanager
def timed_by(clock: ManualClock) -> Iterator[None]:
    """Give its time to the poller and to the screen."""
    with (
        patch("qbtui.state.live.SystemClock", lambda: clock),
        patch("qbtui.ui.screens.main.time", SimpleNamespace(monotonic=clock.now)),
    ):
        yield
