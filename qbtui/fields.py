"""One field of a form: what may be typed, what it means, how it is shown.

A dialog of an action is a tuple of fields, and so is every group of settings. Nothing here draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

FieldValue = str | int | float | bool | None | tuple[str, ...] | dict[str, bool | None]
"""What a field holds; which of these follows from its kind."""


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
    """bool."""
    CHOICE = auto()
    """str: one of `choices`."""
    CHECKLIST = auto()
    """dict of each of `choices` -> True, False or None (mixed, left as it is); new ones may come."""


class FieldError(ValueError):
    """What was typed is not a value of the field; the message says what is wanted."""


@dataclass(frozen=True, slots=True)
class Field:
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
    words: tuple[tuple[str, int | float], ...] = ()
    """Words for special numbers, such as ("global", -2) and ("none", -1)."""

    def parse(self, text: str) -> FieldValue:
        """Return the value that `text` stands for.

        Raises:
            FieldError: the text is not a value of this field.
        """
        raise NotImplementedError

    def format(self, value: FieldValue) -> str:
        """Return the text that `parse` reads as `value`."""
        raise NotImplementedError
