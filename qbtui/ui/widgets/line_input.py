"""The line that is typed in, wherever one is: it holds the text itself and shows it safely.

What it holds may be a name from the server, whose marks, joiners and control characters have to
come back as they were, but for what the user changes.
"""

from __future__ import annotations

from typing import ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.events import Paste

from qbtui import text
from qbtui.links import pasted_lines
from qbtui.ui.internals import DrawnInput

LINE_KEYS = {
    "alt+b": "cursor_left_word",
    "alt+left": "cursor_left_word",
    "alt+f": "cursor_right_word",
    "alt+right": "cursor_right_word",
    "alt+backspace": "delete_left_word",
    "alt+d": "delete_right_word",
    "alt+delete": "delete_right_word",
}
"""What shells and editors know, as terminals send it for Alt or Option -> the action."""


class LineInput(DrawnInput):
    """A line whose cursor goes from letter to letter, past all that belongs to one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, action, show=False) for key, action in LINE_KEYS.items()
    ]

    def drawn(self, value: str) -> str:
        """Return what shows of a part of the value."""
        return text.edited(value)

    def pasted(self, pasted: str) -> str:
        """Return what a paste types: its first line with anything in it, on one line."""
        return next(iter(pasted_lines(pasted)), "")

    def on_paste(self, event: Paste) -> None:
        """Type what is pasted."""
        event.prevent_default()
        event.stop()
        self.replace(self.pasted(event.text), *sorted(self.selection))

    def action_paste(self) -> None:
        """Type what was cut or copied in the program."""
        self.replace(self.pasted(self.app.clipboard), *sorted(self.selection))

    def action_copy(self) -> None:
        """Copy what is selected, but no secret and nothing that does something when pasted.

        Raises:
            SkipAction: there is no such thing; something else on the screen may be selected.
        """
        selected = "" if self.password else text.plain(self.selected_text)
        if not selected:
            raise SkipAction
        self.app.copy_to_clipboard(selected)

    def action_cut(self) -> None:
        """Copy what is selected and take it out; a secret stays.

        Raises:
            SkipAction: there is no such thing.
        """
        self.action_copy()
        self.delete_selection()

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
        """Delete the letter under the cursor, with all that belongs to it."""
        end = self.cursor_position + 1
        while self._is_amid_letter(end):
            end += 1
        if self.selection.is_empty:
            self.delete(self.cursor_position, end)
        else:
            self.delete_selection()

    def _is_amid_letter(self, position: int) -> bool:
        return 0 < position < len(self.value) and text.is_of_letter(self.value[position])
