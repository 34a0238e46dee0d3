"""Polling: what is asked when, and what is made of failures."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from qbtui.api.errors import (
    ApiError,
    BadAddress,
    BadReply,
    LoginRejected,
    NotFound,
    Refused,
    TimedOut,
    Unreachable,
)
from qbtui.api.models.details import Properties
from qbtui.api.models.server import MaindataReply, PeersReply
from qbtui.api.version import ServerVersion
from qbtui.state.connection import Phase
from qbtui.state.live import GHOST, SETTLING, Watch
from tests.state.model_server import ModelServer, decode, torrent
from tests.state.stage import START, VERSION, Stage, Step

GENERAL = Watch("properties", "a")
LOST = Unreachable("No connection.")


def whole(rid: int = 1, **parts: object) -> MaindataReply:
    return decode({"rid": rid, "full_update": True, "torrents": {"a": torrent()}, **parts})


def news(rid: int, **fields: object) -> MaindataReply:
    return decode({"rid": rid, "torrents": {"a": fields}})


async def test_polls_go_on_from_the_last_answer_at_the_servers_interval() -> None:
    stage = Stage(whole(1), news(2, dlspeed=1), news(3, dlspeed=2), news(4, dlspeed=3))
    await stage.play()
    assert stage.client.rids() == [0, 1, 2, 3]
    assert stage.client.times("maindata") == [0, 1.5, 3, 4.5]
    assert len(stage.client.times("connect")) == 1
    assert stage.live.store.torrents["a"].dlspeed == 3
    assert [change.full for change in stage.audience.changes] == [True, False, False, False]


@pytest.mark.parametrize(("interval", "pause"), [(2000, 2), (100, 0.5), (-5, 0.5), (1e12, 60)])
async def test_interval_of_the_server_counts_within_reason(interval: float, pause: float) -> None:
    stage = Stage(whole(server_state={"refresh_interval": interval}), news(2))
    await stage.play()
    assert stage.client.times("maindata") == [0, pause]


async def test_slow_server_is_left_alone_twice_as_long_as_it_took() -> None:
    stage = Stage(whole(), news(2))
    stage.client.takes = 2
    await stage.play()
    connected, first, second = 0, 2, 2 + 2 + 2 * 2
    assert stage.client.times("connect") == [connected]
    assert stage.client.times("maindata") == [first, second]


async def test_phases_are_told_once_each() -> None:
    stage = Stage(whole(), news(2), news(3))
    await stage.play()
    assert stage.audience.phases == [Phase.ONLINE, Phase.REFUSED]
    assert stage.audience.connections[0].server == VERSION
    assert stage.live.connection.last_sync == START + 3


async def test_failures_back_off_and_say_when_the_next_attempt_is() -> None:
    stage = Stage(whole(7), LOST, TimedOut("Late."), BadReply("What?"), whole(9))
    await stage.play()
    assert stage.client.times("maindata") == [0, 1.5, 2.5, 4.5, 8.5]
    offline = [c for c in stage.audience.connections if c.phase is Phase.OFFLINE]
    assert [(c.retry_at or 0) - START for c in offline] == [2.5, 4.5, 8.5]
    assert [type(c.error) for c in offline] == [Unreachable, TimedOut, BadReply]
    assert {c.last_sync for c in offline} == {START}
    assert stage.audience.phases[-2:] == [Phase.ONLINE, Phase.REFUSED]


@pytest.mark.parametrize("error", [LOST, TimedOut("Late."), BadReply("What?")])
async def test_everything_is_asked_for_after_any_failure(error: ApiError) -> None:
    stage = Stage(whole(7), error, whole(8), news(9))
    await stage.play()
    assert stage.client.rids() == [0, 7, 0, 8]


async def test_rows_stay_readable_while_the_server_is_away() -> None:
    seen: list[int] = []
    stage = Stage(whole(), LOST, LOST, whole())
    for seconds in (1.6, 3.0):
        stage.clock.at(seconds, lambda: seen.append(len(stage.live.store.torrents)))
    await stage.play()
    assert seen == [1, 1]


async def test_version_is_read_again_when_the_server_comes_back() -> None:
    stage = Stage(whole(), LOST, whole())
    newer = ServerVersion((5, 2, 0), "v5.2.0")
    stage.client.connecting = [VERSION, newer]
    await stage.play()
    assert stage.live.connection.server == newer


async def test_first_connection_is_tried_until_it_succeeds() -> None:
    stage = Stage(whole())
    stage.client.connecting = [LOST, LOST, VERSION]
    await stage.play()
    assert stage.client.times("connect") == [0, 1, 3]
    assert stage.audience.phases == [Phase.OFFLINE, Phase.OFFLINE, Phase.ONLINE, Phase.REFUSED]


@pytest.mark.parametrize("error", [LoginRejected("Wrong."), BadAddress("What?")])
async def test_refusal_is_never_retried(error: ApiError) -> None:
    stage = Stage(whole())
    stage.client.connecting = [error]
    await stage.play()
    assert stage.client.times("connect") == [0]
    assert stage.live.connection.error is error
    assert stage.live.connection.retry_at is None


async def test_difference_to_nothing_is_asked_again_from_nothing() -> None:
    stage = Stage(news(5, dlspeed=1), whole())
    await stage.play()
    assert stage.client.rids() == [0, 0]
    assert stage.audience.phases == [Phase.OFFLINE, Phase.ONLINE, Phase.REFUSED]


async def test_new_session_reads_the_version_again_and_starts_from_nothing() -> None:
    stage = Stage(whole(3), whole(4), news(5))

    def log_in_again() -> None:
        stage.client.session_serial += 1

    stage.clock.at(1, log_in_again)
    await stage.play()
    assert stage.client.rids() == [0, 0, 4]
    assert stage.client.times("connect") == [0, 1.5]


async def test_difference_of_a_session_renewed_on_the_way_is_not_merged() -> None:
    def renew(rid: int) -> MaindataReply:
        stage.client.session_serial += 1
        return news(4, dlspeed=9)

    def look(rid: int) -> MaindataReply:
        assert stage.live.store.torrents["a"].dlspeed == 0
        return whole(5)

    stage = Stage(whole(3), renew, look, news(6))
    await stage.play()
    assert stage.client.rids() == [0, 3, 0, 5]


async def test_whole_answer_of_a_session_renewed_on_the_way_counts() -> None:
    def renew(rid: int) -> MaindataReply:
        stage.client.session_serial += 1
        return whole(4, torrents={"b": torrent()})

    def look(rid: int) -> MaindataReply:
        assert list(stage.live.store.torrents) == ["b"]
        return whole(5)

    stage = Stage(whole(3), renew, look)
    await stage.play()
    assert stage.client.rids() == [0, 3, 0]


async def test_wake_polls_at_once_and_soon_after() -> None:
    stage = Stage(whole(), *(news(number) for number in range(2, 8)))
    stage.clock.at(0.2, stage.live.wake)
    await stage.play()
    assert stage.client.times("maindata") == [0, 0.2, 0.3, 0.5, 0.9, 1.7, 3.2]


async def test_resync_polls_at_once_from_nothing() -> None:
    stage = Stage(whole(5), whole(6), news(7))
    stage.clock.at(0.2, stage.live.resync)
    await stage.play()
    assert stage.client.times("maindata") == [0, 0.2, 1.7]
    assert stage.client.rids() == [0, 0, 6]


async def test_resync_while_an_answer_is_awaited_still_asks_from_nothing() -> None:
    def interrupted(rid: int) -> MaindataReply:
        stage.live.resync()
        return news(6, dlspeed=1)

    stage = Stage(whole(5), interrupted, whole(7), news(8))
    await stage.play()
    assert stage.client.rids() == [0, 5, 0, 7]
    assert stage.client.times("maindata") == [0, 1.5, 1.5, 3]


async def test_resync_does_not_wait_for_the_back_off() -> None:
    stage = Stage(LOST, LOST, LOST, whole())
    stage.clock.at(3.5, stage.live.resync)
    await stage.play()
    assert stage.client.times("maindata") == [0, 1, 3, 3.5]


async def test_run_can_be_cancelled_and_begun_again_from_nothing() -> None:
    stage = Stage(whole(3), news(4), whole(5), news(6))
    hanging: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    stage.clock.at(1, lambda: hanging.set_result(None))
    running = asyncio.create_task(stage.live.run())
    await hanging
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    asked = len(stage.client.rids())
    await stage.play()
    assert asked > 0
    assert stage.client.rids()[asked] == 0


async def test_store_is_right_whatever_answers_are_lost() -> None:
    server = ModelServer()

    def answer(rid: int) -> MaindataReply:
        server.now["torrents"]["a"] = torrent(dlspeed=len(stage.client.asked))
        return server.maindata(rid)

    def lose(rid: int) -> MaindataReply:
        server.now["torrents"]["b"] = torrent(name=f"lost {rid}")
        server.maindata(rid)
        raise LOST

    script: list[Step] = [answer, lose, answer, answer, lose, lose, answer]
    stage = Stage(*script)
    await stage.play()
    torrents = stage.live.store.torrents
    assert {key: row.name for key, row in torrents.items()} == {
        key: row["name"] for key, row in server.now["torrents"].items()
    }
    assert torrents["a"].dlspeed == server.now["torrents"]["a"]["dlspeed"]


async def test_detail_is_polled_beside_the_list() -> None:
    stage = Stage(whole(), *(news(number) for number in range(2, 5)))
    stage.client.details["properties"] = [Properties(seeds=1), Properties(seeds=2)]
    stage.live.watch(GENERAL)
    await stage.play()
    assert stage.client.times("properties") == [SETTLING, 2 + SETTLING, 4 + SETTLING]
    data = [detail.data for detail in stage.audience.details]
    assert [row.seeds for row in data if isinstance(row, Properties)] == [1, 2, 2]
    assert stage.live.detail == stage.audience.details[-1]


async def test_watch_that_moves_on_quickly_is_asked_once() -> None:
    stage = Stage(whole(), news(2))
    stage.client.details["properties"] = [Properties()]
    for number in range(5):
        watch = Watch("properties", f"{number}")
        stage.clock.at(number * 0.03, partial(stage.live.watch, watch))
    await stage.play()
    assert {detail.watch.hash for detail in stage.audience.details} == {"4"}


async def test_watching_the_same_again_keeps_what_is_known() -> None:
    stage = Stage(whole(), news(2))
    stage.client.details["properties"] = [Properties()]
    stage.live.watch(GENERAL)
    stage.clock.at(1, lambda: stage.live.watch(Watch("properties", "a")))
    await stage.play()
    assert stage.client.times("properties") == [SETTLING, 2 + SETTLING]


async def test_watching_nothing_polls_the_list_only() -> None:
    stage = Stage(whole(), *(news(number) for number in range(2, 6)))
    stage.client.details["properties"] = [Properties()]
    stage.live.watch(GENERAL)
    stage.clock.at(1, lambda: stage.live.watch(None))
    await stage.play()
    assert stage.client.times("properties") == [SETTLING]
    assert stage.live.detail is None


async def test_detail_that_fails_keeps_what_was_known_and_says_why() -> None:
    stage = Stage(whole(), news(2))
    known, error = Properties(seeds=1), BadReply("What?")
    stage.client.details["properties"] = [known, error]
    stage.live.watch(GENERAL)
    await stage.play()
    assert [(d.data, d.error) for d in stage.audience.details] == [(known, None), (known, error)]
    assert stage.audience.phases == [Phase.ONLINE, Phase.REFUSED]


async def test_error_that_is_kept_holds_no_answer() -> None:
    def fail(rid: int) -> MaindataReply:
        answer = b"whole"
        raise Unreachable("No connection.") from ValueError(answer)

    stage = Stage(whole(), news(2), fail)
    stage.client.details["properties"] = [NotFound("Gone.")]
    stage.live.watch(GENERAL)
    await stage.play()
    errors = [each.error for each in stage.audience.connections if each.error]
    errors += [each.error for each in stage.audience.details if each.error]
    assert {type(error) for error in errors} == {NotFound, Unreachable, Refused}
    for error in errors:
        assert (error.__traceback__, error.__cause__, error.__context__) == (None, None, None)


async def test_detail_that_fails_is_asked_for_less_and_less_often() -> None:
    stage = Stage(whole(), *(news(number) for number in range(2, 12)))
    stage.client.details["properties"] = [*[BadReply("What?")] * 4, Properties()]
    stage.live.watch(GENERAL)
    await stage.play()
    pauses = [0, 1, 2, 4, 8]
    moments = [SETTLING + sum(pauses[: number + 1]) for number in range(len(pauses))]
    assert stage.client.times("properties") == moments
    assert stage.live.detail is not None
    assert stage.live.detail.error is None


async def test_detail_of_an_earlier_watch_is_not_told() -> None:
    def move_on(_rid: int) -> Properties:
        stage.live.watch(None)
        return Properties()

    stage = Stage(whole(), news(2))
    stage.client.details["properties"] = [move_on]
    stage.live.watch(GENERAL)
    await stage.play()
    assert stage.client.times("properties") == [SETTLING]
    assert stage.audience.details == []


async def test_torrent_that_is_listed_but_never_found_asks_for_everything_once() -> None:
    stage = Stage(whole(), *(whole(number) for number in range(2, 12)))
    stage.client.details["properties"] = [NotFound("Gone.")]
    stage.live.watch(GENERAL)
    await stage.play()
    assert len(stage.client.times("properties")) > GHOST
    assert stage.client.rids().count(0) == 2


async def test_torrent_that_was_just_removed_asks_for_the_difference() -> None:
    stage = Stage(whole(), decode({"rid": 2, "torrents_removed": ["a"]}), news(3), news(4))
    stage.client.details["properties"] = [NotFound("Gone.")]
    stage.live.watch(GENERAL)
    await stage.play()
    assert stage.client.times("maindata")[:2] == [0, SETTLING]
    assert stage.client.rids().count(0) == 1


async def test_lost_detail_makes_the_list_find_out() -> None:
    stage = Stage(whole(), LOST, whole())
    stage.client.details["properties"] = [LOST]
    stage.live.watch(GENERAL)
    await stage.play()
    assert stage.client.times("maindata")[:2] == [0, SETTLING]
    assert Phase.OFFLINE in stage.audience.phases


async def test_details_are_not_polled_while_the_server_is_away() -> None:
    stage = Stage(LOST, LOST, LOST, whole())
    stage.client.details["properties"] = [Properties()]
    stage.live.watch(GENERAL)
    await stage.play()
    assert stage.client.times("properties") == [7]


async def test_refused_detail_stops_the_polling() -> None:
    stage = Stage(whole(), news(2), news(3))
    stage.client.details["properties"] = [LoginRejected("Wrong.")]
    stage.live.watch(GENERAL)
    await stage.play()
    assert stage.client.times("maindata") == [0]
    assert isinstance(stage.live.connection.error, LoginRejected)


async def test_wake_asks_for_the_detail_too() -> None:
    stage = Stage(whole(), *(news(number) for number in range(2, 5)))
    stage.client.details["properties"] = [Properties()]
    stage.live.watch(GENERAL)
    stage.clock.at(0.2, stage.live.wake)
    await stage.play()
    assert stage.client.times("properties")[:4] == [0.1, 0.2, 0.3, 0.5]


async def test_peers_go_on_from_their_last_answer_and_start_anew_for_another_torrent() -> None:
    stage = Stage(whole(), *(news(number) for number in range(2, 6)))
    stage.client.details["torrent_peers"] = [
        PeersReply(rid=4, full_update=True, peers={"p": {}}),
        PeersReply(rid=5),
        PeersReply(rid=1, full_update=True),
    ]
    stage.live.watch(Watch("peers", "a"))
    stage.clock.at(2, lambda: stage.live.watch(Watch("peers", "b")))
    await stage.play()
    assert stage.client.rids("torrent_peers")[:3] == [0, 4, 0]
