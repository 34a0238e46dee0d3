"""The entry: one field of a form on the screen, and the kinds that need no typing.

What a value may be is decided by the field; an entry only shows, edits and returns it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import HorizontalGroup, VerticalGroup
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from qbtui.fields import Field, FieldValue
from qbtui.text import fit, width
from qbtui.ui.dialogs.dialog import literal
from qbtui.ui.widgets.painted import Painted


class Entry(HorizontalGroup):
    """A label, the control that edits the field, and what is wrong with the value."""

    DEFAULT_CSS = """
    Entry {
        &.waiting { height: 0; }
        & > .label { width: auto; height: 1; margin-right: 1; color: $text-muted; }
        &:focus-within > .label { color: $foreground; text-style: bold; }
        & > VerticalGroup { width: 1fr; }
        .problem { color: $text-error; display: none; }
        .problem.shown { display: block; }
    }
    """

    def __init__(self, field: Field, label_cells: int = 0) -> None:
        super().__init__()
        self.field = field
        self._label_cells = label_cells
        self._problem = Static(classes="problem", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out the label beside the control, and the problem below the control."""
        if self._label_cells:
            label = Static(Content(self.label()), classes="label", markup=False)
            label.styles.width = self._label_cells
            yield label
        with VerticalGroup():
            yield from self.controls()
            yield self._problem

    def label(self) -> str:
        """Return what stands in the label column."""
        return self.field.label

    def hint(self) -> str:
        """Return in a few words which keys the control knows."""
        return ""

    def controls(self) -> Iterable[Widget]:
        """Return the widgets that edit the field, the one for the keys first."""
        raise NotImplementedError

    def value(self) -> FieldValue:
        """Return what was entered.

        Raises:
            FieldError: it is not a value of the field.
        """
        raise NotImplementedError

    def put(self, value: FieldValue) -> None:
        """Show another value, as if it had been entered."""
        raise NotImplementedError

    def complain(self, problem: str) -> None:
        """Show what is wrong with the value; empty when nothing is."""
        self._problem.update(literal(problem))
        self._problem.set_class(bool(problem), "shown")

    def on_resize(self) -> None:
        """Bring what appears below the control into view."""
        if self.has_focus_within:
            self.scroll_visible(animate=False)

    def take_focus(self) -> None:
        """Give the focus to the control."""
        for widget in self.query("*"):
            if widget.focusable:
                widget.focus()
                return


class Control(Painted):
    """A control that is one line of text and takes keys."""

    DEFAULT_CSS = """
    Control { height: 1; }
    """

    can_focus = True

    def shown(self) -> str:
        """Return the text of the control."""
        raise NotImplementedError

    def render_line(self, _y: int) -> Strip:
        """Paint the text, lit while it has the focus."""
        style = "cursor" if self.has_focus else "bar"
        return self.line(
            [(fit(self.shown(), min(width(self.shown()), self.size.width)), style)], "bar"
        )

    def on_focus(self) -> None:
        """Light the text."""
        self.refresh()

    def on_blur(self) -> None:
        """Dim the text."""
        self.refresh()


class Switch(Control):
    """`[x] label`."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "switch", "Switch", show=False)]

    class Switched(Message):
        """It was turned on or off."""

    def __init__(self, label: str, on: bool) -> None:
        super().__init__()
        self.label = label
        self.on = on

    def say(self, label: str) -> None:
        """Give it another label."""
        self.label = label
        self.refresh()

    def shown(self) -> str:
        """Return the state as a letter, so that it reads without colour, and the label."""
        return f"[{'x' if self.on else ' '}] {self.label}"

    def action_switch(self) -> None:
        """Turn it on or off."""
        self.on = not self.on
        self.refresh()
        self.post_message(self.Switched())

    def on_click(self, event: Click) -> None:
        """Turn it on or off."""
        event.stop()
        self.action_switch()


class ToggleEntry(Entry):
    """A field that is on or off; its label stands behind the box."""

    def __init__(self, field: Field, label_cells: int = 0) -> None:
        super().__init__(field, label_cells)
        self._switch = Switch(field.label, bool(field.initial))

    def label(self) -> str:
        """Return nothing: the switch has the label."""
        return ""

    def hint(self) -> str:
        """Return the key that switches."""
        return "space switches"

    def controls(self) -> Iterable[Widget]:
        """Return the switch."""
        return (self._switch,)

    def value(self) -> FieldValue:
        """Return whether it is on."""
        return self._switch.on

    def put(self, value: FieldValue) -> None:
        """Turn it on or off."""
        if self._switch.on is not value:
            self._switch.action_switch()


class Cycle(Control):
    """`< value >`: one of several values."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l,space", "turn(1)", "Next", show=False),
        Binding("left,h", "turn(-1)", "Previous", show=False),
    ]

    def __init__(self, choices: tuple[str, ...], chosen: str) -> None:
        super().__init__()
        self._choices = choices
        self.chosen = chosen

    def shown(self) -> str:
        """Return the value between the arrows that change it."""
        return f"< {self.chosen} >"

    def action_turn(self, step: int) -> None:
        """Take the next or previous value, around the end."""
        index = self._choices.index(self.chosen) if self.chosen in self._choices else -1
        self.chosen = self._choices[(index + step) % len(self._choices)]
        self.refresh()

    def on_click(self, event: Click) -> None:
        """Take the next value; on the left arrow, the previous."""
        event.stop()
        self.action_turn(-1 if event.x == 0 else 1)


class ChoiceEntry(Entry):
    """A field that is one of its choices."""

    def __init__(self, field: Field, label_cells: int = 0) -> None:
        super().__init__(field, label_cells)
        chosen = field.initial if isinstance(field.initial, str) else field.choices[0]
        self._cycle = Cycle(field.choices, chosen)

    def hint(self) -> str:
        """Return the keys that change the value."""
        return "← → change it"

    def controls(self) -> Iterable[Widget]:
        """Return the control that cycles."""
        return (self._cycle,)

    def value(self) -> FieldValue:
        """Return the chosen value."""
        return self._cycle.chosen
