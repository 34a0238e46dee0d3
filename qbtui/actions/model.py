"""The action row, and what an action is handed when it runs.

An action is everything a user can do: its key, help line, palette entry, confirmation, form, gate
and call are one row. `ui.runner` is the only one who runs them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from enum import Enum
from typing import Any, Protocol, TypeVar

from msgspec import Struct, field

from qbtui.actions.present import Lately
from qbtui.api.client import Client
from qbtui.api.models.torrent import Torrent
from qbtui.api.version import ServerVersion
from qbtui.columns.model import Column
from qbtui.fields import Field, FieldValue
from qbtui.state.connection import Connection
from qbtui.state.listing import Listing
from qbtui.state.live import Live
from qbtui.state.maindata import Maindata

Row = TypeVar("Row")


class Context(Enum):
    """Where a key works: in the pane that has the focus. The value is the word shown in help."""

    EVERYWHERE = "Everywhere"
    LIST = "Lists"
    """Every pane: motion."""
    TABLE = "Tables"
    """Every pane with rows that can be marked and sorted."""
    TORRENTS = "Torrents"
    SIDEBAR = "Sidebar"
    DETAILS = "Details"
    """Every detail tab."""
    GENERAL = "General"
    TRACKERS = "Trackers"
    PEERS = "Peers"
    WEBSEEDS = "Web seeds"
    FILES = "Files"
    PIECES = "Pieces"


class View(Protocol):
    """What actions may ask of the screen; implemented by `ui.view.MainView`."""

    @property
    def listing(self) -> Listing[Torrent]:
        """The torrent list."""

    @property
    def focused(self) -> Listing[Any] | None:
        """The list that has the focus."""

    @property
    def columns(self) -> Sequence[Column[Any]]:
        """The columns of the focused list, in order."""

    @property
    def sortable(self) -> Sequence[Column[Any]]:
        """The columns that the focused list can be sorted by, those that do not show included."""

    @property
    def pane(self) -> str:
        """The pane that has the focus: `torrents`, `sidebar` or `details`."""

    def focus_pane(self, pane: str) -> None:
        """Give the focus to `torrents`, `sidebar` or `details`, showing it when it is hidden."""

    def cycle_focus(self, step: int) -> None:
        """Give the focus to the next (1) or previous (-1) pane that shows."""

    def toggle_pane(self, pane: str) -> None:
        """Show or hide `sidebar` or `details`."""

    def show_tab(self, tab: str | int) -> None:
        """Show the detail tab with this name, or the one this many steps further."""

    def sort_by(self, column: str, descending: bool | None = None) -> None:
        """Sort the focused list by a column; None keeps the column's own first direction."""

    def edit_filter(self) -> None:
        """Open the live filter of the torrent list."""

    def choose(self) -> bool:
        """Expand a folder, apply a sidebar filter, open details; tell whether it is any of them."""

    def expand(self, open_: bool) -> None:
        """Expand or collapse the cursor's folder; without one, go in or back out."""

    def set_status(self, status: str) -> None:
        """Filter by a status of `state.query.STATUSES`; `all` clears every sidebar filter."""

    def end_range(self) -> None:
        """Close the range that is open, keeping its marks: the action it was for has come."""

    def back(self) -> bool:
        """Climb one step: pane, range, marks, filter; tell whether there was one."""

    def open_help(self) -> None:
        """Show the keys of the focused pane."""

    def open_palette(self) -> None:
        """Show all actions to choose from."""

    def open_connect(self) -> None:
        """Show the connect dialog."""

    async def copy(self, text: str, what: str) -> str:
        """Copy text, which `what` names, and return what became of it."""

    async def read(self, text: str, name: str) -> str | None:
        """Open text in the user's editor under a name, and return why that failed, if it did."""

    def repaint(self) -> None:
        """Draw the whole screen again."""

    def next_theme(self) -> str:
        """Use the next theme, and return its name."""

    def suspend(self) -> None:
        """Go to the background of the shell."""

    def quit(self) -> None:
        """Leave the program."""


class Job(Struct, frozen=True):
    """One run of an action: what it acts on, and what it may use."""

    client: Client
    live: Live
    view: View
    torrents: tuple[Torrent, ...] = ()
    """The marked torrents, else the cursor's; in detail panes, the torrent shown."""
    rows: tuple[Any, ...] = ()
    """The marked rows of the focused detail list, else the cursor's."""
    values: Mapping[str, FieldValue] = field(default_factory=dict)
    """What the form or the confirmation returned; of a form that edits, what was changed."""
    lately: Lately = field(default_factory=Lately)
    """What the jobs before this one told torrents of the same server to be."""

    @property
    def store(self) -> Maindata:
        """What is known about the server."""
        return self.live.store

    @property
    def connection(self) -> Connection:
        """How things stand with the server."""
        return self.live.connection

    @property
    def hashes(self) -> list[str]:
        """The hashes of `torrents`."""
        return [torrent.hash for torrent in self.torrents]

    @property
    def torrent(self) -> Torrent:
        """The one torrent, after `needs` made sure of it."""
        return self.torrents[0]

    def rename_row(self, old: str, new: str) -> None:
        """Let the cursor of the focused list stay on a row that will come under another key."""
        if self.view.focused is not None:
            self.view.focused.rename(old, new)

    def rows_of(self, kind: type[Row]) -> list[Row]:
        """Return those of `rows` that are of one kind."""
        return [row for row in self.rows if isinstance(row, kind)]


