"""The list while its polls fail: what stays, what is said, and how it comes back."""

from __future__ import annotations

import pytest

from qbtui.state.connection import Phase
from tests.ui.faults.stage import busy, facing, rule

LIST = "sync/maindata"
FAULTS = {
    "drop-before": "demo.invalid dropped the connection.",
    "reset-before": "demo.invalid dropped the connection.",
    "drop-after": "demo.invalid dropped the connection.",
    "cut": "demo.invalid dropped the connection.",
    "truncated": "The answer to sync/maindata makes no sense",
    "malformed": "The answer to sync/maindata makes no sense",
    "html": "A web page came instead of an answer",
    "403": "The server denied access",
    "500": "The server failed (500)",
    "latency:seconds=31": "demo.invalid did not answer in time.",
}


REQUESTS = 2 * 5
"""So many are sent in 30 s at most, after 10 s of trouble: two attempts of an address, its version,
a poll, a login and the poll again."""


@pytest.mark.parametrize(("kind", "words"), FAULTS.items())
async def test_nothing_is_lost_while_polls_fail_and_all_comes_back(kind: str, words: str) -> None:
    async with busy() as outage:
        work, rows = outage.work, outage.names
        outage.goes_wrong(rule(kind, LIST))
        await outage.passes(10)
        assert len(await outage.asked_in(30)) <= REQUESTS
        assert outage.phase is Phase.OFFLINE
        assert words[:40] in outage.status
        assert (outage.work, outage.names) == (work, rows)
        assert outage.app.main.torrents.rows.dimmed
        outage.recovers()
        await outage.passes(31)
        assert "✗" not in outage.status
        assert not outage.app.main.torrents.rows.dimmed
        assert outage.work == work
        await outage.agrees()


async def test_what_does_no_harm_is_not_even_mentioned() -> None:
    async with busy() as outage:
        work = outage.work
        for kind in ("latency:seconds=6", "slow:seconds=6", "wrong-type", "rid"):
            outage.goes_wrong(rule(kind, LIST))
            await outage.passes(20)
            assert outage.phase is Phase.ONLINE, kind
            assert outage.work == work
            outage.recovers()
        for again in range(3):
            outage.goes_wrong(rule("drop-after", LIST, "count=1"))
            await outage.passes(5)
            assert outage.phase is Phase.ONLINE, again
        await outage.agrees()


async def test_a_slow_server_is_asked_less_often() -> None:
    async with busy() as outage:
        outage.goes_wrong(rule("latency:seconds=5", LIST))
        asked = await outage.asked_in(60)
        assert 3 <= asked.count(LIST) <= 60 / (5 + 2 * 5) + 1


async def test_a_difference_to_what_was_lost_is_never_merged() -> None:
    async with busy() as outage:
        work = outage.work
        outage.goes_wrong(rule("truncated", LIST, "count=1"), rule("rid", LIST, "count=3"))
        await outage.passes(3)
        assert outage.phase is Phase.OFFLINE
        assert "changes to a list that it has not sent" in outage.status
        await outage.agrees()
        assert outage.work == work


async def test_a_network_that_goes_away_comes_back_by_itself() -> None:
    async with busy() as outage:
        work = outage.work
        outage.wire.reachable = False
        asked = await outage.asked_in(600)
        assert "There is no connection to demo.invalid" in outage.status
        assert "Retrying in" in outage.status
        # Each attempt sends twice where nothing arrived.
        assert len(asked) <= 2 * (6 + 600 / 30)
        kept = {work[0], *outage.app.main.torrents.listing.marks}
        torrents = outage.server.world.torrents.values()
        gone = next(torrent for torrent in torrents if torrent.hash not in kept)
        outage.server.world.control.delete([gone], delete_files=True)
        outage.recovers()
        await outage.passes(31)
        assert outage.work == work
        assert gone.name not in outage.names
        await outage.agrees()


async def test_the_first_connection_is_tried_until_it_succeeds() -> None:
    async with facing("500:app/webapiVersion:count=3") as outage:
        assert "The server failed (500)" in outage.words
        await outage.passes(10)
        await outage.agrees()
        assert outage.names


async def test_what_is_no_qbittorrent_is_called_so() -> None:
    async with facing("html") as outage:
        assert "What answers at this address is not qBittorrent" in outage.words
        outage.recovers()
        await outage.passes(2)
        await outage.agrees()


async def test_a_reset_between_polls_is_repaired_on_the_spot() -> None:
    async with busy() as outage:
        outage.goes_wrong(
            *(rule(kind, LIST, "count=1") for kind in ("reset-before", "reset-after"))
        )
        await outage.passes(30)
        assert [each.count for each in outage.server.faults.rules] == [0, 0]
        await outage.agrees()
