"""Splits what people type or paste into words, links and files, and joins it again.

Words are told apart as a shell does it, except that a link is taken as it stands. What a link gives
away is told here as well. Nothing here reads a file's content.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from qbtui.text import ELLIPSIS

KNOWN_AGAIN = 50
"""Characters of a link that tell it from others."""

_WORD = re.compile(
    r"""
      (?:magnet:\?|https?://|bc://)\S+                    # A link may hold quotes.
    | (?:"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\\.|\S)+
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OPEN = re.compile(r""""(?:\\.|[^"\\\n])*|'[^'\n]*""")
_TYPED = re.compile(rf"(?:{_OPEN.pattern})\Z|{_WORD.pattern}", _WORD.flags)
"""A word that may still be typed: at the end of a text, the quote that begins it may be open."""
_QUOTED = re.compile(r""""((?:\\.|[^"\\\n])*)"|'([^'\n]*)'|\\(.)""")
_PLAIN = re.compile(r"""[^\s"'\\]+""")
_SPECIAL = re.compile(r'["\\$`]')
_ESCAPED = re.compile(r'\\(["\\$`])')
_LINK = re.compile(
    r"""
      magnet:\?\S+
    | https?://[^\s/]\S*
    | bc://bt/\S+
    | [0-9a-f]{40} | [0-9a-f]{64} | [a-z2-7]{32}          # Info hashes, the last in base 32.
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)

_URL = re.compile(r"[^:/?#]+://(?P<authority>[^/?#]*)(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?")
_PASSKEY = re.compile(
    r"pass|key|auth|token|secret|credential|\bsig(?:n|nature)?\b|\b(?:pid|pk|uk)\b", re.IGNORECASE
)
"""What is in the names of the parameters by which trackers know one user from others."""
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{32}")
_RANDOM = re.compile(
    r"(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9_-]{16,}"  # As no word is, of the path of a tracker.
    rf"|{_HEXADECIMAL.pattern}"
)


def split_words(text: str) -> tuple[str, ...]:
    """Return the words of `text`; quotes and backslashes keep blanks in a word."""
    return tuple(map(_unquote, _WORD.findall(text)))


def join_words(words: Iterable[str]) -> str:
    """Return the text that `split_words` reads as `words`."""
    return " ".join(map(_quote, words))


def last_word(text: str) -> str:
    """Return the word at the end of `text` as it stands, empty after a blank.

    It may still be typed: the quote that begins it may be open.
    """
    words = _TYPED.findall(text)
    return words[-1] if words and text.endswith(words[-1]) else ""


def close_quote(word: str) -> str:
    """Return `word` with the quote closed that begins it."""
    return word + word[0] if _OPEN.fullmatch(word) else word


def split_links(text: str) -> tuple[str, ...]:
    """Return the magnets, URLs, info hashes and paths of local files in `text`.

    A line that is the path of a file is one item, blanks and all.

    Raises:
        ValueError: something is none of these.
    """
    return tuple(_link(item) for line in text.splitlines() for item in _items(line))


def split_paste(text: str) -> tuple[str, ...]:
    """Return what is pasted: of a line of links and files these, of any other its words."""
    return tuple(item for line in pasted_lines(text) for item in _links_or_words(line))


def pasted_lines(text: str) -> list[str]:
    """Return the lines of a paste that hold anything, with blanks for control characters."""
    return [_printable(line) for line in text.splitlines() if line.strip()]


def is_url(link: str) -> bool:
    """Tell whether a link names a file that has yet to be fetched."""
    return link[:7].casefold() == "http://" or link[:8].casefold() == "https://"


def trackers_of(magnet: str) -> list[str]:
    """Return the URLs of the trackers that a magnet link names, in its order."""
    parts = (part.partition("=") for part in magnet.partition("?")[2].split("&"))
    # Several may be numbered: `tr.1`.
    named = ((name.partition(".")[0].lower(), url) for name, _, url in parts)
    return [unquote(url) for name, url in named if url and name == "tr"]


def has_passkey(tracker: str) -> bool:
    """Tell whether the URL of a tracker seems to hold what it knows one user by.

    No tracker says so: it is guessed from the names of parameters, and from what looks random.
    """
    found = _URL.match(tracker)
    if found is None:
        return False
    pairs = [part.partition("=") for part in re.split("[&;]", found["query"] or "")]
    if any(value and _PASSKEY.search(unquote(name)) for name, _, value in pairs):
        return True
    # Before the host there may be a user's name, which need not be a secret, and a password.
    user, _, host = found["authority"].rpartition("@")
    if ":" in user or any(map(_HEXADECIMAL.fullmatch, host.split("."))):
        return True
    texts = (
        user,
        *re.split("[/;]", found["path"]),
        *(value or name for name, _, value in pairs),
    )
    return any(_RANDOM.fullmatch(unquote(text)) for text in texts)


def shortened(link: str) -> str:
    """Return the start and the end of a link: enough to know it again."""
    if len(link) <= KNOWN_AGAIN:
        return link
    end = KNOWN_AGAIN // 4
    return f"{link[: KNOWN_AGAIN - end - 1]}{ELLIPSIS}{link[-end:]}"


def expand(path: str) -> str:
    """Return a path of this machine with `~` replaced by the home folder; none stays none."""
    try:
        return str(Path(path).expanduser()) if path else ""
    except RuntimeError:
        return path


def is_file(path: str) -> bool:
    """Tell whether `path` is a file of this machine."""
    try:
        return Path(expand(path)).is_file()
    except (OSError, ValueError):
        return False


def _quote(word: str) -> str:
    if _LINK.fullmatch(word) or _PLAIN.fullmatch(word):
        return word
    return '"' + _SPECIAL.sub(r"\\\g<0>", word) + '"'


def _unquote(word: str) -> str:
    return word if _LINK.fullmatch(word) else _QUOTED.sub(_unquote_part, word)


def _unquote_part(part: re.Match[str]) -> str:
    double, single, escaped = part.groups()
    if double is not None:
        return _ESCAPED.sub(r"\1", double)
    return str(escaped if single is None else single)


def _links_or_words(line: str) -> tuple[str, ...]:
    try:
        return split_links(line)
    except ValueError:
        return split_words(line)


def _printable(line: str) -> str:
    return "".join(" " if unicodedata.category(c) == "Cc" else c for c in line).strip()


def _items(line: str) -> tuple[str, ...]:
    whole = line.strip()
    return (whole,) if is_file(whole) else split_words(line)


def _link(item: str) -> str:
    if _LINK.fullmatch(item):
        return item
    if not is_file(item):
        raise ValueError(
            f"{shortened(item)!r} is no link, no info hash and no file on this machine"
        )
    return expand(item)
