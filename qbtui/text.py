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
_DROPPED_CATEGORIES = frozenset({"Mn", "Mc", "Me", "Cf"})
_DROPPED_RANGES = (
    range(0x1F1E6, 0x1F200),  # Regional indicators: two make one flag.
    range(0x1F3FB, 0x1F400),  # Skin tones: merge with what stands before.
)
_REPLACED_CATEGORIES = frozenset({"Cc", "Cs", "Cn", "Co", "Zl", "Zp"})
# Narrow until Unicode 16, wide from then on.
_REPLACED_RANGES = (
    range(0x2630, 0x2638),
    range(0x268A, 0x2690),
    range(0x4DC0, 0x4E00),
    range(0x1D300, 0x1D377),
)


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
    if _is_in(character, _DROPPED_CATEGORIES, _DROPPED_RANGES):
        return ""
    if _is_in(character, _REPLACED_CATEGORIES, _REPLACED_RANGES):
        return REPLACEMENT
    return character if cell_len(character) else ""


def _is_in(character: str, categories: frozenset[str], ranges: tuple[range, ...]) -> bool:
    if unicodedata.category(character) in categories:
        return True
    return any(ord(character) in span for span in ranges)
