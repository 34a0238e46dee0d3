"""The status bar: one line of parts, of which the least important make room first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qbtui.text import width
from qbtui.ui.widgets.painted import OneLine, Span

SEPARATOR: Span = (" │ ", "bar.muted")


class Part(NamedTuple):
    """One part of the bar."""

    text: str
    style: str = "bar"
    """A style name of `ui.theme`."""
    rank: int = 0
    """0 always shows; with too little room the highest rank is left out first."""


class StatusBar(OneLine):
    """Shows the parts that fit, in their order."""

    def __init__(self, parts: Sequence[Part] = ()) -> None:
        super().__init__()
        self._parts = parts

    def show(self, parts: Sequence[Part]) -> None:
        """Show these parts from now on; empty ones are left out."""
        self._parts = tuple(part for part in parts if part.text)
        self.say()

    def spans(self) -> list[Span]:
        """Return the parts that fit, with separators between."""
        shown = list(self._parts)
        while _needed(shown) > self.size.width:
            rank = max(part.rank for part in shown)
            if rank == 0:
                break
            shown.remove(next(part for part in reversed(shown) if part.rank == rank))
        spans: list[Span] = [(" ", "bar")]
        for part in shown:
            spans += [(part.text, part.style), SEPARATOR]
        return spans[:-1]


def _needed(parts: Sequence[Part]) -> int:
    gaps = len(SEPARATOR[0]) * max(0, len(parts) - 1)
    return 1 + gaps + sum(width(part.text) for part in parts)
