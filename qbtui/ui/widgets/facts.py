"""Groups of labels and values, side by side where there is room, that scroll."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from rich.cells import chop_cells

from qbtui.columns.properties import FactGroup
from qbtui.text import fit, width
from qbtui.ui.widgets.painted import Sheet, Span, cells, centred

SIDE_BY_SIDE = 88
"""Cells from which two groups stand beside each other."""
LEFT_SHARE = 57
"""Percent of the width that the left one takes then, with its hashes and paths."""
RIGHT_LEAST = 50
"""Cells that are left to the right one, for its bar."""
_INDENT = 1
_GAP = 2

Line = list[Span]


class Facts(Sheet, can_focus=True):
    """Shows groups of facts; long values go on in the next line."""

    def __init__(self) -> None:
        super().__init__()
        self._groups: Sequence[FactGroup] = ()
        self._words = ""

    def set_groups(self, groups: Sequence[FactGroup], words: str = "") -> None:
        """Show these groups from now on, or `words` while there are none."""
        self._groups, self._words = tuple(groups), words
        self.remake()

    def make(self) -> list[Line]:
        """Return the groups below each other, or in two columns."""
        room = self.size.width
        if not self._groups:
            return [[(line, "muted")] for line in centred(self._words, room, self.size.height)]
        if room < SIDE_BY_SIDE or len(self._groups) < 2:
            return _column(self._groups, room)
        left_room = min(room * LEFT_SHARE // 100, room - RIGHT_LEAST)
        left = _column(self._groups[::2], left_room)
        right = _column(self._groups[1::2], room - left_room)
        nothing: Line = []
        pairs = zip_longest(left, right, fillvalue=nothing)
        return [[*_padded(one, left_room), *other] for one, other in pairs]


def _column(groups: Sequence[FactGroup], room: int) -> list[Line]:
    """Return groups below each other, a blank line between them."""
    return [line for group in groups for line in ([], *_block(group, room))][1:]


def _block(group: FactGroup, room: int) -> list[Line]:
    """Return the lines of one group in `room` cells."""
    lines: list[Line] = [[(" " * _INDENT + fit(group.title, room - _INDENT), "group")]]
    labels = max((width(label) for label, _ in group.facts), default=0)
    before = _INDENT + labels + _GAP
    for label, value in group.facts:
        parts = _wrapped(value, max(8, room - before - _GAP))
        shown = f"{' ' * _INDENT}{fit(label, labels)}{' ' * _GAP}"
        lines.append([(shown, "label"), (parts[0], "")])
        lines += [[(" " * before, ""), (part, "")] for part in parts[1:]]
    return lines


def _wrapped(value: str, room: int) -> list[str]:
    """Return `value` in lines of at most `room` cells, broken at blanks where there are some."""
    return [part for line in value.split("\n") for part in _wrapped_line(line, room)]


def _wrapped_line(value: str, room: int) -> list[str]:
    lines: list[str] = []
    for word in value.split(" "):
        if lines and width(lines[-1]) + 1 + width(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines += chop_cells(word, room) or [""]
    return lines


def _padded(line: Line, room: int) -> Line:
    return [*line, (" " * (room - cells(line)), "")]
