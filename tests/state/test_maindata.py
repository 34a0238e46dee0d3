"""Merging `sync/maindata`: what one answer changes, and what it must never change."""

from __future__ import annotations

import asyncio
import json

import msgspec
import pytest

from qbtui.api.errors import BadReply
from qbtui.api.models.server import MaindataReply
from qbtui.state.maindata import LARGE_ROW, LONGEST_ROW, SLICE, Change, Maindata
from qbtui.text import raw
from tests.state.model_server import decode, torrent

NOTHING = Change(
    full=False, hashes=frozenset(), removed=frozenset(), fields=frozenset(), groups=False
)


async def store_of(**parts: object) -> Maindata:
    store = Maindata()
    await store.apply(decode({"rid": 1, "full_update": True, **parts}))
    return store


async def test_whole_answer_drops_what_it_does_not_name() -> None:
    store = await store_of(
        torrents={"a": torrent(), "b": torrent()},
        categories={"linux": {"name": "linux"}},
        tags=["x"],
        trackers={"http://t/": ["a"]},
        server_state={"dl_info_speed": 7},
    )
    change = await store.apply(
        decode({"rid": 9, "full_update": True, "torrents": {"b": torrent()}})
    )
    assert list(store.torrents) == ["b"]
    assert (store.categories, store.tags, store.trackers) == ({}, [], {})
    assert store.server.dl_info_speed == 0
    assert store.rid == 9
    assert change == Change(
        full=True, hashes=frozenset(), removed=frozenset("a"), fields=frozenset(), groups=True
    )


async def test_difference_changes_only_the_fields_it_names() -> None:
    store = await store_of(torrents={"a": torrent(dlspeed=1), "b": torrent()})
    row, version = store.torrents["a"], store.torrents["a"].version
    change = await store.apply(decode({"rid": 2, "torrents": {"a": {"dlspeed": 5, "size": 1000}}}))
    assert store.torrents["a"] is row
    assert (row.dlspeed, row.size, row.name) == (5, 1000, "debian.iso")
    assert row.version > version
    assert (change.hashes, change.fields) == (frozenset("a"), frozenset({"dlspeed"}))


async def test_difference_without_news_changes_no_version() -> None:
    store = await store_of(torrents={"a": torrent()})
    version = store.torrents["a"].version
    answer = {"rid": 2, "torrents": {"a": {"size": 1000}, "b": {}}}
    assert await store.apply(decode(answer)) == NOTHING
    assert store.torrents["a"].version == version
    assert list(store.torrents) == ["a"]


async def test_versions_go_on_over_whole_answers_and_are_never_used_again() -> None:
    store = await store_of(torrents={"a": torrent(), "b": torrent()})
    same, other = store.torrents["a"].version, store.torrents["b"].version
    parts = {"torrents": {"a": torrent(), "b": torrent(size=2)}}
    change = await store.apply(decode({"rid": 1, "full_update": True, **parts}))
    assert store.torrents["a"].version == same
    assert store.torrents["b"].version not in {same, other}
    assert change.hashes == frozenset("b")
    await store.apply(decode({"rid": 2, "torrents_removed": ["a"]}))
    await store.apply(decode({"rid": 3, "torrents": {"a": torrent()}}))
    assert store.torrents["a"].version not in {same, other, store.torrents["b"].version}


