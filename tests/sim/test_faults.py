"""Things go wrong as they are told to."""

from __future__ import annotations

import json

import pytest

from qbtui.sim.demo import demo_world
from qbtui.sim.faults import Dropped, Fault, Faults, Kind
from qbtui.sim.messages import Request, Response
from qbtui.sim.server import Server
from tests.sim.visitor import FORM, Clock, Visitor, header, visit


class Slept:
    """Stands for sleeping."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


async def ask(visitor: Visitor, endpoint: str, body: bytes = b"", coding: str = "") -> Response:
    headers = {"cookie": visitor.cookie, "content-type": FORM, "accept-encoding": coding}
    return await visitor.server.exchange(Request("POST", f"/api/v2/{endpoint}", "", headers, body))


def faulty(*rules: str, torrents: int = 1) -> Visitor:
    visitor = visit("5.1.0", torrents)
    visitor.server.faults = Faults.of(rules)
    return visitor


def stopped(visitor: Visitor) -> bool:
    return all(torrent.stopped for torrent in visitor.server.world.torrents.values())


def test_a_rule_is_read_from_text() -> None:
    rule = Fault.parse("drop-after:torrents/*:count=2:probability=0.5:seconds=1.5:skip=3")
    assert rule == Fault(Kind.DROP_AFTER, "torrents/*", 2, 0.5, 1.5, 3)


@pytest.mark.parametrize("text", ["nonsense", "html:count=many", "html:colour=red"])
def test_a_bad_rule_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"nonsense|many|colour"):
        Fault.parse(text)


async def test_a_lost_request_has_no_effect_and_a_lost_answer_has() -> None:
    visitor = faulty("drop-before:torrents/start:count=1")
    with pytest.raises(Dropped):
        await ask(visitor, "torrents/start", b"hashes=all")
    assert stopped(visitor)
    visitor.server.faults.add("drop-after:torrents/start")
    with pytest.raises(Dropped):
        await ask(visitor, "torrents/start", b"hashes=all")
    assert not stopped(visitor)


@pytest.mark.parametrize(("kind", "reset"), [("drop", False), ("reset", True)])
async def test_a_connection_ends_politely_or_with_a_reset(kind: str, reset: bool) -> None:
    for moment in ("before", "after"):
        with pytest.raises(Dropped) as caught:
            await ask(faulty(f"{kind}-{moment}"), "app/version")
        assert caught.value.reset is reset


async def test_of_several_rules_each_does_its_part() -> None:
    rules = ("slow:*:seconds=1", "latency:*:seconds=3", "slow:*:seconds=4", "latency:*:seconds=2")
    visitor, slept = faulty(*rules), Slept()
    visitor.server.faults.sleep = slept
    assert (await ask(visitor, "app/version")).seconds == 5
    assert slept.seconds == [3, 2]


async def test_a_rule_strikes_where_and_as_often_as_it_says() -> None:
    visitor = faulty("500:torrents/*:count=2:skip=1")
    statuses = [(await ask(visitor, "torrents/info")).status for _ in range(4)]
    assert statuses == [200, 500, 500, 200]
    assert (await ask(visitor, "app/version")).status == 200


async def test_chance_is_the_same_for_the_same_seed() -> None:
    runs = []
    for _ in range(2):
        visitor = faulty("500:*:probability=0.5")
        runs.append([(await ask(visitor, "app/version")).status for _ in range(20)])
    assert runs[0] == runs[1]
    assert set(runs[0]) == {200, 500}


@pytest.mark.parametrize("kind", ["truncated", "malformed"])
async def test_damaged_json_cannot_be_read(kind: str) -> None:
    answer = await ask(faulty(kind), "torrents/info")
    assert answer.status == 200
    with pytest.raises(json.JSONDecodeError):
        json.loads(answer.body)


async def test_a_truncated_answer_can_be_unpacked() -> None:
    visitor = faulty(torrents=3)
    whole = await ask(visitor, "torrents/info")
    visitor.server.faults.add("truncated")
    half = await ask(visitor, "torrents/info", coding="gzip")
    assert header(half, "Content-Encoding") == ""
    assert half.body == whole.body[: len(whole.body) // 2]


async def test_a_cut_answer_ends_before_it_is_complete() -> None:
    visitor = faulty("cut", torrents=1)
    response = await ask(visitor, "torrents/info")
    parts = visitor.server.faults.parts(response)
    assert await anext(parts) == response.body[: len(response.body) // 2]
    with pytest.raises(Dropped):
        await anext(parts)


async def test_other_answers_take_the_place_of_the_right_one() -> None:
    page = await ask(faulty("html"), "torrents/info")
    assert (page.status, page.content_type) == (200, "text/html")
    assert page.body.startswith(b"<!DOCTYPE html>")
    text = await ask(faulty("wrong-type"), "torrents/info")
    assert text.content_type.startswith("text/plain")
    assert json.loads(text.body)
    refused = await ask(faulty("403"), "torrents/info")
    assert (refused.status, refused.body) == (403, b"Forbidden")


async def test_latency_comes_before_the_effect() -> None:
    visitor, slept = faulty("latency:*:seconds=3"), Slept()
    visitor.server.faults.sleep = slept
    await ask(visitor, "app/version")
    assert slept.seconds == [3]


async def test_a_slow_body_arrives_in_parts() -> None:
    visitor, slept = faulty("slow:*:seconds=8"), Slept()
    visitor.server.faults.sleep = slept
    response = await ask(visitor, "torrents/info")
    parts = [part async for part in visitor.server.faults.parts(response)]
    assert len(parts) == len(slept.seconds) == 8
    assert b"".join(parts) == response.body
    assert sum(slept.seconds) == 8


async def test_a_confused_server_sends_a_difference_to_what_nobody_has() -> None:
    visitor = faulty("rid:sync/maindata:skip=1")
    assert b'"full_update":true' in (await ask(visitor, "sync/maindata", b"rid=0")).body
    answer = await ask(visitor, "sync/maindata", b"rid=0")
    assert json.loads(answer.body) == {"rid": 2}


async def test_a_restart_loses_the_session() -> None:
    visitor = faulty("restart:*:count=1")
    assert (await ask(visitor, "app/version")).status == 403
    visitor.log_in()
    assert b'"rid":1' in (await ask(visitor, "sync/maindata", b"rid=5")).body


async def test_a_restart_begins_the_log_anew() -> None:
    visitor = faulty("restart:app/version:count=1")
    visitor.server.world.say("before")
    await ask(visitor, "app/version")
    visitor.log_in()
    entries = visitor.json("log/main")
    assert [entry["id"] for entry in entries] == [0]
    assert "before" not in entries[0]["message"]


async def test_a_restart_begins_the_counts_of_the_session_anew() -> None:
    server = Server(demo_world(10), clock=Clock())
    world = server.world
    world.step(30)
    shared = world.statistics.alltime_ul
    assert world.statistics.up_info_data
    assert any(torrent.uploaded_session for torrent in world.torrents.values())
    server.restart()
    statistics = world.statistics
    assert statistics.dl_info_data == statistics.up_info_data == 0
    assert statistics.total_wasted_session == 0
    assert statistics.alltime_ul == shared
    for torrent in world.torrents.values():
        assert torrent.downloaded_session == torrent.uploaded_session == 0


async def test_confusion_leaves_everything_but_maindata_alone() -> None:
    visitor = faulty("rid")
    await ask(visitor, "sync/maindata", b"rid=0")
    server = visitor.server
    await ask(visitor, "torrents/createTags", b"tags=a")
    assert server.journal[-1].params == {"tags": "a"}
    request = Request("GET", "/api/v2/sync/maindata", "x=1", {"cookie": visitor.cookie})
    answer = await server.exchange(request)
    assert b"full_update" not in answer.body
    assert server.journal[-1].params == {"x": "1", "rid": "1"}
