"""Decodes the JSON of servers that pass on whatever strangers gave them.

A sound text is decoded in one step. In any other, what cannot be read costs itself, not what stands
around it. Nothing here knows of HTTP, or of what a reply means.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from math import isfinite
from types import UnionType
from typing import Any, Union, get_args, get_origin

import msgspec

from qbtui.api.models.reply import Reply

_REPLACEMENT = rb"\ufffd"
_ESCAPE = re.compile(
    rb"(\\[^u]"  # No code point: kept whole, as its second character may be a backslash.
    rb"|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"  # A pair: kept.
    rb"|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"  # Half a pair, which is no character.
)
_START = re.compile(rb"[ \t\r\n]*([{\[]?)")
_NUMBERS = frozenset({int, float})


def decode(encoded: bytes | msgspec.Raw, kind: Any) -> Any:  # noqa: ANN401 - any type msgspec knows
    """Return what `encoded` says, as `kind`.

    What cannot be read as a whole is read again with U+FFFD in place of what is no character, and
    if need be value by value. A number may then be a text, and a whole one have a fraction, as old
    servers write them. A field of a `Reply` whose value is none of its types, null included, keeps
    its default; such an entry of a mapping, or of a list of anything but numbers, is left out. The
    fields of other structs have to be lists and mappings where those are declared: one that is
    missing would be taken for an empty one.

    Raises:
        msgspec.DecodeError: it is no JSON, or something else than `kind`.
    """
    try:
        try:
            return _decoder(kind).decode(encoded)
        except (msgspec.DecodeError, UnicodeDecodeError):  # The second one up to msgspec 0.22.
            return _value(_repair(bytes(encoded)), kind)
    except RecursionError as error:
        raise msgspec.DecodeError("it is nested too deeply") from error


@cache
def _decoder(kind: Any, *, strict: bool = True) -> msgspec.json.Decoder[Any]:  # noqa: ANN401 - any type msgspec knows
    return msgspec.json.Decoder(kind, strict=strict)


def _repair(encoded: bytes) -> bytes:
    """Return JSON with U+FFFD in place of bytes that are no UTF-8 and of halves of characters."""
    text = encoded.decode(errors="replace").encode()
    return _ESCAPE.sub(lambda match: match[1] or _REPLACEMENT, text)


def _value(encoded: bytes | msgspec.Raw, kind: Any) -> Any:  # noqa: ANN401 - any type msgspec knows
    try:
        return _decoder(kind).decode(encoded)
    except msgspec.DecodeError as error:
        try:
            return _by_value(encoded, _outermost(encoded, kind))
        except msgspec.DecodeError:
            # The first error names the place.
            raise error from None


def _by_value(encoded: bytes | msgspec.Raw, kind: Any) -> Any:  # noqa: ANN401 - any type msgspec knows
    """Return what can be read of `encoded`, which as a whole is no `kind`."""
    origin, arguments = get_origin(kind) or kind, get_args(kind)
    if isinstance(origin, type) and issubclass(origin, msgspec.Struct):
        return _struct(encoded, origin)
    if origin is list and not _is_number(arguments[0]):
        items = _decoder(list[msgspec.Raw]).decode(encoded)
        return [value for item in items for value in _readable(item, arguments[0])]
    if origin in (dict, Mapping):
        return {
            key: value
            for key, entry in _entries(encoded).items()
            for value in _readable(entry, arguments[1])
        }
    value = _decoder(kind, strict=False).decode(encoded)
    if isinstance(value, float) and not isfinite(value):
        raise msgspec.ValidationError("it is no finite number")
    return value


def _struct(encoded: bytes | msgspec.Raw, kind: type[msgspec.Struct]) -> msgspec.Struct:
    entries, values = _entries(encoded), {}
    for field in msgspec.structs.fields(kind):
        entry = entries.get(field.encode_name)
        if entry is None:
            continue
        try:
            values[field.name] = _value(entry, field.type)
        except msgspec.DecodeError:
            if not issubclass(kind, Reply) and bytes(entry) != b"null":
                raise
    return kind(**values)


def _entries(encoded: bytes | msgspec.Raw) -> dict[str, msgspec.Raw]:
    entries: dict[str, msgspec.Raw] = _decoder(dict[str, msgspec.Raw]).decode(encoded)
    return entries


def _readable(encoded: msgspec.Raw, kind: Any) -> list[Any]:  # noqa: ANN401 - any type msgspec knows
    """Return the value in a list, which is empty where the value cannot be read."""
    try:
        return [_value(encoded, kind)]
    except msgspec.DecodeError:
        return []


def _outermost(encoded: bytes | msgspec.Raw, kind: Any) -> Any:  # noqa: ANN401 - any type msgspec knows
    """Return the one of the types in `kind` that what begins like `encoded` can be."""
    match = _START.match(encoded)
    start = match[1] if match else b""
    if kind is Any:
        return {b"{": dict[str, Any], b"[": list[Any]}.get(start, kind)
    if get_origin(kind) in (Union, UnionType):
        members = {_start_of(member): member for member in get_args(kind)}
        return members.get(start, kind) if start else kind
    return kind


def _start_of(kind: Any) -> bytes:  # noqa: ANN401 - any type msgspec knows
    origin = get_origin(kind) or kind
    if origin is list:
        return b"["
    return b"{" if origin in (dict, Mapping) or issubclass(origin, msgspec.Struct) else b""


def _is_number(kind: Any) -> bool:  # noqa: ANN401 - any type msgspec knows
    # What a number in a list is about is told by its place.
    return _NUMBERS.issuperset(get_args(kind) or (kind,))
