"""What is copied of torrents and their rows, what the server is asked for it, and what is told."""

from __future__ import annotations

import asyncio
import json

import pytest

from qbtui.actions.present import BATCH, GONE
from qbtui.actions.torrents.comments import MOST
from qbtui.actions.torrents.copying import LEFT_OUT, SLICE
from qbtui.api.errors import NotFound, Unreachable
from qbtui.api.models.details import Peer, Properties, Tracker, WebSeed
from qbtui.text import enter

from .stage import Stage, hash_of, torrent
from .test_details import FILE

V1, V2 = "a" * 40, "b" * 64
PRIVATE, PUBLIC = "https://t.test/announce.php?passkey=0123abc", "udp://open.test:80/announce"
FOUND, NOT_FOUND = "A passkey is in it: keep it to yourself", "No passkey was found in it"


def link(*trackers: str) -> str:
    """Return a magnet link as servers write them, with colons and slashes escaped."""
    escaped = (url.replace(":", "%3A").replace("/", "%2F").replace("?", "%3F") for url in trackers)
    named = "".join(f"&tr={url.replace('=', '%3D')}" for url in escaped)
    return f"magnet:?xt=urn:btih:{V1}&dn=a{named}&ws=http%3A%2F%2Fseed.test%2F0123456789abcdef0"


def copies(stage: Stage) -> list[str]:
    """Return what was copied."""
    return [str(call[1]) for call in stage.screen.calls if call[0] == "copy"]


@pytest.mark.parametrize(
    ("action", "copied"),
    [
        ("copy.name", "Ubuntu & co"),
        ("copy.hash", f"{1:040x}"),
        ("copy.path", "/data/u"),
        ("copy.tracker", "http://t.test"),
        ("copy.file_path", "top/sub/a.iso"),
        ("copy.tracker_url", "http://t.test/a"),
        ("copy.peer_address", "[2001:db8::1]:6881"),
        ("copy.web_seed_url", "http://w.test"),
    ],
)
async def test_it_copies(action: str, copied: str) -> None:
    known = {"content_path": enter("/data/u\x1b"), "tracker": "http://t.test"}
    stage = Stage().add(torrent(1, name="Ubuntu & co", **known))
    stage.rows = (
        FILE,
        Tracker(url="http://t.test/a"),
        Peer(ip="2001:db8::1", port=6881),
        WebSeed(url="http://w.test"),
    )
    await stage.run(action)
    (call,) = (call for call in stage.screen.calls if call[0] == "copy")
    assert call[1] == copied
    told = f"Put {call[2]} somewhere"
    assert stage.told == [f"{told}, {LEFT_OUT}" if action == "copy.path" else told]
    assert stage.journal == []


async def test_no_control_character_is_copied_but_the_ends_of_lines() -> None:
    stage = Stage()
    stage.live.store.known_fields = frozenset({"comment"})
    comment = "one\r\ntwo\x1b[201~\nthree\u200d\x9b"
    stage.torrents = (torrent(1, comment=comment), torrent(2, comment="plain"))
    await stage.run("copy.comment")
    assert copies(stage) == ["one\ntwo[201~\nthree\u200d\nplain"]
    assert stage.told == [f"Put 2 comments somewhere, {LEFT_OUT}"]
    stage.torrents = (torrent(1, name="a\nb"),)
    await stage.run("copy.name")
    assert copies(stage)[1] == "ab"
    stage.torrents = (torrent(1, comment="one\r\ntwo"),)
    await stage.run("copy.comment")
    assert stage.told[2:] == ["Put the comment somewhere"]
    stage.add(torrent(1))
    stage.client.magnets = {hash_of(1): enter(f"{link()}\x1b[201~\n")}
    await stage.run("copy.magnet")
    assert copies(stage)[3] == f"{link()}[201~"


