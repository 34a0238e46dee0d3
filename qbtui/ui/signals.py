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
def ending_on_signals(app: DiscreetApp[int]) -> Iterator[list[int]]:
    """End `app` on a signal while the block runs; a busy event loop is not waited for for long.

    Yields what the program is to return: a code for each signal that came.
    """
    codes: list[int] = []

    def end(number: int, _frame: FrameType | None) -> None:
        code = ENDING_SIGNALS[signal.Signals(number)]
        codes.append(code)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            raise SystemExit(code) from None  # It has not begun, or it is over.
        loop.call_soon_threadsafe(app.exit, code)
        if len(codes) == 1:
            # Another signal does not put it off.
            signal.signal(signal.SIGALRM, lambda *_: _abandon(app, code))
            signal.setitimer(signal.ITIMER_REAL, GRACE_SECONDS)

    before = {number: signal.signal(number, end) for number in ENDING_SIGNALS}
    try:
        yield codes
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
def interrupted_by_signals() -> Iterator[None]:
    """Let signals to end interrupt what is in the block, and end the program after it.

    Raises:
        KeyboardInterrupt: one came; ctrl+c does no more than that.
    """
    met: list[int] = []

    def interrupt(number: int, _frame: FrameType | None) -> None:
        if number != signal.SIGINT:
            met.append(number)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in ENDING_SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for each in met:
            signal.raise_signal(each)
