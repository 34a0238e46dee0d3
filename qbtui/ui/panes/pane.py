"""What all panes can do: take the focus, and answer for the list they show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual.containers import Vertical
from textual.widget import Widget

from qbtui.actions.model import Context
from qbtui.columns.model import Column
from qbtui.state.listing import Listing, SortOrder
from qbtui.ui.widgets.table import Table

How = Callable[[str, str], str]
"""Takes the id of an action and words, and returns its key before the words; nothing where the
action cannot run."""


class Pane(Vertical):
    """One part of the main screen, usually around a table."""

    how: How = staticmethod(lambda _action, _words: "")
    """Says how something is done; set by the screen, which knows the keys."""

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys work while this pane has the focus, nearest first."""
        raise NotImplementedError

    @property
    def main(self) -> Widget:
        """The widget that takes the focus."""
        raise NotImplementedError

    @property
    def table(self) -> Table[Any] | None:
        """The table that `main` is, when it is one."""
        return self.main if isinstance(self.main, Table) else None

    @property
    def listing(self) -> Listing[Any] | None:
        """What the keys that move act on."""
        return getattr(self.main, "listing", None)

    @property
    def columns(self) -> Sequence[Column[Any]]:
        """The columns of the list, in order."""
        return self.table.columns if self.table else ()

    @property
    def sortable(self) -> Sequence[Column[Any]]:
        """The columns that the list can be sorted by, those that do not show included."""
        return [column for column in self.columns if column.sort is not None]

    def light(self, lit: bool) -> None:
        """Show whether it has the focus, where the table does not show it."""

    def take_focus(self) -> None:
        """Give the focus to it, before the next key is looked up."""
        self.screen.set_focus(self.main, scroll_visible=False)

    def sort_by(self, column_id: str, descending: bool | None = None) -> None:
        """Sort by a column; None takes its first direction, and the other one the second time."""
        listing, table = self.listing, self.table
        column = next((column for column in self.sortable if column.id == column_id), None)
        if listing is None or table is None or column is None or column.sort is None:
            return
        if descending is None:
            again = listing.order is not None and listing.order.column == column_id
            descending = (
                not listing.order.descending if again and listing.order else column.down_first
            )
        listing.sort(SortOrder(column.id, column.sort, column.fields, descending))
        table.refresh_rows()

    def choose(self) -> bool:
        """Use the cursor's row; tell whether that means anything here."""
        return False

    def fold(self, open_: bool) -> bool:  # noqa: ARG002 - for panes that have something to fold
        """Expand or collapse the cursor's row; tell whether there was anything to do."""
        return False

    def settle(self) -> None:
        """Paint what an action changed."""
        if self.table is not None:
            self.table.refresh_rows()
