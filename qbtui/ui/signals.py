"""Ends the program when the process is asked to end, whatever it is doing at that moment."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from qbtui.ui.internals import DiscreetApp

ENDING_SIGNALS = {signal.SIGTERM: 0, signal.SIGHUP: 0, signal.SIGINT: 130}
"""What the program returns after each. Left alone, the first two end the process with the terminal
still in full-screen mode."""

GRACE_SECONDS = 5.0
"""In which the program ends as it does by a key: it logs out, and its threads end."""
TERMINAL_SECONDS = 1.0
"""In which a terminal takes what sets it right, from a program that could not end."""


@contextmanager
def ending_on_signals(app: DiscreetApp[int]) -> Iterator[None]:
    """End `app` on a signal while the block runs; a busy event loop is not waited for for long."""

    def end(number: int, _frame: FrameType | None) -> None:
        code = ENDING_SIGNALS[signal.Signals(number)]
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            raise SystemExit(code) from None  # It has not begun, or it is over.
        loop.call_soon_threadsafe(app.exit, code)
        signal.signal(signal.SIGALRM, lambda *_: _abandon(app, code))
        signal.setitimer(signal.ITIMER_REAL, GRACE_SECONDS)

    before = {number: signal.signal(number, end) for number in ENDING_SIGNALS}
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)


def _abandon(app: DiscreetApp[int], code: int) -> NoReturn:
    """Leave the terminal as it was, and the process."""
    signal.signal(signal.SIGALRM, lambda *_: os._exit(code))
    signal.setitimer(signal.ITIMER_REAL, TERMINAL_SECONDS)
    app.leave_terminal()
    os._exit(code)


@contextmanager
def postponed() -> Iterator[None]:
    """Let signals to end wait for the end of the block, and ctrl+c interrupt what is in it."""
    met: list[int] = []
    before = {
        number: signal.signal(number, lambda met_now, _frame: met.append(met_now))
        for number in ENDING_SIGNALS
    }
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for each in met:
            signal.raise_signal(each)
