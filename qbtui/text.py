"""Makes text from strangers safe for a terminal, and measures it.

Torrent names, tracker messages, peer clients and log lines may hold escape sequences, bidi
overrides or characters on whose width terminals disagree. `enter` turns such text into what may be
shown, once, where a reply is decoded; `raw` gives back what the server said, for sending it again.
Nothing here knows about colours or widgets.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.cells import cell_len, set_cell_size

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
ELLIPSIS = "…"

# Joiners, bidi controls and combining marks have no width of their own, or one that terminals
# dispute: without them one code point is one glyph of a width that all agree on.
_DROPPED_CATEGORIES = frozenset({"Mn", "Me", "Cf"})
_REPLACED_CATEGORIES = frozenset({"Cc", "Cs", "Cn", "Co", "Zl", "Zp"})
_REGIONAL_INDICATORS = range(0x1F1E6, 0x1F200)
_SKIN_TONES = range(0x1F3FB, 0x1F400)


class Foreign(str):
    """Server text that had to be changed to be shown: the string is what is shown."""

    raw: str
    """The text exactly as the server sent it."""

    __slots__ = ("raw",)

    def __new__(cls, shown: str, raw: str) -> Foreign:
        """Pair the safe form with the server's own."""
        self = super().__new__(cls, shown)
        self.raw = raw
        return self


def enter(text: str) -> str:
    """Return `text` safe to print on one line; a changed text remembers its raw form."""
    if text.isascii() and text.isprintable():
        return text
    shown = _clean(raw(text))
    return text if shown == text else Foreign(shown, raw(text))


def raw(text: str) -> str:
    """Return the text that the server knows: the inverse of `enter`."""
    return text.raw if isinstance(text, Foreign) else text


def width(text: str) -> int:
    """Return the number of terminal cells that safe `text` takes."""
    return len(text) if text.isascii() else cell_len(text)


@lru_cache(maxsize=8192)
def fit(text: str, cells: int, align: str = "left") -> str:
    """Return safe `text` in exactly `cells` cells: padded, or cut with an ellipsis."""
    if cells <= 0:
        return ""
    length = width(text)
    if length > cells:
        # A cut in the middle of a wide character leaves a cell over, which set_cell_size pads.
        return set_cell_size(text, cells - 1) + ELLIPSIS
    padding = " " * (cells - length)
    return padding + text if align == "right" else text + padding


def _clean(text: str) -> str:
    return "".join(map(_clean_character, unicodedata.normalize("NFC", text)))


@lru_cache(maxsize=16384)
def _clean_character(character: str) -> str:
    if character in "\t\n\r":
        return " "
    category = unicodedata.category(character)
    if category in _DROPPED_CATEGORIES:
        return ""
    if ord(character) in _REGIONAL_INDICATORS or ord(character) in _SKIN_TONES:
        return ""
    return REPLACEMENT if category in _REPLACED_CATEGORIES else character
