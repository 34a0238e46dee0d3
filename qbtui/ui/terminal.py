"""Keeps the terminal sane however the program ends, and the program whatever the terminal does.

What is drawn is none of this module's business.
"""

from __future__ import annotations

import errno
import os
import select
import shutil
import signal
import sys
import termios
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from pty import STDIN_FILENO
from typing import Any, TypeVar

from textual.app import App

from qbtui.ui.internals import SteerableDriver
from qbtui.ui.keyboard import Keyboard
from qbtui.ui.signals import interrupted_by_signals

UNKNOWN = (80, 25)
"""Columns and lines of a terminal that says 0x0, as one does until somebody attaches to it."""

READ_SECONDS = 0.1
"""How long is read at a time: so much later at most it is seen that the program ends."""
READ_BYTES = 4096

Result = TypeVar("Result")


def lend(app: App[Any], work: Callable[[], Result]) -> Result:
    """Return what `work` returns, which has the terminal for itself as it was before the program.

    The event loop stands still meanwhile: nothing is drawn, and ctrl+c does not end the program.

    Raises:
        SuspendNotSupported: this terminal cannot be lent.
        KeyboardInterrupt: ctrl+c was pressed.
        BaseException: whatever `work` raises.
    """
    outcome = Future[Result]()
    ending = signal.getsignal(signal.SIGINT)
    with app.suspend(), _settings_kept():
        # Only at the end of the block is the screen there for whoever handles an error.
        try:
            with interrupted_by_signals():
                outcome.set_result(work())
        except BaseException as error:  # noqa: BLE001 - raised again below
            outcome.set_exception(error)
        # Whoever presses ctrl+c again means what has just ended.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGINT, ending)
    return outcome.result()


@contextmanager
def _settings_kept() -> Iterator[None]:
    """Undo what is done to the terminal: who is killed at a prompt leaves it without an echo."""
    if not os.isatty(STDIN_FILENO):
        yield
        return
    settings = termios.tcgetattr(STDIN_FILENO)
    yield
    # It may have gone meanwhile.
    with suppress(termios.error):
        termios.tcsetattr(STDIN_FILENO, termios.TCSADRAIN, settings)


def _await_foreground() -> None:
    """Return once the terminal is ours: until then the system stops who wants to change it."""
    while os.isatty(STDIN_FILENO):
        try:
            settings = termios.tcgetattr(STDIN_FILENO)
            termios.tcsetattr(STDIN_FILENO, termios.TCSANOW, settings)
        except termios.error as error:
            # What lets the process go on cuts the call short.
            if error.args[0] == errno.EINTR:
                continue
        return


class TerminalDriver(SteerableDriver):
    """Reads keys from a terminal that may send anything, and may go away."""

    _in_background = False
    """Whether the terminal is another's now, and the program waits to be brought back."""

    def __init__(self, app: App[Any], **options: Any) -> None:  # noqa: ANN401 - as its parent's
        super().__init__(app, **options)
        # Where errors go to a file, the screen is not to follow them.
        if sys.__stdout__ is not None and not sys.stderr.isatty():
            self.draw_on(sys.__stdout__)

    def terminal_size(self) -> tuple[int, int]:
        """Return columns and lines; a stand-in while the terminal does not know them.

        Rich takes the same stand-in, and must: Textual would resize from one to the other forever.
        """
        columns, lines = shutil.get_terminal_size(UNKNOWN)
        return columns, lines

    def start_application_mode(self) -> None:
        """Take the terminal, as soon as the program is in the foreground.

        Textual tries once and then goes on without a screen and without keys.
        """
        self._in_background = True
        _await_foreground()
        self._in_background = False
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def run_input_thread(self) -> None:
        """Read keys until the driver is told to end or the terminal is gone."""
        keyboard = Keyboard()
        try:
            while not self.exit_event.is_set():
                is_ready = select.select([self.fileno], [], [], READ_SECONDS)[0]
                found = keyboard.feed(self._read()) if is_ready else keyboard.tick()
                for event in found:
                    self.process_message(event)
        except (OSError, EOFError):
            self.app.call_later(self.app.exit, 0)

    def _read(self) -> bytes:
        """Return what the terminal has sent.

        Raises:
            OSError: the terminal is gone.
            EOFError: it is, and says so.
        """
        sent = os.read(self.fileno, READ_BYTES)
        if not sent:
            raise EOFError
        return sent

    @property
    def resumes(self) -> bool:
        """Whether the program comes back from the background, if that is where it was.

        A shell that loses its terminal sends the signal to what runs: a second set of threads would
        read from a terminal that is gone, and keep the process alive.
        """
        return super().resumes and not self._in_background
