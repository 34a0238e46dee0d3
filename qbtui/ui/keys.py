"""From key events to actions: names keys as settings write them, and collects sequences."""

from __future__ import annotations

from collections.abc import Sequence

from textual.events import Key

from qbtui.actions.keymap import Keymap, Prefix
from qbtui.actions.model import Action, Context


def key_name(event: Key) -> str:
    """Return the key as key maps write it: the printed character, or a name such as `ctrl+d`."""
    if event.character and event.character.isprintable() and event.character != " ":
        return event.character
    return event.key


class Sequencer:
    """Collects the keys of a sequence such as `g g` until they name an action or nothing."""

    def __init__(self, keymap: Keymap) -> None:
        self.keymap = keymap
        self.pressed: tuple[str, ...] = ()
        """The keys of a sequence that is not complete yet."""

    def feed(self, contexts: Sequence[Context], key: str) -> Action | Prefix | None:
        """Take one more key; an action or None ends the sequence."""
        pressed = (*self.pressed, key)
        found = self.keymap.resolve(contexts, pressed)
        self.pressed = pressed if isinstance(found, Prefix) else ()
        return found
