"""A host for dialogs: shows one, keeps its answer, and reads the screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from rich.color import Color
from textual.app import App, ComposeResult
from textual.events import Paste
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Static

from tests.internals import strips
from tests.ui.rest import rest

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
        return [strip.text for strip in self.strips]

    @property
    def strips(self) -> list[Strip]:
        """The screen as it is drawn, with what shows of the screens below."""
        return strips(self)

    @property
    def text(self) -> str:
        """The text of the screen."""
        return "\n".join(self.lines)

    def paint(self, text: str) -> list[tuple[Color | None, Color | None]]:
        """Return the colours of the first line with `text`: of the writing, and behind it."""
        strip = next(strip for strip in self.strips if text in strip.text)
        return [(s.style.color, s.style.bgcolor) for s in strip if s.style and s.text.strip()]


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

    async def paste(self, text: str) -> None:
        """Paste text where the focus is."""
        focused = self.host.focused
        assert focused is not None
        focused.post_message(Paste(text))
        await self.pilot.pause()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds and the dialog rests."""
        for _ in range(1000):
            await rest(self.host)
            if holds():
                return
            await asyncio.sleep(0.01)
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
