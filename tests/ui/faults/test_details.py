"""The details while what they show cannot be fetched; the list goes on meanwhile."""

from __future__ import annotations

import pytest

from qbtui.sim.swarm import SimTracker
from qbtui.state.connection import Phase
from tests.sim.visitor import Visitor
from tests.ui.faults.stage import PASSWORD, Outage, facing, rule
from tests.ui.faults.test_list import FAULTS
from tests.ui.stage import LARGE

TABS = {
    "1": ("torrents/properties", "Share ratio"),
    "2": ("torrents/files", "Priority"),
    "3": ("torrents/trackers", "Tracker"),
    "4": ("sync/torrentPeers", "Client"),
    "5": ("torrents/pieceStates", "pieces"),
    "6": ("torrents/webseeds", "URL"),
}


REQUESTS = 20 + 5 * 6
"""So many are sent in 30 s at most: the polls of the list, and five of a detail, each of which may
cost a repetition, a login, the version in two parts, and another poll of the list."""


async def look(outage: Outage, *keys: str) -> None:
    """Look at the details, and let a little time pass for the server to answer."""
    await outage.does("f", "d", "enter", *keys)
    await outage.passes(5)


@pytest.mark.parametrize("kind", ["drop-after", "truncated", "403", "500", "latency:seconds=31"])
async def test_what_showed_stays_and_what_never_showed_is_explained(kind: str) -> None:
    async with facing(size=LARGE) as outage:
        await look(outage, "3")
        before, work = outage.details, outage.work
        outage.goes_wrong(rule(kind, "torrents/*"), rule(kind, "sync/torrentPeers"))
        assert len(await outage.asked_in(30)) <= REQUESTS
        await outage.passes(2.5)
        strip, doubt, *rows = outage.details.splitlines()
        assert FAULTS[kind].replace("sync/maindata", "torrents/trackers") in doubt
        assert [strip, *rows] == before.splitlines()[:-1]
        assert outage.work == work
        await outage.does("4")
        await outage.passes(40)
        assert FAULTS[kind].replace("maindata", "torrentPeers") in outage.details
        assert outage.phase is Phase.ONLINE
        outage.recovers()
        await outage.passes(31)
        assert "Client" in outage.details
        await outage.agrees()


async def test_every_tab_recovers() -> None:
    async with facing(size=LARGE) as outage:
        await look(outage, "6")
        for key, (endpoint, word) in TABS.items():
            outage.goes_wrong(f"500:{endpoint}")
            await outage.does(key)
            await outage.passes(5)
            assert "The server failed (500)" in outage.details, key
            outage.recovers()
            await outage.passes(15)
            assert word in outage.details, key
            assert "failed" not in outage.details
        await outage.agrees()


async def test_peers_are_the_servers_again_after_lost_and_damaged_answers() -> None:
    async with facing(size=LARGE) as outage:
        await look(outage, "4")
        for kind in ("drop-after", "truncated", "restart", "403", "drop-before", "html"):
            outage.goes_wrong(rule(kind, "sync/torrentPeers", "probability=0.5"))
            await outage.passes(10)
            outage.recovers()
            await outage.agrees()
            outage.clock.stands_still_at = outage.clock.time
            await outage.passes(5)
            detail = outage.live.detail
            assert detail is not None
            visitor = Visitor(outage.server)
            visitor.log_in(PASSWORD)
            told = visitor.json("sync/torrentPeers", hash=detail.watch.hash, rid=0)
            assert isinstance(detail.data, list)
            assert {peer.key: peer.downloaded for peer in detail.data} == {
                key: peer["downloaded"] for key, peer in told["peers"].items()
            }
            outage.clock.stands_still_at = None


async def test_the_tab_follows_the_cursor_while_answers_are_late() -> None:
    async with facing(size=LARGE) as outage:
        await outage.does("g", "d", "3", "g", "t")
        await outage.passes(5)
        outage.goes_wrong("latency:torrents/trackers:seconds=8")
        torrents = outage.app.main.torrents.listing
        for _ in range(3):
            await outage.does("j")
            await outage.passes(3)
        await outage.passes(40)
        current = torrents.current
        assert current is not None
        detail = outage.live.detail
        assert detail is not None
        assert detail.watch.hash == current.hash
        trackers: list[SimTracker] = outage.server.world.find(current.hash).trackers
        assert trackers
        assert all(tracker.url[:20] in outage.details for tracker in trackers)