async def test_whole_answer_brings_the_rows_there_are_up_to_date() -> None:
    store = await store_of(
        torrents={"a": torrent(), "b": torrent(dlspeed=1), "c": torrent(tags="x\x07", upspeed=1)}
    )
    before = dict(store.torrents)
    versions = {hash_: row.version for hash_, row in before.items()}
    sent = {"c": torrent(tags="x\x08"), "b": torrent(dlspeed=2), "a": torrent()}
    change = await store.apply(decode({"rid": 1, "full_update": True, "torrents": sent}))
    assert list(store.torrents) == ["c", "b", "a"]
    # A second object for each would take as much memory again, for good.
    assert all(store.torrents[hash_] is row for hash_, row in before.items())
    assert before["b"].dlspeed == 2
    assert (raw(before["c"].tags), before["c"].upspeed) == ("x\x08", 0)
    assert before["a"].version == versions["a"]
    assert before["b"].version > versions["b"]
    assert before["c"].version > versions["c"]
    assert change.hashes == {"b", "c"}
    assert change.fields == {"dlspeed", "tags", "upspeed"}


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("debian.iso", "/data/debian.iso"),
        ("debian.iso", "/data/another.iso"),
        ("debian.iso", "/elsewhere/debian.iso"),
        ("a/b", "/data/a/b"),
        ("C:\\a", "/data/C:\\a"),
        ("red\x1b", "/data/red\x1b"),
        ("red\x1b", "/data/red\x1c"),
        ("debian.iso", "C:\\data\\debian.iso"),
        ("debian.iso", ""),
    ],
)
async def test_path_of_the_content_is_known_exactly_also_after_the_torrent_is_renamed(
    name: str, path: str
) -> None:
    store = await store_of(torrents={"a": torrent(name=name, save_path="/data", content_path=path)})
    row = store.torrents["a"]
    assert row.full_content_path == path
    await store.apply(decode({"rid": 2, "torrents": {"a": {"name": "renamed"}}}))
    assert row.full_content_path == path
    moved = {"save_path": "/moved", "content_path": "/moved/debian.iso"}
    await store.apply(decode({"rid": 3, "torrents": {"a": moved}}))
    assert row.full_content_path == "/moved/debian.iso"


async def test_path_within_the_save_path_takes_no_memory() -> None:
    sent = torrent(name="debian.iso", save_path="/data", content_path="/data/debian.iso")
    row = (await store_of(torrents={"a": sent})).torrents["a"]
    assert row.content_path is row.name


async def test_a_hash_is_kept_once_after_any_number_of_whole_answers() -> None:
    hash_ = "0123456789" * 4
    sent = {"torrents": {hash_: torrent()}, "trackers": {"http://t/": [hash_]}}
    store = await store_of(**sent)
    await store.apply(decode({"rid": 1, "full_update": True, **sent}))
    (key,), (user,) = store.torrents, store.trackers["http://t/"]
    assert key is store.torrents[key].hash
    assert user is key


async def test_unseen_torrent_in_a_difference_is_taken_whole() -> None:
    store = await store_of()
    change = await store.apply(decode({"rid": 2, "torrents": {"a": torrent(state="pausedDL")}}))
    assert (store.torrents["a"].hash, store.torrents["a"].state) == ("a", "stoppedDL")
    assert change.hashes == frozenset("a")
    assert {"name", "dlspeed"} <= change.fields
    assert "name" in store.known_fields


async def test_part_of_an_unseen_torrent_asks_for_everything() -> None:
    store = await store_of(torrents={"a": torrent()})
    await store.apply(decode({"rid": 2, "torrents": {"b": {"dlspeed": 3}}}))
    assert list(store.torrents) == ["a"]
    assert store.rid == 0


async def test_difference_to_nothing_is_refused() -> None:
    store = await store_of(torrents={"a": torrent()})
    store.reset()
    with pytest.raises(BadReply):
        await store.apply(decode({"rid": 2, "torrents_removed": ["a"]}))
    assert list(store.torrents) == ["a"]


async def test_removals_come_after_additions_and_only_name_what_was_there() -> None:
    store = await store_of(torrents={"a": torrent()})
    change = await store.apply(
        decode({"rid": 2, "torrents": {"a": {"size": 2}}, "torrents_removed": ["a", "z"]})
    )
    assert store.torrents == {}
    assert (change.hashes, change.removed) == (frozenset(), frozenset("a"))


async def test_wrong_type_is_left_out() -> None:
    store = await store_of(torrents={"a": torrent(), "b": torrent(size="big", dlspeed=4)})
    assert (store.torrents["b"].size, store.torrents["b"].dlspeed) == (-1, 4)
    change = await store.apply(
        decode({"rid": 2, "torrents": {"a": {"name": 5, "progress": True, "state": ["x"]}}})
    )
    assert change == NOTHING
    assert store.torrents["a"].name == "debian.iso"


async def test_torn_text_costs_no_torrent() -> None:
    store = Maindata()
    answer = b'{"rid":1,"full_update":true,"torrents":{"a":{"name":"x\xffy","size":3}}}'
    await store.apply(msgspec.json.decode(answer, type=MaindataReply))
    assert store.torrents["a"].name == "x\N{REPLACEMENT CHARACTER}y"
    assert store.torrents["a"].size == 3


