"""A host for dialogs: shows one, keeps its answer, and reads the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Static

BELOW = "below the dialog"
"""The text of the screen below, at its left bottom."""

OPEN = object()
"""The answer while the dialog is open."""


class Host(App[None]):
    """Shows one dialog."""

    CSS = "#below { dock: bottom; }"

    def __init__(self, dialog: Callable[[], ModalScreen[Any]]) -> None:
        super().__init__()
        self._dialog = dialog
        self.answer: object = OPEN
        self.animation_level = "none"

    def compose(self) -> ComposeResult:
        """Fill the screen below."""
        yield Static(BELOW, id="below")

    def on_mount(self) -> None:
        """Open the dialog."""
        self.push_screen(self._dialog(), self._answered)

    def _answered(self, answer: object) -> None:
        self.answer = answer

    @property
    def lines(self) -> list[str]:
        """The text of the screen, line by line."""
        return [strip.text for strip in self.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """The text of the screen."""
        return "\n".join(self.lines)

    def strip(self, text: str) -> Strip:
        """Return the first line with `text`, as it is drawn."""
        strips = self.screen._compositor.render_strips()
        return next(strip for strip in strips if text in strip.text)


class Hand:
    """Types into a dialog and sees what comes of it."""

    def __init__(self, pilot: Pilot[None], host: Host) -> None:
        self.pilot = pilot
        self.host = host

    async def press(self, *keys: str) -> None:
        """Press keys."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type text."""
        await self.press(*text)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        for _ in range(400):
            if holds():
                return
            await self.pilot.pause(0.01)
        raise AssertionError("it never came\n" + self.host.text)

    @property
    def text(self) -> str:
        """The text of the screen."""
        return self.host.text

    @property
    def answer(self) -> object:
        """What the dialog returned, `OPEN` while it is open."""
        return self.host.answer


@asynccontextmanager
async def shown(
    dialog: Callable[[], ModalScreen[Any]], width: int = 80, height: int = 24
) -> AsyncIterator[Hand]:
    """Show the dialog that `dialog` makes on a screen of that size."""
    host = Host(dialog)
    async with host.run_test(size=(width, height)) as pilot:
        await pilot.pause()
        yield Hand(pilot, host)
