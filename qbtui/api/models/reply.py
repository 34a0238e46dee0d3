"""What all decoded replies share: their text is made safe as it enters."""

from __future__ import annotations

from functools import cache
from typing import Annotated, ClassVar, TypeAlias, get_args

import msgspec

from qbtui.text import enter, is_plain

MOST = 2**63 - 1
"""The largest number that counts as one: a server's own are no larger, and arithmetic may fail with
those that are."""
Whole: TypeAlias = Annotated[int, msgspec.Meta(ge=-MOST, le=MOST)]
"""A whole JSON number."""
Number: TypeAlias = Whole | Annotated[float, msgspec.Meta(ge=-MOST, le=MOST)]
"""A JSON number: releases differ in whether they write a fraction."""


class Reply(msgspec.Struct):
    """A JSON object from the server; unknown keys are ignored, and every key may be missing.

    Text fields pass `text.enter` when decoded, so no reply holds text that could touch a terminal.
    """

    needed: ClassVar[frozenset[str]] = frozenset()
    """Fields without whose value nothing may be made of the others: where it cannot be read, the
    object cannot either."""
    whole: ClassVar[bool] = False
    """Whether the rows of a list are told by their places, or written back, so that none may be
    left out."""

    def __post_init__(self) -> None:
        for name in text_fields(type(self)):
            value = getattr(self, name)
            if isinstance(value, str) and not is_plain(value):
                setattr(self, name, enter(value))


@cache
def text_fields(cls: type[Reply]) -> tuple[str, ...]:
    """Return the names of the fields of `cls` that may hold text."""
    return tuple(
        field.name
        for field in msgspec.structs.fields(cls)
        if field.type is str or str in get_args(field.type)
    )
