"""What the program does with private names of Textual comes to what it should.

That of the driver shows in a terminal only: `test_terminal` has the size a terminal does not know,
the screen beside errors that go to a file, what a signal to continue does, and the terminal's end.
"""

from __future__ import annotations

import pytest
from textual.app import ComposeResult
from textual.widgets import Static

from qbtui.ui.internals import FailingApp


class Failing(FailingApp[None]):
    """Fails once it runs: by itself, or in what it started."""

    def __init__(self, in_worker: bool) -> None:
        super().__init__()
        self._in_worker = in_worker

    def compose(self) -> ComposeResult:
        """Show something."""
        yield Static()

    def on_mount(self) -> None:
        """Fail, now or soon."""
        if self._in_worker:
            self.run_worker(self._fail())
        else:
            self._raise()

    async def _fail(self) -> None:
        self._raise()

    def _raise(self) -> None:
        secret = "hunter2"
        raise LookupError(f"on purpose, with {len(secret)} letters")


@pytest.mark.parametrize("in_worker", [False, True])
def test_a_failure_is_known_and_nothing_is_printed_of_it(
    in_worker: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    app = Failing(in_worker)
    app.run(headless=True)
    assert isinstance(app.failure, LookupError)
    assert capfd.readouterr() == ("", "")
