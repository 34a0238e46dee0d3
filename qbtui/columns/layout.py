"""Fits columns into the width of a screen: which show, and how wide. Nothing here paints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from qbtui.columns.model import Column

Row = TypeVar("Row")

GAP = 1
"""Blank cells between two columns."""
SPARE = 3
"""The rank from which a column does not show while another lacks its good width."""


class Placed(NamedTuple):
    """A column that shows, and its width in cells."""

    column: Column[Any]
    width: int


def place(columns: Sequence[Column[Row]], width: int) -> list[Placed]:
    """Return the columns that fit into `width` cells, sharing what is left over.

    The column with the highest rank is left out first, among equals the last one; those of rank 0
    stay even when they do not fit.
    """
    shown = list(columns)
    while shown:
        rank = max(column.rank for column in shown)
        if rank == 0 or _needed(shown, good=rank >= SPARE) <= width:
            break
        shown.remove(next(column for column in reversed(shown) if column.rank == rank))
    return _share(shown, width - _needed(shown))


def _needed(columns: Sequence[Column[Row]], good: bool = False) -> int:
    widths = (max(column.width, column.good if good else 0) for column in columns)
    return sum(widths) + GAP * max(0, len(columns) - 1)


def _share(columns: Sequence[Column[Row]], left: int) -> list[Placed]:
    """Give `left` cells to the columns that grow.

    First each gets its good width, in order; then one by one to the one furthest behind.
    """
    extra: list[int] = []
    for column in columns:
        extra.append(max(0, min(column.good - column.width, left)))
        left -= extra[-1]
    for _ in range(left):
        growing = [
            index
            for index, column in enumerate(columns)
            if column.grows and (not column.most or column.width + extra[index] < column.most)
        ]
        if not growing:
            break
        extra[min(growing, key=lambda index: extra[index] / columns[index].grows)] += 1
    return [
        Placed(column, column.width + more) for column, more in zip(columns, extra, strict=True)
    ]
