"""What all line-painted widgets share: named styles, and repainting only the lines that changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from qbtui.text import width
from qbtui.ui.theme import styles

Span = tuple[str, str]
"""Safe text, and the name of its style."""


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
        regions = [Region(0, y, self.size.width, 1) for y in lines]
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
