"""The program on a simulated server, with time and trouble in the hands of the test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx
from textual.pilot import Pilot

from qbtui.api.access import Access
from qbtui.api.client import Client
from qbtui.api.models.torrent import Torrent
from qbtui.api.version import RENAMED_STATES
from qbtui.demo import demo_launch
from qbtui.sim.demo import demo_world
from qbtui.sim.faults import Faults
from qbtui.sim.releases import NEWEST
from qbtui.sim.server import Server
from qbtui.sim.transport import SimTransport
from qbtui.state.connection import Phase
from qbtui.state.live import Live
from qbtui.state.maindata import Maindata
from qbtui.state.pace import LONGEST_BACK_OFF
from qbtui.text import enter
from qbtui.ui.app import QbtuiApp
from tests.sim.visitor import Visitor
from tests.ui.clock import ManualClock, timed_by
from tests.ui.stage import SMALL, Screen

PASSWORD = "demonstration"
TIMEOUT = 30.0
"""Seconds after which the client no longer waits for an answer."""
TORRENTS = 16


class Wire(SimTransport):
    """A network that can break, and remembers everything that was sent, answered or not."""

    def __init__(self, server: Server, clock: ManualClock) -> None:
        super().__init__(server)
        self._clock = clock
        self.sent: list[str] = []
        """The endpoints, in the order in which they were asked."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request, unless the network does not let it."""
        self.sent.append(request.url.path.removeprefix("/api/v2/"))
        began = self._clock.time
        response = await super().handle_async_request(request)
        if self._clock.time - began > TIMEOUT:
            raise httpx.ReadTimeout("late", request=request)
        return response


class Outage(Screen):
    """The program, the server, what is between them, and the time of all three."""

    def __init__(self, app: QbtuiApp, pilot: Pilot[int], wire: Wire, clock: ManualClock) -> None:
        super().__init__(app, pilot)
        self.wire = wire
        self.clock = clock

    @property
    def server(self) -> Server:
        """The server that answers at present."""
        return self.wire.server

    @property
    def live(self) -> Live:
        """The poller."""
        return self.app.main.link.live

    @property
    def phase(self) -> Phase:
        """Where the conversation with the server is."""
        return self.live.connection.phase

    @property
    def work(self) -> tuple[object, ...]:
        """What the user has made of the list, which no trouble may take away."""
        pane = self.app.main.torrents
        listing = pane.listing
        current = listing.current.hash if listing.current else ""
        return (current, frozenset(listing.marks), pane.words, pane.filters, self.focused)

    def goes_wrong(self, *rules: str) -> None:
        """Add rules for faults."""
        for rule in rules:
            self.server.faults.add(rule)

    def recovers(self) -> None:
        """Let nothing go wrong any more."""
        self.server.faults.rules.clear()
        self.wire.reachable = True

    def executed(self, endpoint: str) -> int:
        """Return how often the server did what an endpoint says."""
        return sum(
            entry.endpoint == endpoint and entry.status < 300 for entry in self.server.journal
        )

    async def passes(self, seconds: float) -> None:
        """Let time pass, everything happening when it is due."""
        until = self.clock.time + seconds
        await self.rest()
        while self.clock.ring(until):
            await self.rest()
        self.app.main._show_status()
        await self.pilot.pause()

    async def asked_in(self, seconds: float) -> list[str]:
        """Let time pass, and return the endpoints that were asked meanwhile."""
        before = len(self.wire.sent)
        await self.passes(seconds)
        return self.wire.sent[before:]

    async def synced(self) -> None:
        """Let time pass until the list has been fetched, as it must be when nothing goes wrong."""
        before = self.live.connection.last_sync
        for _ in range(int(TIMEOUT + LONGEST_BACK_OFF)):
            await self.passes(1)
            if self.phase is Phase.ONLINE and self.live.connection.last_sync != before:
                return
        raise AssertionError(f"no poll succeeds any more\n{self.text}")

    async def rest(self) -> None:
        """Wait until everything waits for time to pass."""
        await self.until(lambda: self.clock.idle or self.phase is Phase.REFUSED)

    async def does(self, *keys: str) -> None:
        """Press keys, and wait until all that follows from them at once has happened."""
        await self.press(*keys)
        await self.rest()

    async def agrees(self) -> None:
        """Check that the program comes to know what the server has, and nothing else."""
        self.clock.stands_still_at = self.clock.time
        # What was already on its way may be about an earlier moment.
        for _ in range(2):
            await self.synced()
        assert self.phase is Phase.ONLINE, self.text
        visitor = Visitor(self.server)
        with self._undisturbed():
            visitor.log_in(PASSWORD)
            listed = {row["hash"]: row for row in visitor.json("torrents/info")}
            fresh = Maindata()
            client = Client(self.live.client.access, SimTransport(self.server))
            await fresh.apply(await client.sync.maindata(0))
        store = self.live.store
        assert listed.keys() == store.torrents.keys()
        wrong = {hash_: told(row, store.torrents[hash_]) for hash_, row in listed.items()}
        assert not any(wrong.values()), wrong
        for part in ("categories", "tags", "trackers"):
            assert getattr(store, part) == getattr(fresh, part), part
        assert self.app.main.torrents.listing.total == len(listed)
        shown = map(id, self.app.main.torrents.listing.shown)
        assert {*shown} <= {*map(id, store.torrents.values())}
        self.clock.stands_still_at = None

    @contextmanager
    def _undisturbed(self) -> Iterator[None]:
        """Keep faults and time out of what only looks."""
        faults, self.server.faults = self.server.faults, Faults()
        journal = self.server.journal.copy()
        yield
        self.server.faults = faults
        self.server.journal = journal


