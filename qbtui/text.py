"""Makes text from strangers safe for a terminal, and measures it.

Torrent names, tracker messages, peer clients and log lines may hold escape sequences, bidi
overrides or characters on whose width terminals disagree. `enter` turns such text into what may be
shown, once, where a reply is decoded; `raw` gives back what the server said. What is sent again,
edited, copied or searched is that: only what is drawn is the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from rich.cells import get_character_cell_size

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
ELLIPSIS = "…"
MARKS = 4
"""Combining marks of a letter that are shown. Hebrew and Tibetan need as many; tmux keeps no more
than 21 bytes of a cell."""

LONGEST = 1000
"""Characters of a text that are shown on a line, and in which words are looked for: no name has
more."""
LONGEST_PAGE = 10_000
"""Characters of a text that are shown where it may have lines."""

# Joiners, bidi controls, variation selectors and enclosing marks: terminals dispute the width of
# what they make of their neighbours.
_DROPPED_CATEGORIES = frozenset({"Me", "Cf"})
_DROPPED_RANGES = (
    range(0x034F, 0x0350),  # The grapheme joiner.
    range(0x180B, 0x1810),  # Variation selectors, as are the next two.
    range(0xFE00, 0xFE10),
    range(0xE0100, 0xE01F0),
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
# Vowels and final consonants of Korean, where a name spells its syllables out: they join the
# consonant before them as marks do.
_JOINING_JAMO = (range(0x1160, 0x1200), range(0xD7B0, 0xD7C7), range(0xD7CB, 0xD7FC))

_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)))
_STANDS_FOR = {"\n": "↵", "\t": "→", "\r": "↵"}
"""What is shown for a control character in a line that is edited; of others REPLACEMENT."""
_INVISIBLE = "·"
"""What is shown there for what has no width and is no mark of a letter."""

_marks_met: set[str] = set()
"""The combining marks that were met so far: a text without any is told so at once."""


class Foreign(str):
    """Server text that had to be changed to be shown: the string is what is shown.

    It equals, and hashes as, what the server said: two names that look alike are two names.
    """

    raw: str
    """The text exactly as the server sent it."""

    __slots__ = ("raw",)

    def __new__(cls, shown: str, raw: str) -> Foreign:
        """Pair the safe form with the server's own."""
        self = super().__new__(cls, shown)
        self.raw = raw
        return self

    def __eq__(self, other: object) -> bool:
        return self.raw == (other.raw if isinstance(other, Foreign) else other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.raw)


def enter(text: str) -> str:
    """Return `text` safe to print on one line; a changed text remembers its raw form.

    Of a text that is too long there is the beginning, and an ellipsis.
    """
    if is_plain(text):
        return text
    said = raw(text)
    cleaned = _clean(said[:LONGEST]) + (ELLIPSIS if len(said) > LONGEST else "")
    return said if cleaned == said else Foreign(cleaned, said)


def is_plain(text: str) -> bool:
    """Tell at once of a text that `enter` returns it as it is; of many others it does, too."""
    return len(text) <= LONGEST and text.isascii() and text.isprintable()


def raw(text: str) -> str:
    """Return the text that the server knows: the inverse of `enter`."""
    return text.raw if isinstance(text, Foreign) else text


def shown(text: str) -> str:
    """Return what of a text is drawn, as a plain string."""
    return str.__str__(text)


def plain(text: str) -> str:
    """Return `text` as the server knows it, without its control characters."""
    return raw(text).translate(_CONTROLS)


def plain_lines(text: str) -> str:
    """Return `text` as a file of text: `plain`, but for the ends of its lines and for tabs."""
    return "".join(
        "\t".join(map(plain, line.split("\t"))) + "\n" for line in raw(text).splitlines()
    )


def parts(text: str, separator: str) -> list[str]:
    """Return the parts of `text` between the separators, each as `enter` returns it."""
    return [*map(enter, raw(text).split(separator))]


def lines(text: str) -> list[str]:
    """Return the lines of `text`, each as `enter` returns it."""
    return [enter(line) for line in raw(text).splitlines()]


def enter_lines(text: str) -> str:
    """Return `text` safe to print on as many lines as it has, cut as by `enter` but not so soon."""
    cut = ELLIPSIS if left_out(text) else ""
    return "\n".join(map(_clean, raw(text)[:LONGEST_PAGE].splitlines())) + cut


def left_out(text: str) -> int:
    """Return how many characters at its end `enter_lines` leaves out of `text`."""
    return max(0, len(raw(text)) - LONGEST_PAGE)


def searched(text: str) -> str:
    """Return what to find `looked_for` words in: the text as it shows, and as the server has it."""
    if not isinstance(text, Foreign):
        return text.casefold()
    return f"{shown(text).casefold()}\n{looked_for(text.raw)}"


def looked_for(typed: str) -> str:
    """Return what somebody looks for as `searched` writes it, however their keyboard does."""
    return unicodedata.normalize("NFC", typed[:LONGEST]).casefold()


