"""The dialog that offers many things and narrows them down by what is typed.

The command palette, the help and every choice from a long list are pickers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from qbtui.text import fit, width
from qbtui.ui.dialogs.dialog import Dialog
from qbtui.ui.dialogs.lines import Line, Lines
from qbtui.ui.dialogs.typed import TypedLine
from qbtui.ui.widgets.painted import Span


@dataclass(frozen=True, slots=True)
class PickerItem:
    """One thing to choose."""

    id: str
    """What the picker returns."""
    title: str
    detail: str = ""
    """One sentence, behind the title."""
    key: str = ""
    """The key that does the same, or another mark, before the title."""
    reason: str = ""
    """Why it cannot be chosen now; empty when it can."""
    group: str = ""
    """The heading above the item while nothing is typed; items of one group stand together."""


NOTHING = "Nothing has all these words"
"""Said when nothing matches what was typed."""
_GAP = "  "


class Items(Lines):
    """The list of a picker: of each item the key, the title and as much of the rest as fits."""

    DEFAULT_CSS = """
    Items { height: 1fr; }
    """

    can_focus = False
    _key_cells = 0

    def load(self, lines: Sequence[Line], cursor: int = -1) -> None:
        """Show other lines, their keys in one column."""
        self._key_cells = max((width(line.right) for line in lines), default=0)
        super().load(lines, cursor)

    def _spans(self, line: Line) -> list[Span]:
        room, plain = self._room, self.MUTED if line.faint else self.TEXT
        key = f"{fit(line.right, self._key_cells)}{_GAP}" if self._key_cells else ""
        title = f"{line.left}{_GAP}"
        detail = fit(line.middle, max(0, room - width(key) - width(title)))
        return [(key, self.MUTED if line.faint else self.KEY), (title, plain), (detail, self.MUTED)]


class Picker(Dialog[str]):
    """Offers `items`; the answer is the id of the chosen one, None when the user cancels."""

    DEFAULT_CSS = """
    Picker {
        #frame { height: 100%; width: 100; }
        &.tall #frame { height: 80%; }
        #body { height: 1fr; max-height: 100%; }
        .said { height: 2; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Choose", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        # The focus stays in the filter.
        Binding("tab,shift+tab", "stay", show=False),
    ]

    KEYS = (("enter", "choose", "choose"), ("↑↓", "move", "move(1)"), ("esc", "close", "cancel"))

    def __init__(self, title: str, items: Sequence[PickerItem]) -> None:
        super().__init__(title)
        self._all = tuple(items)
        self._filter = TypedLine("")
        self._filter.placeholder = "type to filter"
        self._list = Items()
        self._said = Static(classes="said muted", markup=False)
        self._offered: list[PickerItem | str] = []

    def head(self) -> Iterable[Widget]:
        """Return the filter."""
        return (self._filter,)

    def body(self) -> Iterable[Widget]:
        """Return the list."""
        return (self._list,)

    def foot(self) -> Iterable[Widget]:
        """Return what says all of an item's sentence, or why it cannot be chosen."""
        return (self._said,)

    def on_mount(self) -> None:
        """Show everything."""
        self._filter.focus()
        self._narrow("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what has all the words, best first."""
        self._narrow(event.value)

    def _narrow(self, typed: str) -> None:
        items = ranked(self._all, typed)
        self._offered = (list(items) or [NOTHING]) if typed.strip() else _grouped(items)
        self._list.load([_line(offered) for offered in self._offered])
        self._list.move(1)
        self._explain()

    @property
    def _current(self) -> PickerItem | None:
        offered = self._offered[self._list.cursor] if self._list.cursor >= 0 else None
        return offered if isinstance(offered, PickerItem) else None

    @on(Lines.Turned)
    def _explain(self) -> None:
        item = self._current
        self._said.set_class(bool(item and item.reason), "warning")
        self._said.update(Content(item.reason or item.detail if item else ""), layout=False)

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self._list.move(step)
        self._explain()

    def action_page(self, pages: int) -> None:
        """Move the cursor by what the screen shows."""
        self.action_move(pages * max(1, self._list.size.height))

    def action_stay(self) -> None:
        """Do nothing."""

    @on(Input.Submitted)
    @on(Lines.Clicked)
    def action_choose(self) -> None:
        """Return the item under the cursor; one that cannot be chosen keeps saying why."""
        item = self._current
        if item is not None and not item.reason:
            self.dismiss(item.id)
        else:
            self._explain()


def ranked(items: Iterable[PickerItem], typed: str) -> list[PickerItem]:
    """Return the items that have every word of `typed`, best first; all when there is none."""
    words = typed.casefold().split()
    found = [(_distance(item, words), item) for item in items]
    kept = [(distance, item) for distance, item in found if distance is not None]
    return [item for _distance, item in sorted(kept, key=lambda pair: pair[0])]


def _distance(item: PickerItem, words: list[str]) -> int | None:
    """Return how far `item` is from the words, None when it lacks one of them."""
    distances = [_word_distance(item, word) for word in words]
    return None if None in distances else sum(filter(None, distances))


def _word_distance(item: PickerItem, word: str) -> int | None:
    title = item.title.casefold()
    if title.startswith(word):
        return 0
    if any(part.startswith(word) for part in title.split()):
        return 1
    if word in title:
        return 2
    rest = f"{item.key} {item.group} {item.detail}".casefold()
    return 3 if word in rest else None


def _grouped(items: Iterable[PickerItem]) -> list[PickerItem | str]:
    grouped: list[PickerItem | str] = []
    for group, members in groupby(items, key=lambda item: item.group):
        grouped.extend([group] if group else [])
        grouped.extend(members)
    return grouped


def _line(offered: PickerItem | str) -> Line:
    if isinstance(offered, str):
        return Line(offered, heading=True)
    detail = offered.reason or offered.detail
    return Line(offered.title, detail, offered.key, faint=bool(offered.reason))
