"""When a program has come to rest: all that follows from a key has happened, however long it took.

Textual's pilot takes a processor that is not busy with the program for a program that has nothing
to do; on a machine that is busy with something else it goes on too early.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from textual.app import App

from tests.internals import current_app, draw, is_ready

_STILL = 3
"""How many turns of the event loop in a row must find nothing to do."""
_LONG = 100_000
"""Turns after which it is taken to go on for ever."""


async def rest(app: App[Any]) -> None:
    """Return when nothing goes on any more but by time, by a thread or by the test."""
    for _ in range(_LONG):
        await _still()
        if not draw(app):
            return
    raise AssertionError("it is drawn again and again")


@contextmanager
def resting() -> Iterator[None]:
    """Let pilots wait until the program rests, after each key and whenever they pause."""

    async def idle(_shortest: float = 0, _longest: float = 0) -> None:
        await rest(current_app())

    with patch("textual.pilot.wait_for_idle", idle), patch("textual.app.wait_for_idle", idle):
        yield


async def _still() -> None:
    """Give way until nothing else is ready to run."""
    still = 0
    for _ in range(_LONG):
        await asyncio.sleep(0)
        still = 0 if is_ready() else still + 1
        if still == _STILL:
            return
    raise AssertionError("it never comes to rest")
