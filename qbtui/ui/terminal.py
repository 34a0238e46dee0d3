"""Keeps the terminal sane when the program is told to end or comes back from the background."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable

ENDING_SIGNALS = (signal.SIGTERM, signal.SIGHUP)
"""Left alone, these end the process with the terminal still in full-screen mode."""


def end_on_signals(end: Callable[[], object]) -> None:
    """Call `end` on the event loop when the process is asked to end."""
    loop = asyncio.get_running_loop()
    for number in ENDING_SIGNALS:
        loop.add_signal_handler(number, end)
