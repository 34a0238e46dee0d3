"""The dialog that says something too long for one line: an error with advice, a list of results."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from qbtui.ui.dialogs.dialog import Body, Dialog, paragraph


class Notice(Dialog[None]):
    """Shows a message of any length."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,enter", "cancel", "Close", show=False),
        Binding("down,j", "scroll(1)", "Down", show=False),
        Binding("up,k", "scroll(-1)", "Up", show=False),
        Binding("pagedown,space", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
    ]

    KEYS = (("esc", "close", "cancel"),)

    def __init__(self, title: str, message: str) -> None:
        super().__init__(title)
        self._message = message

    def body(self) -> Iterable[Widget]:
        """Return the message."""
        return (paragraph(self._message, ""),)

    def action_scroll(self, lines: int) -> None:
        """Show what is further down, or up."""
        self.query_one(Body).scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Show the next or previous screenful."""
        body = self.query_one(Body)
        body.scroll_relative(y=pages * max(1, body.size.height - 1), animate=False)
