"""The order in which a person looks for names: without regard to case, numbers by their value.

What is sorted, and by which of its fields, is not known here.
"""

from __future__ import annotations

import re

_DIGITS = re.compile(r"([0-9]+)")


def without_case(text: str) -> tuple[str, str]:
    """Return the sort key of a label: only where nothing else differs does case."""
    return text.casefold(), text


def natural(text: str) -> str:
    """Return the sort key of a name: without regard to case, numbers by their value."""
    parts = _DIGITS.split(text.casefold())
    parts[1::2] = [_by_value(digits.lstrip("0")) for digits in parts[1::2]]
    return "".join(parts)


def _by_value(digits: str) -> str:
    """Return a text that sorts as the number does: the longer number is the larger one."""
    return f"{len(digits):03}{digits}"
