"""Entries whose value is typed on one line, with what may complete it shown below.

Moving through the offers fills the line, so that Enter always sends what is seen.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from qbtui.fields import Field, FieldValue, Kind
from qbtui.links import join_words, pasted_lines, split_links
from qbtui.text import enter, meant, raw
from qbtui.ui.dialogs.completion import Completer, completed, matching, offers, piece_start
from qbtui.ui.dialogs.entry import Entry
from qbtui.ui.dialogs.lines import Line, Lines
from qbtui.ui.widgets.line_input import LineInput

_PATHS = frozenset({Kind.PATH, Kind.LOCAL_PATH, Kind.LINKS})
_JOINTS = {Kind.LINKS: " ", Kind.WORDS: " ", Kind.TAGS: ", "}
"""What replaces the line ends of a paste; other kinds keep the first line only."""

_WHOLE = re.compile(r"[a-z][a-z0-9+.-]+:\S|[0-9a-f]{40}|[/~'\"]", re.IGNORECASE)
"""What a paste begins with that does not continue the word before it."""

MIXED = "mixed, stays as it is"
"""What stands in a field for torrents that differ."""

LONGEST_LINE = 10_000
"""Characters of a value that are edited: each key in a longer line takes longer than a frame."""
TOO_LONG = "{:,} characters stay, or type what replaces them"
"""What stands in a field for a longer one."""

_ASK_AFTER = 0.15
"""Seconds without a key before the server is asked."""


class TypedLine(LineInput):
    """One line to type in, which keeps every line of a paste when the field holds several."""

    DEFAULT_CSS = """
    TypedLine.-textual-compact {
        background: $background;
        &:focus { background: $background; }
        &:ansi { text-style: underline; }
    }
    """

    class AtEnd(Message):
        """Right was pressed at the end of the line."""

    def __init__(
        self,
        value: str,
        kind: Kind = Kind.TEXT,
        *,
        is_replaced: bool = False,
        placeholder: str = "",
    ) -> None:
        super().__init__(
            value,
            placeholder,
            password=kind is Kind.SECRET,
            compact=True,
            select_on_focus=is_replaced,
        )
        self._kind = kind
        self.cursor_blink = False

    def pasted(self, pasted: str) -> str:
        """Return what a paste types: all lines of it where the field holds several values."""
        if self._kind not in _JOINTS:
            return super().pasted(pasted)
        lines, joint = pasted_lines(pasted), _JOINTS[self._kind]
        typed = joint.join(map(_as_links, lines) if self._kind is Kind.LINKS else lines)
        before = self.value[: min(self.selection)]
        apart = len(lines) > 1 or _WHOLE.match(typed)
        return joint + typed if apart and before and not before[-1].isspace() else typed

    def action_cursor_right(self, select: bool = False) -> None:
        """Move right, or tell that there is nothing more."""
        if self.cursor_at_end and not select:
            self.cursor_position = len(self.value)  # What was selected stays, and no longer is.
            self.post_message(self.AtEnd())
        else:
            super().action_cursor_right(select)


class Offers(Lines):
    """The offers of a line, below it; `values` are whole texts of the line."""

    DEFAULT_CSS = """
    Offers {
        max-height: 6;
        display: none;

        &.shown { display: block; }
    }
    """

    TEXT = ""
    MUTED = "muted"
    KEY = "accent"
    HEADING = "strong"
    SCROLL = "scroll"

    can_focus = False

    def __init__(self) -> None:
        super().__init__()
        self.typed = ""
        """The text of the line without any offer."""
        self.values: tuple[str, ...] = ()

    def show(
        self, typed: str, values: Iterable[str], labels: Iterable[str], *, keeps_end: bool = False
    ) -> None:
        """Offer `values` for the text `typed`; what has no room keeps its start, or its end."""
        self.typed = typed
        self.values = tuple(values)
        self.load([Line(label, keeps_end=keeps_end) for label in labels])
        self.set_class(self.open, "shown")

    def hide(self) -> None:
        """Offer nothing."""
        self.show("", (), ())

    @property
    def open(self) -> bool:
        """Whether there is anything to choose from."""
        return bool(self.values)


class TextEntry(Entry):
    """A field that is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "browse(1)", "Next offer", show=False),
        Binding("up", "browse(-1)", "Previous offer", show=False),
        Binding("tab", "complete", "Complete", show=False),
        Binding("escape", "close", "Close the list", show=False),
    ]

    def __init__(
        self, field: Field, label_cells: int = 0, complete: Completer | None = None
    ) -> None:
        super().__init__(field, label_cells)
        initial = "" if field.initial is None else field.format(field.initial)
        # What holds several values was typed here.
        self._is_too_long = len(initial) > LONGEST_LINE and field.kind not in _JOINTS
        self._initial = "" if self._is_too_long else initial
        self._complete = complete
        self._found: dict[str, None] = {}
        """What the server has offered so far, each once and in its order."""
        self._line = TypedLine(
            self._initial,
            field.kind,
            is_replaced=field.is_replaced,
            placeholder=TOO_LONG.format(len(initial)) if self._is_too_long else MIXED * field.mixed,
        )
        self._offers = Offers()

    def controls(self) -> Iterable[Widget]:
        """Return the line and its offers."""
        return (self._line, self._offers)

    def hint(self) -> str:
        """Return how offers are taken, where there may be any."""
        offered = self.field.choices or self.field.words or self.field.kind in _PATHS
        return "tab completes, → lists, ↑↓ choose" if offered else ""

    def value(self) -> FieldValue:
        """Return the value of the line; untouched, it is the initial value itself."""
        if self._line.value in self._found:
            return self._line.value
        if self._is_too_long and not self._line.value:
            return self.field.initial
        parsed = self.field.parse(self._line.value)
        if self._line.value == self._initial and self.field.initial is not None:
            return self.field.initial
        if isinstance(parsed, str):
            return self._known(parsed)
        return tuple(map(self._known, parsed)) if isinstance(parsed, tuple) else parsed

    def put(self, value: FieldValue) -> None:
        """Show another value on the line, and leave what is said of it."""
        with self._line.prevent(Input.Changed):
            self._line.value = self.field.format(value)

    def _known(self, typed: str) -> str:
        return meant(typed, (*self.field.choices, *self._found))

    def select_secret(self) -> None:
        """Let what is typed replace a secret: nobody can see what to mend in it."""
        if self.field.kind is Kind.SECRET:
            self._line.select_all()

    def open_offers(self) -> None:
        """Offer every choice of the field, or without choices what may go on from the text."""
        if self.field.choices or self.field.words:
            self._show(self._line.value, offers(self.field, ""))
        else:
            self._offer(self._line.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what the new text may become, unless it is an offer itself."""
        event.stop()
        self.complain("")
        chosen = self._offers.cursor
        if chosen >= 0 and self._offers.values[chosen] == event.value:
            return
        if event.value == self._initial and not self._offers.open:
            return
        self._offer(event.value)

    def _offer(self, typed: str) -> None:
        piece = typed[piece_start(self.field.kind, typed) :]
        self._show(typed, offers(self.field, piece) if piece else [])
        if self._complete is not None and self.field.kind is Kind.PATH and typed:
            self._ask(self._complete, typed)

    @work(exclusive=True)
    async def _ask(self, complete: Completer, typed: str) -> None:
        await asyncio.sleep(_ASK_AFTER)
        found = await complete(typed)
        self._found |= dict.fromkeys(found)
        if self._line.value == typed and self._line.has_focus:
            known = matching(self.field.choices, typed)
            self._show(typed, dict.fromkeys([*known, *found]))

    def _show(self, typed: str, pieces: Iterable[str]) -> None:
        start = piece_start(self.field.kind, typed)
        pieces = [piece for piece in pieces if typed[start:] != piece]
        values = [typed[:start] + raw(piece) for piece in pieces]
        keeps_end = self.field.kind in _PATHS
        self._offers.show(typed, values, map(enter, pieces), keeps_end=keeps_end)

    def action_browse(self, step: int) -> None:
        """Take the next offer into the line; before the first is what was typed."""
        target = self._offers.cursor + step
        if not -1 <= target < len(self._offers.values):
            raise SkipAction
        self._offers.move_to(target)
        self._fill(self._offers.values[target] if target >= 0 else self._offers.typed)

    def action_complete(self) -> None:
        """Add to the text what its offers have in common, or take the first."""
        start = piece_start(self.field.kind, self._offers.typed)
        pieces = [value[start:] for value in self._offers.values]
        piece = self._line.value[start:]
        whole = completed(piece, pieces) if self._offers.cursor < 0 else None
        if whole is None:
            raise SkipAction
        self._fill(self._offers.typed[:start] + whole)

    @on(TypedLine.AtEnd)
    def _extend(self) -> None:
        try:
            self.action_complete()
        except SkipAction:
            self.open_offers()

    def action_close(self) -> None:
        """Close the list of what was typed; without one, the key is for the dialog."""
        if not self._offers.open or self._line.value == self._initial:
            raise SkipAction
        self._offers.hide()

    def _fill(self, value: str) -> None:
        self._line.value = value
        self._line.cursor_position = len(value)

    @on(Lines.Clicked)
    def _take(self, event: Lines.Clicked) -> None:
        event.stop()
        value = self._offers.values[event.index]
        self._fill(value)
        self._offers.hide()

    @on(Lines.Turned)
    def _follow(self, event: Lines.Turned) -> None:
        event.stop()
        self._fill(self._offers.values[self._offers.cursor])

    def on_descendant_blur(self) -> None:
        """Hide the offers."""
        self._offers.hide()


def _as_links(line: str) -> str:
    try:
        # A line may be the path of a file with blanks, which needs quotes beside other links.
        return join_words(split_links(line))
    except ValueError:
        return line
