"""The last line of the screen: the key bar, or for a while what there is to tell."""

from __future__ import annotations

from textual.timer import Timer

from qbtui.ui.widgets.key_bar import KeyBar
from qbtui.ui.widgets.painted import Span

SECONDS = 5
"""How long a message stays."""


class MessageBar(KeyBar):
    """Shows a message in place of the keys until its time is over."""

    _message: Span | None = None
    _timer: Timer | None = None

    def tell(self, message: str, style: str = "bar.strong") -> None:
        """Show safe text of one line for a while, instead of any before."""
        if self._timer is not None:
            self._timer.stop()
        self._message = (f" {message}", style)
        self._timer = self.set_timer(SECONDS, self._quiet)
        self.say()

    def untell(self, words: str) -> None:
        """Take a message back, if it still shows."""
        if self._message is not None and self._message[0] == f" {words}":
            self._quiet()

    def spans(self) -> list[Span]:
        """Return the message, or the keys that fit."""
        return [self._message] if self._message else super().spans()

    def _quiet(self) -> None:
        self._message = None
        self.say()