@pytest.mark.parametrize(
    "encoded", [b'{"hash":5,"name":"x","size":1e400}', b'{"name":"x","size":{}}', b"5", b"null"]
)
async def test_a_torrent_that_cannot_be_read_is_listed_with_what_can(encoded: bytes) -> None:
    store = Maindata()
    answer = b'{"rid":1,"full_update":true,"torrents":{"a":' + encoded + b',"b":{"name":"y"}}}'
    await store.apply(msgspec.json.decode(answer, type=MaindataReply))
    assert [row.hash for row in store.torrents.values()] == ["a", "b"]
    assert (store.torrents["a"].name, store.torrents["a"].size) == ("x" * (len(encoded) > 9), -1)
    assert store.torrents["b"].name == "y"


async def test_a_difference_takes_texts_for_numbers_as_a_whole_answer_does() -> None:
    store = await store_of(torrents={"a": torrent(size="5", seq_dl=1)})
    assert (store.torrents["a"].size, store.torrents["a"].seq_dl) == (5, True)
    await store.apply(decode({"rid": 2, "torrents": {"a": {"size": "9", "seq_dl": 0}}}))
    assert (store.torrents["a"].size, store.torrents["a"].seq_dl) == (9, False)
    await store.apply(decode({"rid": 3, "torrents": {"a": {"size": "nan", "seq_dl": "?"}}}))
    assert (store.torrents["a"].size, store.torrents["a"].seq_dl) == (9, False)


@pytest.mark.parametrize("number", [10**400, 2**63, -(2**64), 1e300, -1e300])
async def test_a_difference_with_a_number_that_no_server_has_changes_nothing(
    number: float,
) -> None:
    store = await store_of(torrents={"a": torrent(size=5)}, server_state={"refresh_interval": 700})
    text = str(number)
    for rid, value in enumerate((number, text), start=2):
        wrong = {"size": value, "progress": value, "priority": value}
        reply = MaindataReply(
            rid=rid,
            torrents={"a": msgspec.Raw(json.dumps(wrong).encode())},
            server_state={"refresh_interval": value},
        )
        assert await store.apply(reply) == NOTHING
    assert (store.torrents["a"].size, store.server.refresh_interval) == (5, 700)


async def test_a_long_torrent_is_merged_as_others_are() -> None:
    long = "y" * LARGE_ROW
    store = await store_of(torrents={"a": torrent(comment=long, size=5), "b": torrent()})
    assert (raw(store.torrents["a"].comment), store.torrents["a"].size) == (long, 5)
    later = {"a": {"comment": long + "z", "size": 6}, "c": torrent(comment=long)}
    change = await store.apply(decode({"rid": 2, "torrents": later}))
    assert (raw(store.torrents["a"].comment), store.torrents["a"].size) == (long + "z", 6)
    assert raw(store.torrents["c"].comment) == long
    assert change.hashes == {"a", "c"}


async def test_a_torrent_that_is_longer_than_any_costs_itself() -> None:
    encoded = json.dumps({"name": "x", "comment": "y" * LONGEST_ROW, "state": "error"}).encode()
    rows = {"a": msgspec.Raw(encoded), "b": msgspec.Raw(b'{"name":"y"}')}
    store = Maindata()
    await store.apply(MaindataReply(rid=1, full_update=True, torrents=rows))
    assert [row.name for row in store.torrents.values()] == ["", "y"]
    assert await store.apply(MaindataReply(rid=2, torrents={"b": rows["a"]})) == NOTHING


async def test_server_cannot_set_what_the_store_owns() -> None:
    store = await store_of(torrents={"a": torrent(hash="z", version=99)})
    version = store.torrents["a"].version
    change = await store.apply(decode({"rid": 2, "torrents": {"a": {"hash": "z", "version": 99}}}))
    assert (store.torrents["a"].hash, store.torrents["a"].version) == ("a", version)
    assert change == NOTHING


