"""Sessions that end, servers that restart, and servers that come back as another release."""

from __future__ import annotations

import pytest

from qbtui.state.connection import Phase
from qbtui.ui.dialogs.connect import ConnectDialog
from tests.ui.faults.stage import busy, facing, make_server, rule

LOGIN = "auth/login"


async def test_a_lost_session_is_renewed_once_and_nobody_notices() -> None:
    async with busy() as outage:
        work, before = outage.work, outage.executed(LOGIN)
        outage.server.sessions.forget_all()
        await outage.passes(20)
        assert outage.executed(LOGIN) == before + 1
        assert outage.work == work
        await outage.agrees()


async def test_a_restart_costs_one_login() -> None:
    async with busy() as outage:
        work, before = outage.work, outage.executed(LOGIN)
        outage.goes_wrong(rule("restart", "sync/maindata", "count=1"))
        await outage.passes(20)
        assert outage.executed(LOGIN) == before + 1
        assert outage.work == work
        await outage.agrees()


async def test_a_session_that_is_lost_at_once_again_is_no_loop() -> None:
    async with busy() as outage:
        work, before = outage.work, outage.executed(LOGIN)
        outage.goes_wrong(rule("restart", "sync/maindata"))
        await outage.passes(120)
        # One try per attempt, and attempts half a minute apart in the end.
        assert outage.executed(LOGIN) - before <= 2 * (6 + 120 / 30)
        assert outage.phase is Phase.OFFLINE
        assert outage.work == work
        outage.recovers()
        await outage.passes(31)
        await outage.agrees()


async def test_a_server_that_bans_is_left_alone_until_the_user_says_so() -> None:
    async with busy() as outage:
        outage.goes_wrong("403")
        await outage.passes(10)
        assert outage.phase is Phase.REFUSED
        assert isinstance(outage.app.screen, ConnectDialog)
        assert "refuses logins from this address" in outage.words
        assert await outage.asked_in(600) == []


async def test_a_changed_password_is_tried_once_and_asked_for() -> None:
    async with busy() as outage:
        outage.server.sessions.password = "another"
        outage.server.sessions.forget_all()
        asked = await outage.asked_in(600)
        assert asked.count(LOGIN) == 1
        assert isinstance(outage.app.screen, ConnectDialog)
        assert "rejected the user name or password" in outage.words


@pytest.mark.parametrize(("first", "then"), [("5.1.0", "5.3.0"), ("5.3.0", "4.2.5")])
async def test_a_server_may_come_back_as_another_release(first: str, then: str) -> None:
    async with busy(release=first) as outage:
        work = outage.work
        outage.wire.reachable = False
        await outage.passes(20)
        outage.wire.server = make_server(outage.clock, release=then)
        outage.recovers()
        await outage.passes(31)
        known = outage.live.connection.server
        assert known is not None
        assert known.text == f"v{then}"
        assert outage.work == work
        await outage.agrees()


@pytest.mark.parametrize(("first", "then"), [("4.5.2", "5.3.0"), ("5.3.0", "4.5.2")])
async def test_a_release_that_changes_between_two_polls_is_noticed(first: str, then: str) -> None:
    async with busy(release=first) as outage:
        work = outage.work
        outage.wire.server = make_server(outage.clock, release=then)
        await outage.passes(10)
        assert outage.work == work
        await outage.agrees()
        await outage.does("p")
        await outage.passes(5)
        name = "torrents/pause" if then == "4.5.2" else "torrents/stop"
        assert outage.executed(name) == 1


async def test_a_login_whose_answer_is_lost_is_tried_again() -> None:
    async with facing(f"drop-after:{LOGIN}:count=1") as outage:
        await outage.passes(5)
        await outage.agrees()
