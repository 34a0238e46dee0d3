"""The dialog before anything that cannot be taken back: only `y` confirms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from qbtui.actions.model import Confirm
from qbtui.actions.words import few
from qbtui.fields import FieldValue
from qbtui.ui.dialogs.dialog import Body, Dialog, Key, paragraph
from qbtui.ui.dialogs.entry import Switch
from qbtui.ui.dialogs.form import make_entry

_BORDER, _GAP, _LEAST = 2, 1, 2
"""Lines of the frame, those above the first box, and those that name things where room is scarce.
"""
_MOST = 20
"""Lines that name things, however much room there is."""


class ConfirmDialog(Dialog[dict[str, FieldValue]]):
    """Asks for `y`; the answer is the values of the toggles, None when the user says no."""

    DEFAULT_CSS = """
    ConfirmDialog {
        #frame { border: round $warning; }
        &.danger {
            #frame { border: round $error; }
            .yes { color: $text-error; text-style: bold; }
        }
        .lost { margin-bottom: 1; }
        &.short .lost { margin-bottom: 0; }
        .said { display: none; }
        .said.shown { display: block; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "confirm", "Yes", show=False),
        Binding("n,q", "cancel", "No", show=False),
        Binding("enter", "insist", "Say what is wanted", show=False),
        Binding("down", "app.focus_next", "Next", show=False),
        Binding("up", "app.focus_previous", "Previous", show=False),
    ]

    def __init__(self, confirm: Confirm) -> None:
        super().__init__("Confirm")
        self._confirm = confirm
        self._entries = [make_entry(field) for field in confirm.fields]
        self._question = Static(classes="strong", markup=False)
        self._details = Static(classes="names muted", markup=False)
        self._warning = Static(classes="lost warning", markup=False)
        self._said = paragraph("Enter is no answer here: press y or n.", "said warning")
        self._yes = Key("y", confirm.yes, "confirm", classes="yes")

    def keys(self) -> Iterable[Key]:
        """Return the answers, and the key that changes what they mean."""
        yield self._yes
        yield Key("n", "cancel", "cancel")
        if self._entries:
            yield Key("space", "switches the box", "focused.switch")

    def head(self) -> Iterable[Widget]:
        """Return the question and what is lost: they never scroll away."""
        return (self._question, self._warning)

    def body(self) -> Iterable[Widget]:
        """Return what it is about, and the toggles."""
        yield self._details
        for index, entry in enumerate(self._entries):
            entry.set_class(index == 0, "gap")
            yield entry

    def foot(self) -> Iterable[Widget]:
        """Return what is said when Enter is no answer."""
        return (self._said,)

    def on_mount(self) -> None:
        """Start on the first toggle."""
        self._show()
        if self._entries:
            self._entries[0].take_focus()

    @on(Body.Resized)
    def _name_things(self) -> None:
        """Name as many things as there is room for, besides what must be read."""
        frame, head, foot = (self.query_one(f"#{part}") for part in ("frame", "head", "foot"))
        around = frame.styles.margin.top + _BORDER + head.size.height + foot.size.height
        boxes = len(self._entries) + _GAP if self._entries else 0
        room = self.size.height - around - boxes
        lines = few(self._confirm.details, max(_LEAST, min(room, _MOST)))
        self._details.update(Content("\n".join(lines)))

    @on(Switch.Switched)
    def _switched(self) -> None:
        if self._confirm.changed is not None:
            self._confirm = self._confirm.changed(self._values)
        self._show()

    def _show(self) -> None:
        """Say what `y` does as the toggles stand."""
        confirm = self._confirm
        self.set_class(confirm.danger, "danger")
        self._question.update(Content(confirm.question))
        self._details.display = bool(confirm.details)
        self._warning.update(Content(confirm.warning))
        self._warning.display = bool(confirm.warning)
        self._yes.say(confirm.yes)
        self._said.remove_class("shown")
        self.call_after_refresh(self._name_things)
        self.suit_keys()

    @property
    def _values(self) -> dict[str, FieldValue]:
        return {entry.field.key: entry.value() for entry in self._entries}

    def action_confirm(self) -> None:
        """Answer yes."""
        self.dismiss(self._values)

    def action_insist(self) -> None:
        """Say which key it takes: Enter comes too easily."""
        self._said.add_class("shown")
