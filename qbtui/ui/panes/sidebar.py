"""The sidebar: status, category, tag and tracker groups with counts; Enter filters by one."""

from __future__ import annotations

from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget

from qbtui.actions.model import Context
from qbtui.columns.cells import middle
from qbtui.columns.layout import GAP
from qbtui.columns.model import Column
from qbtui.state.groups import Group, Groups
from qbtui.state.listing import Listing
from qbtui.state.query import Filters
from qbtui.text import width
from qbtui.ui.panes.pane import Pane
from qbtui.ui.widgets.table import GUTTER, INDICATOR, Table

COUNT = 6
"""Cells of a count."""
SECTIONS = {"status": "Status", "category": "Categories", "tag": "Tags", "tracker": "Trackers"}
"""Kind of group -> what its first row, which shows all, is called."""


class Entry(NamedTuple):
    """One line of the sidebar."""

    group: Group
    chosen: bool
    """Whether the list is filtered by it."""
    collapsed: bool

    @property
    def title(self) -> str:
        """The name, indented, with a glyph for what it is."""
        if self.group.is_all:
            return SECTIONS[self.group.kind]
        fold = ("▸" if self.collapsed else "▾") if self.group.has_children else " "
        return f"{'  ' * self.group.depth}{'●' if self.chosen else fold} {self.group.title}"

    @property
    def number(self) -> str:
        """How many torrents it lets through; of those that let all through, the first says so."""
        counted = self.group.kind == "status" or not self.group.is_all
        return f"{self.group.count:,}" if counted else ""

    def fitted(self, cells: int) -> str:
        """Return the title in `cells` cells: of hosts, the ends tell more than the middle."""
        return middle(self.title, cells) if self.group.kind == "tracker" else self.title

    @property
    def style(self) -> str:
        """Sections stand out, the chosen ones too, empty ones step back."""
        if self.chosen and not self.group.is_all:
            return "accent"
        if self.group.is_all:
            return "group"
        return "" if self.group.count else "muted"


COLUMNS: tuple[Column[Entry], ...] = (
    Column(
        "title",
        "Filters",
        lambda entry: entry.title,
        12,
        grows=1,
        style=lambda entry: entry.style,
        draw=lambda entry, cells: entry.fitted(cells),
    ),
    Column(
        "count",
        "",
        lambda entry: entry.number,
        COUNT,
        right=True,
        style=lambda entry: entry.style,
    ),
)

NORMAL = 32
"""Cells of the sidebar's width, border included, as long as that is a third of the screen at most.
"""


class SidebarPane(Pane):
    """Shows the groups and keeps which of them the list is filtered by."""

    DEFAULT_CSS = """
    SidebarPane { background: $panel; border-right: vkey $border-blurred; }
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
        self._wanted = 0
        """Cells in which every title is whole."""
        self._screen_cells = 0
        self.rows = Table(Listing[Entry](lambda entry: entry.group.key), COLUMNS)

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

    def fit_into(self, screen_cells: int) -> None:
        """Take what is wanted of the screen's width: a fifth, of a small one up to a third."""
        self._screen_cells = screen_cells
        most = max(screen_cells // 5, min(NORMAL, screen_cells // 3))
        self.styles.width = min(max(NORMAL, self._wanted), most)

    @on(Table.Moved)
    def _clicked(self, event: Table.Moved) -> None:
        event.stop()
        # Two clicks are no more than one.
        if not isinstance(event, Table.Activated):
            self.choose()

    def show_groups(self, groups: Groups) -> None:
        """Show these groups from now on."""
        self._groups = groups.rows
        self._load()
        titles = (width(entry.title) for entry in self.rows.listing.shown)
        wanted = GUTTER + max(titles, default=0) + GAP + COUNT + INDICATOR + 1
        if wanted != self._wanted:
            self._wanted = wanted
            self.fit_into(self._screen_cells)

    def choose(self) -> bool:
        """Filter by the cursor's group; by none of its kind when it was chosen already."""
        entry = self.rows.listing.current
        if entry is not None:
            self.set_filters(entry.group.choose(self.filters))
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
            entries.append(Entry(group, group.is_chosen(self.filters), collapsed))
        self.rows.listing.load(entries)
        self.rows.refresh_rows()
