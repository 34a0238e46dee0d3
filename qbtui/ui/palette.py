"""What the command palette and the help offer: actions with their keys, from the registry."""

from __future__ import annotations

from collections.abc import Iterable

from qbtui.actions import ACTIONS
from qbtui.actions.keymap import Keymap
from qbtui.actions.model import Action, Context, Job
from qbtui.ui.dialogs.picker import PickerItem
from qbtui.ui.offers import is_meant
from qbtui.ui.runner import Runner


def palette_items(keymap: Keymap, runner: Runner, job: Job) -> list[PickerItem]:
    """Return every action that means anything here, those that cannot run now with the reason."""
    return [
        _item(action, ", ".join(keymap.keys_of(action)), "", runner.refusal(action, job))
        for action in sorted(ACTIONS, key=lambda action: action.title.casefold())
        if is_meant(action, job)
    ]


def help_items(
    keymap: Keymap, contexts: Iterable[Context], runner: Runner, job: Job
) -> list[PickerItem]:
    """Return the actions that have keys in `contexts`, near ones first, by where they work."""
    contexts = tuple(contexts)
    rows = keymap.keys_for(contexts)
    return [
        _item(action, ", ".join(keys), context.value, runner.refusal(action, job))
        for context in contexts
        for keys, action in rows
        if _home(action, contexts) is context and is_meant(action, job)
    ]


def _home(action: Action, contexts: tuple[Context, ...]) -> Context | None:
    """Return the nearest context that the action belongs to."""
    return next((context for context in contexts if context in action.contexts), None)


def _item(action: Action, keys: str, group: str, reason: str | None) -> PickerItem:
    return PickerItem(action.id, action.title, action.help, keys, reason or "", group)
