"""The model of one list: which rows show, in what order, where the cursor is, what is marked.

Every table of the screen renders a Listing, and every motion, mark, sort and filter is a method of
it, so that keys work alike in all of them. Rows are known by a key (a torrent's hash): cursor and
marks follow their row through every sort, filter and poll. No Textual here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import is_
from typing import Any, Generic, TypeVar

from msgspec import Struct

Row = TypeVar("Row")


class SortOrder(Struct, frozen=True):
    """How a list is sorted."""

    column: str
    """The id of a column."""
    key: Callable[[Any], Any]
    fields: frozenset[str] = frozenset()
    """The row fields that `key` reads; empty means any."""
    descending: bool = False


class Listing(Generic[Row]):
    """Rows, view, cursor and marks of one list.

    `shown` is what a table paints; `cursor` is an index into it, -1 when nothing shows.
    """

    def __init__(self, key: Callable[[Row], str]) -> None:
        self.key = key
        self.shown: list[Row] = []
        self.cursor = -1
        self.order: SortOrder | None = None
        self.page = 20
        """Rows that fit on the screen; the painter keeps it true."""
        self.selecting = False
        """Whether a visual range is open."""
        self._loaded: list[Row] = []
        self._ordered: list[Row] = []
        """All rows in the order of the view: what hidden rows return to, and what breaks ties."""
        self._keep: Callable[[Row], bool] | None = None
        self._reads: frozenset[str] | None = None
        self._anchor = -1
        self._marks: set[str] = set()
        self._marks_before: set[str] = set()
        self._marked: list[Row] | None = None
        """What `marked` found, until marks or view change."""
        self._renamed: dict[str, str] = {}
        """Key -> the one under which its row will come."""

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self.shown[self.cursor] if self.cursor >= 0 else None

    @property
    def total(self) -> int:
        """The number of rows before filtering."""
        return len(self._loaded)

    @property
    def marks(self) -> set[str]:
        """The keys of the marked rows; assign to it to change it."""
        return self._marks

    @marks.setter
    def marks(self, marks: set[str]) -> None:
        self._marks, self._marked = marks, None

    @property
    def marked(self) -> list[Row]:
        """The marked rows that show, in view order."""
        if self._marked is None:
            key, marks = self.key, self._marks
            self._marked = [row for row in self.shown if key(row) in marks] if marks else []
        return self._marked

    @property
    def hidden_marks(self) -> int:
        """The number of marked rows that the filter hides: no action reaches them."""
        if len(self.shown) == len(self._loaded):
            return 0
        return len(self.marks) - len(self.marked)

    @property
    def targets(self) -> list[Row]:
        """What an action applies to: the marked rows in view order, else the cursor's row.

        Only rows that show: nobody means to act on what they cannot see.
        """
        current = self.current
        return self.marked or ([] if current is None else [current])

    def load(self, rows: Iterable[Row], changed: frozenset[str] | None = None) -> None:
        """Take the rows of a new poll.

        `changed` names the row fields that changed since the last load, None is any; with it, an
        unaffected sort is not done again. Marks of rows that are gone are dropped; the cursor
        stays on its row, or at its place when the row is gone.
        """
        loaded = list(rows)
        if len(loaded) != len(self._loaded) or not all(map(is_, loaded, self._loaded)):
            self._take(loaded)
        elif changed is None or changed:
            order = self.order
            self._arrange(
                sort=order is not None and _touches(changed, order.fields or None),
                filter_=self._keep is not None and _touches(changed, self._reads),
            )

    def rename(self, old: str, new: str) -> None:
        """Let cursor and mark of the row `old` go over to `new`, as which it will come."""
        if old != new and self._find(old) >= 0:
            self._renamed[old] = new

    def filter(
        self, keep: Callable[[Row], bool] | None, reads: frozenset[str] | None = None
    ) -> None:
        """Show only the rows that `keep` accepts; None shows all.

        `reads` names the row fields `keep` looks at, None is any.
        """
        self._keep, self._reads = keep, reads
        self._arrange(filter_=True)

    def sort(self, order: SortOrder | None) -> None:
        """Sort by `order`; equal rows keep the order of the sort before, None is as loaded."""
        self.order = order
        if order is None:
            self._ordered = list(self._loaded)
            self._arrange(filter_=True)
        else:
            self._arrange(sort=True)

    def move(self, rows: int) -> None:
        """Move the cursor down by `rows` (up when negative), not past the ends."""
        self._put(max(0, self.cursor + rows))

    def move_to(self, index: int) -> None:
        """Put the cursor on the row at `index`; -1 is the last."""
        self._put(len(self.shown) - 1 if index == -1 else max(0, index))

    def move_to_key(self, key: str) -> bool:
        """Put the cursor on the row with `key`; tell whether it shows."""
        index = self._find(key)
        if index >= 0:
            self._put(index)
        return index >= 0

    def toggle_mark(self) -> None:
        """Mark or unmark the cursor's row and move down; ends an open visual range keeping it."""
        row = self.current
        if self.selecting:
            self.toggle_visual()
        elif row is not None:
            self.marks ^= {self.key(row)}
            self.move(1)

    def mark_all(self) -> None:
        """Mark all rows that show; when all are marked already, unmark them."""
        shown = set(self.keys(self.shown))
        self.selecting = False
        self.marks = self.marks - shown if shown <= self.marks else self.marks | shown

    def invert_marks(self) -> None:
        """Mark what shows unmarked, and unmark what shows marked."""
        self.selecting = False
        self.marks ^= set(self.keys(self.shown))

    def toggle_visual(self) -> None:
        """Open a visual range at the cursor, or close it keeping its marks.

        While it is open, every motion marks the rows from where it was opened to the cursor.
        """
        if self.selecting:
            self.selecting = False
        elif self.cursor >= 0:
            self.selecting = True
            self._anchor, self._marks_before = self.cursor, set(self.marks)
            self._put(self.cursor)

    def clear_marks(self) -> bool:
        """Take the open visual range back, or unmark everything; tell whether there was any."""
        if self.selecting:
            self.selecting = False
            self.marks = self._marks_before
        elif self.marks:
            self.marks = set()
        else:
            return False
        return True

    def keys(self, rows: Sequence[Row]) -> list[str]:
        """Return the keys of `rows`."""
        return list(map(self.key, rows))

    def _take(self, loaded: list[Row]) -> None:
        by_key = dict(zip(self.keys(loaded), loaded, strict=True))
        self._follow_renamed(by_key)
        self.marks &= by_key.keys()
        self._marks_before &= by_key.keys()
        self._loaded = loaded
        if self.order is None:
            self._ordered = list(loaded)
        else:
            # The rows there were, in their order, then the new ones: nearly sorted already.
            known = self.keys(self._ordered)
            self._ordered = [by_key.pop(key) for key in known if key in by_key]
            self._ordered += by_key.values()
        self._arrange(sort=self.order is not None, filter_=True)

    def _follow_renamed(self, by_key: Mapping[str, Row]) -> None:
        """Put the rows that come under another key where they were."""
        if not by_key:
            self._renamed.clear()
        for old, new in list(self._renamed.items()):
            if old in by_key or new not in by_key:
                continue
            del self._renamed[old]
            if old in self.marks:
                self.marks ^= {old, new}
            if (index := self._find(old)) >= 0:
                self.shown[index] = by_key[new]

    def _arrange(self, *, sort: bool = False, filter_: bool = False) -> None:
        """Bring the view up to date, keeping cursor and anchor on their rows."""
        cursor_key = self.key(self.shown[self.cursor]) if self.cursor >= 0 else ""
        anchor_key = self.key(self.shown[self._anchor]) if self.selecting else ""
        order = self.order
        if sort and order is not None:
            self._ordered.sort(key=order.key, reverse=order.descending)
            filter_ = filter_ or self._keep is None
            if not filter_:
                # A stable sort of a part of the rows is that part of the rows sorted.
                self.shown.sort(key=order.key, reverse=order.descending)
        if filter_:
            keep = self._keep
            self.shown = list(self._ordered) if keep is None else list(filter(keep, self._ordered))
        if sort or filter_:
            self._follow(cursor_key, anchor_key)

    def _follow(self, cursor_key: str, anchor_key: str) -> None:
        self._marked = None
        found = self._find(cursor_key, near=self.cursor)
        index = found if found >= 0 else max(0, self.cursor)
        self.cursor = min(index, len(self.shown) - 1)
        if self.selecting:
            self._anchor = self._find(anchor_key, near=self._anchor)
            self.selecting = self._anchor >= 0

    def _find(self, key: str, near: int = -1) -> int:
        if 0 <= near < len(self.shown) and self.key(self.shown[near]) == key:
            return near
        keys = self.keys(self.shown) if key else []
        return keys.index(key) if key in keys else -1

    def _put(self, index: int) -> None:
        self.cursor = min(index, len(self.shown) - 1)
        if self.selecting:
            first, last = sorted((self._anchor, self.cursor))
            self.marks = self._marks_before | set(self.keys(self.shown[first : last + 1]))


def _touches(changed: frozenset[str] | None, reads: frozenset[str] | None) -> bool:
    return changed is None or reads is None or not changed.isdisjoint(reads)
