"""A short list painted line by line, with a cursor: for suggestions, checklists and pickers.

It knows nothing of what its lines mean, and never creates a widget per line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual.events import Click, MouseScrollDown, MouseScrollUp
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from qbtui import text
from qbtui.ui.widgets.painted import Painted, Span

_GAP = "  "
_THUMB = "▐"
"""What stands right of the lines that show, as in the tables."""

_LEFT_MOST = 40
"""The most cells of the left text beside a middle one."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it says at the left, after it, and at the right end."""

    left: str
    middle: str = ""
    right: str = ""
    faint: bool = False
    """Whether it cannot be chosen now."""
    heading: bool = False
    """Whether the cursor skips it."""
    keeps_end: bool = False
    """Whether the left text is cut at its start where there is no room, as a path is."""


class Lines(Painted):
    """Lines with a cursor, -1 when it is on none."""

    DEFAULT_CSS = """
    Lines { height: auto; }
    """

    TEXT: ClassVar[str] = "bar"
    """The style of the text; like the next four, a name of `ui.theme`."""
    MUTED: ClassVar[str] = "bar.muted"
    KEY: ClassVar[str] = "key"
    HEADING: ClassVar[str] = "bar.strong"
    SCROLL: ClassVar[str] = "bar.muted"

    @dataclass
    class Clicked(Message):
        """A line was clicked; the cursor is on it."""

        lines: Lines
        index: int

    class Turned(Message):
        """The wheel moved the cursor."""

    def __init__(self, lines: Sequence[Line] = (), classes: str = "") -> None:
        super().__init__(classes=classes)
        self.lines = tuple(lines)
        self.cursor = -1
        self._top = 0
        self._left_cells = _left_cells(self.lines)

    def load(self, lines: Sequence[Line], cursor: int = -1) -> None:
        """Show other lines, with the cursor on one of them."""
        resized = len(lines) != len(self.lines)
        self.lines = tuple(lines)
        self._left_cells = _left_cells(self.lines)
        self.move_to(cursor)
        self.refresh(layout=resized)

    def move(self, step: int) -> bool:
        """Move the cursor by `step` lines, skipping headings; tell whether it could."""
        direction = 1 if step > 0 else -1
        target = max(0, min(len(self.lines) - 1, self.cursor + step))
        while 0 <= target < len(self.lines) and self.lines[target].heading:
            target += direction
        if not 0 <= target < len(self.lines) or target == self.cursor:
            return False
        self.move_to(target)
        return True

    def move_to(self, index: int) -> None:
        """Put the cursor on the line at `index`, scrolling it into view; -1 is none."""
        self.cursor = index
        height = max(1, self.size.height)
        # The heading above its first line comes into view with it.
        first = index - 1 if index > 0 and self.lines[index - 1].heading else index
        self._top = max(0, min(self._top, first), index - height + 1)
        self.refresh()

    def get_content_height(self, _container: Size, _viewport: Size, _width: int) -> int:
        """Return one cell per line; the stylesheet sets the most."""
        return len(self.lines)

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self.move_to(self.cursor)

    def render_line(self, y: int) -> Strip:
        """Paint one line, and at its end the part of the list that shows when not all does."""
        strip = self._line(self._top + y)
        if not self._is_thumb(y):
            return strip
        thumb = Segment(_THUMB, self.looks[self.SCROLL])
        return Strip([*strip.crop(0, self.size.width - len(_THUMB)), thumb])

    @property
    def _room(self) -> int:
        """The cells for text: those of the scroll mark are not."""
        return self.size.width - 2 * self._scrolls

    @property
    def _scrolls(self) -> bool:
        return len(self.lines) > self.size.height

    def _is_thumb(self, y: int) -> bool:
        if not self._scrolls:
            return False
        page, total = self.size.height, len(self.lines)
        length = max(1, page * page // total)
        start = -(-self._top * (page - length) // (total - page))
        return start <= y < start + length

    def _line(self, index: int) -> Strip:
        if not 0 <= index < len(self.lines):
            return self.line((), self.TEXT)
        line = self.lines[index]
        if line.heading:
            return self.line([(text.fit(line.left, self.size.width), self.HEADING)], self.TEXT)
        if index != self.cursor:
            return self.line(self._spans(line), self.TEXT)
        # Where keys come from elsewhere, as in a picker, the cursor is always lit.
        style = "cursor" if self.has_focus or not self.can_focus else "cursor.blurred"
        return self.line([(part, style) for part, _style in self._spans(line)], style)

    def _spans(self, line: Line) -> list[Span]:
        cells = self._room
        right = _GAP + line.right if line.right else ""
        room = cells - text.width(right)
        fit = fit_end if line.keeps_end else text.fit
        left = fit(line.left, min(self._left_cells, room))
        middle = text.fit(_GAP + line.middle, room - text.width(left))
        plain = self.MUTED if line.faint else self.TEXT
        return [
            (left, plain),
            (middle, self.MUTED),
            (right, self.MUTED if line.faint else self.KEY),
        ]

    def on_focus(self) -> None:
        """Light the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Dim the cursor."""
        self.refresh()

    def on_click(self, event: Click) -> None:
        """Put the cursor on the clicked line."""
        index = self._top + event.y
        if 0 <= index < len(self.lines) and not self.lines[index].heading:
            self.move_to(index)
            self.post_message(self.Clicked(self, index))

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Move on."""
        event.stop()
        self._turn(1)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Move back."""
        event.stop()
        self._turn(-1)

    def _turn(self, step: int) -> None:
        if self.move(step):
            self.post_message(self.Turned())


def fit_end(path: str, cells: int) -> str:
    """Return the end of `path` in exactly `cells` cells, cut with an ellipsis."""
    if text.width(path) <= cells:
        return text.fit(path, cells)
    start, room = len(path), cells - 1
    while start and (room := room - text.character_width(path[start - 1])) >= 0:
        start -= 1
    while start < len(path) and text.is_mark(path[start]):
        start += 1
    return text.fit(text.ELLIPSIS + path[start:], cells)


def _left_cells(lines: Sequence[Line]) -> int:
    widest = max((text.width(line.left) for line in lines if not line.heading), default=0)
    return min(_LEFT_MOST, widest) if any(line.middle for line in lines) else widest
