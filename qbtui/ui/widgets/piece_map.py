"""The map of a torrent's pieces: which are here, which are coming, which nobody has.

With more pieces than cells, a cell stands for several and shows how many of them are here.
"""

from __future__ import annotations

from collections.abc import Sequence

from qbtui import units
from qbtui.ui.widgets.painted import Sheet, Span, centred, join

MISSING, DOWNLOADING, HAVE = range(3)
"""The states of a piece, as `torrents/pieceStates` numbers them."""

WIDEST_PIECE = 4
"""Cells that a piece takes at most."""

_FULL, _COMING, _NONE, _NOWHERE = "█", "↓", "·", "x"
_PARTS = "░▒▓"


class PieceMap(Sheet, can_focus=True):
    """Shows a header, a legend with counts, and the map in what is left of the height."""

    def __init__(self) -> None:
        super().__init__()
        self._states = b""
        self._availability: Sequence[int] | None = None
        self._piece_size = 0
        self._words = ""

    def set_pieces(
        self,
        states: bytes,
        availability: Sequence[int] | None = None,
        piece_size: int = 0,
        words: str = "",
    ) -> None:
        """Show these pieces from now on, or `words` while there are none.

        `availability` tells how many peers have each piece, None is unknown; `piece_size` is bytes.
        """
        self._states, self._piece_size, self._words = states, piece_size, words
        fits = availability is not None and len(availability) == len(states)
        self._availability = availability if fits else None
        self.remake()

    def make(self) -> list[list[Span]]:
        """Return the header, the legend and the map."""
        room, height = self.size
        if not self._states:
            words = self._words or "The pieces are not known yet"
            return [[(line, "muted")] for line in centred(words, room, height)]
        head = [[(f" {self._summary()}", "strong")], self._legend()]
        left = max(1, height - len(head))
        if len(self._states) > room * left:
            head[0] += [(f"  {_PARTS}", "piece.have"), (" here in part", "label")]
        return [*head, *self._map(room, left)]

    def _summary(self) -> str:
        count, have = len(self._states), self._states.count(HAVE)
        each = f", {units.size(self._piece_size)} each" if self._piece_size > 0 else ""
        return f"{have} of {count} pieces{each}, {units.percent(have / count)}"

    def _legend(self) -> list[Span]:
        states = self._states
        counted = [
            (_FULL, "piece.have", "have", states.count(HAVE)),
            (_COMING, "piece.downloading", "downloading", states.count(DOWNLOADING)),
            (_NONE, "piece.missing", "missing", states.count(MISSING)),
        ]
        if nowhere := self._count_nowhere():
            counted.append((_NOWHERE, "piece.rare", "of them nowhere", nowhere))
        legend: list[Span] = []
        for glyph, style, word, number in counted:
            legend += [(f" {glyph} ", style), (f"{word} {number} ", "label")]
        return legend

    def _count_nowhere(self) -> int:
        if self._availability is None:
            return 0
        pairs = zip(self._states, self._availability, strict=True)
        return sum(state == MISSING and not peers for state, peers in pairs)

    def _map(self, room: int, height: int) -> list[list[Span]]:
        """Return the lines of the map; pieces of a small torrent are drawn wider."""
        count = len(self._states)
        if count > room * height:
            cells, wide = room * height, 1
        else:
            cells, wide = count, max(1, min(WIDEST_PIECE, room // count))
        drawn = [
            self._cell(cell * count // cells, (cell + 1) * count // cells) for cell in range(cells)
        ]
        spans = [(glyph * wide, style) for glyph, style in drawn]
        return [join(spans[start : start + room]) for start in range(0, cells, room)]

    def _cell(self, first: int, end: int) -> Span:
        """Return how the pieces from `first` to before `end` show in one cell."""
        pieces = self._states[first:end]
        have = pieces.count(HAVE)
        if have == len(pieces):
            return _FULL, "piece.have"
        if DOWNLOADING in pieces:
            return _COMING, "piece.downloading"
        if have:
            return _PARTS[have * len(_PARTS) // len(pieces)], "piece.have"
        if self._availability is not None and not any(self._availability[first:end]):
            return _NOWHERE, "piece.rare"
        return _NONE, "piece.missing"