def meant(typed: str, names: Collection[str]) -> str:
    """Return the one of `names` that was typed: a keyboard may compose its letters otherwise."""
    if typed in names or len(typed) > LONGEST:
        return typed
    composed = unicodedata.normalize("NFC", typed)
    near = (raw(name) for name in names if len(raw(name)) <= LONGEST)
    return next((name for name in near if unicodedata.normalize("NFC", name) == composed), typed)


def width(text: str) -> int:
    """Return the number of terminal cells that safe `text` takes."""
    return len(text) if text.isascii() else _cells(shown(text))


@lru_cache(maxsize=4096)
def character_width(character: str) -> int:
    """Return the cells of one character: 0, 1 or 2."""
    return mark_width(character) if is_of_letter(character) else get_character_cell_size(character)


def is_of_letter(character: str) -> bool:
    """Tell whether a character belongs to the letter before it, in its cell or beside it."""
    return is_beside(character) or is_mark(character)


def is_beside(character: str) -> bool:
    """Tell whether a character stands in cells of its own, but belongs to the letter before it."""
    return unicodedata.category(character) == "Mc"


def mark_width(character: str) -> int:
    """Return the cells of a character that belongs to the letter before it.

    Marks have none and vowels that follow their letter have one, as in tmux and in xterm; some
    programs measure the latter otherwise.
    """
    if is_mark(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) == "W" else 1


def is_mark(character: str) -> bool:
    """Tell whether a character is drawn in the cell of the one before it."""
    return unicodedata.category(character) == "Mn" or _is_within(character, _JOINING_JAMO)


def fit(text: str, cells: int, align: str = "left") -> str:
    """Return safe `text` in exactly `cells` cells: padded, or cut with an ellipsis."""
    # What is kept is what is shown: what the server said may be a megabyte.
    return _fit(shown(text), cells, align) if cells > 0 else ""


@lru_cache(maxsize=8192)
def _fit(text: str, cells: int, align: str) -> str:
    length = width(text)
    if length > cells:
        start = beginning(text, cells - 1)
        # A cut before a wide character may leave a cell over.
        return start + " " * (cells - 1 - width(start)) + ELLIPSIS
    padding = " " * (cells - length)
    return padding + text if align == "right" else text + padding


def beginning(text: str, cells: int) -> str:
    """Return as much of the beginning of safe `text` as `cells` cells hold, marks and all."""
    if text.isascii():
        return text[:cells]
    room = cells
    for index, character in enumerate(text):
        room -= character_width(character)
        if room < 0:
            return text[:index]
    return shown(text)


def edited(text: str) -> str:
    """Return how a line that is edited shows `text`: each character by as many."""
    if text.isascii() and text.isprintable():
        return text
    return _few_marks("".join(map(_edited_character, text)), instead=_INVISIBLE)


@lru_cache(maxsize=4096)
def _edited_character(character: str) -> str:
    if character in _STANDS_FOR:
        return _STANDS_FOR[character]
    return _clean_character(character) or _INVISIBLE


@lru_cache(maxsize=4096)
def _cells(text: str) -> int:
    return sum(map(character_width, text))


def _clean(text: str) -> str:
    cleaned = "".join(map(_clean_character, text))
    if _marks_met.isdisjoint(cleaned):
        return unicodedata.normalize("NFC", cleaned)
    # What it costs to compose many marks with a letter grows with their square.
    cleaned = _few_marks(cleaned)
    composed = unicodedata.normalize("NFC", cleaned)
    # Some marks are written as two then.
    return composed if composed == cleaned else _few_marks("".join(map(_clean_character, composed)))


def _few_marks(text: str, instead: str = "") -> str:
    """Return `text` with something `instead` of marks that no letter bears, or not so many."""
    if not _too_many(len(_marks_met)).search(text):
        return text
    drawn, room = list[str](), 0
    for character in text:
        if character_width(character):
            room = 0 if character.isspace() or character == REPLACEMENT else MARKS
            drawn.append(character)
        elif room:
            room -= 1
            drawn.append(character)
        else:
            drawn.append(instead)
    return "".join(drawn)


@lru_cache(maxsize=1)
def _too_many(_met: int) -> re.Pattern[str]:
    """Return what finds a mark too many among those met, of which there are so many by now."""
    marks = "[" + "".join(sorted(_marks_met)) + "]"
    return re.compile(rf"(?:^|[\s{REPLACEMENT}]){marks}|{marks}{{{MARKS + 1}}}")


@lru_cache(maxsize=16384)
def _clean_character(character: str) -> str:
    if character in "\t\n\r":
        return " "
    if _is_in(character, _DROPPED_CATEGORIES, _DROPPED_RANGES):
        return ""
    if _is_in(character, _REPLACED_CATEGORIES, _REPLACED_RANGES):
        return REPLACEMENT
    if is_mark(character):
        _marks_met.add(character)
        return character
    return character if character_width(character) else ""


def _is_in(character: str, categories: frozenset[str], ranges: tuple[range, ...]) -> bool:
    return unicodedata.category(character) in categories or _is_within(character, ranges)


def _is_within(character: str, ranges: tuple[range, ...]) -> bool:
    return any(ord(character) in span for span in ranges)
