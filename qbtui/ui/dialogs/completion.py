"""What may complete a typed text: choices of the field, and files of this machine.

Plain functions on text; the widgets that show the offers are elsewhere.
"""

from __future__ import annotations

import os
import re
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

from qbtui.fields import Field, Kind
from qbtui.links import close_quote, join_words, last_word, split_words
from qbtui.text import looked_for, searched

Completer = Callable[[str], Awaitable[list[str]]]
"""Returns the server's folders whose path begins with a text; none when the server cannot tell."""

_LAST_TAG = re.compile(r"[^,\s][^,]*$|$")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


def piece_start(kind: Kind, typed: str) -> int:
    """Return where the piece begins that completion replaces: the last of several values."""
    if kind in (Kind.WORDS, Kind.LINKS):
        return len(typed) - len(last_word(typed))
    found = _LAST_TAG.search(typed) if kind is Kind.TAGS else None
    return found.start() if found else 0


def offers(field: Field, piece: str) -> list[str]:
    """Return what `piece` may become, from what is known without asking the server."""
    if field.kind is Kind.LINKS:
        if _SCHEME.match(piece):
            return []
        return [quote(path) for path in local_paths(unquote(piece), ".torrent") if piece]
    if field.kind is Kind.LOCAL_PATH:
        return local_paths(piece)
    return matching((*field.choices, *(word for word, _value in field.words)), piece)


def matching(choices: Iterable[str], piece: str) -> list[str]:
    """Return the choices that contain `piece`, those that begin with it first."""
    wanted = looked_for(piece)
    found = [choice for choice in choices if wanted in searched(choice)]
    return sorted(found, key=lambda choice: not _begins(choice, wanted))


def _begins(choice: str, wanted: str) -> bool:
    return any(form.startswith(wanted) for form in searched(choice).split("\n"))


def local_paths(piece: str, suffix: str = "") -> list[str]:
    """Return this machine's folders, with a final slash, and files that begin with `piece`.

    `suffix` limits the files. A leading `~` is kept as it was typed.
    """
    if piece == "~":
        return ["~/"]
    folder, slash, start = piece.rpartition("/")
    try:
        with os.scandir(Path(folder + slash or ".").expanduser()) as entries:
            names = [
                entry.name + "/" if entry.is_dir() else entry.name
                for entry in entries
                if _offered(entry, start, suffix)
            ]
    except (OSError, RuntimeError):  # RuntimeError: `~name` of a user that does not exist
        return []
    return [folder + slash + name for name in sorted(names, key=str.casefold)]


def _offered(entry: os.DirEntry[str], start: str, suffix: str) -> bool:
    name = entry.name
    if not name.startswith(start) or not name.isprintable():
        return False
    if name.startswith(".") and not start:
        return False
    return name.casefold().endswith(suffix) or entry.is_dir()


def completed(piece: str, matches: list[str]) -> str | None:
    """Return what Tab makes of `piece`; None when it has nothing to add.

    As in a shell what all matches begin with, else the first match.
    """
    if not piece or not matches or piece in matches:
        return None
    common = _common_start(matches)
    if common.startswith(piece) and common != piece:
        return common
    return None if piece.endswith("/") else matches[0]


def _common_start(texts: list[str]) -> str:
    first, last = min(texts), max(texts)
    same = 0
    while same < min(len(first), len(last)) and first[same] == last[same]:
        same += 1
    return first[:same]


def quote(path: str) -> str:
    """Return `path` as one word; a folder, which goes on, keeps its quote open."""
    word = join_words((path,))
    return word.removesuffix('"') if path.endswith("/") else word


def unquote(word: str) -> str:
    """Return the path that a maybe unfinished quoted word stands for."""
    return "".join(split_words(close_quote(word)))