class Form(Struct, frozen=True):
    """A dialog that asks for values before an action runs."""

    title: str
    fields: tuple[Field, ...]
    note: str = ""
    """One or two sentences above the fields."""
    problem: str = ""
    """What went wrong with the values that the fields show."""
    edits: bool = False
    """Whether the fields show what is there already, so that what nobody changed is not sent."""

    def handed(
        self, values: Mapping[str, FieldValue], before: Mapping[str, FieldValue]
    ) -> dict[str, FieldValue]:
        """Return which of `values` the action is handed: where it edits, those that are new.

        What was handed `before`, and may have been taken by the server all the same, is so again.
        """
        if not self.edits:
            return {**values}
        changes = {
            field.key: field.change(values.get(field.key), before.get(field.key))
            for field in self.fields
        }
        return {key: change for key, change in changes.items() if change not in (None, {})}


class Confirm(Struct, frozen=True):
    """A dialog that asks for `y` before an action runs."""

    question: str
    """What will happen to how many things."""
    details: tuple[str, ...] = ()
    """The things themselves, one a line; the dialog cuts a long list."""
    fields: tuple[Field, ...] = ()
    """Toggles that change what happens."""
    warning: str = ""
    """What cannot be undone, when that is so."""
    yes: str = "do it"
    """What `y` does, as an order: `delete 3 torrents`."""
    danger: bool = False
    """Whether something is lost for good."""
    values: Mapping[str, FieldValue] = field(default_factory=dict)
    """What is asked for and cannot be changed, to be handed to the action as an answer is."""
    changed: Callable[[Mapping[str, FieldValue]], Confirm] | None = None
    """Returns the question for other values of the toggles; None where it stays the same."""


Need = Callable[[Job], str | None]
"""Returns why the action cannot run now, or None when it can; reads attributes only."""

Present = Callable[[Job], Awaitable[Job]]
"""Fetches what an action decides from as it is now; raises ApiError."""

Call = Callable[[Job], Awaitable[str | None] | str | None]
"""Does it; returns what to tell the user, if anything."""


class Action(Struct, frozen=True):
    """One thing a user can do."""

    id: str
    """`scope.verb`, stable: settings and tests name it."""
    title: str
    """For the palette and the help: a few words, starting with a verb."""
    help: str
    """One sentence."""
    call: Call
    keys: tuple[str, ...] = ()
    """Default keys: `p`, `ctrl+d`, or a sequence such as `g t`."""
    contexts: tuple[Context, ...] = (Context.EVERYWHERE,)
    mutates: bool = False
    """Whether it changes anything on the server: refused when read-only, wakes the poller."""
    needs: tuple[Need, ...] = ()
    present: Present | None = None
    """Fetches what it decides from, before the dialog and again before the call; None trusts the
    lists or depends on nothing."""
    since: str = ""
    """The release of the server that brought it; empty is all."""
    form: Callable[[Job], Form | Awaitable[Form] | None] | None = None
    """The dialog to show first, asking the server for what it shows if need be; or None for none.
    """
    confirm: Callable[[Job], Confirm | Awaitable[Confirm] | None] | None = None
    """The question to ask first, asking the server what it says if need be; or None for none."""
    footer: str | Callable[[Job], str] = ""
    """One word for the key bar, or what returns it where it depends; empty leaves it out."""
    offered: Callable[[Job], bool] | None = None
    """Whether it is worth offering where the focus is; None is everywhere."""
    hint: str = ""
    """What the panel of a key sequence says, where the title would repeat the prefix's meaning."""

    def word(self, job: Job) -> str:
        """Return what the key bar says of it, with what `job` would act on."""
        return self.footer if isinstance(self.footer, str) else self.footer(job)

    def barred(self, server: ServerVersion | None, read_only: bool) -> str | None:
        """Return why it can never run on this server, None when it can or nobody knows yet."""
        if self.mutates and read_only:
            return f"{self.title}: not in read-only mode"
        if self.since and server is not None and not server.at_least(self.since):
            return f"{self.title} needs qBittorrent {self.since}; the server is {server.text}"
        return None
