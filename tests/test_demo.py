"""The program on a simulated server: nothing is configured, nothing is sent, every key works."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from qbtui.api.access import Access
from qbtui.demo import DemoClients, demo_launch
from qbtui.ui.app import QbtuiApp
from tests.ui.stage import LARGE, Screen


@asynccontextmanager
async def shown(torrents: int) -> AsyncIterator[Screen]:
    """Start the demonstration and wait until its torrents show."""
    app = QbtuiApp(demo_launch(read_only=False), DemoClients(torrents))
    async with app.run_test(size=LARGE, notifications=True) as pilot:
        screen = Screen(app, pilot)
        await screen.until(lambda: app.main.torrents.listing.total == torrents)
        await pilot.pause()
        yield screen


async def test_everything_of_a_world_shows_and_the_screen_says_what_it_is() -> None:
    async with shown(60) as screen:
        assert screen.status.startswith(" DEMO")
        assert "Torrents 60" in screen.title
        shown_states = {row.state for row in screen.app.main.torrents.listing.shown}
        assert {"downloading", "uploading", "stoppedDL", "error", "moving"} <= shown_states


async def test_keys_do_to_the_simulation_what_they_do_to_a_server() -> None:
    async with shown(60) as screen:
        first = screen.app.main.torrents.listing.current
        assert first is not None
        await screen.press("d", "y")
        await screen.until(lambda: screen.app.main.torrents.listing.total == 59)
        assert first.hash not in screen.app.main.link.live.store.torrents


async def test_every_detail_tab_has_something_to_say() -> None:
    async with shown(60) as screen:
        await screen.press("f", "d", "enter")
        for key, word in (
            ("1", "Share ratio"),
            ("2", "Priority"),
            ("3", "Tracker"),
            ("4", "Client"),
            ("5", "pieces"),
            ("6", "URL"),
        ):
            await screen.press(key)
            await screen.shows(word)


def test_other_servers_are_reached_as_always() -> None:
    clients = DemoClients(1)
    elsewhere = Access(url="http://192.0.2.1:8080")
    assert clients(elsewhere).access is elsewhere
    assert clients(elsewhere)._transport is None


async def test_the_label_is_that_of_the_server_in_use() -> None:
    async with shown(3) as screen:
        await screen.press("g", "n")
        await screen.shows("● DEMO", "Another server")
        await screen.type("another")
        await screen.press("enter")
        await screen.shows("Address", "Password")
        assert "Save as" not in screen.text
        await screen.press("ctrl+u", *"127.0.0.1:9", "enter")
        await screen.until(lambda: "127.0.0.1" in screen.status)
        assert "DEMO" not in screen.status


async def test_the_world_goes_on_when_it_is_opened_again() -> None:
    async with shown(5) as screen:
        await screen.press("d", "y")
        await screen.until(lambda: screen.app.main.torrents.listing.total == 4)
        before = screen.app.main.link.live
        await screen.press("g", "n", "enter")
        await screen.until(lambda: screen.app.main.link.live is not before)
        await screen.until(lambda: screen.app.main.torrents.listing.total == 4)
        assert screen.status.startswith(" DEMO")
