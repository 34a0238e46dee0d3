"""The column row: how one value of a row is read, written, coloured and sorted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from msgspec import Struct

Row = TypeVar("Row")


def _no_style(_row: Any) -> str:  # noqa: ANN401
    return ""


class Column(Struct, Generic[Row], frozen=True):
    """One column of a table of `Row`."""

    id: str
    """Unique in its table; names the sort order in settings and keys."""
    title: str
    """The header, short enough for `width`."""
    text: Callable[[Row], str]
    """The cell's text, safe to show."""
    width: int
    """Cells; the least when `grows`."""
    help: str = ""
    """What the numbers mean, in one sentence."""
    right: bool = False
    """Whether the text stands at the right."""
    grows: int = 0
    """The share of the width left over that this column takes; 0 keeps `width`."""
    good: int = 0
    """Cells that it gets before others share what is left; for it, those of a high rank go."""
    most: int = 0
    """Cells it never grows beyond; 0 is no bound."""
    rank: int = 0
    """0 always shows; with too little room the highest rank is left out first."""
    sort: Callable[[Row], Any] | None = None
    """The sort key; None cannot be sorted by."""
    fields: frozenset[str] = frozenset()
    """The row fields that `sort` reads: a change of others needs no new sort."""
    down_first: bool = False
    """Whether the first sort by it is descending, as for rates and dates."""
    style: Callable[[Row], str] = _no_style
    """The name of a style of `ui.theme`; empty is the row's own."""
    default: bool = True
    """Whether it shows before the user chose columns."""
    needs: str = ""
    """What the server must have for it to show: the name of a field that it sends."""
    draw: Callable[[Row, int], str] | None = None
    """The cell's text for a number of cells, where more room shows more; instead of `text`."""


def choose(columns: Sequence[Column[Row]], ids: Sequence[str] = ()) -> list[Column[Row]]:
    """Return the columns with these ids in that order; without any, the default ones."""
    if not ids:
        return [column for column in columns if column.default]
    by_id = {column.id: column for column in columns}
    return [by_id[id_] for id_ in dict.fromkeys(ids) if id_ in by_id]
