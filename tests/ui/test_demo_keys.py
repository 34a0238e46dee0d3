"""Every key of every action on a living simulated server, and keys at random."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from rich.cells import cell_len

from qbtui.actions import ACTIONS
from qbtui.actions.model import Action, Context
from qbtui.api.access import Access
from qbtui.api.client import Client
from qbtui.demo import demo_launch
from qbtui.sim.demo import demo_world
from qbtui.sim.releases import NEWEST
from qbtui.sim.router import find
from qbtui.sim.server import Server
from qbtui.sim.transport import SimTransport
from qbtui.state.connection import Phase
from qbtui.ui.app import QbtuiApp
from qbtui.ui.dialogs.dialog import Dialog
from qbtui.ui.view import MainView
from tests.sim.visitor import HurriedClock
from tests.ui.clock import ManualClock, timed_by
from tests.ui.rest import rest
from tests.ui.stage import LARGE, SMALL, Screen

SIZES = pytest.mark.parametrize(
    "size", [SMALL, pytest.param(LARGE, marks=pytest.mark.long)], ids=["small", "large"]
)
PASSWORD = "demonstration"
TORRENTS = 40
KEYS = 200
"""At random."""
BETWEEN = 0.3
"""Seconds of the poller between two keys."""

WAY: dict[Context, tuple[str, ...]] = {
    Context.EVERYWHERE: ("g", "t"),
    Context.LIST: ("g", "t"),
    Context.TABLE: ("g", "t"),
    Context.TORRENTS: ("g", "t"),
    Context.SIDEBAR: ("g", "f"),
    Context.DETAILS: ("g", "d", "1"),
    Context.GENERAL: ("g", "d", "1"),
    Context.FILES: ("g", "d", "2"),
    Context.TRACKERS: ("g", "d", "3"),
    Context.PEERS: ("g", "d", "4"),
    Context.PIECES: ("g", "d", "5"),
    Context.WEBSEEDS: ("g", "d", "6"),
}
"""The keys that lead where the keys of a context work."""

LATER = ("4.2.5", "4.5.2", "5.1.0")
"""Releases that lack less than the first one."""

ENDING = ("quit", "suspend")
"""What ends or stops the program, which is tested with the terminal: here nothing does."""


@dataclass(frozen=True, slots=True)
class Step:
    """One default key of an action, in one of its contexts."""

    context: Context
    keys: str
    action: Action


def steps() -> Iterator[Step]:
    """Yield every default key of every action in every context."""
    for action in ACTIONS:
        for context in action.contexts:
            yield from (Step(context, keys, action) for keys in action.keys)


def in_turn(walk: Iterable[Step], chance: random.Random) -> list[Step]:
    """Return the steps in random order, but with those of a context together."""
    order = [*Context]
    chance.shuffle(order)
    return sorted(walk, key=lambda step: (order.index(step.context), chance.random()))


class Walk(Screen):
    """The program on a simulated server that lives faster with every request."""

    server: Server
    clock: ManualClock

    async def press(self, *keys: str) -> None:
        """Press keys, with a while between them in which the server may be asked."""
        for key in keys:
            await super().press(key)
            until = self.clock.time + BETWEEN
            while self.clock.ring(until):
                await rest(self.app)

    def whole(self, after: str) -> None:
        """Check that the screen is text of the right width, with all that is always there."""
        width, height = self.app.size
        strips = self.strips
        lines = [strip.text for strip in strips]
        assert len(lines) == height, after
        for strip in strips:
            unsafe = [c for c in strip.text if unicodedata.category(c) in {"Cc", "Cf", "Cs"}]
            assert unsafe == [], (after, strip.text)
            assert strip.cell_length == cell_len(strip.text) == width, (after, strip.text)
        main = self.app.main
        assert self.app.is_running, after
        if self.app.screen is main:
            assert " Torrents " in lines[0], after
            assert lines[-2].startswith(" DEMO "), after
            assert lines[-1].strip(), after
        else:
            assert isinstance(self.app.screen, Dialog), after
            assert any("╭" in line for line in lines), after

    async def home(self) -> None:
        """Close every dialog, and go back to the list."""
        for _ in range(5):
            if self.app.screen is self.app.main and not self.app.main.torrents.has_class(
                "-editing"
            ):
                return
            await self.press("escape")
        raise AssertionError("it does not close\n" + self.text)

    async def answer(self, chance: random.Random) -> None:
        """Answer the dialog that shows with its defaults, or cancel it."""
        for key in chance.choice((("escape",), ("ctrl+s",), ("enter",), ("y",))):
            await self.press(key)
            self.whole(key)
        await self.home()

    async def take(self, step: Step, chance: random.Random) -> None:
        """Press the keys of a step where they work."""
        if step.context not in self.app.main.focused_pane.contexts:
            await self.press(*WAY[step.context])
        await self.press(*step.keys.split())
        self.whole(f"{step.keys} in {step.context.value}")
        if self.app.screen is not self.app.main:
            await self.answer(chance)
        await self.home()


@asynccontextmanager
async def walking(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], release: str = NEWEST
) -> AsyncIterator[Walk]:
    """Start the program on a server whose world goes on by two seconds with every request."""
    clock = ManualClock()
    for ending in ENDING:
        monkeypatch.setattr(MainView, ending, lambda _view: None)
    monkeypatch.setattr("qbtui.ui.dialogs.typed._ASK_AFTER", 0)
    world = demo_world(TORRENTS, release=release)
    server = Server(world, password=PASSWORD, clock=HurriedClock())
    transport = SimTransport(server)

    def make_client(access: Access) -> Client:
        return Client(access, transport)

    app = QbtuiApp(demo_launch(read_only=False), make_client)
    with timed_by(clock):
        async with app.run_test(size=size, notifications=True) as pilot:
            walk = Walk(app, pilot)
            walk.server, walk.clock = server, clock
            await walk.until(lambda: app.main.torrents.listing.total == TORRENTS)
            yield walk
            assert app.main.link.live.connection.phase is Phase.ONLINE
            assert [entry for entry in server.journal if entry.status >= 500] == []


@SIZES
async def test_every_key_of_every_action_leaves_the_screen_whole(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    chance = random.Random(size[0])
    async with walking(monkeypatch, size) as walk:
        for step in in_turn(steps(), chance):
            await walk.take(step, chance)


@pytest.mark.parametrize(
    "release",
    ["4.1.9", *(pytest.param(later, marks=pytest.mark.long) for later in LATER)],
)
async def test_what_an_old_server_lacks_is_said_and_everything_else_works(
    monkeypatch: pytest.MonkeyPatch, release: str
) -> None:
    chance = random.Random(release)
    changing = (step for step in steps() if step.action.mutates)
    async with walking(monkeypatch, SMALL, release) as walk:
        for step in in_turn(changing, chance):
            await walk.take(step, chance)
            since = step.action.since
            if since and not walk.server.release.at_least(since):
                assert f"needs qBittorrent {since}; the server is v{release}" in walk.message
        unknown = {entry.endpoint for entry in walk.server.journal if entry.status == 404}
        assert all(find(endpoint, walk.server.release) for endpoint in unknown), unknown


@SIZES
async def test_keys_at_random_leave_the_screen_whole(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    chance = random.Random(size[1])
    commands = sorted({key for step in steps() for key in step.keys.split()} - {"ctrl+z"})
    async with walking(monkeypatch, size) as walk:
        for _ in range(KEYS):
            key = chance.choice(("escape", "enter", "y", "ctrl+s", *commands, *commands))
            await walk.press(key)
            walk.whole(key)
        for _ in range(5):
            await walk.press("escape")
        await walk.home()
