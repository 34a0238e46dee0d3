"""Actions whose request or answer is lost: done once or not at all, and the user is told."""

from __future__ import annotations

import pytest

from qbtui.state.connection import Phase
from qbtui.ui.runner import MAYBE, NOT_DONE
from tests.internals import notifications
from tests.ui.faults.stage import Outage, busy, rule

STOP, ANNOUNCE = "torrents/stop", "torrents/reannounce"

EXPECTED = {
    "drop-before": (0, "dropped the connection", True),
    "drop-after": (1, "dropped the connection", True),
    "reset-before": (0, "dropped the connection", True),
    "reset-after": (1, "dropped the connection", True),
    "html": (1, "A web page came instead of an answer", True),
    "403": (0, "The server denied access", False),
    "500": (0, "The server failed (500)", True),
    "latency:seconds=31": (1, "did not answer in time", True),
}
"""Kind -> how often the server does it, what the user reads, and whether they learn of a doubt."""


@pytest.mark.parametrize(("kind", "expected"), EXPECTED.items())
async def test_an_action_happens_once_at_most(kind: str, expected: tuple[int, str, bool]) -> None:
    times, words, doubt = expected
    async with busy() as outage:
        work = outage.work
        for keys, endpoint in (("p", STOP), ("r", ANNOUNCE)):
            outage.goes_wrong(rule(kind, endpoint))
            await outage.does(keys)
            await outage.passes(33)
            assert outage.executed(endpoint) == times
            # Only a session that seems to be lost is a reason to ask again.
            assert outage.wire.sent.count(endpoint) == 1 + (kind == "403")
            outage.recovers()
        notices = " ".join(notice.message for notice in notifications(outage.app))
        assert words in notices
        assert (MAYBE in notices) is doubt
        assert outage.work == work
        await outage.agrees()


async def test_an_answer_that_says_nothing_may_be_damaged() -> None:
    kinds = ("truncated", "malformed", "wrong-type", "slow:seconds=5", "latency:seconds=5")
    async with busy() as outage:
        for times, kind in enumerate(kinds, start=1):
            outage.goes_wrong(rule(kind, STOP))
            await outage.does("o", "x")
            await outage.passes(6)
            assert outage.executed(STOP) == times, kind
            outage.recovers()
        assert not notifications(outage.app)
        await outage.agrees()


async def test_an_action_renews_a_lost_session_and_happens_once() -> None:
    async with busy() as outage:
        work, logins = outage.work, outage.executed("auth/login")
        outage.server.sessions.forget_all()
        await outage.does("p")
        await outage.passes(5)
        assert outage.executed(STOP) == 1
        assert outage.executed("auth/login") == logins + 1
        assert not notifications(outage.app)
        assert outage.work == work
        await outage.agrees()


async def test_an_unreachable_server_says_so_for_each_key() -> None:
    async with busy() as outage:
        outage.wire.reachable = False
        await outage.passes(20)
        work = outage.work
        await outage.does("p")
        await outage.rest()
        assert "There is no connection to demo.invalid" in outage.words
        assert NOT_DONE in outage.words
        assert outage.work == work
        outage.recovers()
        await outage.passes(31)
        assert outage.executed(STOP) == 0
        await outage.agrees()


async def answer(outage: Outage, *keys: str) -> None:
    """Answer the dialog that is opening."""
    await outage.until(lambda: outage.app.screen is not outage.app.main)
    await outage.does(*keys)


async def test_a_deletion_whose_answer_is_lost_shows_in_the_list() -> None:
    async with busy() as outage:
        marked = outage.app.main.torrents.listing.marks
        outage.goes_wrong("drop-after:torrents/delete")
        await outage.does("d")
        await answer(outage, "y")
        await outage.passes(5)
        assert outage.executed("torrents/delete") == 1
        assert "dropped the connection" in outage.words
        assert not {*marked} & {*outage.live.store.torrents}
        assert outage.phase is Phase.ONLINE
        await outage.agrees()


async def test_a_form_that_needs_the_server_is_not_shown_without_it() -> None:
    async with busy() as outage:
        outage.goes_wrong("500:torrents/info")
        await outage.does("L")
        await outage.passes(5)
        assert outage.app.screen is outage.app.main
        assert "The server failed (500)" in outage.words
        outage.recovers()
        await outage.does("L")
        await answer(outage, "escape")
        assert outage.app.screen is outage.app.main
