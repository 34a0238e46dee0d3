"""Every private name of Textual that the tests use; the program has its own in `ui/internals.py`.

They look at what is on the screen, and wait until all of it is there, for which no public name is;
nor has asyncio one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from textual._context import active_app, visible_screen_stack
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key
from textual.keys import _character_to_key
from textual.notifications import Notification
from textual.screen import Screen
from textual.strip import Strip

from qbtui.ui.internals import AltParser


def strips(app: App[Any]) -> list[Strip]:
    """Return the lines of the screen as it is drawn, with what shows of the screens below."""
    visible_screen_stack.set(app._background_screens)
    return app.screen._compositor.render_strips()


def notifications(app: App[Any]) -> Sequence[Notification]:
    """Return the messages that show in boxes of their own."""
    return tuple(app._notifications)


def is_leaving(app: App[Any]) -> bool:
    """Tell whether the program has been told to end."""
    return app._exit


def current_app() -> App[Any]:
    """Return the app for which this is running."""
    return active_app.get()


def key_of(character: str) -> str:
    """Return the name of the key that types `character`."""
    return _character_to_key(character)


def keys_in(sent: str) -> list[Key]:
    """Return the keys that a terminal means by what it sends, and nothing after it."""
    parser = AltParser()
    return [event for event in [*parser.feed(sent), *parser.feed("")] if isinstance(event, Key)]


def as_if_suspended(driver: LinuxDriver) -> None:
    """Let the driver take itself for one that ctrl+z has stopped."""
    driver._must_signal_resume = True


def draw(app: App[Any]) -> bool:
    """Do at once what is left to the next frame; tell whether there was anything."""
    if app._resize_timer is not None:
        app._check_resize()
        return True
    if not app.is_running or not app.screen_stack or not _waits_for_a_frame(app.screen):
        return False
    app.screen._on_timer_update()
    return True


def _waits_for_a_frame(screen: Screen[Any]) -> bool:
    changed = (
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
    )
    return bool(screen._callbacks or (changed and not screen.app._batch_count))


def is_ready() -> bool:
    """Tell whether anything waits for its turn in the event loop."""
    return bool(asyncio.get_running_loop()._ready)  # type: ignore[attr-defined]
