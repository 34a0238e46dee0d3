"""What actions may ask of the screen, done on the panes; each method is one line or two.

Dialogs are imported when the first one is needed: the first frame does not wait for them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from qbtui.actions import BY_ID
from qbtui.actions.model import Job
from qbtui.api.models.torrent import Torrent
from qbtui.columns.model import Column
from qbtui.state.listing import Listing
from qbtui.state.query import Filters
from qbtui.ui import theme

if TYPE_CHECKING:
    from qbtui.ui.dialogs.picker import PickerItem
    from qbtui.ui.screens.main import MainScreen


class MainView:
    """Implements `actions.model.View` for the main screen."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen

    @property
    def listing(self) -> Listing[Torrent]:
        """The torrent list."""
        return self._screen.torrents.listing

    @property
    def focused(self) -> Listing[Any] | None:
        """The list that has the focus."""
        return self._screen.focused_pane.listing

    @property
    def columns(self) -> Sequence[Column[Any]]:
        """The columns of the focused list, in order."""
        return self._screen.focused_pane.columns

    @property
    def sortable(self) -> Sequence[Column[Any]]:
        """The columns that the focused list can be sorted by, those that do not show included."""
        return self._screen.focused_pane.sortable

    @property
    def pane(self) -> str:
        """The name of the pane that has the focus."""
        screen = self._screen
        return next(name for name, pane in screen.panes.items() if pane is screen.focused_pane)

    def focus_pane(self, pane: str) -> None:
        """Give the focus to a pane, showing it when it is hidden."""
        self._screen.show_pane(pane, shown=True)
        self._screen.panes[pane].take_focus()

    def cycle_focus(self, step: int) -> None:
        """Give the focus to the next or previous pane that shows."""
        shown = [pane for pane in self._screen.panes.values() if pane.display]
        here = shown.index(self._screen.focused_pane)
        shown[(here + step) % len(shown)].take_focus()

    def toggle_pane(self, pane: str) -> None:
        """Show or hide a pane; a hidden one gives the focus back to the list."""
        self._screen.show_pane(pane, shown=not self._screen.panes[pane].display)

    def show_tab(self, tab: str | int) -> None:
        """Show a detail tab by name or by steps from the one that shows."""
        self._screen.show_pane("details", shown=True)
        self._screen.details.show_tab(tab)

    def sort_by(self, column: str, descending: bool | None = None) -> None:
        """Sort the focused list by a column; None keeps the column's own first direction."""
        self._screen.focused_pane.sort_by(column, descending)

    def edit_filter(self) -> None:
        """Open the live filter of the torrent list."""
        self._screen.torrents.edit_filter()

    def choose(self) -> bool:
        """Use the cursor's row of the focused pane; tell whether that means anything."""
        if self.pane != "torrents":
            return self._screen.focused_pane.choose()
        self.focus_pane("details")
        return True

    def expand(self, open_: bool) -> None:
        """Expand or collapse the cursor's folder; without one, go one pane further in or out."""
        screen = self._screen
        if screen.focused_pane.fold(open_):
            return
        names = list(screen.panes)
        there = names.index(self.pane) + (1 if open_ else -1)
        if 0 <= there < len(names) and (open_ or screen.panes[names[there]].display):
            self.focus_pane(names[there])

    def set_status(self, status: str) -> None:
        """Filter by a status; `all` clears every sidebar filter."""
        sidebar = self._screen.sidebar
        everything = Filters()
        sidebar.set_filters(
            everything if status == "all" else replace(sidebar.filters, status=status)
        )

    def end_range(self) -> None:
        """Close the range that is open, keeping its marks: the action it was for has come."""
        pane = self._screen.focused_pane
        if pane.listing is not None and pane.listing.selecting:
            pane.listing.toggle_visual()
            pane.settle()

    def back(self) -> bool:
        """Climb one step: pane, range and marks, words, groups; tell whether there was one."""
        screen = self._screen
        marks = self.listing.clear_marks
        steps = (self._leave_pane, marks, screen.torrents.clear_words, self._unfilter)
        return any(step() for step in steps)

    def open_help(self) -> None:
        """Show the keys of the focused pane."""
        from qbtui.ui.palette import help_items

        screen = self._screen
        contexts, job = screen.focused_pane.contexts, screen.job()
        items = help_items(screen.keymap, contexts, screen.runner, job)
        self._pick(f"Keys: {contexts[0].value}", items, job)

    def open_palette(self) -> None:
        """Show all actions to choose from."""
        from qbtui.ui.palette import palette_items

        screen, job = self._screen, self._screen.job()
        self._pick("Actions", palette_items(screen.keymap, screen.runner, job), job)

    def open_connect(self) -> None:
        """Offer the saved servers, and another one."""
        self._screen.reception.choose()

    async def copy(self, text: str, what: str) -> str:
        """Copy text, which `what` names, and return what became of it."""
        from qbtui.ui.clipboard import copy

        return await copy(self._screen.app, text, what)

    async def read(self, text: str, name: str) -> str | None:
        """Open text in the user's editor under a name, and return why that failed, if it did.

        It waits until nothing else is being typed.
        """
        from qbtui.ui.editor import show

        ended: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()

        def open_() -> None:
            # It may have been given up.
            if not ended.done():
                ended.set_result(show(self._screen.app, text, name))

        self._screen.desk.unasked.show(open_)
        return await ended

    def repaint(self) -> None:
        """Draw the whole screen again."""
        self._screen.app.refresh(repaint=True, layout=True)

    def next_theme(self) -> str:
        """Use the next theme, and return its name."""
        app, names = self._screen.app, theme.THEMES
        here = names.index(app.theme) if app.theme in names else -1
        app.theme = names[(here + 1) % len(names)]
        return app.theme

    def suspend(self) -> None:
        """Go to the background of the shell."""
        self._screen.app.action_suspend_process()

    def quit(self) -> None:
        """Leave the program."""
        self._screen.app.exit(0)

    def _pick(self, title: str, items: list[PickerItem], job: Job) -> None:
        """Offer actions to run on what was marked and focused when they were offered."""
        from qbtui.ui.dialogs.picker import Picker

        def chosen(action_id: str | None) -> None:
            if action_id is not None:
                self._screen.perform(BY_ID[action_id], job)

        self._screen.app.push_screen(Picker(title, items), chosen)

    def _leave_pane(self) -> bool:
        pane = self._screen.focused_pane
        if pane is self._screen.torrents:
            return False
        if pane.listing is None or not pane.listing.clear_marks():
            self.focus_pane("torrents")
        return True

    def _unfilter(self) -> bool:
        sidebar = self._screen.sidebar
        filtered = sidebar.filters != Filters()
        if filtered:
            sidebar.set_filters(Filters())
        return filtered
