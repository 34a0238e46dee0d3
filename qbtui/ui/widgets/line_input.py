"""The line that is typed in, wherever one is: it holds the text itself and shows it safely.

What it holds may be a name from the server, whose marks, joiners and control characters have to
come back as they were, but for what the user changes.
"""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from qbtui import text
from qbtui.ui.internals import DrawnInput


class LineInput(DrawnInput):
    """A line whose cursor goes from letter to letter, and not between a letter and its marks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # What shells and editors know, as terminals send it for Alt or Option.
        Binding("alt+b,alt+left", "cursor_left_word", show=False),
        Binding("alt+f,alt+right", "cursor_right_word", show=False),
        Binding("alt+backspace", "delete_left_word", show=False),
    ]

    def drawn(self, value: str) -> str:
        """Return what shows of a part of the value."""
        return text.edited(value)

    def action_cursor_left(self, select: bool = False) -> None:
        """Move a letter to the left."""
        super().action_cursor_left(select)
        while self._is_amid_letter(self.cursor_position):
            super().action_cursor_left(select)

    def action_cursor_right(self, select: bool = False) -> None:
        """Move a letter to the right."""
        super().action_cursor_right(select)
        while self._is_amid_letter(self.cursor_position):
            super().action_cursor_right(select)

    def action_delete_right(self) -> None:
        """Delete the letter under the cursor, with its marks."""
        end = self.cursor_position + 1
        while self._is_amid_letter(end):
            end += 1
        if self.selection.is_empty:
            self.delete(self.cursor_position, end)
        else:
            self.delete_selection()

    def _is_amid_letter(self, position: int) -> bool:
        return 0 < position < len(self.value) and text.is_mark(self.value[position])
