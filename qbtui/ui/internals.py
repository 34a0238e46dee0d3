"""Every private name of Textual that the program uses; the tests have theirs in tests/internals.py.

A release of Textual may change any of them without a word. So each stands here alone, behind a name
of our own and with a test of what comes of it, and the rest of the interface knows public names.
"""

from __future__ import annotations

from io import TextIOWrapper
from typing import Any

from textual.app import App, ReturnType
from textual.drivers.linux_driver import LinuxDriver
from textual.worker import WorkerFailed


class DiscreetApp(App[ReturnType]):
    """An app of which one can learn what ended it, and which prints nothing of it.

    What Textual prints of a failure shows variables, passwords among them.
    """

    @property
    def failure(self) -> BaseException | None:
        """The mistake that ended the program, if one did."""
        error = self._exception
        return error.error if isinstance(error, WorkerFailed) else error

    def _print_error_renderables(self) -> None:
        if self.failure is not None:
            self._exit_renderables.clear()
        super()._print_error_renderables()


class SteerableDriver(LinuxDriver):
    """A driver whose subclass may say where it draws, how large that is, and when it comes back."""

    @property
    def app(self) -> App[Any]:
        """The app that it draws."""
        return self._app

    def draw_on(self, file: TextIOWrapper) -> None:
        """Draw on `file`, not on the standard error; before anything is drawn only."""
        self._file = file

    def terminal_size(self) -> tuple[int, int]:
        """Return columns and lines of the terminal."""
        return super()._get_terminal_size()

    @property
    def resumes(self) -> bool:
        """Whether a signal to continue finds a program that was suspended."""
        return self._must_signal_resume

    def _get_terminal_size(self) -> tuple[int, int]:
        return self.terminal_size()

    def _sigcont_application(self, *arguments: object) -> None:
        if self.resumes:
            super()._sigcont_application(*arguments)
