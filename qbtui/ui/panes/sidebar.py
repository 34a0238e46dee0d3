"""The sidebar: status, category, tag and tracker groups with counts; Enter filters by one."""

from __future__ import annotations

from typing import Any, NamedTuple

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget

from qbtui.actions.model import Context
from qbtui.columns.model import Column
from qbtui.state.groups import Group, Groups
from qbtui.state.listing import Listing
from qbtui.state.query import Filters
from qbtui.ui.panes.pane import Pane
from qbtui.ui.widgets.table import Table

SECTIONS = {"status": "Status", "category": "Categories", "tag": "Tags", "tracker": "Trackers"}
"""Kind of group -> what its first row, which shows all, is called."""


class Entry(NamedTuple):
    """One line of the sidebar."""

    group: Group
    chosen: bool
    """Whether the list is filtered by it."""
    collapsed: bool

    @property
    def is_section(self) -> bool:
        """Whether it is the first of its kind."""
        return self.group.value in (None, "all")

    @property
    def title(self) -> str:
        """The name, indented, with a glyph for what it is."""
        if self.is_section:
            return SECTIONS[self.group.kind]
        fold = ("▸" if self.collapsed else "▾") if self.group.has_children else " "
        return f"{'  ' * self.group.depth}{'●' if self.chosen else fold} {self.group.title}"

    @property
    def style(self) -> str:
        """Sections stand out, the chosen ones too, empty ones step back."""
        if self.chosen and not self.is_section:
            return "accent"
        if self.is_section:
            return "group"
        return "" if self.group.count else "muted"


COLUMNS: tuple[Column[Entry], ...] = (
    Column("title", "Filters", lambda entry: entry.title, 12, grows=1, style=lambda e: e.style),
    Column(
        "count", "", lambda entry: str(entry.group.count), 5, right=True, style=lambda e: e.style
    ),
)


class Entries(Listing[Entry]):
    """The lines of the sidebar; what is chosen there counts, so that nothing is marked."""

    def __init__(self) -> None:
        super().__init__(lambda entry: entry.group.key)

    def toggle_mark(self) -> None:
        """Move down."""
        self.move(1)

    def mark_all(self) -> None:
        """Mark nothing."""

    def invert_marks(self) -> None:
        """Mark nothing."""

    def toggle_visual(self) -> None:
        """Mark nothing."""


class SidebarPane(Pane):
    """Shows the groups and keeps which of them the list is filtered by."""

    DEFAULT_CSS = """
    SidebarPane { width: 31; background: $panel; border-right: vkey $border-blurred; }
    SidebarPane:focus-within { border-right: vkey $border; }
    """
    contexts = (Context.SIDEBAR, Context.LIST, Context.EVERYWHERE)

    class Chosen(Message):
        """Other filters were chosen."""

        def __init__(self, filters: Filters) -> None:
            super().__init__()
            self.filters = filters

    def __init__(self) -> None:
        super().__init__(id="sidebar")
        self.filters = Filters()
        self._groups: list[Group] = []
        self._collapsed: set[str] = set()
        self.rows = Table(Entries(), COLUMNS)

    @property
    def main(self) -> Widget:
        """The table."""
        return self.rows

    def compose(self) -> ComposeResult:
        """Lay out the table."""
        yield self.rows

    def light(self, lit: bool) -> None:
        """Light the header while the sidebar has the focus."""
        self.rows.lit = lit
        self.rows.refresh_rows()

    def show_groups(self, groups: Groups) -> None:
        """Show these groups from now on."""
        self._groups = groups.rows
        self._load()

    def choose(self) -> bool:
        """Filter by the cursor's group; by none of its kind when it was chosen already."""
        entry = self.rows.listing.current
        if entry is not None:
            group = entry.group
            nothing: str | None = getattr(Filters(), group.kind)
            again = entry.chosen and not entry.is_section
            choice: dict[str, Any] = {group.kind: nothing if again else group.value}
            self.set_filters(replace(self.filters, **choice))
        return True

    def set_filters(self, filters: Filters) -> None:
        """Filter the list by `filters` from now on."""
        self.filters = filters
        self._load()
        self.post_message(self.Chosen(filters))

    def fold(self, open_: bool) -> bool:
        """Expand or collapse the category under the cursor."""
        entry = self.rows.listing.current
        if entry is None or not entry.group.has_children or entry.collapsed is not open_:
            return False
        self._collapsed ^= {entry.group.key}
        self._load()
        return True

    def _load(self) -> None:
        entries: list[Entry] = []
        hidden_below: int | None = None
        for group in self._groups:
            if hidden_below is not None and group.kind == "category" and group.depth > hidden_below:
                continue
            collapsed = group.has_children and group.key in self._collapsed
            hidden_below = group.depth if collapsed else None
            chosen = getattr(self.filters, group.kind) == group.value
            entries.append(Entry(group, chosen, collapsed))
        self.rows.listing.load(entries)
        self.rows.refresh_rows()
