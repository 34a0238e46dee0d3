"""Actions on the screen itself: focus, panes, tabs, help, leaving."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from qbtui.actions.model import Action, Context, Job, Need
from qbtui.actions.needs import polled
from qbtui.actions.tabs import TABS, Tab
from qbtui.columns.model import Column


def back_or_quit(job: Job) -> None:
    """Climb one step, or leave when there is none."""
    if not job.view.back():
        job.view.quit()


def back(job: Job) -> None:
    """Climb one step, if there is one."""
    job.view.back()


def choose(job: Job) -> str | None:
    """Use what is under the cursor; where there is nothing to open, show all of the row."""
    focused = job.view.focused
    if job.view.choose() or focused is None or focused.current is None:
        return None
    return _whole(focused.current, job.view.columns)


def something_to_open(job: Job) -> str | None:
    """There is a row to open, or to show whole."""
    focused = job.view.focused
    if job.view.pane == "details" and (focused is None or focused.current is None):
        return "Nothing to open here"
    return None


def _whole(row: object, columns: Sequence[Column[Any]]) -> str:
    """Return a row as lines, the first of them its kind: columns cut long texts."""
    name = next(column.title for column in columns if column.id == "name")
    filled = [(column.title, text) for column in columns if (text := column.text(row))]
    width = max(len(title) for title, _ in filled)
    return "\n".join((name, *(f"{title:<{width}}  {text}" for title, text in filled)))


def neighbour(job: Job, step: int) -> None:
    """Move the cursor of the torrent list while the details have the focus."""
    job.view.listing.move(step)


def resync(job: Job) -> str:
    """Fetch everything again."""
    job.live.resync()
    return "Fetching everything again"


def _row(
    verb: str,
    title: str,
    explained: str,
    keys: tuple[str, ...],
    call: Callable[[Job], str | None],
    context: Context = Context.EVERYWHERE,
    footer: str = "",
    needs: tuple[Need, ...] = (),
) -> Action:
    return Action(
        id=f"view.{verb}",
        title=title,
        help=explained,
        call=call,
        keys=keys,
        contexts=(context,),
        needs=needs,
        footer=footer,
    )


def _tab_row(number: int, tab: Tab) -> Action:
    return Action(
        id=tab.action,
        title=f"Show {tab.called}",
        help=f"Show the {tab.called} of the torrent.",
        call=lambda job: job.view.show_tab(tab.id),
        keys=(str(number),),
        contexts=(Context.DETAILS,),
    )


PANES = (
    _row(
        "choose",
        "Open",
        "Open details, a folder or a filter; elsewhere show what the columns cut.",
        ("enter",),
        choose,
        Context.LIST,
        footer="open",
        needs=(something_to_open,),
    ),
    _row(
        "expand",
        "Go in",
        "Expand the folder under the cursor, or go to the pane further in.",
        ("l", "right"),
        lambda job: job.view.expand(open_=True),
        Context.LIST,
    ),
    _row(
        "collapse",
        "Go out",
        "Collapse the folder under the cursor, or go to the pane further out.",
        ("h", "left"),
        lambda job: job.view.expand(open_=False),
        Context.LIST,
    ),
    _row(
        "next_pane",
        "Go to the next pane",
        "Give the focus to the next pane: sidebar, torrents, details.",
        ("tab",),
        lambda job: job.view.cycle_focus(1),
    ),
    _row(
        "previous_pane",
        "Go to the previous pane",
        "Give the focus to the pane before.",
        ("shift+tab",),
        lambda job: job.view.cycle_focus(-1),
    ),
    _row(
        "focus_torrents",
        "Go to the torrents",
        "Give the focus to the torrent list.",
        ("g t",),
        lambda job: job.view.focus_pane("torrents"),
    ),
    _row(
        "focus_sidebar",
        "Go to the sidebar",
        "Give the focus to the sidebar with the filters.",
        ("g f",),
        lambda job: job.view.focus_pane("sidebar"),
    ),
    _row(
        "focus_details",
        "Go to the details",
        "Give the focus to the details of the torrent.",
        ("g d",),
        lambda job: job.view.focus_pane("details"),
    ),
    _row(
        "toggle_sidebar",
        "Show or hide the sidebar",
        "Show or hide the sidebar with the filters.",
        ("z s",),
        lambda job: job.view.toggle_pane("sidebar"),
    ),
    _row(
        "toggle_details",
        "Show or hide the details",
        "Show or hide the details of the torrent.",
        ("i", "z p"),
        lambda job: job.view.toggle_pane("details"),
    ),
)

DETAILS = (
    *(_tab_row(number, tab) for number, tab in enumerate(TABS, 1)),
    _row(
        "next_tab",
        "Show the next tab",
        "Show the next tab of the details.",
        ("]",),
        lambda job: job.view.show_tab(1),
        Context.DETAILS,
    ),
    _row(
        "previous_tab",
        "Show the previous tab",
        "Show the tab of the details before this one.",
        ("[",),
        lambda job: job.view.show_tab(-1),
        Context.DETAILS,
    ),
    _row(
        "next_torrent",
        "Show the next torrent",
        "Show the details of the next torrent of the list.",
        ("J",),
        lambda job: neighbour(job, 1),
        Context.DETAILS,
    ),
    _row(
        "previous_torrent",
        "Show the previous torrent",
        "Show the details of the torrent before this one in the list.",
        ("K",),
        lambda job: neighbour(job, -1),
        Context.DETAILS,
    ),
)

PROGRAM = (
    _row(
        "help",
        "Show the keys",
        "Show what the keys do where you are.",
        ("?", "f1"),
        lambda job: job.view.open_help(),
        footer="help",
    ),
    _row(
        "palette",
        "Choose an action",
        "Search all actions by name and run one.",
        (":", "ctrl+p"),
        lambda job: job.view.open_palette(),
        footer="actions",
    ),
    _row(
        "connect",
        "Choose a server",
        "Connect to another server, or with other settings.",
        ("g n",),
        lambda job: job.view.open_connect(),
        footer="server",
    ),
    _row(
        "cancel",
        "Cancel",
        "Take one step back: pane, range, marks, filter; never leaves the program.",
        ("escape", "ctrl+g"),
        back,
    ),
    _row(
        "back",
        "Go back or quit",
        "Take one step back, and leave the program when there is none.",
        ("q",),
        back_or_quit,
        footer="back",
    ),
    _row(
        "quit",
        "Quit",
        "Leave the program; the server goes on working.",
        ("Q", "ctrl+c ctrl+c"),
        lambda job: job.view.quit(),
        footer="quit",
    ),
    _row(
        "suspend",
        "Suspend",
        "Go to the background of the shell.",
        ("ctrl+z",),
        lambda job: job.view.suspend(),
    ),
    _row(
        "repaint",
        "Repaint",
        "Draw the whole screen again.",
        ("ctrl+l",),
        lambda job: job.view.repaint(),
    ),
    _row(
        "resync",
        "Fetch everything again",
        "Forget what is known of the server and fetch it again.",
        ("ctrl+r",),
        resync,
        needs=(polled,),
    ),
    _row(
        "next_theme",
        "Change the theme",
        "Use the next theme.",
        ("z t",),
        lambda job: f"Theme: {job.view.next_theme()}",
    ),
)

ACTIONS = PANES + DETAILS + PROGRAM