async def test_a_range_ends_with_the_copy_it_was_for() -> None:
    stage = Stage().add(torrent(1))
    await stage.run("copy.name")
    assert ("end_range",) in stage.screen.calls


async def test_several_are_copied_one_a_line() -> None:
    stage = Stage().add(torrent(0), torrent(1))
    await stage.run("copy.name")
    assert copies(stage) == ["torrent 0\ntorrent 1"]
    assert stage.told == ["Put 2 names somewhere"]


async def test_what_is_empty_is_not_copied() -> None:
    stage = Stage().add(torrent(1), torrent(2, comment="x"))
    stage.live.store.known_fields = frozenset({"comment"})
    await stage.run("copy.comment")
    assert stage.told == ["1 has none. Put the comment somewhere"]
    stage.torrents = stage.torrents[:1]
    await stage.run("copy.comment")
    assert stage.told[1:] == ["There is no comment to copy"]
    assert copies(stage) == ["x"]


async def test_json_is_copied_as_the_server_wrote_it() -> None:
    stage = Stage().add(torrent(1, name=enter("a\x1bb")))
    await stage.run("copy.json")
    (copied,) = copies(stage)
    assert '"name":"a\\u001bb"' in copied
    assert "version" not in json.loads(copied)


async def test_the_magnet_is_the_one_of_the_server_as_the_torrents_were_marked() -> None:
    stage = Stage().add(torrent(1), torrent(2))
    many = link(*(f"http://tracker{number}.test/announce" for number in range(60)))
    stage.client.magnets = {hash_of(1): link(PUBLIC), hash_of(2): many}
    stage.torrents = stage.torrents[::-1]
    await stage.run("copy.magnet")
    assert copies(stage) == [f"{many}\n{link(PUBLIC)}"]
    assert stage.told == ["Put 2 magnet links somewhere"]
    assert stage.journal == [("torrents/info", {"hashes": hash_of(2, 1)})]


@pytest.mark.parametrize(
    ("hashes", "topics"),
    [
        ({"infohash_v1": V1, "infohash_v2": V2}, f"xt=urn:btih:{V1}&xt=urn:btmh:1220{V2}"),
        ({}, f"xt=urn:btih:{1:040x}"),
    ],
)
async def test_where_the_server_has_no_magnet_it_is_made_of_what_is_known(
    hashes: dict[str, str], topics: str
) -> None:
    stage = Stage().add(torrent(1, name="Ubuntu & co", **hashes))
    await stage.run("copy.magnet")
    assert copies(stage) == [f"magnet:?{topics}&dn=Ubuntu%20%26%20co"]


@pytest.mark.parametrize("action", ["copy.magnet", "copy.tracker", "copy.comment"])
async def test_a_torrent_that_is_gone_is_left_out_and_that_is_said(action: str) -> None:
    stage = Stage().add(torrent(1), torrent(2))
    stage.client.magnets = {hash_of(2): link(PUBLIC)}
    stage.client.listed = stage.torrents[1:]
    stage.client.replies["torrents/properties"] = [NotFound("No."), Properties(comment="x")]
    await stage.run(action)
    (told,) = stage.told
    assert told.startswith("1 torrent is gone. Put the ")
    assert len(copies(stage)[0].splitlines()) == 1
    stage.client.listed = ()
    stage.client.replies["torrents/properties"] = [NotFound("No."), NotFound("No.")]
    await stage.run(action)
    (failed,) = stage.failed
    assert failed.endswith(GONE)
    assert len(copies(stage)) == 1


async def test_many_magnets_are_asked_for_in_parts() -> None:
    stage = Stage().add(*(torrent(number) for number in range(2 * BATCH + 1)))
    await stage.run("copy.magnet")
    sizes = [str(params["hashes"]).count("|") + 1 for _path, params in stage.journal]
    assert sizes == [BATCH, BATCH, 1]
    assert len(copies(stage)[0].splitlines()) == 2 * BATCH + 1


