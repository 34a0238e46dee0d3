"""The columns of a torrent's files: a tree, drawn by indenting the names."""

from __future__ import annotations

from operator import attrgetter

from qbtui import units
from qbtui.columns.cells import natural, progress
from qbtui.columns.model import Column
from qbtui.state.content import FileRow

PRIORITIES = {0: "Skip", 1: "Normal", 6: "High", 7: "Maximum", None: "Mixed"}
"""Priority -> its word; None is a folder of different ones."""

_STYLES = {0: "muted", 6: "warning", 7: "error", None: "accent"}
_INDENT = 2
_WIDEST_INDENT = 60


def _name(row: FileRow) -> str:
    fold = ("▾ " if row.expanded else "▸ ") if row.is_folder else "  "
    return " " * min(_INDENT * row.depth, _WIDEST_INDENT) + fold + row.name


def _style(row: FileRow) -> str:
    return "muted" if row.priority == 0 else "strong" if row.is_folder else ""


def _priority_order(row: FileRow) -> float:
    """Return a sort key: a mixed folder stands between the skipped and the normal ones."""
    return 0.5 if row.priority is None else row.priority


COLUMNS: tuple[Column[FileRow], ...] = (
    Column(
        "name",
        "Name",
        _name,
        24,
        "The name inside the torrent.",
        grows=4,
        sort=lambda row: natural(row.name),
        style=_style,
    ),
    Column(
        "size",
        "Size",
        lambda row: units.compact_size(row.size),
        6,
        "Size, for a folder of all that is in it.",
        right=True,
        rank=1,
        sort=attrgetter("size"),
        down_first=True,
    ),
    Column(
        "progress",
        "Done",
        lambda row: units.percent(row.progress),
        6,
        "How much of it is here.",
        right=True,
        grows=1,
        good=12,
        most=22,
        sort=attrgetter("progress"),
        down_first=True,
        draw=lambda row, cells: progress(row.progress, cells),
    ),
    Column(
        "priority",
        "Priority",
        lambda row: PRIORITIES.get(row.priority, "Normal"),
        9,
        "Skip is not downloaded; Mixed is a folder of different priorities.",
        sort=_priority_order,
        style=lambda row: _STYLES.get(row.priority, ""),
        down_first=True,
    ),
    Column(
        "remaining",
        "Remaining",
        lambda row: units.compact_size(row.remaining) if row.remaining > 0 else "",
        10,
        "What is still missing.",
        right=True,
        rank=2,
        sort=attrgetter("remaining"),
        down_first=True,
    ),
    Column(
        "availability",
        "Avail.",
        lambda row: units.availability(row.availability),
        7,
        "Distributed copies among the connected peers.",
        right=True,
        rank=3,
        sort=attrgetter("availability"),
        down_first=True,
    ),
)
