"""Actions that move the cursor and set marks, in every list alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qbtui.actions import words
from qbtui.actions.model import Action, Context, Job
from qbtui.actions.needs import focused_list
from qbtui.state.listing import Listing

Move = Callable[[Listing[Any]], object]


def has_rows(job: Job) -> bool:
    """Tell whether the focused list is one whose rows can be marked and sorted."""
    return bool(job.view.sortable)


def half_page(listing: Listing[Any]) -> int:
    """Return how many rows are half of what shows."""
    return max(1, listing.page // 2)


def next_mark(listing: Listing[Any], step: int) -> bool:
    """Put the cursor on the next (1) or previous (-1) marked row, around the ends."""
    rows = len(listing.shown)
    for distance in range(1, rows + 1):
        index = (listing.cursor + step * distance) % rows
        if listing.key(listing.shown[index]) in listing.marks:
            listing.move_to(index)
            return True
    return False


def _row(
    verb: str,
    title: str,
    explained: str,
    keys: tuple[str, ...],
    move: Move,
    context: Context = Context.LIST,
) -> Action:
    def call(job: Job) -> None:
        if job.view.focused is not None:
            move(job.view.focused)

    return _action(verb, title, explained, keys, call, context)


def _mark_row(verb: str, title: str, explained: str, key: str, mark: Move) -> Action:
    def call(job: Job) -> str | None:
        listing = job.view.focused
        if listing is None:
            return None
        mark(listing)
        return f"{words.count(len(listing.marks), 'row')} marked"

    return _action(verb, title, explained, (key,), call)


def _jump_row(verb: str, title: str, key: str, step: int) -> Action:
    def call(job: Job) -> str | None:
        listing = job.view.focused
        if listing is None or next_mark(listing, step):
            return None
        return "Nothing is marked"

    return _action(verb, title, f"{title}, starting over at the end.", (key,), call)


def _action(
    verb: str,
    title: str,
    explained: str,
    keys: tuple[str, ...],
    call: Callable[[Job], str | None],
    context: Context = Context.TABLE,
) -> Action:
    return Action(
        id=f"list.{verb}",
        title=title,
        help=explained,
        call=call,
        keys=keys,
        contexts=(context,),
        needs=(focused_list,),
        offered=has_rows if context is Context.TABLE else None,
    )


ACTIONS = (
    _row(
        "down",
        "Move down",
        "Move the cursor one row down.",
        ("j", "down"),
        lambda rows: rows.move(1),
    ),
    _row("up", "Move up", "Move the cursor one row up.", ("k", "up"), lambda rows: rows.move(-1)),
    _row(
        "first",
        "Go to the first",
        "Move the cursor to the first row.",
        ("g g", "home"),
        lambda rows: rows.move_to(0),
    ),
    _row(
        "last",
        "Go to the last",
        "Move the cursor to the last row.",
        ("G", "end"),
        lambda rows: rows.move_to(-1),
    ),
    _row(
        "half_page_down",
        "Move half a page down",
        "Move the cursor down by half of the rows that fit.",
        ("ctrl+d",),
        lambda rows: rows.move(half_page(rows)),
    ),
    _row(
        "half_page_up",
        "Move half a page up",
        "Move the cursor up by half of the rows that fit.",
        ("ctrl+u",),
        lambda rows: rows.move(-half_page(rows)),
    ),
    _row(
        "page_down",
        "Move a page down",
        "Move the cursor down by the rows that fit.",
        ("pagedown", "ctrl+f"),
        lambda rows: rows.move(rows.page),
    ),
    _row(
        "page_up",
        "Move a page up",
        "Move the cursor up by the rows that fit.",
        ("pageup",),
        lambda rows: rows.move(-rows.page),
    ),
    _row(
        "mark",
        "Mark",
        "Mark or unmark the row and move down.",
        ("space",),
        lambda rows: rows.toggle_mark(),
        Context.TABLE,
    ),
    _row(
        "select_range",
        "Mark a range",
        "Mark everything from here to where the cursor goes, until pressed again.",
        ("V",),
        lambda rows: rows.toggle_visual(),
        Context.TABLE,
    ),
    _mark_row(
        "mark_all",
        "Mark all",
        "Mark every row that shows, or none when all are marked.",
        "A",
        lambda rows: rows.mark_all(),
    ),
    _mark_row(
        "invert_marks",
        "Invert marks",
        "Mark what is not marked, and unmark what is.",
        "I",
        lambda rows: rows.invert_marks(),
    ),
    _jump_row("next_mark", "Go to the next marked row", "n", 1),
    _jump_row("previous_mark", "Go to the previous marked row", "N", -1),
)
