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

from textual._context import active_app
from textual.app import App
from textual.screen import Screen

_STILL = 3
"""How many turns of the event loop in a row must find nothing to do."""
_LONG = 100_000
"""Turns after which it is taken to go on for ever."""


async def rest(app: App[Any]) -> None:
    """Return when nothing goes on any more but by time, by a thread or by the test."""
    for _ in range(_LONG):
        await _still()
        if not _draws(app):
            return
    raise AssertionError("it is drawn again and again")


@contextmanager
def resting() -> Iterator[None]:
    """Let pilots wait until the program rests, after each key and whenever they pause."""

    async def idle(_shortest: float = 0, _longest: float = 0) -> None:
        await rest(active_app.get())

    with patch("textual.pilot.wait_for_idle", idle), patch("textual.app.wait_for_idle", idle):
        yield


async def _still() -> None:
    """Give way until nothing else is ready to run."""
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    still = 0
    for _ in range(_LONG):
        await asyncio.sleep(0)
        still = 0 if ready else still + 1
        if still == _STILL:
            return
    raise AssertionError("it never comes to rest")


def _draws(app: App[Any]) -> bool:
    """Do at once what Textual leaves to the next frame; tell whether there was anything."""
    if app._resize_timer is not None:
        app._check_resize()
        return True
    if not app.is_running or not app.screen_stack or not _waits_for_a_frame(app.screen):
        return False
    app.screen._on_timer_update()
    return True


def _waits_for_a_frame(screen: Screen[Any]) -> bool:
    changed = (
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
    )
    return bool(screen._callbacks or (changed and not screen.app._batch_count))
