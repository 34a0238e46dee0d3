"""The entry for a checklist: boxes that are on, off or left alone, and a line for new ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.widget import Widget

from qbtui.fields import Field, FieldValue, Kind
from qbtui.text import enter, meant
from qbtui.ui.dialogs.entry import Entry
from qbtui.ui.dialogs.lines import Line, Lines
from qbtui.ui.dialogs.typed import TypedLine

_BOXES = {True: "[x]", False: "[ ]", None: "[-]"}


class Boxes(Lines):
    """The boxes; `states` maps each name to True, False or None (mixed, left as it is)."""

    DEFAULT_CSS = """
    Boxes { max-height: 8; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", "Down", show=False),
        Binding("up", "step(-1)", "Up", show=False),
        Binding("pagedown", "step(8)", "Page down", show=False),
        Binding("pageup", "step(-8)", "Page up", show=False),
        Binding("space", "change", "Change", show=False),
    ]

    can_focus = True

    def __init__(self, states: dict[str, bool | None]) -> None:
        super().__init__(_lines(states))
        self.states = dict(states)
        self._mixed = frozenset(name for name, state in states.items() if state is None)
        self.cursor = 0 if states else -1

    def action_step(self, step: int) -> None:
        """Move the cursor; past the ends the key is for the dialog."""
        if not self.move(step):
            raise SkipAction

    def action_change(self) -> None:
        """Change the box under the cursor."""
        if self.cursor < 0:
            return
        name = list(self.states)[self.cursor]
        self.states[name] = self._after(name)
        self.load(_lines(self.states), self.cursor)

    def _after(self, name: str) -> bool | None:
        state = self.states[name]
        if state is None:
            return True
        if state:
            return False
        return None if name in self._mixed else True


class ChecklistEntry(Entry):
    """A field of several boxes; names typed below them are added, and on."""

    def __init__(self, field: Field, label_cells: int = 0) -> None:
        super().__init__(field, label_cells)
        initial = field.initial if isinstance(field.initial, dict) else {}
        self._boxes = Boxes({name: initial.get(name, False) for name in (*field.choices, *initial)})
        self._new = TypedLine("", Kind.TAGS)
        self._new.placeholder = "type new ones, separated by commas"

    def hint(self) -> str:
        """Return the key that changes a box, and what a mixed box means."""
        return "space changes, [-] stays as it is" if self._boxes.states else ""

    def controls(self) -> Iterable[Widget]:
        """Return the boxes, when there are any, and the line for new names."""
        return (self._boxes, self._new) if self._boxes.states else (self._new,)

    def value(self) -> FieldValue:
        """Return the state of every box, and True for every new name."""
        typed = (name.strip() for name in self._new.value.split(","))
        known = self._boxes.states
        return {**known, **{meant(name, known): True for name in typed if name}}

    def on_key(self, event: Key) -> None:
        """Type on the line whatever stands for itself; only a blank changes a box."""
        typed = event.is_printable and event.character != " "
        if typed and event.character and self._boxes.has_focus:
            event.stop()
            self._new.focus()
            self._new.insert_text_at_cursor(event.character)

    def on_paste(self, event: Paste) -> None:
        """Paste into the line."""
        if self._boxes.has_focus:
            self._new.focus()
            self._new.on_paste(event)

    @on(Lines.Clicked)
    def _change(self, event: Lines.Clicked) -> None:
        event.stop()
        self._boxes.action_change()


def _lines(states: dict[str, bool | None]) -> list[Line]:
    return [Line(f"{_BOXES[state]} {enter(name)}") for name, state in states.items()]
