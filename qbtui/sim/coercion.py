"""Values as the server turns them into the type that it wants: those of JSON, and plain text.

Of JSON, nothing is ever refused. Nothing here knows what a value is for.
"""

from __future__ import annotations

import re
import sys
from math import floor

_WHOLE = re.compile(r"\s*([+-]?)0*([0-9]{1,19})\s*")
_DECIMAL = re.compile(
    r"\s*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(e[+-]?[0-9]+)?\s*|[+-]?inf|nan", re.IGNORECASE
)
_LARGEST = sys.float_info.max
_BEYOND = 1 << 63


def whole(text: str, bits: int = 32) -> int | None:
    """Read a whole number of so many bits; None for anything else."""
    too_much = 1 << bits - 1
    found = _WHOLE.fullmatch(text)
    number = int(found[1] + found[2]) if found else too_much
    return number if -too_much <= number < too_much else None


def cut(number: int, bits: int = 32) -> int:
    """Return the lowest bits of a number; one beyond 64 bits is the lowest of 64 at first."""
    half = 1 << bits - 1
    kept = number if abs(number) < _BEYOND else _BEYOND
    return (kept + half) % (half << 1) - half


def decimal(text: str) -> float | None:
    """Read a number with or without a fraction, or inf or nan; None for anything else."""
    return float(text) if _DECIMAL.fullmatch(text) else None


def to_bool(value: object) -> bool:
    """Return a truth: numbers but 0, and words but `false` and `0`, are true."""
    match value:
        case bool() | int() | float():
            return bool(value)
        case str():
            return value.lower() not in ("", "0", "false")
        case _:
            return False


def to_int(value: object, bits: int = 32) -> int:
    """Return a whole number of so many bits, rounded; 0 for what is none."""
    match value:
        case bool() | int():
            return cut(int(value), bits)
        case float():
            return cut(floor(value + 0.5), bits)
        case str():
            return whole(value, bits) or 0
        case _:
            return 0


def to_float(value: object) -> float:
    """Return a number; 0 for what is none."""
    match value:
        case bool() | int() | float():
            return max(-_LARGEST, min(value, _LARGEST))
        case str():
            return decimal(value) or 0
        case _:
            return 0


def to_text(value: object) -> str:
    """Return a text; "" for lists and objects."""
    match value:
        case bool():
            return str(value).lower()
        case int() | str():
            return str(value)
        case float():
            return f"{value:.15g}"
        case _:
            return ""
