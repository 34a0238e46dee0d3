"""How actions speak of what they act on. Nothing is sent here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from qbtui import units
from qbtui.api.models.torrent import Torrent

T = TypeVar("T")

NOTHING = "Nothing changed"
"""Said where nothing was sent, as all is so already."""

_HISSING = ("s", "x", "sh", "ch")
"""Ends of words whose plural has a syllable more."""


def count(number: int, thing: str) -> str:
    """Return `1 torrent`, `3 torrents`, `2 categories`, `2 hashes`."""
    if number == 1:
        return f"1 {thing}"
    if thing.endswith("y"):
        return f"{number:,} {thing[:-1]}ies"
    return f"{number:,} {thing}{'es' if thing.endswith(_HISSING) else 's'}"


def torrents(chosen: Sequence[object]) -> str:
    """Return how many torrents there are, in words."""
    return count(len(chosen), "torrent")


def which(chosen: Sequence[Torrent]) -> str:
    """Return the name of a single torrent, else how many there are."""
    return chosen[0].name if len(chosen) == 1 else torrents(chosen)


def undoing(chosen: Sequence[object]) -> str:
    """Return the end of what is told of several torrents that the same key sets back."""
    return "; the same key undoes it" if len(chosen) > 1 else ""


def few(things: Sequence[str], room: int) -> list[str]:
    """Return at most `room` lines, two or more; the last says how many more there are."""
    if len(things) <= room:
        return [*things]
    return [*things[: room - 1], f"and {len(things) - room + 1} more"]


def sized(chosen: Sequence[Torrent]) -> str:
    """Return how many torrents there are and how large they are, as far as that is known."""
    known = [torrent for torrent in chosen if torrent.knows_files]
    if not known:
        return torrents(chosen)
    least = "at least " if len(known) < len(chosen) else ""
    return f"{torrents(chosen)} ({least}{units.size(size_of(known))})"


def size_of(chosen: Iterable[Torrent]) -> float:
    """Return the bytes of the files of some torrents, as far as they are known."""
    return sum(max(0, torrent.size) for torrent in chosen)


def hashes(chosen: Iterable[Torrent]) -> list[str]:
    """Return the hashes of some torrents."""
    return [torrent.hash for torrent in chosen]


def agreed(chosen: Sequence[Torrent], read: Callable[[Torrent], T]) -> T | None:
    """Return what all of `chosen` have in common, None when they differ."""
    values = {read(torrent) for torrent in chosen}
    return values.pop() if len(values) == 1 else None
