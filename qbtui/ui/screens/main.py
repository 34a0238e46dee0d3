"""The main screen: composes the panes, hands them what the poller learned, and dispatches keys.

It owns no action: a key is looked up in the key map of the focused pane, and the runner does the
rest. What actions may ask of the screen is in `ui.view`.
"""

from __future__ import annotations

import asyncio
import gc
import time
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Input

from qbtui.actions import BY_ID
from qbtui.actions.keymap import Keymap, Keys, Prefix
from qbtui.actions.model import Action, Context, Job
from qbtui.actions.present import Lately
from qbtui.config.launch import Launch
from qbtui.config.model import Server
from qbtui.links import split_paste
from qbtui.state.connection import Connection, Phase
from qbtui.state.groups import Groups
from qbtui.state.live import Detail
from qbtui.state.maindata import Change
from qbtui.state.query import Filters
from qbtui.ui.desk import ScreenDesk
from qbtui.ui.keys import Sequencer, elsewhere, key_name
from qbtui.ui.link import Link, MakeClient
from qbtui.ui.offers import is_meant, is_served
from qbtui.ui.panes.details import DetailsPane
from qbtui.ui.panes.pane import Pane
from qbtui.ui.panes.sidebar import SidebarPane
from qbtui.ui.panes.status import status_parts
from qbtui.ui.panes.torrents import FilterInput, TorrentsPane
from qbtui.ui.runner import Runner
from qbtui.ui.typeahead import GIVE_UP, TypeAhead
from qbtui.ui.view import MainView
from qbtui.ui.widgets.hints import Hints
from qbtui.ui.widgets.message_bar import MessageBar
from qbtui.ui.widgets.status_bar import StatusBar
from qbtui.ui.widgets.tab_strip import TabStrip
from qbtui.ui.widgets.table import Table

if TYPE_CHECKING:
    from qbtui.ui.reception import Reception

SIDEBAR_COLUMNS = 110
"""Columns of the terminal from which the sidebar shows by itself."""
DETAILS_LINES = 36
"""Lines of the terminal from which the details show by themselves."""
READ_ONLY = "read-only"
"""What the status bar says while nothing can be changed."""
MUCH = 5_000
"""Changed torrents from which on each step of showing them takes milliseconds."""