async def test_hostile_text_is_safe_and_remembers_what_the_server_said() -> None:
    store = await store_of(torrents={"a": torrent(name="\x1b[2J"), "b": torrent(name="\x1b[2J")})
    await store.apply(decode({"rid": 2, "torrents": {"a": {"category": "x\x07"}}}))
    assert "\x1b" not in store.torrents["a"].name
    assert raw(store.torrents["a"].name) == "\x1b[2J"
    assert raw(store.torrents["a"].category) == "x\x07"


async def test_texts_that_look_alike_keep_their_own_raw_form() -> None:
    store = await store_of(torrents={"a": torrent(tags="x\x07"), "b": torrent(tags="x\x08")})
    assert raw(store.torrents["a"].tags) == "x\x07"
    assert raw(store.torrents["b"].tags) == "x\x08"
    await store.apply(decode({"rid": 2, "torrents": {"a": {"tags": "x\x08"}}}))
    assert raw(store.torrents["a"].tags) == "x\x08"


async def test_states_before_5_0_have_the_newer_words() -> None:
    store = await store_of(torrents={"a": torrent(state="pausedUP"), "b": torrent()})
    assert store.torrents["a"].state == "stoppedUP"
    again = {"rid": 2, "torrents": {"a": {"state": "pausedUP"}, "b": {"state": "pausedDL"}}}
    change = await store.apply(decode(again))
    assert store.torrents["b"].state == "stoppedDL"
    assert change.hashes == frozenset("b")


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(["linux", "music"], id="4.1.0"),
        pytest.param({"linux": {"name": "linux"}, "music": {"name": "music"}}, id="4.1.3"),
    ],
)
async def test_categories_are_known_by_name(sent: object) -> None:
    store = await store_of(categories=sent)
    assert {name: row.name for name, row in store.categories.items()} == {
        "linux": "linux",
        "music": "music",
    }


async def test_category_difference_keeps_the_fields_it_does_not_name() -> None:
    store = await store_of(categories={"a": {"name": "a", "save_path": "/a"}, "b": {"name": "b"}})
    answer = {"rid": 2, "categories": {"a": {"download_path": False}}, "categories_removed": ["b"]}
    change = await store.apply(decode(answer))
    assert store.categories["a"].path == "/a"
    assert store.categories["a"].download_path is False
    assert list(store.categories) == ["a"]
    assert change.groups


async def test_tags_are_added_removed_and_sorted_without_case() -> None:
    store = await store_of(tags=["b", "A"])
    change = await store.apply(decode({"rid": 2, "tags": ["C", "b"], "tags_removed": ["A"]}))
    assert store.tags == ["b", "C"]
    assert change.groups


async def test_tracker_lists_replace_each_other() -> None:
    store = await store_of(trackers={"http://t/": ["a", "b"], "http://u/": ["a"]})
    answer = {"rid": 2, "trackers": {"http://t/": ["b"]}, "trackers_removed": ["http://u/"]}
    assert (await store.apply(decode(answer))).groups
    assert store.trackers == {"http://t/": ["b"]}
    assert not (await store.apply(decode(answer))).groups


async def test_server_state_is_merged() -> None:
    store = await store_of(server_state={"dl_info_speed": 7, "queueing": True})
    await store.apply(decode({"rid": 2, "server_state": {"dl_info_speed": 9}}))
    assert (store.server.dl_info_speed, store.server.queueing) == (9, True)


async def test_known_fields_are_those_the_server_sends() -> None:
    store = await store_of(torrents={"a": torrent()})
    assert store.known_fields == {"name", "state", "size", "progress"}
    await store.apply(decode({"rid": 2, "torrents": {"a": {"availability": 1.5, "new": 1}}}))
    assert store.known_fields == {"name", "state", "size", "progress", "availability"}


async def test_long_answer_lets_others_run_and_shows_nothing_half() -> None:
    store = await store_of(torrents={"a": torrent()})
    answer = decode(
        {"rid": 2, "full_update": True, "torrents": {f"{i}": torrent() for i in range(3 * SLICE)}}
    )
    merging = asyncio.create_task(store.apply(answer))
    seen = []
    while not merging.done():
        await asyncio.sleep(0)
        seen.append(len(store.torrents))
    assert seen[:3] == [1, 1, 1]
    assert seen[-1] == 3 * SLICE
