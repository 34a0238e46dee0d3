"""What all line-painted widgets share: named styles, and repainting only the lines that changed.

`Painted` is any such widget, `OneLine` a bar, `Sheet` a page of lines made all at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from textwrap import wrap
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from qbtui.text import fit, width
from qbtui.ui.theme import styles

Span = tuple[str, str]
"""Safe text, and the name of its style."""


WHEEL = 3
"""Lines per step of the mouse wheel."""


class Painted(Widget):
    """A widget whose `render_line` makes every line from spans; text is never read as markup."""

    ALLOW_SELECT: ClassVar[bool] = False

    @property
    def looks(self) -> Mapping[str, Style]:
        """The style of each name in the theme in use."""
        return styles(self.app)

    def line(self, spans: Iterable[Span], fill: str = "") -> Strip:
        """Return a line as wide as the widget: neighbours of one style joined, the rest blank."""
        looks = self.looks
        segments = [Segment(text, looks[style]) for text, style in join(spans)]
        return Strip(segments).adjust_cell_length(self.size.width, looks[fill])

    def refresh_lines(self, lines: Iterable[int]) -> None:
        """Have these lines painted again, and no others."""
        cells = self.size.width
        regions = [Region(0, y, cells, 1) for y in lines]
        if regions:
            self.refresh(*regions)


class OneLine(Painted):
    """A bar of one line, painted again only when what it says has changed."""

    DEFAULT_CSS = """
    OneLine { height: 1; background: $panel; }
    """
    FILL: ClassVar[str] = "bar"
    """The style of what stays blank."""

    _said: Sequence[Span] | None = None

    def spans(self) -> list[Span]:
        """Return what the bar says in the width it has."""
        raise NotImplementedError

    def say(self) -> None:
        """Paint the bar if it says something else than before."""
        if self.is_attached and self._said != self.spans():
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is one line
        """Paint the bar."""
        self._said = self.spans()
        return self.line(self._said, self.FILL)


class Sheet(Painted):
    """Lines that are made all at once, of which those show that fit; others scroll into view."""

    DEFAULT_CSS = """
    Sheet { height: 1fr; background: $background; }
    """
    FILL: ClassVar[str] = ""
    """The style of what stays blank."""

    top = 0
    """The index of the first line on the screen."""
    _lines: Sequence[Sequence[Span]] = ()

    def make(self) -> list[list[Span]]:
        """Return all lines for the size the widget has."""
        raise NotImplementedError

    def remake(self) -> None:
        """Make the lines again, and paint those that have become others."""
        if not self.size:
            return
        before = self._shown()
        self._lines = self.make()
        self._settle(before)

    def scroll_rows(self, rows: int) -> None:
        """Scroll down by `rows` (up when negative), not past the ends."""
        before = self._shown()
        self.top += rows
        self._settle(before)

    def on_resize(self) -> None:
        """Make the lines again for the new size."""
        self.remake()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll on."""
        event.stop()
        self.scroll_rows(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        event.stop()
        self.scroll_rows(-WHEEL)

    def render_line(self, y: int) -> Strip:
        """Paint one line of the screen."""
        shown = self._shown()
        return self.line(shown[y] if y < len(shown) else (), self.FILL)

    def _shown(self) -> Sequence[Sequence[Span]]:
        return self._lines[self.top : self.top + self.size.height]

    def _settle(self, before: Sequence[Sequence[Span]]) -> None:
        self.top = max(0, min(self.top, len(self._lines) - self.size.height))
        nothing: Sequence[Span] = []
        pairs = zip_longest(before, self._shown(), fillvalue=nothing)
        self.refresh_lines(y for y, (old, new) in enumerate(pairs) if old != new)


def join(spans: Iterable[Span]) -> list[Span]:
    """Join neighbours of one style, which a terminal is then told only once."""
    joined: list[Span] = []
    for text, style in spans:
        if joined and joined[-1][1] == style:
            joined[-1] = (joined[-1][0] + text, style)
        elif text:
            joined.append((text, style))
    return joined


def cells(spans: Iterable[Span]) -> int:
    """Return the number of cells that `spans` take."""
    return sum(width(text) for text, _ in spans)


def centred(words: str, room: int, height: int) -> list[str]:
    """Return the lines of `words`, wrapped, in the middle of `height` lines of `room` cells."""
    wrapped = [part for line in words.splitlines() for part in wrap(line, max(1, room)) or [""]]
    lines = [fit(line, min(width(line), room)) for line in wrapped[:height]]
    above = (height - len(lines)) // 2
    placed = [" " * ((room - width(line)) // 2) + line for line in lines]
    return [""] * above + placed + [""] * (height - above - len(lines))
