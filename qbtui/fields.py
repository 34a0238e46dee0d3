"""One field of a form: what may be typed, what it means, how it is shown.

A dialog of an action is a tuple of fields, and so is every group of settings. What is typed is the
text that the server knows, not the one that shows: what nobody touched stays as it is. Nothing here
draws.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from enum import Enum, auto
from math import isfinite
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct

from qbtui.links import expand, join_words, split_links, split_words
from qbtui.text import REPLACEMENT, raw
from qbtui.units import parse_minutes, parse_rate, speed, typed_minutes, typed_rate

FieldValue = str | int | float | bool | None | tuple[str, ...] | dict[str, bool | None]
"""What a field holds; which of these follows from its kind."""

Check = Callable[[str], str]
"""Returns what is wrong with one text of a value, empty when nothing is."""


class Kind(Enum):
    """What a field holds, and so how it is typed and edited."""

    TEXT = auto()
    """str: one line."""
    SECRET = auto()
    """str: one line that is not shown."""
    PATH = auto()
    """str: a folder or file on the server."""
    LOCAL_PATH = auto()
    """str: a file on this machine, with completion."""
    WORDS = auto()
    """tuple of str, separated by blanks or line ends; quotes keep blanks."""
    LINKS = auto()
    """tuple of str: magnets, URLs, info hashes and paths of local .torrent files."""
    TAGS = auto()
    """tuple of str, separated by commas."""
    INTEGER = auto()
    """int, within `low` and `high`."""
    DECIMAL = auto()
    """float, within `low` and `high`."""
    RATE = auto()
    """int: bytes/s; accepts `5M`, `500k`, `0` and `none`; a bare number is KiB/s."""
    MINUTES = auto()
    """int: minutes; accepts `90`, `2h`, `1d 12h`."""
    TOGGLE = auto()
    """bool; like the next two it is not typed, and has no text."""
    CHOICE = auto()
    """str: one of `choices`."""
    CHECKLIST = auto()
    """dict of each of `choices`, and maybe new ones -> True, False or None: mixed, stays so."""


class FieldError(ValueError):
    """What was typed is not a value of the field; the message says what is wanted."""


class Field(Struct, frozen=True):
    """One declared field."""

    key: str
    """The name of the value in a form's result."""
    label: str
    kind: Kind = Kind.TEXT
    help: str = ""
    """One sentence, shown while the field has the focus."""
    initial: FieldValue = None
    choices: tuple[str, ...] = ()
    """The values of CHOICE and CHECKLIST; for text kinds, what completion offers."""
    low: float | None = None
    high: float | None = None
    required: bool = False
    mixed: bool = False
    """Whether what it is asked for differs: it starts empty, and what is empty stays as it is."""
    words: tuple[tuple[str, str | int | float], ...] = ()
    """Words for special values, such as ("global", -2) and ("none", -1)."""
    usual: FieldValue = None
    """The value that nearly everybody leaves: a field that has one waits behind "more settings"."""
    check: Check | None = None
    """What each text of the value has to pass, unless it is one of `choices` or `initial`."""

    def __repr__(self) -> str:
        """Return what may appear in logs and reports: no value, which may be a secret."""
        return f"Field({self.key!r}, {self.label!r}, {self.kind})"

    @property
    def is_replaced(self) -> bool:
        """Whether a new value takes the place of the old one, which nobody edits."""
        return self.kind in _REPLACED or (self.kind is Kind.TEXT and bool(self.choices))

    def parse(self, text: str) -> FieldValue:
        """Return the value that `text` stands for; None for nothing where that is no value.

        Raises:
            FieldError: the text is not a value of this field.
        """
        word = text.strip().casefold()
        if self.mixed and not word:
            return None
        # A name of the server's may be any word, and have blanks around it.
        if text in self.choices and self.kind in (Kind.TEXT, Kind.PATH):
            self._check(text)
            return text
        for special, stands_for in self.words:
            if word == special.casefold():
                return stands_for
        if self.required and not word:
            raise FieldError("this is needed" + "".join(f", or {word}" for word, _ in self.words))
        value = _FORMS[self.kind].parse(self, text)
        for typed in value if isinstance(value, tuple) else (value,):
            self._check(typed)
        return value

    def change(self, value: FieldValue, before: FieldValue = None) -> FieldValue:
        """Return what of `value` the user changed now, or `before`; None when that is nothing."""
        if isinstance(value, dict) and isinstance(self.initial, dict):
            shown, again = self.initial, before if isinstance(before, dict) else {}
            return {
                key: on
                for key, on in value.items()
                if key in again or on is not shown.get(key, False)
            }
        return value if value != self.initial or before is not None else None

    def _check(self, typed: FieldValue) -> None:
        if not isinstance(typed, str) or typed == self.initial or not typed.strip():
            return
        if REPLACEMENT in typed:
            raise FieldError(f"{REPLACEMENT} stands for what nobody could read: type what it is")
        if self.check and typed not in self.choices and (problem := self.check(typed.strip())):
            raise FieldError(problem)

    def format(self, value: FieldValue) -> str:
        """Return the text that `parse` reads as `value`."""
        if value is None:
            return ""
        for special, stands_for in self.words:
            if value == stands_for:
                return special
        return _FORMS[self.kind].format(value)