async def test_a_server_that_is_away_is_told_of() -> None:
    stage = Stage().add(torrent(1))
    stage.client.replies["torrents/info"] = [Unreachable("It is away.", "Start it.")]
    await stage.run("copy.magnet")
    assert stage.failed == ["Copy magnet link: It is away. Start it."]
    assert copies(stage) == []


async def test_where_no_tracker_works_the_first_is_copied() -> None:
    stage = Stage().add(torrent(1), torrent(2, tracker="http://works.test"), torrent(3))
    stage.client.magnets = {hash_of(1): link(PUBLIC, "http://second.test"), hash_of(3): link()}
    await stage.run("copy.tracker")
    assert copies(stage) == [f"{PUBLIC}\nhttp://works.test"]
    assert stage.told == ["1 has none. Put 2 trackers somewhere"]
    assert stage.journal == [("torrents/info", {"hashes": hash_of(1, 3)})]


@pytest.mark.parametrize(
    ("url", "private", "said"),
    [
        (PRIVATE, True, f"{FOUND}. "),
        (PRIVATE, False, f"{FOUND}. "),
        (PRIVATE, None, f"{FOUND}. "),
        (PUBLIC, True, f"{NOT_FOUND}. "),
        (PUBLIC, False, ""),
        (PUBLIC, None, ""),
    ],
)
async def test_whether_a_passkey_is_in_what_was_copied_is_said(
    url: str, private: bool | None, said: str
) -> None:
    stage = Stage().add(torrent(1, tracker=url, private=private))
    stage.client.magnets = {hash_of(1): link(PUBLIC, url)}
    stage.rows = (Tracker(url=url),)
    for action, what in (
        ("copy.magnet", "magnet link"),
        ("copy.tracker", "tracker"),
        ("copy.tracker_url", "tracker URL"),
        ("copy.json", "JSON line"),
    ):
        await stage.run(action)
        assert stage.told[-1] == f"{said}Put the {what} somewhere"
    await stage.run("copy.name")
    assert stage.told[-1] == "Put the name somewhere"


async def test_one_passkey_among_several_is_enough() -> None:
    stage = Stage().add(torrent(1, tracker=PUBLIC), torrent(2, tracker=PRIVATE))
    await stage.run("copy.tracker")
    assert stage.told == ["A passkey is in them: keep them to yourself. Put 2 trackers somewhere"]


async def test_a_comment_that_the_list_has_not_is_asked_for_one_by_one() -> None:
    stage = Stage("4.6.7").add(*(torrent(number) for number in range(MOST)))
    said = ["x" * 100_000, "one\ntwo", *[""] * (MOST - 2)]
    stage.client.replies["torrents/properties"] = [Properties(comment=each) for each in said]
    await stage.run("copy.comment")
    assert copies(stage) == ["\n".join(said[:2])]
    assert stage.told == [f"{MOST - 2} have none. Put 2 comments somewhere"]
    assert stage.journal == [
        ("torrents/properties", {"hash": each.hash}) for each in stage.torrents
    ]


async def test_too_many_comments_to_ask_for_one_by_one_are_refused() -> None:
    stage = Stage().add(*(torrent(number, comment="x") for number in range(MOST + 1)))
    await stage.run("copy.comment")
    assert stage.refused == [
        f"This server tells comments one by one: no more than {MOST} torrents at a time"
    ]
    assert stage.journal == []
    stage.live.store.known_fields = frozenset({"comment"})
    await stage.run("copy.comment")
    assert stage.told == [f"Put {MOST + 1} comments somewhere"]


async def test_keys_have_their_turn_while_very_many_are_copied() -> None:
    stage = Stage().add(*(torrent(number, tracker=PUBLIC) for number in range(5 * SLICE)))
    copying = asyncio.ensure_future(stage.run("copy.tracker"))
    turns = 0
    while not copying.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns > 5
    assert len(copies(stage)[0].splitlines()) == 5 * SLICE
