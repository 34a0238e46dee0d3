"""The details of the torrent under the cursor: a strip of tabs over the one that shows.

Which tabs there are is said in `actions.tabs`; here each gets the widget that paints it.
"""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult

from qbtui.actions.model import Context
from qbtui.actions.tabs import TABS
from qbtui.api.errors import ApiError
from qbtui.api.models.torrent import Torrent
from qbtui.state.live import Detail, Watch
from qbtui.ui.panes.pane import Pane
from qbtui.ui.panes.tabs import (
    FilesTab,
    GeneralTab,
    PeersTab,
    PiecesTab,
    TabView,
    TrackersTab,
    WebSeedsTab,
)
from qbtui.ui.widgets.painted import OneLine, Span
from qbtui.ui.widgets.tab_strip import TabStrip

WIDGETS: dict[str, Callable[[], TabView]] = {
    "general": GeneralTab,
    "files": FilesTab,
    "trackers": TrackersTab,
    "peers": PeersTab,
    "pieces": PiecesTab,
    "webseeds": WebSeedsTab,
}
"""Id of a tab -> what paints it."""


class Doubt(OneLine):
    """Why what shows below may no longer be true; not there while it is."""

    DEFAULT_CSS = """
    Doubt { display: none; }
    """
    _why = ""

    def tell(self, why: str) -> None:
        """Say why from now on, or nothing."""
        self._why, self.display = why, bool(why)
        self.say()

    def spans(self) -> list[Span]:
        """Return the reason."""
        return [(f" ✗ Not up to date: {self._why}", "bar.warning")]


class DetailsPane(Pane):
    """Shows one tab about one torrent."""

    DEFAULT_CSS = """
    DetailsPane { height: 50%; min-height: 5; }
    """

    def __init__(self) -> None:
        super().__init__(id="details")
        self.tab = TABS[0]
        self.torrent: Torrent | None = None
        self._bodies = {tab.id: WIDGETS[tab.id]() for tab in TABS}
        self._doubt = Doubt()
        self._strip = TabStrip([f"{number} {tab.title}" for number, tab in enumerate(TABS, 1)])

    def compose(self) -> ComposeResult:
        """Lay out the strip, what it says of doubt, and the first tab; others come when wanted."""
        yield self._strip
        yield self._doubt
        yield self.main

    def on_mount(self) -> None:
        """Say that there is nothing to show yet."""
        self._blank()

    @property
    def contexts(self) -> tuple[Context, ...]:
        """The tab's own keys first; those of the torrents work on the torrent shown."""
        return (
            self.tab.context,
            Context.DETAILS,
            *((Context.TABLE,) if self.table else ()),
            Context.LIST,
            Context.TORRENTS,
            Context.EVERYWHERE,
        )

    @property
    def main(self) -> TabView:
        """The widget of the tab that shows."""
        return self._bodies[self.tab.id]

    @property
    def wanted(self) -> Watch | None:
        """What must be polled for what shows."""
        if not self.display or self.torrent is None:
            return None
        return Watch(self.tab.topic, self.torrent.hash)

    @on(TabStrip.Chosen)
    def _clicked(self, event: TabStrip.Chosen) -> None:
        self.show_tab(TABS[event.index].id)

    def show_tab(self, tab: str | int) -> None:
        """Show a tab by name, or by steps from the one that shows."""
        if isinstance(tab, int):
            chosen = TABS[(TABS.index(self.tab) + tab) % len(TABS)]
        else:
            chosen = next(row for row in TABS if row.id == tab)
        if chosen is self.tab:
            return
        had_focus = self.main.has_focus
        self.main.display = False
        self.tab = chosen
        self.main.display = True
        if not self.main.is_attached:
            self.mount(self.main)
        self._strip.active = TABS.index(chosen)
        self._blank()
        if had_focus:
            self.take_focus()

    def light(self, lit: bool) -> None:
        """Light the strip while a tab has the focus."""
        self._strip.lit = lit

    def show_torrent(self, torrent: Torrent | None) -> None:
        """Show this torrent from now on."""
        if (torrent and torrent.hash) != (self.torrent and self.torrent.hash):
            self.torrent = torrent
            self._blank()
        self.torrent = torrent

    def show_detail(self, detail: Detail) -> None:
        """Paint what the server said, if it is about what shows, and whether that was long ago."""
        if detail.watch != self.wanted or self.torrent is None:
            return
        self._doubt.tell("")
        if detail.data is not None:
            self.main.invite(self.how)
            self.main.render_answer(self.torrent, detail.data)
            if detail.error is not None:
                self.doubt(detail.error)
        elif detail.error is not None:
            self.main.blank(detail.error.message)

    def doubt(self, error: ApiError) -> None:
        """Say why what shows may no longer be true, until the server answers again."""
        if self.torrent is not None:
            self._doubt.tell(error.message)

    def fold(self, open_: bool) -> bool:
        """Expand or collapse a folder of the files."""
        return self.main.fold(open_)

    def choose(self) -> bool:
        """Expand or collapse the cursor's folder; nothing else opens further."""
        return self.main.toggle()

    def _blank(self) -> None:
        self.main.blank("…" if self.torrent else "No torrent")
        self._doubt.tell("")
