"""The model of one list: which rows show, in what order, where the cursor is, what is marked.

Every table of the screen renders a Listing, and every motion, mark, sort and filter is a method of
it, so that keys work alike in all of them. Rows are known by a key (a torrent's hash): cursor and
marks follow their row through every sort, filter and poll. No Textual here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class SortOrder:
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
    `revision` grows with every change of view, cursor or marks, so a painter can tell cheaply
    whether there is anything to do.
    """

    def __init__(self, key: Callable[[Row], str]) -> None:
        self.key = key
        self.shown: list[Row] = []
        self.cursor = -1
        self.marks: set[str] = set()
        self.order: SortOrder | None = None
        self.page = 20
        """Rows that fit on the screen; the painter keeps it true."""
        self.revision = 0
        self.selecting = False
        """Whether a visual range is open."""

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        raise NotImplementedError

    @property
    def total(self) -> int:
        """The number of rows before filtering."""
        raise NotImplementedError

    @property
    def targets(self) -> list[Row]:
        """What an action applies to: the marked rows in view order, else the cursor's row."""
        raise NotImplementedError

    def load(self, rows: Iterable[Row], changed: frozenset[str] | None = None) -> None:
        """Take the rows of a new poll.

        `changed` names the row fields that changed since the last load, None is any; with it, an
        unaffected sort is not done again. Marks of rows that are gone are dropped; the cursor
        stays on its row, or at its place when the row is gone.
        """
        raise NotImplementedError

    def filter(self, keep: Callable[[Row], bool] | None, reads: frozenset[str] | None = None) -> None:
        """Show only the rows that `keep` accepts; None shows all.

        `reads` names the row fields `keep` looks at, None is any.
        """
        raise NotImplementedError

    def sort(self, order: SortOrder | None) -> None:
        """Sort by `order`; equal rows keep the order of the sort before, None is as loaded."""
        raise NotImplementedError

    def move(self, rows: int) -> None:
        """Move the cursor down by `rows` (up when negative), not past the ends."""
        raise NotImplementedError

    def move_to(self, index: int) -> None:
        """Put the cursor on the row at `index`; -1 is the last."""
        raise NotImplementedError

    def move_to_key(self, key: str) -> bool:
        """Put the cursor on the row with `key`; tell whether it shows."""
        raise NotImplementedError

    def toggle_mark(self) -> None:
        """Mark or unmark the cursor's row and move down; ends an open visual range keeping it."""
        raise NotImplementedError

    def mark_all(self) -> None:
        """Mark all rows that show; when all are marked already, unmark them."""
        raise NotImplementedError

    def invert_marks(self) -> None:
        """Mark what shows unmarked, and unmark what shows marked."""
        raise NotImplementedError

    def toggle_visual(self) -> None:
        """Open a visual range at the cursor, or close it keeping its marks."""
        raise NotImplementedError

    def clear_marks(self) -> bool:
        """Close the visual range, or unmark everything; tell whether there was anything to do."""
        raise NotImplementedError

    def keys(self, rows: Sequence[Row]) -> list[str]:
        """Return the keys of `rows`."""
        return [self.key(row) for row in rows]
