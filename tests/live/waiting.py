"""Waits for something to become true on a real server: by asking again, until a deadline."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 90.0
"""Seconds after which something that has not happened counts as not happening. On a busy machine
all takes longer, and the program itself leaves a lost server alone for up to 30 s."""
PAUSE = 0.05


class NotHappenedError(AssertionError):
    """The deadline passed."""


def wait_for(probe: Callable[[], T], what: str, within: float = PATIENCE) -> T:
    """Return the first truthy value of `probe`; `what` says in a failure what was awaited.

    Raises:
        NotHappenedError: `within` seconds passed first; the message shows the last value.
    """
    deadline = time.monotonic() + within
    while not (value := probe()):
        _check(deadline, what, value)
        time.sleep(PAUSE)
    return value


async def eventually(probe: Callable[[], T], what: str, within: float = PATIENCE) -> T:
    """Like `wait_for`, while a running app or client goes on with its work.

    Raises:
        NotHappenedError: `within` seconds passed first; the message shows the last value.
    """
    deadline = time.monotonic() + within
    while not (value := probe()):
        _check(deadline, what, value)
        await asyncio.sleep(PAUSE)
    return value


def _check(deadline: float, what: str, value: object) -> None:
    if time.monotonic() > deadline:
        raise NotHappenedError(f"waited in vain for {what}; the last value was {value!r}")
