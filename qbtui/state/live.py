"""The poller: keeps the store in step with the server and tells one listener.

The only place that decides when the server is asked. One request at a time; after any failure the
next poll starts from nothing (`rid=0`), because a lost difference is never sent again; the pause
between polls grows with the time an answer took, so that a busy server can breathe.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from qbtui.api.client import Client
from qbtui.api.errors import ApiError
from qbtui.state.connection import Connection
from qbtui.state.maindata import Change, Maindata


@dataclass(frozen=True, slots=True)
class Watch:
    """What is polled besides the list: one kind of detail of one torrent."""

    topic: str
    """A key of `topics.TOPICS`."""
    hash: str


@dataclass(frozen=True, slots=True)
class Detail:
    """What the server last said about a watch."""

    watch: Watch
    data: object = None
    """As the topic's row says; None until the first answer."""
    error: ApiError | None = None


class Listener(Protocol):
    """Who is told; every method is called on the event loop and must return quickly."""

    def synced(self, change: Change) -> None:
        """The store has been brought up to date."""

    def connection_changed(self, connection: Connection) -> None:
        """The connection is in another phase, or has another error or retry time."""

    def detail_changed(self, detail: Detail) -> None:
        """The watched detail was fetched, or could not be."""


class Live:
    """Polls one server."""

    def __init__(self, client: Client, listener: Listener) -> None:
        self.client = client
        self.store = Maindata()
        self.connection = Connection()
        self.detail: Detail | None = None
        self._listener = listener

    async def run(self) -> None:
        """Poll until cancelled, or until the server refuses (phase REFUSED)."""
        raise NotImplementedError

    def watch(self, watch: Watch | None) -> None:
        """Poll this detail instead of the last one; None polls the list only."""
        raise NotImplementedError

    def wake(self) -> None:
        """Poll now and a few times soon after: something was just changed by an action."""
        raise NotImplementedError

    def resync(self) -> None:
        """Poll now, from nothing."""
        raise NotImplementedError

    def sleep(self, asleep: bool) -> None:
        """Stop polling while nobody can see the screen, and start again with a poll at once."""
        raise NotImplementedError