def did_you_mean(word: str, offered: Iterable[str]) -> str:
    """Return the end of a complaint about an unknown `word`: the nearest one, else ""."""
    by_word = {candidate.casefold(): candidate for candidate in offered}
    nearest = get_close_matches(word.strip().casefold(), by_word, n=1)
    return f'; did you mean "{by_word[nearest[0]]}"?' if nearest else ""


class _Form(NamedTuple):
    """How the values of one typed kind are read and written."""

    parse: Callable[[Field, str], FieldValue]
    format: Callable[[Any], str]


_Number = TypeVar("_Number", int, float)


def _links(_field: Field, text: str) -> FieldValue:
    try:
        return split_links(text)
    except ValueError as error:
        raise FieldError(str(error)) from None


def _integer(field: Field, text: str) -> FieldValue:
    if not text.strip():
        return None
    if not re.fullmatch(r"[+-]?\d{1,19}", text.strip(), re.ASCII):
        raise FieldError(_wanted(field, "a whole number", _write_number))
    return _in_range(field, int(text), "a whole number", _write_number)


def _decimal(field: Field, text: str) -> FieldValue:
    if not text.strip():
        return None
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise FieldError(_wanted(field, "a number", _write_number))
    return _in_range(field, value, "a number", _write_number)


def _rate(field: Field, text: str) -> FieldValue:
    if not text.strip():
        return None
    try:
        value = parse_rate(text)
    except ValueError as error:
        raise FieldError(str(error)) from None
    return _in_range(field, value, "a rate", speed)


def _minutes(field: Field, text: str) -> FieldValue:
    if not text.strip():
        return None
    try:
        value = parse_minutes(text)
    except ValueError as error:
        raise FieldError(str(error)) from None
    return _in_range(field, value, "a time", _write_minutes)


def _in_range(field: Field, value: _Number, noun: str, write: Callable[[float], str]) -> _Number:
    too_low = field.low is not None and value < field.low
    too_high = field.high is not None and value > field.high
    special = value in (field.initial, *(stands_for for _, stands_for in field.words))
    if (too_low or too_high) and not special:
        raise FieldError(_wanted(field, noun, write))
    return value


def _wanted(field: Field, noun: str, write: Callable[[float], str]) -> str:
    """Return what a field of numbers wants: the range, and the words for special numbers."""
    ends = []
    if field.low is not None:
        ends.append(f"at least {write(field.low)}")
    if field.high is not None:
        ends.append(f"at most {write(field.high)}")
    span = f" of {' and '.join(ends)}" if ends else ""
    words = "".join(f", or {word}" for word, _ in field.words if word)
    return f"{noun}{span}{words} is wanted"


def _write_number(value: float) -> str:
    return str(int(value) if float(value).is_integer() else value)


def _write_minutes(value: float) -> str:
    return typed_minutes(int(value))


def _trimmed(field: Field, text: str) -> str:
    """Return `text` without blanks around it, but for those that were there before."""
    before = raw(field.initial) if isinstance(field.initial, str) else ""
    text = text if before[:1].isspace() else text.lstrip()
    return text if before[-1:].isspace() else text.rstrip()


def _listed(text: str) -> list[str]:
    return [name for part in text.split(",") if (name := part.strip())]


_NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.RATE, Kind.MINUTES})
_REPLACED = _NUMBERS | {Kind.SECRET, Kind.PATH}

_FORMS = {
    Kind.TEXT: _Form(_trimmed, raw),
    Kind.SECRET: _Form(lambda _field, text: text, raw),
    Kind.PATH: _Form(_trimmed, raw),
    Kind.LOCAL_PATH: _Form(lambda _field, text: expand(text.strip()), str),
    Kind.WORDS: _Form(lambda _field, text: split_words(text), join_words),
    Kind.LINKS: _Form(_links, join_words),
    Kind.TAGS: _Form(
        lambda _field, text: tuple(dict.fromkeys(_listed(text))),
        lambda tags: ", ".join(map(raw, tags)),
    ),
    Kind.INTEGER: _Form(_integer, str),
    Kind.DECIMAL: _Form(_decimal, _write_number),
    Kind.RATE: _Form(_rate, typed_rate),
    Kind.MINUTES: _Form(_minutes, _write_minutes),
}
