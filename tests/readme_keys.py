"""Writes the table of keys into README.md, from the actions: `python -m tests.readme_keys`.

With `--check` it writes nothing, and fails when the table is stale.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from qbtui.actions import ACTIONS
from qbtui.actions.keymap import Keymap
from qbtui.actions.model import Action

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- keys: python -m tests.readme_keys -->\n", "<!-- end of keys -->\n"


def with_keys(text: str) -> str:
    """Return the README's text with the table that belongs into it.

    Raises:
        ValueError: there is not exactly one place for it.
    """
    before, begin, rest = text.partition(BEGIN)
    _table, end, after = rest.partition(END)
    if not (begin and end) or BEGIN in after:
        raise ValueError(f"one place for the keys is wanted, between {BEGIN!r} and {END!r}")
    return before + BEGIN + table() + END + after


def table() -> str:
    """Return the keys of every action that has some, by where they work."""
    return "\n".join(_lines()) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the table, or say whether it is stale; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.readme_keys", description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail when the table is stale")
    check: bool = parser.parse_args(arguments).check
    text = README.read_text(encoding="utf-8")
    wanted = with_keys(text)
    if not check:
        README.write_text(wanted, encoding="utf-8")
    elif text != wanted:
        sys.stderr.write("README.md is stale; run: python -m tests.readme_keys\n")
        return 1
    return 0


def _lines() -> Iterator[str]:
    keymap = Keymap(ACTIONS)
    places: dict[str, list[Action]] = {}
    for action in ACTIONS:
        if keymap.keys_of(action):
            where = ", ".join(context.value for context in action.contexts)
            places.setdefault(where, []).append(action)
    for where, actions in places.items():
        yield from ("", f"**{where}**", "", "| key | does | id |", "|---|---|---|")
        yield from (_row(keymap.keys_of(action), action) for action in actions)
    yield ""


def _row(keys: Sequence[str], action: Action) -> str:
    shown = ", ".join(f"`{key}`" for key in keys).replace("|", r"\|")
    return f"| {shown} | {action.title} | `{action.id}` |"


if __name__ == "__main__":
    sys.exit(main())
