"""The dialog before anything that cannot be taken back: only `y` confirms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from qbtui.actions.model import Confirm
from qbtui.fields import FieldValue
from qbtui.ui.dialogs.dialog import Dialog, paragraph
from qbtui.ui.dialogs.form import make_entry

_CHROME = 8
"""Lines of the frame, the question, the gaps and the keys."""


class ConfirmDialog(Dialog[dict[str, FieldValue]]):
    """Asks for `y`; the answer is the values of the toggles, None when the user says no."""

    DEFAULT_CSS = """
    ConfirmDialog {
        #frame { border: round $warning; }
        #keys { margin-top: 1; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "confirm", "Yes", show=False),
        Binding("n,q", "cancel", "No", show=False),
        Binding("down", "app.focus_next", "Next", show=False),
        Binding("up", "app.focus_previous", "Previous", show=False),
    ]

    KEYS = (("y", "yes", "confirm"), ("n", "no", "cancel"))

    def __init__(self, confirm: Confirm) -> None:
        super().__init__("Confirm")
        self._confirm = confirm
        self._entries = [make_entry(field) for field in confirm.fields]
        self._details = Static(classes="names muted", markup=False)

    def keys(self) -> Iterable[tuple[str, str, str]]:
        """Return the answers, and the key that changes what they mean."""
        yield from self.KEYS
        if self._entries:
            yield ("space", "switches the box", "focused.switch")

    def head(self) -> Iterable[Widget]:
        """Return the question."""
        return (paragraph(self._confirm.question, "strong"),)

    def body(self) -> Iterable[Widget]:
        """Return what it is about, what is lost, and the toggles."""
        if self._confirm.details:
            yield self._details
        if self._confirm.warning:
            yield paragraph(self._confirm.warning, "warning gap")
        for index, entry in enumerate(self._entries):
            entry.set_class(index == 0 and not self._confirm.warning, "gap")
            yield entry

    def on_mount(self) -> None:
        """Start on the first toggle."""
        if self._entries:
            self._entries[0].take_focus()

    def on_resize(self, event: Resize) -> None:
        """Name as many things as there is room for."""
        room = event.size.height - _CHROME - 3 * bool(self._confirm.warning) - len(self._entries)
        lines = shortened(self._confirm.details, max(2, room))
        self._details.update(Content("\n".join(lines)))

    def action_confirm(self) -> None:
        """Answer yes."""
        self.dismiss({entry.field.key: entry.value() for entry in self._entries})


def shortened(lines: tuple[str, ...], room: int) -> tuple[str, ...]:
    """Return at most `room` lines; the last says how many more there are."""
    if len(lines) <= room:
        return lines
    kept = max(1, room - 1)
    return (*lines[:kept], f"and {len(lines) - kept} more")