class MainScreen(Screen[None]):
    """Everything that shows while no dialog does; listens to the poller."""

    DEFAULT_CSS = """
    MainScreen #work { width: 1fr; }
    """
    AUTO_FOCUS = ""

    def __init__(
        self, launch: Launch, keymap: Keymap, make_client: MakeClient, type_ahead: TypeAhead
    ) -> None:
        super().__init__()
        self.keymap = keymap
        self.problems = [*launch.config.warnings, *keymap.problems]
        """What to tell the user about the settings, one sentence each."""
        self.torrents = TorrentsPane()
        self.sidebar = SidebarPane()
        self.details = DetailsPane()
        self.panes: dict[str, Pane] = {
            "sidebar": self.sidebar,
            "torrents": self.torrents,
            "details": self.details,
        }
        """By name, in the order in which Tab visits them."""
        for pane in self.panes.values():
            pane.how = self.how
        self.view = MainView(self)
        self.desk = ScreenDesk(self, type_ahead, launch.read_only)
        self._server_name = ""
        self.link = Link(self, make_client)
        self.runner = Runner(self.desk)
        self._launch = launch
        self._display = launch.config.display
        self._by_hand: set[str] = set()
        """Panes that the user showed or hid: no resize does so any more."""
        self._keys = Sequencer(keymap)
        self._keys_shown_for: object = None
        self._key_rows: list[tuple[str, Action]] = []
        """What the key bar offers, with the key of each."""
        self._groups = Groups()
        self._lately = Lately()
        self._status = StatusBar()
        self._key_bar = MessageBar()
        self._hints = Hints()

    def compose(self) -> ComposeResult:
        """Lay out sidebar, list and details over the two bars."""
        with Horizontal():
            yield self.sidebar
            with Vertical(id="work"):
                yield self.torrents
                yield self.details
        yield self._hints
        yield self._status
        yield self._key_bar

    def on_mount(self) -> None:
        """Start with the list; once something shows, open the server."""
        self.torrents.take_focus()
        self._show_keys()
        self.set_interval(1, self._show_status)
        self.call_after_refresh(self._started)

    def on_resize(self, event: events.Resize) -> None:
        """Show by themselves the panes there is room for."""
        room = {
            "sidebar": event.size.width >= SIDEBAR_COLUMNS,
            "details": event.size.height >= DETAILS_LINES,
        }
        for name, wanted in (
            ("sidebar", self._display.sidebar),
            ("details", self._display.details),
        ):
            if name not in self._by_hand:
                self._set_shown(name, room[name] if wanted == "auto" else wanted == "on")
        self.sidebar.fit_into(event.size.width)
        self.call_after_refresh(self.settle)

    @cached_property
    def reception(self) -> Reception:
        """Where the user says which server to open; made after the first frame."""
        from qbtui.ui.reception import Reception

        return Reception(self, self._launch)

    @property
    def focused_pane(self) -> Pane:
        """The pane that has the focus; the list when none has."""
        for pane in self.panes.values():
            if pane.has_focus_within:
                return pane
        return self.torrents

    def open_server(self, server: Server, name: str) -> None:
        """Talk to `server`, which holds its password; if it is another one, no filter stays."""
        self._server_name = name
        self.torrents.forget(f"Connecting to {server.url}…")
        if server.url != self.link.live.client.access.url:
            self._lately, self._groups = Lately(), Groups()
            self.sidebar.show_groups(self._groups)
            self.sidebar.set_filters(Filters())
            self.torrents.clear_words()
        self.link.open(server)
        self._show_status()
        # No key may reach a torrent of the server before.
        self.settle()

    async def synced(self, change: Change) -> None:
        """Show what the last poll brought; of much, let keys in between the steps."""
        store, server = self.link.live.store, self.link.live.client.server
        much = len(change.hashes) > MUCH
        if much:
            await asyncio.sleep(0)
        if self._groups.update(store, change, server):
            self.sidebar.show_groups(self._groups)
        if much:
            await asyncio.sleep(0)
        self.torrents.synced(store, change, self._groups, server)
        self._show_status()
        self.settle()

    def connection_changed(self, connection: Connection) -> None:
        """Show how things stand; ask the user when the server wants something."""
        self.torrents.rows.dimmed = connection.phase in (Phase.OFFLINE, Phase.REFUSED)
        if connection.error is not None:
            self.details.doubt(connection.error)
        if connection.error is not None and connection.last_sync is None:
            error, other = connection.error, self.how("view.connect", "changes the server")
            self.torrents.forget("\n".join(filter(None, (error.message, error.hint, other))))
        self._show_status()
        self.reception.heard(connection)

    def detail_changed(self, detail: Detail) -> None:
        """Show what the server said about the torrent."""
        self.details.show_detail(detail)

    @property
    def is_on_top(self) -> bool:
        """Whether no dialog is open."""
        return self.app.screen is self

    @property
    def is_typed_in(self) -> bool:
        """Whether the focus is in a line that takes all keys."""
        return isinstance(self.focused, Input)

    @property
    def is_typing(self) -> bool:
        """Whether a line is being typed in, be it that the terminal has no focus meanwhile."""
        return self.is_typed_in or (self.focused is None and self.torrents.is_editing)

    def knows(self, event: events.Key) -> bool:
        """Tell whether a key does something where the focus is, or begins to."""
        if not self.is_on_top or self.is_typed_in:
            return False
        return self._keys.knows(self.focused_pane.contexts, key_name(event))

    def on_key(self, event: events.Key) -> None:
        """Look the key up where the focus is, and run what it names."""
        if self.is_typed_in:
            return
        event.stop()
        event.prevent_default()
        before = self._keys.pressed
        found = self._keys.feed(self.focused_pane.contexts, key_name(event))
        if isinstance(found, Prefix):
            self._show_hints(found)
            return
        self._hints.hide()
        if found is not None:
            self.perform(found)
        elif event.key not in GIVE_UP:
            self._miss((*before, key_name(event)))

    def _show_hints(self, prefix: Prefix) -> None:
        job = self.job()
        entries = [
            (keys, action.hint or action.title)
            for keys, action in prefix.continuations
            if is_meant(action, job)
        ]
        self._hints.show(" ".join(prefix.keys), entries)

    def _miss(self, keys: Keys) -> None:
        """Say where keys work that do nothing here."""
        nothing = f"{' '.join(keys)} does nothing here" if len(keys) > 1 else ""
        words = elsewhere(self.keymap, keys) or nothing
        if words:
            self.tell(words, "bar.warning")

    def on_paste(self, event: events.Paste) -> None:
        """Add what was pasted where no line is being typed."""
        if self.is_typed_in:
            return
        if items := split_paste(event.text):
            self.perform(BY_ID["torrents.add"], replace(self.job(), values={"links": items}))

    def perform(self, action: Action, job: Job | None = None) -> None:
        """Run an action on `job`, without one on what is marked and focused now."""
        self.runner.run(action, job or self.job())
        self.settle()

    def job(self) -> Job:
        """Return what an action would act on now."""
        pane, live = self.focused_pane, self.link.live
        job = Job(live.client, live, self.view, lately=self._lately)
        if pane is self.details and self.details.torrent is not None:
            rows = tuple(pane.listing.targets) if pane.listing else ()
            return replace(job, torrents=(self.details.torrent,), rows=rows)
        return replace(job, torrents=tuple(self.torrents.listing.targets))

    def how(self, action_id: str, words: str) -> str:
        """Return `words` behind the key of an action; nothing where it has none or cannot run."""
        action = BY_ID[action_id]
        keys = self.keymap.keys_of(action)
        runs = bool(keys) and self.runner.refusal(action, self.job()) is None
        return f"{keys[0]} {words}" if runs else ""

    def settle(self) -> None:
        """Paint what an action or a poll changed, and watch what shows now."""
        self.details.show_torrent(self.torrents.listing.current)
        for pane in self.panes.values():
            if pane.display:
                pane.settle()
        self.link.live.watch(self.details.wanted)
        self._show_keys()

    def show_pane(self, name: str, shown: bool) -> None:
        """Show or hide a pane because the user wants it."""
        self._by_hand.add(name)
        self._set_shown(name, shown)

    def tell(self, message: str, style: str = "bar.strong") -> None:
        """Show a short message in place of the keys."""
        self._key_bar.tell(message, style)

    def untell(self, message: str) -> None:
        """Take a short message back, if it still shows."""
        self._key_bar.untell(message)

    def _started(self) -> None:
        """Do what would have delayed the first frame."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
        self.reception.open()
        if self.problems:
            self.desk.notice("About your settings", "\n".join(self.problems))

    def _set_shown(self, name: str, shown: bool) -> None:
        pane = self.panes[name]
        if pane.display != shown:
            if pane.has_focus_within and not shown:
                self.torrents.take_focus()
            pane.display = shown

    def _show_status(self) -> None:
        live, now = self.link.live, time.monotonic()
        modes = (READ_ONLY,) if self.desk.read_only else ()
        self._status.show(status_parts(live.store, live.connection, now, self._server_name, modes))

    def _show_keys(self) -> None:
        if isinstance(self.focused, FilterInput):
            self._keys_shown_for = self.focused
            self._key_bar.show(self.focused.MEANINGS)
            return
        connection, contexts = self.link.live.connection, self.focused_pane.contexts
        if connection.last_sync is None:
            # Nothing is there yet that other keys could work on.
            contexts = (Context.EVERYWHERE,)
        shown_for = (contexts, connection.server)
        job = self.job()
        if shown_for != self._keys_shown_for:
            self._keys_shown_for = shown_for
            self._key_rows = [
                (keys[0], action)
                for keys, action in self.keymap.keys_for(contexts)
                if action.footer
                and is_meant(action, job)
                and is_served(action, job, self.desk.read_only)
            ]
            # Help comes first: it leads to everything that does not fit.
            self._key_rows.sort(key=lambda row: row[1].id != "view.help")
        self._key_bar.show([(key, action.word(job)) for key, action in self._key_rows])

    @on(SidebarPane.Chosen)
    def _filter(self, event: SidebarPane.Chosen) -> None:
        self.torrents.set_filters(event.filters)
        self.settle()

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        here = self.focused_pane
        for pane in self.panes.values():
            pane.light(pane is here)
        self._show_keys()
        self.desk.unasked.settle()

    def on_screen_resume(self) -> None:
        """Give the focus to what lost it with the terminal's, and show what waited for that."""
        if self.focused is None:
            self.torrents.take_focus_back()
        self.desk.unasked.settle()

    @on(Table.Moved)
    @on(TabStrip.Chosen)
    def _clicked(self) -> None:
        self.settle()

    @on(Table.Activated)
    def _activated(self) -> None:
        self.view.choose()
        self.settle()

    @on(Table.SortRequested)
    def _sort(self, event: Table.SortRequested) -> None:
        self.focused_pane.sort_by(event.column)
