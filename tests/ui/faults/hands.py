"""Fast hands: presses keys without waiting for time that nothing needs."""

from __future__ import annotations

import asyncio
import unicodedata

from textual.events import Key
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key

from qbtui.ui.app import QbtuiApp

_TURNS = 8
"""Of the event loop, in which a message that is on its way reaches a queue."""
_QUIET = 3
"""How many times in a row all queues must be empty."""


async def tap(app: QbtuiApp, *keys: str) -> None:
    """Press keys, each after all effects of the one before."""
    for key in keys:
        app.post_message(_event(key).set_sender(app))
        await quiet(app)


async def quiet(app: QbtuiApp) -> None:
    """Wait until no message waits for its turn."""
    empty = 0
    for _ in range(1_000):
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        empty = empty + 1 if _nothing_waits(app) else 0
        if empty == _QUIET:
            return
    raise AssertionError("it never comes to rest")


def _nothing_waits(app: QbtuiApp) -> bool:
    pumps = (app, *app.screen_stack, *app.screen.walk_children())
    waiting = sum(pump.message_queue_size + len(pump._next_callbacks) for pump in pumps)
    return app._type_ahead._patience is None and not waiting


def _event(key: str) -> Key:
    name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
    try:
        character = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name)))
    except KeyError:
        character = key if len(key) == 1 else ""
    return Key(name, character or None)
