"""The execution log and the log of blocked peers, each a ring of numbered entries."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntFlag

KEPT = 20_000
"""Entries of each log."""


class Level(IntFlag):
    """The kinds of entries, by the numbers of the API."""

    NORMAL = 1
    INFO = 2
    WARNING = 4
    CRITICAL = 8


ALL_LEVELS = Level.NORMAL | Level.INFO | Level.WARNING | Level.CRITICAL


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened."""

    id: int
    timestamp: float
    """Epoch seconds; the router turns it into what the release sends."""
    type: Level
    message: str


@dataclass(frozen=True, slots=True)
class PeerEntry:
    """A peer that was blocked or banned."""

    id: int
    timestamp: float
    ip: str
    blocked: bool
    reason: str


class Log:
    """Both logs of a server; ids count from 0."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._peers: deque[PeerEntry] = deque(maxlen=KEPT)
        self._ids = 0
        self._peer_ids = 0

    def clear(self) -> None:
        """Begin anew, with the first id again, as a restart does."""
        self._entries.clear()
        self._peers.clear()
        self._ids = self._peer_ids = 0

    def write(self, timestamp: float, level: Level, message: str) -> None:
        """Append an entry to the execution log."""
        self._entries.append(Entry(self._ids, timestamp, level, message))
        self._ids += 1

    def write_peer(self, timestamp: float, ip: str, reason: str, *, blocked: bool = True) -> None:
        """Append an entry to the log of peers."""
        self._peers.append(PeerEntry(self._peer_ids, timestamp, ip, blocked, reason))
        self._peer_ids += 1

    def entries(self, levels: Level = ALL_LEVELS, after: int = -1) -> Iterator[Entry]:
        """Yield the entries of these levels whose id is above `after`, oldest first."""
        return (entry for entry in self._entries if entry.id > after and entry.type & levels)

    def peers(self, after: int = -1) -> Iterator[PeerEntry]:
        """Yield the entries of peers whose id is above `after`, oldest first."""
        return (entry for entry in self._peers if entry.id > after)
