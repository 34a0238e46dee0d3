"""The detail tabs: each paints what its topic answered for one torrent."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

from qbtui.api.models.details import Peer, Properties, Tracker, WebSeed
from qbtui.api.models.torrent import Torrent
from qbtui.columns import files, peers, trackers, webseeds
from qbtui.columns.model import Column
from qbtui.columns.properties import facts
from qbtui.state.content import FileRow
from qbtui.state.listing import Listing
from qbtui.state.topics import Pieces
from qbtui.state.tree import Tree
from qbtui.ui.panes.pane import How
from qbtui.ui.widgets.facts import Facts
from qbtui.ui.widgets.painted import Painted, Sheet
from qbtui.ui.widgets.piece_map import PieceMap
from qbtui.ui.widgets.table import Table

Row = TypeVar("Row")


END = 1_000_000
"""More lines than any sheet has."""


class TabView(Painted):
    """What the details pane asks of a tab; one that has nothing to fold or to say ignores that."""

    def render_answer(self, torrent: Torrent, data: Any) -> None:  # noqa: ANN401
        """Paint what the topic answered for `torrent`."""
        raise NotImplementedError

    def blank(self, words: str) -> None:
        """Paint nothing but these words."""
        raise NotImplementedError

    def invite(self, how: How) -> None:
        """Learn how something is done, to say so: how a row is added where there are none."""

    def toggle(self) -> bool:
        """Expand or collapse the cursor's folder; tell whether it is on one."""
        return False

    def fold(self, open_: bool) -> bool:  # noqa: ARG002 - for a tab that has something to fold
        """Expand or collapse the cursor's folder; tell whether there was anything to do."""
        return False


class Scroll(Listing[None]):
    """Lets the keys that move a cursor scroll a sheet instead, which has none."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(str)
        self._sheet = sheet

    def move(self, rows: int) -> None:
        """Scroll down by `rows`."""
        self._sheet.scroll_rows(rows)

    def move_to(self, index: int) -> None:
        """Scroll to a line; -1 is the last."""
        self._sheet.scroll_rows(END if index < 0 else index - self._sheet.top)


class GeneralTab(Facts, TabView):
    """Every property of the torrent."""

    def __init__(self) -> None:
        super().__init__()
        self.listing = Scroll(self)
        self._whole = ""
        """How to see all of a comment."""

    def on_resize(self) -> None:
        """Keep true how many lines are a page; Textual calls that of the sheet as well."""
        self.listing.page = max(1, self.size.height)

    def invite(self, how: How) -> None:
        """Learn how all of a comment is seen."""
        self._whole = how("torrents.comment", "opens all of it in your editor")

    def render_answer(self, torrent: Torrent, data: Properties) -> None:
        """Paint the properties."""
        self.set_groups(facts(torrent, data, self._whole))

    def blank(self, words: str) -> None:
        """Paint nothing but these words."""
        self.set_groups([], words)


class ListTab(Table[Row], TabView, Generic[Row]):
    """A tab that is one table."""

    def __init__(
        self,
        listing: Listing[Row],
        columns: Sequence[Column[Row]],
        nothing: str,
        adding: str = "",
        sparse: str = "",
        version: Callable[[Row], Hashable] | None = None,
    ) -> None:
        self.words = ""
        """Said instead of `nothing`, while there is no answer."""
        self._invitation = ""
        """How to add a row, if that can be done."""
        self._nothing = nothing
        self._adding = adding
        """The id of the action that adds a row."""
        self._known = columns
        self._answer: object = None
        """What was painted last."""
        self._sparse = sparse
        """The id of a column that leaves its room to others while all its cells are blank."""
        super().__init__(listing, columns, version=version, empty=self._say_nothing)

    def invite(self, how: How) -> None:
        """Learn how a row is added, nothing where none can be."""
        self._invitation = how(self._adding, "adds one") if self._adding else ""

    def _say_nothing(self) -> str:
        if self.words or not self._invitation:
            return self.words or self._nothing
        return f"{self._nothing}: {self._invitation}"

    def render_answer(self, torrent: Torrent, data: Sequence[Row]) -> None:  # noqa: ARG002
        """Paint the rows, where they are others than before."""
        if data is self._answer:
            return
        self.words, self._answer = "", data
        self.show(
            [
                column
                for column in self._known
                if column.id != self._sparse or any(map(column.text, data))
            ]
        )
        self.listing.load(data)
        self.refresh_rows()

    def blank(self, words: str) -> None:
        """Paint nothing but these words."""
        self.words, self._answer = words, None
        self.listing.load(())
        self.refresh_rows()


class TrackersTab(ListTab[Tracker]):
    """The torrent's trackers."""

    def __init__(self) -> None:
        super().__init__(
            Listing(lambda row: row.url),
            trackers.COLUMNS,
            "No trackers",
            "trackers.add",
            sparse="message",
        )


class PeersTab(ListTab[Peer]):
    """The torrent's peers."""

    def __init__(self) -> None:
        super().__init__(
            Listing(lambda row: row.key),
            peers.COLUMNS,
            "No peers",
            "peers.add",
            sparse="contribution",
        )


class WebSeedsTab(ListTab[WebSeed]):
    """The torrent's web seeds."""

    def __init__(self) -> None:
        super().__init__(
            Listing(lambda row: row.url), webseeds.COLUMNS, "No web seeds", "webseeds.add"
        )


class FilesTab(ListTab[FileRow]):
    """The torrent's files as a tree."""

    def __init__(self) -> None:
        self.files = Tree()
        super().__init__(
            self.files,
            files.COLUMNS,
            "The files are not known yet",
            version=lambda row: row.version,
        )

    def render_answer(self, torrent: Torrent, data: Sequence[Any]) -> None:
        """Paint the files as a tree, keeping what was collapsed, where they are others."""
        if data is self._answer:
            return
        self.words, self._answer = "", data
        self.files.load_files(torrent.hash, data)
        self.refresh_rows()

    def toggle(self) -> bool:
        """Expand or collapse the cursor's folder; tell whether it is on one."""
        return self.files.toggle()

    def fold(self, open_: bool) -> bool:
        """Expand or collapse the cursor's folder; tell whether there was anything to do."""
        return self.files.expand(open_)


class PiecesTab(PieceMap, TabView):
    """The torrent's pieces."""

    def render_answer(self, torrent: Torrent, data: Pieces) -> None:  # noqa: ARG002
        """Paint the map."""
        self.set_pieces(data.states, data.availability, data.piece_size)

    def blank(self, words: str) -> None:
        """Paint nothing but these words."""
        self.set_pieces(b"", None, 0, words)
