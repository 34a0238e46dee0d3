"""How a difference is merged into a decoded reply: known fields only, of the declared types only.

Every delta that the server sends passes here, whatever it is about. Which rows exist, and when they
go, is not known here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec

from qbtui.api.decoding import coerce
from qbtui.api.models.reply import MOST, Reply
from qbtui.text import enter

_NUMBERS = (int, float)


@cache
def accepted_types(kind: type[Reply]) -> dict[str, frozenset[type]]:
    """Return the types of JSON values that each field of `kind` takes."""
    return {name: _json_types(declared) for name, declared in _declared(kind).items()}


@cache
def _declared(kind: type[Reply]) -> dict[str, Any]:
    return {field.name: field.type for field in msgspec.structs.fields(kind)}


def merge(row: Reply, values: Mapping[str, Any]) -> set[str]:
    """Set the fields of `row` that `values` names, and return the names of those that changed.

    Unknown names mean nothing, and a value that `decode` would leave out is left out. Text is made
    safe on the way.
    """
    accepted = accepted_types(type(row))
    changed = set()
    for name, value in values.items():
        if name not in accepted:
            continue
        kind = type(value)
        if kind not in accepted[name] or (kind in _NUMBERS and not -MOST <= value <= MOST):
            try:
                value = coerce(value, _declared(type(row))[name])
            except msgspec.ValidationError:
                continue
        before = getattr(row, name)
        if before == value:
            continue
        setattr(row, name, enter(value) if isinstance(value, str) else value)
        changed.add(name)
    return changed


def _json_types(declared: Any) -> frozenset[type]:  # noqa: ANN401
    origin = get_origin(declared)
    if origin in (Union, UnionType):
        return frozenset().union(*map(_json_types, get_args(declared)))
    if origin is Annotated:
        return _json_types(get_args(declared)[0])
    return frozenset({origin or declared})
