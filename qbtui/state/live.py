"""The poller: keeps the store in step with the server and tells one listener.

The only place that decides when the server is asked. One request at a time; after any failure the
next poll starts from nothing (`rid=0`), because a lost difference is never sent again; the pause
between polls grows with the time an answer took, so that a busy server can breathe.
"""

from __future__ import annotations

import asyncio
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from qbtui.api.client import Client
from qbtui.api.errors import ApiError, BadAddress, NotFound, Refused, Unreachable
from qbtui.state.connection import Connection, Phase
from qbtui.state.maindata import Change, Maindata
from qbtui.state.pace import Clock, Pace, SystemClock
from qbtui.state.topics import TOPICS, Fetch

SHORTEST, LONGEST = 0.5, 60.0
"""Seconds between polls, whatever interval the server names."""
GHOST = 3
"""A torrent that is listed but not found this often leaves only with a whole new list."""
SETTLING = 0.1
"""Seconds before a new watch is polled: a cursor that runs down the list asks once, where it ends.
"""


class Watch(Struct, frozen=True):
    """What is polled besides the list: one kind of detail of one torrent."""

    topic: str
    """A key of `topics.TOPICS`."""
    hash: str


class Detail(Struct, frozen=True):
    """What the server last said about a watch."""

    watch: Watch
    data: object = None
    """What the topic's fetch returned; None until the first answer."""
    error: ApiError | None = None


class Listener(Protocol):
    """Who is told; every method is called on the event loop and must not hold it up for long."""

    async def synced(self, change: Change) -> None:
        """The store has been brought up to date; the next poll waits until this returns."""

    def connection_changed(self, connection: Connection) -> None:
        """The connection is in another phase, or has another error or retry time."""

    def detail_changed(self, detail: Detail) -> None:
        """The watched detail was fetched, or could not be."""


class Live:
    """Polls one server."""

    def __init__(self, client: Client, listener: Listener, clock: Clock | None = None) -> None:
        self.client = client
        self.store = Maindata()
        self.connection = Connection()
        self.detail: Detail | None = None
        self._listener = listener
        self._clock = clock or SystemClock()
        self._list = _ListPoll()
        self._details = Pace()
        self._fetch: Fetch | None = None
        self._not_found = 0
        """How many times in a row the watched torrent was not found."""
        self._stirred = asyncio.Event()

    async def run(self) -> None:
        """Poll until cancelled, or until the server refuses (phase REFUSED)."""
        self._list = _ListPoll()
        self._set_connection(Connection(server=self.client.server))
        while self.connection.phase is not Phase.REFUSED:
            await self._wait()
            if self._list.pace.due <= self._clock.now():
                await self._poll_list()
            elif self._detail_is_due():
                await self._poll_detail()

    def watch(self, watch: Watch | None) -> None:
        """Poll this detail instead of the last one; None polls the list only."""
        if watch == (self.detail and self.detail.watch):
            return
        self.detail = Detail(watch) if watch else None
        self._details, self._fetch, self._not_found = Pace(), None, 0
        self._details.due = self._clock.now() + SETTLING
        self._stirred.set()

    def wake(self) -> None:
        """Poll now and a few times soon after: something was just changed by an action."""
        self._list.pace.follow(self._clock.now())
        self._details.follow(self._clock.now())
        self._stirred.set()

    def resync(self) -> None:
        """Poll now, from nothing."""
        self._list.from_nothing = True
        self._list.pace.hurry(self._clock.now())
        self._details.hurry(self._clock.now())
        self._stirred.set()

    async def _wait(self) -> None:
        """Wait until something is due, or was asked for."""
        now = self._clock.now()
        due = self._list.pace.due
        if self.detail and self.connection.phase is Phase.ONLINE:
            due = min(due, self._details.due)
        self._stirred.clear()
        if due > now:
            await self._clock.wait(self._stirred, due - now)

    async def _poll_list(self) -> None:
        pace = self._list.pace
        pace.asking(self._clock.now())
        try:
            change = await self._sync()
        except ApiError as error:
            self._list.from_nothing = True
            self._set_failure(error)
            return
        now = self._clock.now()
        pace.answered(now, self._interval)
        self._set_connection(Connection(Phase.ONLINE, self.client.server, last_sync=now))
        if change is not None:
            await self._listener.synced(change)

    async def _sync(self) -> Change | None:
        """Ask for what changed and merge it; None when the answer came to another question."""
        poll, client = self._list, self.client
        if self.connection.phase is not Phase.ONLINE or poll.session != client.session_serial:
            # It was lost, or forgot us as after a restart: it may be another release now.
            await client.connect()
            poll.session, poll.from_nothing = client.session_serial, True
            poll.pace.asking(self._clock.now())
        if poll.from_nothing:
            poll.from_nothing = False
            self.store.reset()
        reply = await client.sync.maindata(self.store.rid)
        if poll.session != client.session_serial and not reply.full_update:
            # The session was renewed on the way: these changes are to what it never sent.
            return None
        return await self.store.apply(reply)

    async def _poll_detail(self) -> None:
        detail, pace = self.detail, self._details
        if detail is None:
            return
        topic = TOPICS[detail.watch.topic]
        if self._fetch is None:
            self._fetch = topic.start(self.client, detail.watch.hash)
        pace.asking(self._clock.now())
        try:
            fetched = Detail(detail.watch, await self._fetch())
        except Refused as error:
            self._set_failure(error)
            return
        except ApiError as error:
            fetched = Detail(detail.watch, detail.data, error.bare())
        if self.detail is not detail:
            return
        if fetched.error is None:
            pace.answered(self._clock.now(), topic.pause or self._interval)
        else:
            # It may cost a login and a whole list each time.
            pace.failed(self._clock.now())
        self.detail = fetched
        self._listener.detail_changed(fetched)
        self._check_list(fetched)

    def _check_list(self, detail: Detail) -> None:
        """Ask for the list at once when the detail's failure casts doubt on it."""
        lost = isinstance(detail.error, NotFound) and detail.watch.hash in self.store.torrents
        self._not_found = self._not_found + 1 if lost else 0
        if self._not_found == GHOST:
            self._list.from_nothing = True
        if isinstance(detail.error, Unreachable) or 0 < self._not_found <= GHOST:
            self._list.pace.hurry(self._clock.now())

    def _detail_is_due(self) -> bool:
        return (
            self.detail is not None
            and self.connection.phase is Phase.ONLINE
            and self._details.due <= self._clock.now()
        )

    @property
    def _interval(self) -> float:
        """Seconds between polls of the list, as the server wishes within reason."""
        return min(max(self.store.server.refresh_interval / 1000, SHORTEST), LONGEST)

    def _set_failure(self, error: ApiError) -> None:
        refused = isinstance(error, Refused | BadAddress)
        self._list.pace.failed(self._clock.now())
        self._set_connection(
            Connection(
                Phase.REFUSED if refused else Phase.OFFLINE,
                self.client.server,
                error.bare(),
                self.connection.last_sync,
                None if refused else self._list.pace.due,
            )
        )

    def _set_connection(self, connection: Connection) -> None:
        before, self.connection = self.connection, connection
        if replace(before, last_sync=None) != replace(connection, last_sync=None):
            self._listener.connection_changed(connection)


class _ListPoll:
    """Where the polling of the list is."""

    def __init__(self) -> None:
        self.pace = Pace()
        self.from_nothing = True
        """Whether the next question is for everything."""
        self.session = 0
        """The session that the store was filled in."""
