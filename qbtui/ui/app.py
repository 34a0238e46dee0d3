"""The program: themes, signals, and which server it talks to; the main screen does the rest."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import Screen

from qbtui.actions import ACTIONS
from qbtui.actions.keymap import Keymap
from qbtui.api.client import Client
from qbtui.config.launch import Launch
from qbtui.config.model import ConfigError
from qbtui.fields import did_you_mean
from qbtui.ui import theme
from qbtui.ui.internals import DiscreetApp
from qbtui.ui.keys import ALT, parted
from qbtui.ui.link import MakeClient
from qbtui.ui.screens.main import MainScreen
from qbtui.ui.screens.too_small import TooSmall
from qbtui.ui.signals import ending_on_signals
from qbtui.ui.terminal import TerminalDriver
from qbtui.ui.typeahead import TypeAhead
from qbtui.ui.widgets.line_input import LINE_KEYS


class QbtuiApp(DiscreetApp[int], inherit_bindings=False):
    """The Textual application."""

    ENABLE_COMMAND_PALETTE = False
    TITLE = "qbtui"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "suspend_process", show=False)]
    """What works while a line is typed too; everything else is looked up by the main screen."""
    CSS = """
    * { scrollbar-size: 0 0; }
    Toast { width: 70; max-width: 90%; }
    /* Above the status bar and the keys, which go on saying what they say. */
    ToastRack { margin-bottom: 2; }
    """

    def __init__(self, launch: Launch, make_client: MakeClient = Client) -> None:
        # Textual shows shades of grey without colours, except where it leaves them to the terminal.
        plain = True if os.environ.get("NO_COLOR") else None
        super().__init__(driver_class=TerminalDriver, ansi_color=plain)
        self.animation_level = "none"
        self._type_ahead = TypeAhead(self, super().on_event, self._meant, self._rested)
        self.launch = launch
        keymap = Keymap(ACTIONS, launch.config.keys)
        self.main = MainScreen(launch, keymap, make_client, self._type_ahead)
        # Known before anything is styled, it costs no second styling.
        theme.register(self)
        self.theme = self._choose_theme(launch.config.display.theme)

    def get_default_screen(self) -> Screen[Any]:
        """Start with the main screen."""
        return self.main

    def on_mount(self) -> None:
        """Draw all anew when the program comes back from the background."""
        self.app_resume_signal.subscribe(self, lambda _app: self.refresh(layout=True))

    def _choose_theme(self, wanted: str) -> str:
        if wanted in self.available_themes:
            return wanted
        if wanted != theme.AUTO:
            hint = did_you_mean(wanted, self.available_themes)
            raise ConfigError(
                f'{self.launch.config_path}: display.theme: there is no theme "{wanted}"{hint}'
            )
        return theme.default_theme(os.environ, self.console.color_system)

    def _meant(self, event: events.Event) -> Sequence[events.Event]:
        """Return escape and a key for that key with Alt, unless something is bound to it here.

        A dialog that is on its way may have a line, where such keys are; but a letter more likely
        comes from somebody who gives it up and goes on.
        """
        if not isinstance(event, events.Key) or not event.key.startswith(ALT):
            return (event,)
        if self._type_ahead.is_waiting:
            is_letter = len(event.key.removeprefix(ALT)) == 1
            is_bound = event.key in LINE_KEYS and not is_letter
        else:
            is_bound = event.key in self.screen.active_bindings or self.main.knows(event)
        return (event,) if is_bound else parted(event)

    def _rested(self) -> None:
        self._suit(self.size)
        self.main.desk.unasked.settle()

    async def on_event(self, event: events.Event) -> None:
        """Let what is typed wait for its turn; it comes back here when it has been everywhere."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._type_ahead.take(event)
        else:
            await super().on_event(event)

    def on_resize(self, event: events.Resize) -> None:
        """Say so when the terminal is too small to draw on."""
        self._suit(event.size)

    def _suit(self, size: Size) -> None:
        """Cover all while the terminal is too small, once what was typed has had its effect."""
        cover = self.screen if isinstance(self.screen, TooSmall) else None
        if TooSmall.fits(size):
            if cover is not None:
                self.pop_screen()
        elif cover is not None:
            cover.resized(size)
        elif self._type_ahead.is_waiting or not self._type_ahead.is_holding:
            self._type_ahead.give_up()
            self.push_screen(TooSmall(self.main.desk.loses_nothing))

    async def on_unmount(self) -> None:
        """Log out."""
        await self.main.link.close()


def run(launch: Launch, make_client: MakeClient = Client) -> int:
    """Run the interface until the user leaves it, and return the exit code.

    Raises:
        BaseException: whatever went wrong; the terminal is as it was before.
    """
    app = QbtuiApp(launch, make_client)
    with ending_on_signals(app) as asked:
        code = app.run()
    if asked:
        # It may have come before there was a screen to leave.
        return asked[0]
    if app.failure is not None:
        raise app.failure
    return 1 if code is None else code
