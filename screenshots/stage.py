"""Plays a scene: the program before a world that stands still, at a time that never passes."""

from __future__ import annotations

from dataclasses import replace

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
from tests.ui.clock import ManualClock, timed_by
from tests.ui.rest import resting
from tests.ui.stage import Screen

TORRENTS = 60
MOMENT = 2.0
"""Seconds that pass before a picture is taken: a server looks after what is asked for."""
AWAY = 12.0
"""Seconds for which the server is gone in a scene without it."""


async def play(scene: Scene) -> list[Strip]:
    """Return the lines of the screen at the end of a scene."""
    clock = ManualClock()
    launch = demo_launch(read_only=False)
    server = SimulatedServer(demo_world(TORRENTS), password=launch.password or "", clock=clock)
    transport = SimTransport(server)
    config = structs.replace(launch.config, display=Display(theme=scene.theme))
    app = QbtuiApp(replace(launch, config=config), lambda access: _client(access, transport))
    with timed_by(clock), resting():
        async with app.run_test(size=scene.size) as pilot:
            screen = Screen(app, pilot)
            await screen.until(lambda: app.main.torrents.listing.total == TORRENTS)
            await _act(scene, screen)
            clock.time += MOMENT
            await _poll(screen)
            if scene.offline:
                clock.time += AWAY
                transport.reachable = False
                await _poll(screen)
            return await _settled(scene, screen)


def _client(access: Access, transport: SimTransport) -> Client:
    return Client(access, transport) if access.url else Client(access)


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
