"""Keeps the terminal sane however the program ends, and the program whatever the terminal does.

What is drawn is none of this module's business.
"""

from __future__ import annotations

import asyncio
import shutil
import signal
from collections.abc import Callable

from textual.drivers.linux_driver import LinuxDriver

ENDING_SIGNALS = {signal.SIGTERM: 0, signal.SIGHUP: 0, signal.SIGINT: 130}
"""What the program returns after each. Left alone, the first two end the process with the terminal
still in full-screen mode."""

UNKNOWN = (80, 25)
"""Columns and lines of a terminal that says 0x0, as one does until somebody attaches to it."""


def end_on_signals(end: Callable[[int], object]) -> None:
    """Call `end` with the exit code, on the event loop, when the process is asked to end."""
    loop = asyncio.get_running_loop()
    for number, code in ENDING_SIGNALS.items():
        loop.add_signal_handler(number, end, code)


class TerminalDriver(LinuxDriver):
    """Reads keys from a terminal that may send anything, and may go away."""

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return columns and lines; a stand-in while the terminal does not know them.

        Rich takes the same stand-in, and must: Textual would resize from one to the other forever.
        """
        columns, lines = shutil.get_terminal_size(UNKNOWN)
        return columns, lines

    def run_input_thread(self) -> None:
        """Read keys until the driver is told to end or the terminal is gone."""
        while not self.exit_event.is_set():
            try:
                super().run_input_thread()
            except UnicodeDecodeError:
                # Bytes that are no UTF-8 are no keys: go on with what comes next.
                continue
            except OSError:
                self._app.call_later(self._app.exit, 0)
                return

    def _sigcont_application(self, *arguments: object) -> None:
        """Come back from the background, if that is where the program was.

        A shell that loses its terminal sends this to what runs: a second set of threads would read
        from a terminal that is gone, and keep the process alive.
        """
        if self._must_signal_resume:
            super()._sigcont_application(*arguments)
