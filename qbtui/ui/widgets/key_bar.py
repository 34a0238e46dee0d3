"""The key bar: the keys that help most right now, in one line."""

from __future__ import annotations

from collections.abc import Sequence

from qbtui.ui.widgets.painted import OneLine, Span, cells

Entry = tuple[str, str]
"""A key, and the word for what it does."""


class KeyBar(OneLine):
    """Shows as many keys as fit, the most important ones first."""

    def __init__(self, entries: Sequence[Entry] = ()) -> None:
        super().__init__()
        self._entries = entries

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these keys from now on."""
        self._entries = tuple(entries)
        self.say()

    def spans(self) -> list[Span]:
        """Return the keys that fit."""
        spans: list[Span] = []
        room = self.size.width
        for key, word in self._entries:
            entry: list[Span] = [(f" {key}", "key"), (f" {word} ", "bar")]
            room -= cells(entry)
            # Without the blank at its end the last one still fits.
            if room < -1:
                break
            spans += entry
        return spans
