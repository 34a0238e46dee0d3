"""JSON values as the server turns them into the type that it wants; nothing is ever refused."""

from __future__ import annotations

from math import floor


def to_bool(value: object) -> bool:
    """Return a truth: numbers but 0, and words but `false` and `0`, are true."""
    match value:
        case bool() | int() | float():
            return bool(value)
        case str():
            return value.lower() not in ("", "0", "false")
        case _:
            return False


def to_int(value: object) -> int:
    """Return a whole number, rounded; 0 for what is none."""
    match value:
        case bool() | int():
            return int(value)
        case float():
            return floor(value + 0.5)
        case str():
            return _parsed(value)
        case _:
            return 0


def to_float(value: object) -> float:
    """Return a number; 0 for what is none."""
    match value:
        case bool() | int() | float():
            return value
        case str():
            try:
                return float(value)
            except ValueError:
                return 0
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


def _parsed(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return 0
