"""Which key does what where: the default keys of the actions with the user's own on top.

A key is written as the character it prints (`p`, `P`, `?`) or by name (`space`, `ctrl+d`,
`pagedown`, `shift+tab`); the keys of a sequence are separated by one blank (`g g`). Nothing here
reads a keyboard.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from msgspec import Struct

from qbtui.actions.model import Action, Context
from qbtui.actions.tabs import TABS
from qbtui.fields import did_you_mean

Keys = tuple[str, ...]
"""The keys of a sequence, one by one."""

_NAMED = (
    "space|enter|escape|tab|backspace|delete|insert|home|end|pageup|pagedown|up|down|left|right"
    "|f(?:[1-9]|1[0-2])"
)
_KEY = re.compile(rf"(?:(?:ctrl\+|alt\+|shift\+)*(?:{_NAMED})|(?:ctrl|alt)\+[a-z]|[^\s\x00-\x1f])")
_SAME_AS = {
    "ctrl+h": "backspace",
    "ctrl+i": "tab",
    "ctrl+j": "enter",
    "ctrl+m": "enter",
}
"""Keys that a terminal sends as another one."""

_TABS = frozenset(tab.context for tab in TABS)
_WITHOUT_ROWS = {Context.SIDEBAR} | {tab.context for tab in TABS if not tab.has_rows}
"""Where nothing can be marked and sorted."""


class Prefix(Struct, frozen=True):
    """The start of one or more sequences."""

    keys: Keys
    """What was pressed."""
    continuations: tuple[tuple[str, Action], ...]
    """What may follow, written as in a key map, and what it does."""


class _Binding(Struct, frozen=True):
    context: Context
    keys: Keys
    action: Action


class Keymap:
    """The keys in force."""

    problems: list[str]
    """What is wrong with the user's keys, one sentence each; the rest of them is in force."""

    def __init__(
        self, actions: Iterable[Action], overrides: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        """Bind the keys of `actions`; `overrides` gives the keys of an action id instead.

        An empty sequence of keys takes an action's keys away. Keys that clash with those of
        another action are refused, and the default stays.
        """
        self.problems = []
        self._actions = {action.id: action for action in actions}
        self._keys: dict[str, list[str]] = {}
        self._bindings: dict[Context, dict[Keys, Action]] = {context: {} for context in Context}
        self._prefixes: dict[Context, set[Keys]] = {context: set() for context in Context}
        self._by_first: dict[str, list[_Binding]] = {}
        chosen = self._accept(overrides or {})
        while refused := self._refused(chosen):
            del chosen[refused]
        for action in self._actions.values():
            self._bind(action, chosen.get(action.id, action.keys))

    def resolve(self, contexts: Sequence[Context], keys: Keys) -> Action | Prefix | None:
        """Return what `keys` do in `contexts`, which are given from near to far.

        The first context that knows the keys decides, whether they are complete there or the
        start of something longer.
        """
        for context in contexts:
            bindings = self._bindings[context]
            if keys in bindings:
                return bindings[keys]
            if keys in self._prefixes[context]:
                return Prefix(keys, tuple(self._continuations(contexts, keys)))
        return None

    def contexts_of(self, keys: Keys) -> list[Context]:
        """Return the contexts in which `keys` do something, or begin to."""
        return [
            context
            for context in Context
            if keys in self._bindings[context] or keys in self._prefixes[context]
        ]

    def keys_of(self, action: Action) -> tuple[str, ...]:
        """Return the keys of `action`, each written as in a key map."""
        return tuple(self._keys.get(action.id, ()))

    def keys_for(self, contexts: Sequence[Context]) -> list[tuple[tuple[str, ...], Action]]:
        """Return the actions that have keys in `contexts`, near ones first, with these keys."""
        found: dict[str, list[str]] = {}
        for context in contexts:
            for keys, action in self._bindings[context].items():
                if self.resolve(contexts, keys) is action:
                    written = found.setdefault(action.id, [])
                    if " ".join(keys) not in written:
                        written.append(" ".join(keys))
        return [(tuple(keys), self._actions[identifier]) for identifier, keys in found.items()]

    def _continuations(
        self, contexts: Sequence[Context], keys: Keys
    ) -> Iterable[tuple[str, Action]]:
        seen: set[Keys] = set()
        for context in contexts:
            for longer, action in self._bindings[context].items():
                if longer != keys and _starts(longer, keys) and longer not in seen:
                    seen.add(longer)
                    yield " ".join(longer[len(keys) :]), action

    def _accept(self, overrides: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        chosen: dict[str, list[str]] = {}
        for identifier, keys in overrides.items():
            if identifier not in self._actions:
                hint = did_you_mean(identifier, self._actions)
                self.problems.append(f'there is no action "{identifier}"{hint}')
                continue
            wrong = [problem for written in keys if (problem := key_problem(written))]
            self.problems += [f"{identifier}: {problem}" for problem in wrong]
            usable = [written for written in keys if not key_problem(written)]
            if usable or not keys:
                chosen[identifier] = usable
        return chosen

    def _refused(self, chosen: Mapping[str, Sequence[str]]) -> str | None:
        """Return the last of the `chosen` ids whose keys clash with another's, and report it."""
        for identifier in reversed(list(chosen)):
            action = self._actions[identifier]
            mine = list(_bindings(action, chosen[identifier]))
            for other in self._actions.values():
                theirs = list(_bindings(other, chosen.get(other.id, other.keys)))
                for one, rival in product(mine, theirs):
                    if _clash(one, rival):
                        self.problems.append(_refusal(one, rival))
                        return identifier
        return None

    def _bind(self, action: Action, written: Sequence[str]) -> None:
        for notation in written:
            keys = tuple(notation.split(" "))
            free = [context for context in action.contexts if self._claim(context, keys, action)]
            if free:
                self._keys.setdefault(action.id, []).append(notation)

    def _claim(self, context: Context, keys: Keys, action: Action) -> bool:
        """Bind keys in a context, unless another action has them there; report every clash."""
        rivals = self._by_first.setdefault(keys[0], [])
        binding = _Binding(context, keys, action)
        clashes = [rival for rival in rivals if _clash(rival, binding)]
        for rival in clashes:
            self._report(rival, binding)
        if any(rival.context is context for rival in clashes):
            return False
        rivals.append(binding)
        self._bindings[context][keys] = action
        self._prefixes[context].update(keys[:length] for length in range(1, len(keys)))
        return True

    def _report(self, first: _Binding, second: _Binding) -> None:
        problem = f"{_describe(first)} clashes with {_describe(second)}"
        if problem not in self.problems:
            self.problems.append(problem)


def key_problem(written: str) -> str | None:
    """Return what is wrong with a key or sequence as written; None when nothing is."""
    for key in written.split(" "):
        if key in _SAME_AS:
            return f"a terminal sends {key} as {_SAME_AS[key]}"
        if not _KEY.fullmatch(key):
            return f"{written!r} is not a key"
    return None


def overlap(one: Context, other: Context) -> bool:
    """Tell whether keys of both contexts can work at the same time."""
    pair = {one, other}
    return (
        one is other
        or bool(pair & {Context.EVERYWHERE, Context.LIST})
        or (Context.TABLE in pair and not pair & _WITHOUT_ROWS)
        or (Context.DETAILS in pair and bool(pair & _TABS))
    )


def _bindings(action: Action, written: Iterable[str]) -> Iterator[_Binding]:
    for notation in written:
        for context in action.contexts:
            yield _Binding(context, tuple(notation.split(" ")), action)


def _clash(one: _Binding, other: _Binding) -> bool:
    if one.action is other.action or not overlap(one.context, other.context):
        return False
    return _starts(one.keys, other.keys) or _starts(other.keys, one.keys)


def _starts(longer: Keys, shorter: Keys) -> bool:
    return longer[: len(shorter)] == shorter


def _describe(binding: _Binding) -> str:
    return f"{' '.join(binding.keys)!r} of {binding.action.id} ({binding.context.value})"


def _refusal(mine: _Binding, theirs: _Binding) -> str:
    """Return why keys of the user are not used."""
    wanted, taken = " ".join(mine.keys), " ".join(theirs.keys)
    default = ", ".join(mine.action.keys) or "no key"
    return f"{mine.action.id} keeps {default}: {wanted} clashes with {taken} of {theirs.action.id}"
