"""A client and a clock that follow a script, so that hours of polling pass in no time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from qbtui.api.client import Client
from qbtui.api.errors import ApiError, Refused
from qbtui.api.models.server import MaindataReply
from qbtui.api.version import ServerVersion
from qbtui.state.connection import Connection, Phase
from qbtui.state.live import Detail, Live
from qbtui.state.maindata import Change

START = 1000.0
VERSION = ServerVersion((5, 1, 0), "v5.1.0")

Step = Callable[[int], MaindataReply] | MaindataReply | ApiError
"""An answer, an error, or what makes one of the rid it is asked with."""


class ScriptedClock:
    """Jumps to whatever comes next: an alarm of the test, or the end of the wait."""

    def __init__(self) -> None:
        self.time = START
        self._alarms: list[tuple[float, Callable[[], None]]] = []

    def at(self, seconds: float, call: Callable[[], None]) -> None:
        """Make the call when the clock waits past `seconds` from the start."""
        self._alarms.append((START + seconds, call))
        self._alarms.sort(key=lambda alarm: alarm[0])

    def now(self) -> float:
        return self.time

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        await asyncio.sleep(0)
        deadline = self.time + seconds
        while not event.is_set():
            if self._alarms and self._alarms[0][0] <= deadline:
                moment, call = self._alarms.pop(0)
                self.time = max(self.time, moment)
                call()
            else:
                self.time = deadline
                return


@dataclass
class Asked:
    """One request that reached the client."""

    what: str
    rid: int
    at: float
    """Seconds from the start."""


class ScriptedClient:
    """Answers `sync/maindata` as scripted, and refuses when the script is over.

    Other calls take their answers from `details`, by their name; the last one is repeated.
    """

    def __init__(self, clock: ScriptedClock, script: list[Step]) -> None:
        self.clock = clock
        self.script = script
        self.details: dict[str, list[object]] = {}
        self.asked: list[Asked] = []
        self.takes = 0.0
        """Seconds that every answer takes."""
        self.connecting: list[ServerVersion | ApiError] = [VERSION]
        self.server: ServerVersion | None = None
        self.session_serial = 1
        self.sync = self.torrents = self
        self._busy = False

    def polling(self) -> ScriptedClient:
        """Be what asks again and again, too."""
        return self

    def times(self, what: str) -> list[float]:
        """Return when something was asked, in seconds from the start."""
        return [round(asked.at, 3) for asked in self.asked if asked.what == what]

    def rids(self, what: str = "maindata") -> list[int]:
        """Return the rids that something was asked with."""
        return [asked.rid for asked in self.asked if asked.what == what]

    async def connect(self) -> ServerVersion:
        answer = await self._answer("connect", self.connecting)
        assert isinstance(answer, ServerVersion)
        self.server = answer
        return answer

    async def maindata(self, rid: int) -> MaindataReply:
        if not self.script:
            raise Refused("The script is over.")
        step = self.script.pop(0)
        answer = await self._answer("maindata", [step], rid)
        assert isinstance(answer, MaindataReply)
        return answer

    async def torrent_peers(self, hash_: str, rid: int) -> object:
        return await self._answer("torrent_peers", self.details["torrent_peers"], rid)

    def __getattr__(self, name: str) -> Callable[[str], object]:
        return lambda hash_: self._answer(name, self.details[name])

    async def _answer(self, what: str, answers: list[Any], rid: int = 0) -> object:
        assert not self._busy, "two requests at once"
        self._busy = True
        self.asked.append(Asked(what, rid, self.clock.time - START))
        try:
            await asyncio.sleep(0)
        finally:
            self._busy = False
        self.clock.time += self.takes
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if callable(answer):
            answer = answer(rid)
        if isinstance(answer, ApiError):
            raise answer
        return answer


@dataclass
class Audience:
    """A listener that remembers what it was told."""

    changes: list[Change] = field(default_factory=list)
    connections: list[Connection] = field(default_factory=list)
    details: list[Detail] = field(default_factory=list)
    on_synced: Callable[[], None] | None = None

    @property
    def phases(self) -> list[Phase]:
        """The phases, in order."""
        return [connection.phase for connection in self.connections]

    async def synced(self, change: Change) -> None:
        self.changes.append(change)
        if self.on_synced:
            self.on_synced()

    def connection_changed(self, connection: Connection) -> None:
        self.connections.append(connection)

    def detail_changed(self, detail: Detail) -> None:
        self.details.append(detail)


class Stage:
    """One poller with everything around it."""

    def __init__(self, *script: Step) -> None:
        self.clock = ScriptedClock()
        self.client = ScriptedClient(self.clock, list(script))
        self.audience = Audience()
        self.live = Live(cast("Client", self.client), self.audience, self.clock)

    async def play(self) -> None:
        """Run until the script is over."""
        await self.live.run()
        assert self.live.connection.phase is Phase.REFUSED
