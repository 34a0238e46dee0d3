"""From key events to actions: names keys as settings write them, and collects sequences.

Of keys that do nothing here, it knows where they do something.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.events import Key
from textual.keys import key_to_character

from qbtui.actions import BY_ID
from qbtui.actions.keymap import Keymap, Keys, Prefix
from qbtui.actions.model import Action, Context
from qbtui.actions.tabs import TABS
from qbtui.ui.internals import ESCAPE, typed_by

ALT = "alt+"


def key_name(event: Key) -> str:
    """Return the key as key maps write it: the printed character, or a name such as `ctrl+d`."""
    typed = event.character
    # With Alt many terminals send the character too, after an escape.
    if typed and typed.isprintable() and typed != " " and not event.key.startswith(ALT):
        return typed
    return event.key


def parted(event: Key) -> tuple[Key, Key]:
    """Return escape and a key, for that key with Alt.

    A terminal sends the same for both, and tmux does where they are pressed one soon after the
    other.
    """
    name = event.key.removeprefix(ALT)
    letter = name.removeprefix("shift+")
    if letter != name and len(letter) == 1:
        name = letter.upper()
    character = typed_by().get(name) or key_to_character(name)
    is_typed = character is not None and character.isprintable()
    return Key("escape", ESCAPE), Key(name, character if is_typed else None)


_DETAILS = "view.focus_details"
_WAYS: dict[Context, tuple[str, ...]] = {
    Context.TORRENTS: ("view.focus_torrents",),
    Context.SIDEBAR: ("view.focus_sidebar",),
    Context.DETAILS: (_DETAILS,),
    **{tab.context: (_DETAILS, tab.action) for tab in TABS},
    Context.TABLE: ("view.focus_torrents",),
}
"""The actions that lead where keys of a context work, the contexts worth naming first."""


def elsewhere(keymap: Keymap, keys: Keys) -> str:
    """Return where keys that do nothing here do something, and how to get there; or nothing."""
    known = keymap.contexts_of(keys)
    context = next((context for context in _WAYS if context in known), None)
    if context is None:
        return ""
    ways = [keymap.keys_of(BY_ID[identifier]) for identifier in _WAYS[context]]
    way = f": {' '.join(keys[0] for keys in ways)}" if all(ways) else ""
    where = Context.TORRENTS if context is Context.TABLE else context
    return f"{' '.join(keys)} works in {where.value}{way}"


class Sequencer:
    """Collects the keys of a sequence such as `g g` until they name an action or nothing."""

    def __init__(self, keymap: Keymap) -> None:
        self.keymap = keymap
        self.pressed: tuple[str, ...] = ()
        """The keys of a sequence that is not complete yet."""

    def knows(self, contexts: Sequence[Context], key: str) -> bool:
        """Tell whether one more key names something, or goes on."""
        return self.keymap.resolve(contexts, (*self.pressed, key)) is not None

    def feed(self, contexts: Sequence[Context], key: str) -> Action | Prefix | None:
        """Take one more key; an action or None ends the sequence."""
        pressed = (*self.pressed, key)
        found = self.keymap.resolve(contexts, pressed)
        self.pressed = pressed if isinstance(found, Prefix) else ()
        return found
