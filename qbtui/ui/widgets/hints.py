"""The panel that shows how a sequence of keys can go on."""

from __future__ import annotations

from collections.abc import Sequence

from qbtui.text import fit, width
from qbtui.ui.widgets.key_bar import Entry
from qbtui.ui.widgets.painted import Sheet, Span

_GAP = 2


class Hints(Sheet):
    """Lists the keys that may follow, in as few lines as the width allows; hidden until shown."""

    DEFAULT_CSS = """
    Hints { height: auto; max-height: 50%; background: $panel; display: none; }
    """
    FILL = "bar"

    def __init__(self) -> None:
        super().__init__()
        self._prefix = ""
        self._entries: Sequence[Entry] = ()

    def show(self, prefix: str, entries: Sequence[Entry]) -> None:
        """Show what the keys after `prefix` do."""
        self._prefix, self._entries = prefix, tuple(entries)
        self.display = True
        room = self.size.width or self.app.size.width
        self.styles.height = 1 + self._rows(room)
        self.remake()

    def hide(self) -> None:
        """Hide the panel."""
        self.display = False

    def make(self) -> list[list[Span]]:
        """Return the prefix, and the entries in columns, down first."""
        lines: list[list[Span]] = [[(f" {self._prefix} …", "bar.strong")]]
        if not self._entries:
            return lines
        key_cells, word_cells = self._widths()
        rows = self._rows(self.size.width)
        for row in range(rows):
            line: list[Span] = []
            for key, word in self._entries[row::rows]:
                line += [
                    (f" {fit(key, key_cells, 'right')}", "key"),
                    (f" {fit(word, word_cells)}" + " " * _GAP, "bar"),
                ]
            lines.append(line)
        return lines

    def _widths(self) -> tuple[int, int]:
        keys, words = zip(*self._entries, strict=True)
        return max(map(width, keys)), max(map(width, words))

    def _rows(self, room: int) -> int:
        """Return how many lines the entries take in `room` cells."""
        if not self._entries:
            return 0
        columns = max(1, (room + _GAP) // (sum(self._widths()) + 2 + _GAP))
        return -(-len(self._entries) // columns)
