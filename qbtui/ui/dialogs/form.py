"""The dialog that asks for the values of a form, whatever its fields are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import filterfalse
from typing import ClassVar, Generic

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import DescendantFocus
from textual.widget import Widget
from textual.widgets import Input, Static

from qbtui import text
from qbtui.actions.model import Form
from qbtui.fields import Field, FieldError, FieldValue, Kind
from qbtui.ui.dialogs.checklist import ChecklistEntry
from qbtui.ui.dialogs.completion import Completer
from qbtui.ui.dialogs.dialog import Answer, Dialog, paragraph
from qbtui.ui.dialogs.entry import ChoiceEntry, Entry, ToggleEntry
from qbtui.ui.dialogs.links import LinksEntry
from qbtui.ui.dialogs.more import MoreEntry
from qbtui.ui.dialogs.typed import TextEntry

_WIDEST_LABEL = 24


def make_entry(field: Field, label_cells: int = 0, complete: Completer | None = None) -> Entry:
    """Return the entry that edits `field`, with a label column of `label_cells`."""
    match field.kind:
        case Kind.TOGGLE:
            return ToggleEntry(field, label_cells)
        case Kind.CHOICE:
            return ChoiceEntry(field, label_cells)
        case Kind.CHECKLIST:
            return ChecklistEntry(field, label_cells)
        case Kind.LINKS:
            return LinksEntry(field, label_cells)
        case _:
            return TextEntry(field, label_cells, complete)


class WrongValueError(FieldError):
    """The values do not go together, or one is wrong in a way its field cannot know."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key
        """The field to correct."""


class FieldsDialog(Dialog[Answer], Generic[Answer]):
    """Asks for the values of `form` and makes an answer of them; None when the user cancels.

    `complete` is asked for the folders and files of the server; `error` says above the fields why
    an earlier answer was of no use; `start` is the key of the field to start in, "" the first. A
    dialog that comes by itself, perhaps amid keys for something else, is `idle`: it starts in no
    field before tab goes there.
    """

    AUTO_FOCUS = ""
    IDLE = "Enter tries it again as it is; tab goes to the fields."
    """What is said while none of the fields has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "OK", show=False),
        Binding("down,tab", "next", "Next field", show=False),
        Binding("up", "app.focus_previous", "Previous field", show=False),
    ]

    KEYS = (
        ("enter", "OK", "submit"),
        ("tab", "next", "next"),
        ("esc", "cancel", "cancel"),
    )

    def __init__(
        self,
        form: Form,
        complete: Completer | None = None,
        error: str = "",
        start: str = "",
        *,
        idle: bool = False,
    ) -> None:
        super().__init__(form.title)
        self._form = form
        self._error = error
        self._start = start
        self._idle = idle
        self._entries = _entries(form.fields, complete)
        rest = [entry for entry in self._entries if _can_wait(entry)]
        self._more = MoreEntry(rest) if rest else None
        self._help = Static(classes="help", markup=False)

    def head(self) -> Iterable[Widget]:
        """Return the error and the note."""
        if self._error:
            yield paragraph(self._error, "error note")
        if self._form.note:
            yield paragraph(self._form.note, "note")

    def body(self) -> Iterable[Widget]:
        """Return the entries; those that few need come last, and show when they are asked for."""
        yield from filterfalse(_can_wait, self._entries)
        if self._more is not None:
            yield self._more
            yield from filter(_can_wait, self._entries)

    def foot(self) -> Iterable[Widget]:
        """Return the help of the focused field."""
        return (self._help,)

    def on_mount(self) -> None:
        """Start in a field; a sole one shows at once what there is to choose."""
        if self._idle:
            self._help.update(self.IDLE)
            return
        first = self._go_to(self._start)
        if len(self._entries) == 1 and isinstance(first, TextEntry):
            self.call_after_refresh(first.open_offers)

    def action_next(self) -> None:
        """Go to the next field, or to the one to start in."""
        if self.focused is None:
            self._go_to(self._start)
        else:
            self.app.action_focus_next()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Show the help of the field that has the focus now."""
        for node in event.widget.ancestors:
            if isinstance(node, Entry):
                parts = [part for part in (node.field.help, node.hint()) if part]
                # In a line of its own, where the help leaves one.
                apart = text.width(node.field.help) <= self._help.size.width
                words = ("\n" if apart else "  ").join(parts)
                self._help.update(Content(words), layout=False)

    @on(Input.Submitted)
    def action_submit(self) -> None:
        """Return the values; when one is wrong, say so at its field and go there."""
        values: dict[str, FieldValue] = {}
        wrong: list[Entry] = []
        for entry in self._entries:
            try:
                values[entry.field.key] = entry.value()
                entry.complain("")
            except FieldError as error:
                entry.complain(str(error))
                wrong.append(entry)
        if wrong:
            self._go_to(wrong[0].field.key)
        else:
            self._send(values)

    def _send(self, values: dict[str, FieldValue]) -> None:
        try:
            answer = self.answer(values)
        except WrongValueError as error:
            entry = self._go_to(error.key)
            entry.complain(str(error))
            if isinstance(entry, TextEntry):
                entry.select_secret()
        else:
            self.dismiss(answer)

    def answer(self, values: dict[str, FieldValue]) -> Answer:
        """Return what the dialog answers with `values`.

        Raises:
            WrongValueError: they cannot be used.
        """
        raise NotImplementedError

    def put(self, values: Mapping[str, FieldValue]) -> None:
        """Show other values in some fields."""
        for entry in self._entries:
            if entry.field.key in values:
                entry.put(values[entry.field.key])
        if self._more is not None:
            self._more.suit()

    def _go_to(self, key: str) -> Entry:
        """Give the focus to a field, by default the first, and show it if it does not yet."""
        named = (entry for entry in self._entries if entry.field.key == key)
        found = next(named, None) or next(filterfalse(_can_wait, self._entries), self._entries[0])
        if self._more is not None:
            self._more.reveal(found)
        found.take_focus()
        return found


class FormDialog(FieldsDialog[dict[str, FieldValue]]):
    """Asks for the values of a form and returns them by the keys of its fields."""

    def __init__(self, form: Form, complete: Completer | None = None) -> None:
        super().__init__(form, complete, form.problem, idle=bool(form.problem))

    def answer(self, values: dict[str, FieldValue]) -> dict[str, FieldValue]:
        """Return the values."""
        return values


def _can_wait(entry: Entry) -> bool:
    return entry.field.usual is not None


def _entries(fields: tuple[Field, ...], complete: Completer | None) -> list[Entry]:
    labels = [field.label for field in fields if field.kind is not Kind.TOGGLE]
    widest = max(map(text.width, labels), default=0)
    return [make_entry(field, min(widest, _WIDEST_LABEL), complete) for field in fields]
