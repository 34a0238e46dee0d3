"""Actions that sort the focused list, by the ids of its columns."""

from __future__ import annotations

from collections.abc import Callable

from qbtui.actions.model import Action, Context, Job
from qbtui.actions.motion import has_rows
from qbtui.actions.needs import focused_list

COLUMNS = (
    ("n", "name", "name"),
    ("z", "size", "size"),
    ("p", "progress", "progress"),
    ("r", "ratio", "ratio"),
    ("t", "state", "state"),
    ("s", "seeds", "seeds"),
    ("e", "peers", "peers"),
    ("u", "upload", "upload rate"),
    ("d", "download", "download rate"),
    ("a", "added", "time it was added"),
    ("f", "eta", "time left"),
    ("o", "queue", "place in the queue"),
    ("k", "tracker", "tracker"),
    ("c", "category", "category"),
    ("y", "activity", "last activity"),
    ("m", "completed", "time it was completed"),
    ("x", "uploaded", "amount uploaded"),
)
"""Key after `s`, column id, and what it is called; the capital sorts descending.

`s s` reverses the order, so that seeds have the capital only.
"""


def has_column(job: Job, column: str) -> bool:
    """Tell whether the focused list can be sorted by a column."""
    return any(sortable.id == column for sortable in job.view.sortable)


def sort(job: Job, column: str, *, descending: bool) -> str | None:
    """Sort by a column, in its own first direction unless `descending`."""
    if not has_column(job, column):
        return "This list has no such column"
    job.view.sort_by(column, True if descending else None)
    return None


def reverse(job: Job) -> str | None:
    """Sort the other way round."""
    order = job.view.focused.order if job.view.focused is not None else None
    if order is None:
        return "This list is not sorted"
    job.view.sort_by(order.column, not order.descending)
    return None


def unsort(job: Job) -> None:
    """Show the rows in the server's order."""
    if job.view.focused is not None:
        job.view.focused.sort(None)


def neighbour(job: Job, step: int) -> str | None:
    """Sort by the column right (1) or left (-1) of the one sorted by."""
    columns = [column.id for column in job.view.columns if column.sort is not None]
    if not columns:
        return "This list cannot be sorted"
    order = job.view.focused.order if job.view.focused is not None else None
    here = columns.index(order.column) if order and order.column in columns else -1
    job.view.sort_by(columns[(here + step) % len(columns)])
    return None


def _row(
    verb: str,
    title: str,
    explained: str,
    key: str,
    call: Callable[[Job], str | None],
    hint: str = "",
    offered: Callable[[Job], bool] = has_rows,
) -> Action:
    return Action(
        id=f"sort.{verb}",
        title=title,
        help=explained,
        call=call,
        keys=(key,),
        contexts=(Context.TABLE,),
        needs=(focused_list,),
        offered=offered,
        hint=hint,
    )


def _column_row(key: str, column: str, called: str, *, descending: bool) -> Action:
    way = ", descending" if descending else ""
    return _row(
        f"{column}_descending" if descending else column,
        f"Sort by {called}{way}",
        f"Sort the list by {called}{way}.",
        f"s {key.upper() if descending else key}",
        lambda job: sort(job, column, descending=descending),
        f"{column} ▼" if descending else column,
        lambda job: has_column(job, column),
    )


ACTIONS = (
    *(_column_row(*column, descending=False) for column in COLUMNS if column[0] != "s"),
    *(_column_row(*column, descending=True) for column in COLUMNS),
    _row(
        "reverse",
        "Reverse the order",
        "Sort the list the other way round.",
        "s s",
        reverse,
        "reverse",
    ),
    _row(
        "none",
        "Do not sort",
        "Show the rows in the order the server has them.",
        "s .",
        unsort,
        "unsorted",
    ),
    _row(
        "next_column",
        "Sort by the next column",
        "Sort by the column to the right of the one sorted by.",
        ">",
        lambda job: neighbour(job, 1),
    ),
    _row(
        "previous_column",
        "Sort by the previous column",
        "Sort by the column to the left of the one sorted by.",
        "<",
        lambda job: neighbour(job, -1),
    ),
)
