"""What shows while the terminal is smaller than qbtui can draw on."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

MINIMUM = Size(50, 12)
"""The smallest terminal that qbtui draws on."""


class TooSmall(ModalScreen[None]):
    """Covers everything until the terminal has grown; nothing behind it is lost."""

    DEFAULT_CSS = """
    TooSmall { align: center middle; background: $background; }
    TooSmall Static { width: auto; max-width: 100%; text-align: center; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,Q,ctrl+c", "leave", "Quit", show=False),
    ]

    def __init__(self, loses_nothing: Callable[[], bool]) -> None:
        """Cover the program; `loses_nothing` tells whether nothing is being typed below.

        Else no key leaves: it may have been meant for what cannot be seen.
        """
        super().__init__()
        self._loses_nothing = loses_nothing

    def compose(self) -> ComposeResult:
        """Say how large it is and how large it must be."""
        yield Static(self._words(self.app.size), markup=False)

    def action_leave(self) -> None:
        """Leave the program, where nothing is lost with it."""
        if self._loses_nothing():
            self.app.exit(0)

    def on_screen_resume(self) -> None:
        """Go away when the terminal grew while something else was on top."""
        if self.fits(self.app.size):
            self.dismiss()

    def resized(self, size: Size) -> None:
        """Say the new size."""
        self.query_one(Static).update(self._words(size))

    @staticmethod
    def fits(size: Size) -> bool:
        """Tell whether qbtui can draw on a terminal of `size`."""
        return size.width >= MINIMUM.width and size.height >= MINIMUM.height

    def _words(self, size: Size) -> str:
        return (
            f"This terminal is {size.width}x{size.height}.\n"
            f"qbtui needs {MINIMUM.width}x{MINIMUM.height}: make it larger.\n"
            f"{'q quits' if self._loses_nothing() else 'What was open is kept.'}"
        )
