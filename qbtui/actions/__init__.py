"""Everything a user can do, one row each; `ACTIONS` is all of them. No Textual here."""

from qbtui.actions import filtering, motion, sorting, torrents, transfer, view
from qbtui.actions.keymap import Keymap
from qbtui.actions.model import Action


def _checked(actions: tuple[Action, ...]) -> tuple[Action, ...]:
    """Return `actions`, once no two of them share an id or a key in the same place."""
    identifiers = [action.id for action in actions]
    twice = {identifier for identifier in identifiers if identifiers.count(identifier) > 1}
    problems = [f"{identifier} is declared twice" for identifier in sorted(twice)]
    problems += Keymap(actions).problems
    if problems:
        raise ValueError("; ".join(problems))
    return actions


ACTIONS = _checked(
    (
        *torrents.ACTIONS,
        *transfer.ACTIONS,
        *filtering.ACTIONS,
        *sorting.ACTIONS,
        *motion.ACTIONS,
        *view.ACTIONS,
    )
)
"""Every action, in the order of help and palette."""

BY_ID = {action.id: action for action in ACTIONS}
"""Every action by its id."""
