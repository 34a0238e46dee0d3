"""What a dialog returned, read for actions, and the fields that several dialogs share."""

from __future__ import annotations

from qbtui.actions.model import Job
from qbtui.fields import Field, Kind

HIGHEST_RATE = 2**31 - 1024
"""Bytes/s: the most whole KiB/s in the 32 bits that servers have for a rate; more becomes none."""


def rate_field(key: str, label: str, initial: int | None) -> Field:
    """Return a field for a rate limit in bytes/s, 0 being none; empty leaves it as it is."""
    return Field(
        key,
        label,
        Kind.RATE,
        help="A rate such as 500k or 5M, a bare number is KiB/s; none takes the limit away.",
        initial=initial,
        low=0,
        high=HIGHEST_RATE,
        words=(("none", 0),),
    )


def typed(job: Job, key: str) -> str | None:
    """Return the text a dialog returned; None when it did not ask, or nobody changed it."""
    value = job.values.get(key)
    return value if isinstance(value, str) else None


def items(job: Job, key: str) -> tuple[str, ...]:
    """Return the several texts that one field of a dialog returned."""
    value = job.values.get(key)
    return value if isinstance(value, tuple) else ()


def number(job: Job, key: str) -> int | float | None:
    """Return the number that a dialog returned; None for an empty field, or one left as it is."""
    value = job.values.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value


def chosen(job: Job, key: str) -> bool:
    """Tell whether a toggle of a dialog is on."""
    return job.values.get(key) is True
