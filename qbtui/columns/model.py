"""The column row: how one value of a row is read, written, coloured and sorted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Row = TypeVar("Row")


def _no_style(_row: Any) -> str:  # noqa: ANN401
    return ""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
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
