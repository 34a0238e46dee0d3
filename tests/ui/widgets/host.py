"""A program around one widget, and what of it stands on the screen."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len
from rich.style import Style
from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from qbtui.ui.theme import DARK, register
from tests.internals import strips


class Host(App[None]):
    """Shows one widget; `received` collects the messages of the kinds in `LISTEN`."""

    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False

    def __init__(self, widget: Widget, theme: str = DARK.name) -> None:
        super().__init__()
        register(self)
        self.theme = theme
        self.widget = widget

    def compose(self) -> ComposeResult:
        """Show the widget alone."""
        yield self.widget


def lines(app: App[Any]) -> list[str]:
    """Return the text of each line of the screen, without the blanks at its end."""
    return [strip.text.rstrip() for strip in strips(app)]


def style_of(app: App[Any], y: int, text: str) -> Style:
    """Return the style of `text` on line `y` of the screen."""
    strip = strips(app)[y]
    return style_at(strip, cell_len(strip.text[: strip.text.index(text)]))


def style_at(strip: Strip, x: int) -> Style:
    """Return the style of the cell at `x`."""
    end = 0
    for segment in strip:
        end += segment.cell_length
        if x < end:
            assert segment.style is not None
            return segment.style
    raise AssertionError(f"no cell at {x} in {strip.text!r}")
