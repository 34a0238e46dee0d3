"""The store: torrents, categories, tags, trackers and server state, merged from `sync/maindata`."""

from __future__ import annotations

from dataclasses import dataclass

from qbtui.api.models.server import Category, MaindataReply, ServerState
from qbtui.api.models.torrent import Torrent


@dataclass(frozen=True, slots=True)
class Change:
    """What one answer changed."""

    full: bool
    """Whether everything may have changed."""
    hashes: frozenset[str]
    """Torrents that came or changed."""
    removed: frozenset[str]
    fields: frozenset[str]
    """The torrent fields that changed in any of them."""
    groups: bool
    """Whether categories, tags or trackers changed."""


class Maindata:
    """The server's state as last merged; read it, never change it."""

    def __init__(self) -> None:
        self.rid = 0
        self.torrents: dict[str, Torrent] = {}
        self.categories: dict[str, Category] = {}
        """By name, in the server's own spelling of it made safe."""
        self.tags: list[str] = []
        """Sorted, without regard to case."""
        self.trackers: dict[str, list[str]] = {}
        """Tracker URL -> hashes; empty before 4.3."""
        self.server = ServerState()
        self.known_fields: frozenset[str] = frozenset()
        """Torrent fields that this server has ever sent: what it leaves out, it does not know."""

    async def apply(self, reply: MaindataReply) -> Change:
        """Merge one answer, whole or a difference, yielding to the event loop every 500 torrents.

        A torrent that cannot be decoded keeps the fields that can; it never costs the others.
        """
        raise NotImplementedError

    def reset(self) -> None:
        """Make the next request ask for everything; what is shown stays until it is answered."""
        raise NotImplementedError
