"""The torrent list: a title line that says what shows, the live filter, and the table."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from qbtui.actions.model import Context
from qbtui.api.models.torrent import Torrent
from qbtui.api.version import ServerVersion
from qbtui.columns.model import Column, choose
from qbtui.columns.torrents import COLUMNS
from qbtui.state.groups import Groups
from qbtui.state.listing import Listing
from qbtui.state.maindata import Change, Maindata
from qbtui.state.query import STATUSES, Filters, make_query
from qbtui.text import enter
from qbtui.ui.panes.pane import Pane
from qbtui.ui.widgets.line_input import LineInput
from qbtui.ui.widgets.painted import OneLine, Span
from qbtui.ui.widgets.table import Table


class TorrentsPane(Pane):
    """Shows the torrents that pass the sidebar's filters and the words typed."""

    DEFAULT_CSS = """
    TorrentsPane { height: 1fr; }
    TorrentsPane Horizontal { height: 1; }
    TorrentsPane Input { width: 1fr; height: 1; border: none; padding: 0 1 0 0; }
    TorrentsPane Input, TorrentsPane #prompt { display: none; }
    TorrentsPane.-editing Input, TorrentsPane.-editing #prompt { display: block; }
    TorrentsPane #prompt { width: 3; }
    TorrentsPane Title { width: 1fr; }
    """
    contexts = (Context.TORRENTS, Context.TABLE, Context.LIST, Context.EVERYWHERE)

    def __init__(self) -> None:
        super().__init__(id="torrents")
        self.filters = Filters()
        self.words = ""
        """What the live filter holds."""
        self.waiting_for = "Connecting…"
        """Said in the middle while there is nothing to show because nothing was fetched yet."""
        self._groups = Groups()
        self._hosts = self._groups.hosts
        """Those that the list is filtered with."""
        self._server: ServerVersion | None = None
        self._known: Sequence[Column[Torrent]] = COLUMNS
        """The columns that the server has something for."""
        self._lit = False
        self._words_before = ""
        self._focus_before: Widget | None = None
        """Where the focus was when the filter line was opened."""
        self._title = Title()
        self._prompt = Title(id="prompt")
        self._input = FilterInput(placeholder="words in the name, -word excludes", compact=True)
        self.rows: Table[Torrent] = Table(
            Listing[Torrent](attrgetter("hash")),
            choose(COLUMNS),
            version=attrgetter("version"),
            empty=self._nothing,
        )

    @property
    def listing(self) -> Listing[Torrent]:
        """The torrents that show."""
        return self.rows.listing

    @property
    def main(self) -> Widget:
        """The table."""
        return self.rows

    @property
    def is_editing(self) -> bool:
        """Whether the filter line is open."""
        return self.has_class("-editing")

    @property
    def sortable(self) -> Sequence[Column[Any]]:
        """All columns that the server has something for, whether they show or not."""
        return [column for column in self._known if column.sort is not None]

    def compose(self) -> ComposeResult:
        """Lay out the title and the table; the line to type a filter comes when it is wanted."""
        with Horizontal():
            yield self._title
        yield self.rows

    def on_mount(self) -> None:
        """Show the newest torrents first until the user sorts otherwise."""
        self.sort_by("added")

    def synced(
        self, store: Maindata, change: Change, groups: Groups, server: ServerVersion | None
    ) -> None:
        """Take what the last poll brought; `settle` paints it."""
        self.waiting_for = ""
        self._groups, self._server = groups, server
        self._show_columns(store)
        # What a filter means may be another on another server, or be told by its groups; servers
        # without groups of trackers tell the users of one by the torrents themselves.
        if change.full or change.groups or groups.hosts is not self._hosts:
            self._apply()
        changed = None if change.full else change.fields
        self.listing.load(store.torrents.values(), changed)

    def forget(self, waiting_for: str) -> None:
        """Show nothing, and say why."""
        self.waiting_for = waiting_for
        self.listing.load(())
        self.settle()

    def set_filters(self, filters: Filters) -> None:
        """Show what passes `filters` from now on."""
        self.filters = filters
        self._apply()
        self.settle()

    def take_focus_back(self) -> None:
        """Give the focus, which the program had lost, to the table or the open filter line."""
        self.screen.set_focus(self._input if self.is_editing else self.main, scroll_visible=False)

    def edit_filter(self) -> None:
        """Show the filter line beside the title and give it the focus."""
        if not self._input.is_attached:
            self.query_one(Horizontal).mount(self._prompt, self._input, before=self._title)
            self._prompt.tell([(" / ", "key")])
        self._words_before, self._focus_before = self.words, self.screen.focused
        self.add_class("-editing")
        self._input.value = self.words
        self._input.focus()
        self.settle()

    def clear_words(self) -> bool:
        """Empty the live filter; tell whether there was anything in it."""
        had_words = bool(self.words)
        self._set_words("")
        return had_words

    def settle(self) -> None:
        """Paint what changed in the list, and say so in the title."""
        super().settle()
        self._title.tell(self._describe())

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self.is_editing:
            self._set_words(event.value)

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        event.stop()
        self._stop_editing(self._focus_before)

    def on_filter_input_left(self, event: FilterInput.Left) -> None:
        """Go to the list with the words, or back to the words before and where the focus was."""
        event.stop()
        if not event.keep:
            self._set_words(self._words_before)
        self._stop_editing(None if event.keep else self._focus_before)

    def _stop_editing(self, focus: Widget | None) -> None:
        self.remove_class("-editing")
        # What had it before may have been hidden since, for want of room.
        there = focus is not None and focus in self.screen.focus_chain
        self.screen.set_focus(focus if there else self.main, scroll_visible=False)
        self.settle()

    def light(self, lit: bool) -> None:
        """Light the title while the list has the focus."""
        self._lit = lit
        self._title.tell(self._describe())

    def _set_words(self, words: str) -> None:
        self.words = words
        self._apply()
        self.settle()

    def _apply(self) -> None:
        groups = self._groups
        self._hosts = groups.hosts
        query = make_query(
            self.filters,
            self.words,
            server=self._server,
            hosts=groups.hosts,
            nested=groups.nested,
        )
        self.listing.filter(*query)

    def _show_columns(self, store: Maindata) -> None:
        known = store.known_fields | ({"queueing"} if store.server.queueing else set())
        self._known = [column for column in COLUMNS if not column.needs or column.needs in known]
        self.rows.show(choose(self._known))

    def _nothing(self) -> str:
        if self.waiting_for:
            return self.waiting_for
        if self.listing.total:
            return f"No torrent passes the filters\n{self.how('view.cancel', 'clears them')}"
        return f"No torrents yet\n{self.how('torrents.add', 'adds one')}"

    def _describe(self) -> list[Span]:
        listing = self.listing
        shown, total = len(listing.shown), listing.total
        spans: list[Span] = [(" Torrents ", "title.lit" if self._lit else "title")]
        if not self.waiting_for:
            spans.append((f"{shown:,}" if shown == total else f"{shown:,} of {total:,}", "bar"))
            spans.append((self._order_words(), "bar.muted"))
        marked = len(listing.marks)
        if marked:
            hidden = f" ({listing.hidden_marks:,} hidden)" if listing.hidden_marks else ""
            spans.append((f"  {marked:,} marked{hidden}", "bar.warning"))
        if listing.selecting:
            spans.append(("  range", "bar.warning"))
        return spans + [(f"  {words}", "bar.accent") for words in self._filter_words()]

    def _order_words(self) -> str:
        """Say what the list is sorted by, when no title of a column does."""
        order = self.listing.order
        if order is None or self.rows.shows(order.column):
            return ""
        title = next(column.title for column in COLUMNS if column.id == order.column)
        return f"  by {title} {'▼' if order.descending else '▲'}"

    def _filter_words(self) -> list[str]:
        """Say what the list is filtered by."""
        filters, words = self.filters, []
        if filters.status != "all":
            words.append(STATUSES[filters.status].title)
        for kind, value, nothing in (
            ("category", filters.category, "none"),
            ("tag", filters.tag, "none"),
            ("tracker", filters.tracker, "none"),
        ):
            if value is not None:
                words.append(f"{kind}: {value or nothing}")
        if self.words and not self.is_editing:
            words.append(f"/{enter(self.words)}")
        return words


class Title(OneLine):
    """What shows, in one line."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - as every widget has it
        super().__init__(id=id)
        self._spans: list[Span] = []

    def tell(self, spans: list[Span]) -> None:
        """Say this from now on."""
        self._spans = spans
        self.say()

    def spans(self) -> list[Span]:
        """Return what it says."""
        return self._spans


class FilterInput(LineInput):
    """The line for the words of the live filter."""

    MEANINGS: ClassVar = (("enter", "filter"), ("esc", "as before"))
    """The keys to offer while it is typed in, and their meanings."""

    class Left(Message):
        """The user goes back to the list."""

        def __init__(self, keep: bool) -> None:
            super().__init__()
            self.keep = keep

    LEAVING: ClassVar = {"escape": False, "ctrl+g": False, "down": True, "tab": True}
    """Key -> whether the words stay."""

    def on_key(self, event: events.Key) -> None:
        """Leave on the keys that do."""
        if event.key in self.LEAVING:
            event.stop()
            event.prevent_default()
            self.post_message(self.Left(keep=self.LEAVING[event.key]))
