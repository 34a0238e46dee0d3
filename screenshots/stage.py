"""Plays a scene: the program before a world that stands still, at a time that never passes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace
from unittest.mock import patch

from msgspec import structs
from textual import events
from textual.strip import Strip
from textual.widgets import Input

from qbtui.api.access import Access
from qbtui.api.client import Client
from qbtui.config.model import Display
from qbtui.demo import demo_launch
from qbtui.sim.demo import demo_world
from qbtui.sim.server import Server as SimulatedServer
from qbtui.sim.transport import SimTransport
from qbtui.state.connection import Phase
from qbtui.ui.app import QbtuiApp
from screenshots.scenes import Scene
from tests.ui.rest import resting
from tests.ui.stage import Screen

TORRENTS = 60
MOMENT = 2.0
"""Seconds that pass before a picture is taken: a server looks after what is asked for."""
AWAY = 12.0
"""Seconds for which the server is gone in a scene without it."""


class StillClock:
    """Time that passes only when a scene says so; the program polls when it is woken."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> float:
        """Return the seconds that have passed."""
        return self.seconds

    async def wait(self, event: asyncio.Event, seconds: float) -> None:  # noqa: ARG002 - none pass
        """Return when `event` is set."""
        await event.wait()


async def play(scene: Scene) -> list[Strip]:
    """Return the lines of the screen at the end of a scene."""
    clock = StillClock()
    launch = demo_launch(read_only=False)
    server = SimulatedServer(demo_world(TORRENTS), password=launch.password or "", clock=clock.now)
    transport = SimTransport(server)
    config = structs.replace(launch.config, display=Display(theme=scene.theme))
    app = QbtuiApp(replace(launch, config=config), lambda access: _client(access, transport))
    with _standing_still(clock):
        async with app.run_test(size=scene.size) as pilot:
            screen = Screen(app, pilot)
            await screen.until(lambda: app.main.torrents.listing.total == TORRENTS)
            await _act(scene, screen)
            clock.seconds += MOMENT
            await _poll(screen)
            if scene.offline:
                clock.seconds += AWAY
                transport.reachable = False
                await _poll(screen)
            return await _settled(scene, screen)


def _client(access: Access, transport: SimTransport) -> Client:
    return Client(access, transport) if access.url else Client(access)


@contextmanager
def _standing_still(clock: StillClock) -> Iterator[None]:
    with (
        patch("qbtui.state.live.SystemClock", lambda: clock),
        patch("qbtui.ui.screens.main.time", SimpleNamespace(monotonic=clock.now)),
        resting(),
    ):
        yield


async def _act(scene: Scene, screen: Screen) -> None:
    if scene.pasted:
        screen.app.screen.post_message(events.Paste(scene.pasted))
        await screen.pilot.pause()
    for key in scene.keys:
        await screen.press(key)
    await _poll(screen)


async def _poll(screen: Screen) -> None:
    """Have the list and the details asked for, and wait for both."""
    live = screen.app.main.link.live
    connection, detail = live.connection, live.detail
    live.wake()
    await screen.until(lambda: live.connection is not connection)
    if live.connection.phase is Phase.ONLINE and detail is not None:
        await screen.until(lambda: live.detail is not detail)


async def _settled(scene: Scene, screen: Screen) -> list[Strip]:
    """Return the screen when everything that came is painted."""
    await screen.shows(*scene.sees)
    for line in screen.app.screen.query(Input):
        line.cursor_blink = False
    before: list[str] = []
    while before != screen.lines:
        before = screen.lines
        await screen.pilot.pause(0.1)
    return screen.strips
