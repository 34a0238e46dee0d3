"""The entry that hides the fields of a form that few need, and names those that hold something."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qbtui.fields import Field, FieldError, Kind
from qbtui.ui.dialogs.entry import Entry, Switch, ToggleEntry

MORE = "More settings"
"""What the fields are called that have a usual value."""


class _MoreSwitch(Switch):
    """Does what it is for before the next key: that may go to what it shows."""

    def __init__(self, suit: Callable[[], None]) -> None:
        super().__init__(MORE, on=False)
        self._suit = suit

    def action_switch(self) -> None:
        """Turn it on or off."""
        super().action_switch()
        self._suit()


class MoreEntry(ToggleEntry):
    """Shows the entries of fields with a usual value, or says which of them have another one."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__(Field("", MORE, Kind.TOGGLE, help="What most servers do not need."))
        self._rest = entries
        self._switch = _MoreSwitch(self.suit)
        self.suit()

    def hint(self) -> str:
        """Return the key that shows them."""
        return "space shows or hides them"

    def reveal(self, entry: Entry) -> None:
        """Show the entries if this is one of them."""
        if entry in self._rest:
            self._switch.on = True
            self.suit()

    def suit(self) -> None:
        """Show the entries or hide them, and say what those that are hidden hold."""
        for entry in self._rest:
            # One that is not laid out has no place among the others, where the next key may go.
            entry.disabled = not self._switch.on
            entry.set_class(entry.disabled, "waiting")
        changed = [] if self._switch.on else [*filter(_is_changed, self._rest)]
        labels = ", ".join(entry.field.label for entry in changed)
        self._switch.say(f"{MORE} (changed: {labels})" if changed else MORE)


def _is_changed(entry: Entry) -> bool:
    try:
        return entry.value() != entry.field.usual
    except FieldError:
        return True