def told(row: dict[str, Any], torrent: Torrent) -> dict[str, object]:
    """Return the fields in which `torrent` is not what the server says, with both."""
    row["state"] = RENAMED_STATES.get(row["state"], row["state"])
    known = {name: said for name, said in row.items() if hasattr(torrent, name)}
    both = {
        name: (enter(said) if isinstance(said, str) else said, getattr(torrent, name))
        for name, said in known.items()
    }
    if "content_path" in known:
        both["content_path"] = (known["content_path"], torrent.full_content_path)
    return {name: values for name, values in both.items() if values[0] != values[1]}


@asynccontextmanager
async def facing(
    *rules: str,
    size: tuple[int, int] = SMALL,
    release: str = NEWEST,
    torrents: int = TORRENTS,
) -> AsyncIterator[Outage]:
    """Start the program before a server with faults, and wait until it has asked it."""
    clock = ManualClock()
    server = make_server(clock, *rules, release=release, torrents=torrents)
    wire = Wire(server, clock)

    def make_client(access: Access) -> Client:
        return Client(access, wire)

    app = QbtuiApp(demo_launch(read_only=False), make_client)
    with timed_by(clock):
        async with app.run_test(size=size, notifications=True) as pilot:
            outage = Outage(app, pilot, wire, clock)
            await outage.until(lambda: wire.sent)
            await outage.rest()
            yield outage


def make_server(
    clock: ManualClock, *rules: str, release: str = NEWEST, torrents: int = TORRENTS
) -> Server:
    """Return a server of a demonstration, by the time of the test."""
    faults = Faults.of(rules)
    faults.sleep = clock.sleep
    world = demo_world(torrents, release=release)
    return Server(world, password=PASSWORD, faults=faults, clock=clock)


@asynccontextmanager
async def busy(size: tuple[int, int] = SMALL, release: str = NEWEST) -> AsyncIterator[Outage]:
    """Start the program before a sound server, with a filter, marks and the cursor somewhere."""
    async with facing(size=size, release=release) as outage:
        await outage.does("slash", "e", "enter", "j", "space", "space")
        assert len(outage.app.main.torrents.listing.marks) == 2
        yield outage


def rule(kind: str, endpoint: str, more: str = "") -> str:
    """Return the rule of a fault of one endpoint; options may follow the kind after a colon."""
    name, _, options = kind.partition(":")
    return ":".join(part for part in (name, endpoint, options, more) if part)
