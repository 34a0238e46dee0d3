"""What a recording keeps of JSON: its shape, or the values of some keys. Knows no servers."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

_TIMES = range(1_600_000_000, 3_000_000_000)
"""Epoch seconds that a clock may show."""
_MOMENTS = ("completion_date", "completion_on", "last_activity")
"""The keys whose values are kept although they are times of day."""


def shape(value: Json) -> Json:
    """Return the types in place of the values; a list keeps one entry, the union of its shapes.

    A key that not all objects of a list have ends in a question mark; values of several types are
    joined by a bar.
    """
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "text"
        case list():
            return [_union([shape(item) for item in value])] if value else []
        case _:
            return {key: shape(item) for key, item in value.items()}


def _union(shapes: list[Json]) -> Json:
    objects = [item for item in shapes if isinstance(item, dict)]
    if len(objects) == len(shapes):
        return _joined(objects)
    words = sorted({item if isinstance(item, str) else str(item) for item in shapes})
    return "|".join(words)


def _joined(objects: list[dict[str, Json]]) -> Json:
    keys = dict.fromkeys(key for item in objects for key in item)
    joined: dict[str, Json] = {}
    for key in keys:
        found = [item[key] for item in objects if key in item]
        name = key if len(found) == len(objects) else f"{key}?"
        joined[name] = found[0] if all(item == found[0] for item in found) else _union(found)
    return joined


def pick(value: Json, keys: Collection[str]) -> Json:
    """Keep these keys of an object, or of all objects of a list or of an object of objects."""
    match value:
        case list():
            return [pick(item, keys) for item in value]
        case dict():
            found = {key: item for key, item in value.items() if key in keys}
            if found or not all(isinstance(item, dict) for item in value.values()):
                return found
            return {key: pick(item, keys) for key, item in value.items()}
        case _:
            return value


def timeless(value: Json) -> Json:
    """Put a word in place of every time of day; one that stands for no time stays."""
    match value:
        case list():
            return [timeless(item) for item in value]
        case dict():
            return {
                key: "<time>" if key in _MOMENTS and item in _TIMES else timeless(item)
                for key, item in value.items()
            }
        case _:
            return value
