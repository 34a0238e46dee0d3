"""Adding torrents: what is sent for each item, and what is told of those that fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from qbtui.actions.model import Form
from qbtui.api.errors import Unreachable
from qbtui.fields import FieldValue
from qbtui.ui.runner import MAYBE

from .stage import Stage

MAGNET = "magnet:?xt=urn:btih:0123456789abcdef0123456789abcdef01234567"
OTHER = MAGNET[:-1] + "8"
URL = "http://host.test/a.torrent"
TORRENT = b"d4:infod6:lengthi1eee"


def stage_for(links: str, *replies: object, release: str = "5.3.0", **answer: FieldValue) -> Stage:
    stage = Stage(release).add()
    stage.answer = {"links": links, **answer}
    stage.client.replies["torrents/add"] = [*replies] or ["Ok."] * 9
    return stage


async def test_each_link_is_sent_with_the_options() -> None:
    stage = stage_for(
        f"{MAGNET} {URL}",
        save_path="/data/linux",
        category="films",
        tags="iso, fresh",
        start=False,
        sequential=True,
        content_layout="NoSubfolder",
    )
    await stage.run("torrents.add")
    assert [params["urls"] for _, params in stage.journal] == [MAGNET, URL]
    expected = {
        "savepath": "/data/linux",
        "autoTMM": False,
        "category": "films",
        "tags": "iso,fresh",
        "paused": True,
        "stopped": True,
        "sequentialDownload": True,
        "firstLastPiecePrio": False,
        "skip_checking": False,
        "contentLayout": "NoSubfolder",
    }
    for _, params in stage.journal:
        assert {name: params.get(name) for name in expected} == expected
    assert stage.told == ["Added 1 torrent, and gave 1 URL to the server to fetch"]


async def test_what_is_left_empty_is_left_to_the_server() -> None:
    stage = stage_for(MAGNET)
    await stage.run("torrents.add")
    assert not {"savepath", "category", "tags", "contentLayout"} & set(stage.journal[0][1])
    assert stage.journal[0][1]["stopped"] is False


async def test_a_local_file_is_uploaded(tmp_path: Path) -> None:
    file = tmp_path / "a b.torrent"
    file.write_bytes(TORRENT)
    stage = stage_for(str(file))
    await stage.run("torrents.add")
    assert stage.client.uploads == [TORRENT]
    assert stage.told == ["Added 1 torrent"]


async def test_a_server_that_counts_is_believed() -> None:
    fetching = '{"success_count":0,"failure_count":0,"pending_count":1,"added_torrent_ids":[]}'
    fetched = '{"success_count":1,"pending_count":0,"added_torrent_ids":["0123"]}'
    stage = stage_for(f"{URL} {MAGNET} {URL}", fetching, fetched, fetched)
    await stage.run("torrents.add")
    assert stage.told == ["Added 2 torrents, and gave 1 URL to the server to fetch"]


async def test_what_the_server_has_yet_to_fetch_is_not_said_to_be_added() -> None:
    stage = stage_for(URL, release="4.2.5")
    await stage.run("torrents.add")
    assert stage.told == ["Gave 1 URL to the server to fetch"]


async def test_what_fails_is_named_and_the_rest_added() -> None:
    stage = stage_for(f"{MAGNET} {OTHER}", "Fails.", "Ok.")
    await stage.run("torrents.add")
    assert len(stage.journal) == 2
    first, second = stage.told[0].splitlines()
    assert first == "Added 1 torrent"
    assert second.startswith("Not added: magnet:?xt=urn:btih:0123456789abcdef0…cdef01234567: The")


async def test_a_file_that_went_away_is_not_sent_as_a_link(tmp_path: Path) -> None:
    file = tmp_path / "gone.torrent"
    file.write_bytes(TORRENT)
    stage = stage_for(f"{file} {MAGNET}")
    stage.before_run = file.unlink
    await stage.run("torrents.add")
    assert [params.get("urls") for _, params in stage.journal] == [MAGNET]
    assert "no file on this machine" in stage.told[0]


async def test_a_lost_connection_ends_it() -> None:
    stage = stage_for(f"{MAGNET} {URL} {URL}", "Ok.", Unreachable("no connection"))
    await stage.run("torrents.add")
    assert len(stage.journal) == 2
    assert stage.told == [f"Added 1 torrent\nNot added: {URL} and what follows: no connection"]


async def test_when_nothing_is_added_the_links_are_asked_for_again() -> None:
    stage = stage_for(URL, "Fails.", category="films")
    await stage.run("torrents.add")
    assert stage.told == stage.failed == []
    first, again = stage.asked
    assert isinstance(first, Form)
    assert not first.problem
    assert isinstance(again, Form)
    assert again.problem.startswith(f"{URL}: The server added nothing")
    assert {field.key: field.initial for field in again.fields}["links"] == (URL,)
    assert {field.key: field.initial for field in again.fields}["category"] == "films"


async def test_of_many_that_fail_a_few_are_named() -> None:
    links = [f"{URL}?{number}" for number in range(40)]
    stage = stage_for(" ".join(links), *["Fails."] * 40)
    await stage.run("torrents.add")
    again = stage.asked[1]
    assert isinstance(again, Form)
    assert len(again.problem.splitlines()) == 4
    assert again.problem.endswith("and 37 more")


@pytest.mark.parametrize(("release", "offered"), [("4.3.1", False), ("4.3.2", True)])
async def test_tags_and_layout_are_offered_where_the_server_takes_them(
    release: str, offered: bool
) -> None:
    stage = stage_for(MAGNET, release=release)
    await stage.run("torrents.add")
    form = stage.asked[0]
    assert isinstance(form, Form)
    keys = {field.key for field in form.fields}
    assert ({"tags", "content_layout"} <= keys) is offered
    assert bool(form.note) is not offered


async def test_a_link_whose_answer_is_lost_may_have_been_added() -> None:
    lost = Unreachable("It dropped the connection.")
    lost.uncertain = True
    stage = stage_for(MAGNET, lost)
    await stage.run("torrents.add")
    again = stage.asked[1]
    assert isinstance(again, Form)
    assert again.problem == f"It dropped the connection. {MAYBE}"
    assert again.fields[0].initial == (MAGNET,)
