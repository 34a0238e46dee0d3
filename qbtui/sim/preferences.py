"""The preferences of a new server, release by release. What they do is told elsewhere."""

from __future__ import annotations

Value = bool | int | float | str | dict[str, object]
"""What a preference can be."""

Release = tuple[int, int, int]


def defaults(release: Release) -> dict[str, Value]:
    """Return every key that `app/preferences` shows at this release, with its first value."""
    raise NotImplementedError
