"""Decodes the JSON of servers that pass on whatever strangers gave them.

A sound text is decoded in one step. In any other, what cannot be read costs as little as it can:
the value, or the row, but never the list. Nothing here knows of HTTP, or of what a reply means.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from math import isfinite
from types import UnionType
from typing import Any, TypeAlias, TypeVar, Union, get_args, get_origin

import msgspec

from qbtui.api.models.reply import Reply

Encoded: TypeAlias = bytes | msgspec.Raw
Kind: TypeAlias = Any
"""A type that msgspec knows."""
Value: TypeAlias = Any
"""Something of a kind."""
T = TypeVar("T")

_REPLACEMENT = rb"\ufffd"
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
_ESCAPE = re.compile(
    rb"(\\[^u]"  # No code point: kept whole, as its second character may be a backslash.
    rb"|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"  # A pair: kept.
    rb"|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"  # Half a pair, which is no character.
)
_START = re.compile(rb"[ \t\r\n]*([{\[]?)")
_STRUCTURE = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
"""A text, also one that is cut, or where something begins or ends that holds values."""
DEEPEST = 64
"""How many lists and objects may lie within each other where not all could be read."""


def decode(encoded: Encoded, kind: type[T]) -> T:
    """Return what `encoded` says, as `kind`, a type that msgspec knows.

    Where it cannot be read in one step, U+FFFD takes the place of what is no character and null of
    what is nested too deeply, a text may stand for a number and a whole number have a fraction, as
    old servers write them, and left out is

    - a field of a `Reply` whose value is none of its types, null included, unless it is `needed`:
      it has its default;
    - such an entry of a mapping;
    - such a row in a list of a `Reply`, unless it is only good as a `whole`.

    Everything else has to be as it is declared; where a list or a mapping of another struct is
    declared, null is an empty one.

    Raises:
        msgspec.DecodeError: it is no JSON, or something else than `kind`.
    """
    value: T
    try:
        value = _value(encoded, kind)
    except RecursionError:
        value = _value(_shallow(bytes(encoded)), kind)
    return value


def coerce(value: object, kind: Kind) -> Value:
    """Return a plain JSON value as `kind`, where `decode` would take one for the other.

    Raises:
        msgspec.ValidationError: it would not.
    """
    return _finite(msgspec.convert(value, kind, strict=False))


def _value(encoded: Encoded, kind: Kind) -> Value:
    try:
        return _at_once(encoded, kind)
    except msgspec.ValidationError as error:
        try:
            return _by_value(encoded, _outermost(encoded, kind))
        except msgspec.DecodeError:
            # The first error names the place.
            raise error from None


def _at_once(encoded: Encoded, kind: Kind, *, strict: bool = True) -> Value:
    """Return what `encoded` says, if need be with U+FFFD in place of what is no character."""
    decoder = _decoder(kind, strict)
    try:
        return decoder.decode(encoded)
    except msgspec.ValidationError:
        raise
    except (msgspec.DecodeError, UnicodeDecodeError):  # The second one up to msgspec 0.22.
        return decoder.decode(_repair(bytes(encoded)))


@cache
def _decoder(kind: Kind, strict: bool) -> msgspec.json.Decoder[Value]:
    return msgspec.json.Decoder(kind, strict=strict)


def _repair(encoded: bytes) -> bytes:
    """Return JSON with U+FFFD in place of bytes that are no UTF-8 and of halves of characters."""
    text = encoded.decode(errors="replace").encode()
    if _HALF.search(text) is None:
        return text
    # Substituting would need an object for each match, of which there may be millions.
    repaired, end = bytearray(), 0
    for found in _ESCAPE.finditer(text):
        if found[1] is None:
            repaired += text[end : found.start()] + _REPLACEMENT
            end = found.end()
    return bytes(repaired + text[end:])


def _shallow(encoded: bytes) -> bytes:
    """Return JSON with null in place of what lies in more than `DEEPEST` lists and objects."""
    kept: list[bytes] = []
    depth = end = 0
    for found in _STRUCTURE.finditer(encoded):
        if found[0] in b"[{":
            depth += 1
            if depth == DEEPEST + 1:
                kept += encoded[end : found.start()], b"null"
        elif found[0] in b"]}":
            if depth == DEEPEST + 1:
                end = found.end()
            depth -= 1
    return b"".join(kept) if depth > DEEPEST else b"".join((*kept, encoded[end:]))


def _by_value(encoded: Encoded, kind: Kind) -> Value:
    """Return what can be read of `encoded`, which as it stands is no `kind`."""
    origin = _origin(kind)
    if _is_a(origin, msgspec.Struct):
        return _struct(encoded, origin)
    if origin is list:
        return _list(encoded, *get_args(kind))
    if origin in (dict, Mapping):
        _, inner = get_args(kind)
        entries = _entries(encoded).items()
        return {key: value for key, entry in entries for value in _readable(entry, inner)}
    return _finite(_at_once(encoded, kind, strict=False))


def _list(encoded: Encoded, kind: Kind) -> list[Value]:
    rows = _at_once(encoded, list[msgspec.Raw])
    if _is_a(kind, Reply) and not kind.whole:
        return [value for row in rows for value in _readable(row, kind)]
    return [_value(row, kind) for row in rows]


def _struct(encoded: Encoded, kind: type[msgspec.Struct]) -> msgspec.Struct:
    entries, values = _entries(encoded), {}
    for name, key, declared in _fields(kind):
        entry = entries.get(key)
        if entry is None:
            continue
        try:
            values[name] = _value(entry, declared)
        except msgspec.DecodeError:
            if not _may_lack(kind, name, entry):
                raise
    return kind(**values)


def _may_lack(kind: type[msgspec.Struct], field: str, sent: msgspec.Raw) -> bool:
    if issubclass(kind, Reply):
        return field not in kind.needed
    return bytes(sent) == b"null"


@cache
def _fields(kind: type[msgspec.Struct]) -> list[tuple[str, str, Kind]]:
    """Return of each field its name, its key in JSON and its type; asking takes long."""
    fields = msgspec.structs.fields(kind)
    return [(field.name, field.encode_name, field.type) for field in fields]


def _entries(encoded: Encoded) -> dict[str, msgspec.Raw]:
    entries: dict[str, msgspec.Raw] = _at_once(encoded, dict[str, msgspec.Raw])
    return entries


def _readable(encoded: msgspec.Raw, kind: Kind) -> list[Value]:
    """Return the value in a list, which is empty where the value cannot be read."""
    try:
        return [_value(encoded, kind)]
    except msgspec.DecodeError:
        return []


def _finite(value: Value) -> Value:
    if isinstance(value, float) and not isfinite(value):
        raise msgspec.ValidationError("it is no finite number")
    return value


def _outermost(encoded: Encoded, kind: Kind) -> Kind:
    """Return the one of the types in `kind` that what begins like `encoded` can be."""
    match = _START.match(encoded)
    start = match[1] if match else b""
    if kind is Any:
        return {b"{": dict[str, Any], b"[": list[Any]}.get(start, kind)
    if _origin(kind) in (Union, UnionType):
        members = {_start_of(member): member for member in get_args(kind)}
        return members.get(start, kind) if start else kind
    return kind


def _start_of(kind: Kind) -> bytes:
    origin = _origin(kind)
    if origin is list:
        return b"["
    return b"{" if origin in (dict, Mapping) or _is_a(origin, msgspec.Struct) else b""


def _origin(kind: Kind) -> Kind:
    """Return `list` of `list[int]`, and of a kind without brackets itself."""
    origin: Kind = get_origin(kind)
    return kind if origin is None else origin


def _is_a(kind: Kind, base: type) -> bool:
    return isinstance(kind, type) and issubclass(kind, base)
