"""What the cells of several tables share: blank zeros, bars, and remembered sort keys."""

from __future__ import annotations

from functools import lru_cache

from qbtui import order, units
from qbtui.text import fit, shown, width

_natural = lru_cache(maxsize=1 << 16)(order.natural)


def natural(name: str) -> str:
    """Do as `order.natural`, and remember it: a list that changes is sorted again and again."""
    # Not by what the server said, which may be a megabyte.
    return _natural(shown(name))


def rate(bytes_per_second: float) -> str:
    """Return a rate in at most five cells; none is blank."""
    return units.compact_size(bytes_per_second) if bytes_per_second > 0 else ""


def amount(count: float) -> str:
    """Return a number of things; unknown is blank."""
    return str(int(count)) if count >= 0 else ""


def optional_ratio(value: float | None) -> str:
    """Return a ratio that the server may not have sent."""
    return "" if value is None else units.ratio(value)


def yes_or_no(value: bool | None, unknown: str = "") -> str:
    """Return a word for a fact that may be unknown."""
    return unknown if value is None else "Yes" if value else "No"


def bar(part: float, cells: int) -> str:
    """Return `part` of 1 as a bar of `cells` cells; it is full only when nothing is missing."""
    halves = int(min(max(part, 0.0), 1.0) * cells * 2)
    filled = "━" * (halves // 2) + "╾" * (halves % 2)
    return filled + "─" * (cells - len(filled))


def progress(part: float, cells: int) -> str:
    """Return `part` of 1 as a percentage, after a bar where there is room for one."""
    text = f"{units.percent(part):>6}"
    room = cells - len(text) - 1
    return f"{bar(part, room)} {text}" if room >= 4 else text


def middle(name: str, cells: int) -> str:
    """Return `name` in at most `cells` cells, cut in its middle with an ellipsis."""
    if width(name) <= cells:
        return name
    end = name[len(name) - max(0, cells // 2) :]
    while width(end) > cells // 2:
        end = end[1:]
    return fit(name, cells - width(end)) + end
