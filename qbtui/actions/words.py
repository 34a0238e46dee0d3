"""How actions speak of what they act on, and read what a dialog returned. Nothing is sent here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from qbtui.actions.model import Job
from qbtui.api.models.torrent import Torrent
from qbtui.text import raw

T = TypeVar("T")


def count(number: int, thing: str) -> str:
    """Return `1 torrent`, `3 torrents`; a last `y` becomes `ies`."""
    if number == 1:
        return f"1 {thing}"
    many = f"{thing[:-1]}ies" if thing.endswith("y") else f"{thing}s"
    return f"{number:,} {many}"


def torrents(chosen: Sequence[object]) -> str:
    """Return how many torrents there are, in words."""
    return count(len(chosen), "torrent")


def hashes(chosen: Iterable[Torrent]) -> list[str]:
    """Return the hashes of some torrents."""
    return [torrent.hash for torrent in chosen]


def agreed(chosen: Sequence[Torrent], read: Callable[[Torrent], T]) -> T | None:
    """Return what all of `chosen` have in common, None when they differ."""
    values = {read(torrent) for torrent in chosen}
    return values.pop() if len(values) == 1 else None


def typed(job: Job, key: str) -> str | None:
    """Return the text a dialog returned, without outer blanks; None when it did not ask."""
    value = job.values.get(key)
    return value.strip() if isinstance(value, str) else None


def items(job: Job, key: str) -> tuple[str, ...]:
    """Return the several texts that one field of a dialog returned."""
    value = job.values.get(key)
    return value if isinstance(value, tuple) else ()


def number(job: Job, key: str) -> int | float | None:
    """Return the number that a dialog returned; None when the field was left empty."""
    value = job.values.get(key)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def chosen(job: Job, key: str) -> bool:
    """Tell whether a toggle of a dialog is on."""
    return job.values.get(key) is True


def known(text: str, names: Iterable[str]) -> str:
    """Return the server's own spelling of `text` when it is one of `names` as shown."""
    return next((raw(name) for name in names if name == text), text)
