"""Adding torrents: what is sent for each item, and what is told of those that fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from qbtui.actions.model import Form
from qbtui.api.errors import Unreachable

from .stage import Stage

MAGNET = "magnet:?xt=urn:btih:0123456789abcdef0123456789abcdef01234567"
URL = "http://host.test/a.torrent"


def stage_for(links: str, *replies: object, release: str = "5.3.0", **answer: str) -> Stage:
    stage = Stage(release).add()
    stage.answer = {"links": links, **answer}
    stage.client.replies["torrents/add"] = [*replies] or [b"Ok."] * 9
    return stage


async def test_each_link_is_sent_with_the_options() -> None:
    stage = stage_for(
        f"{MAGNET} {URL}",
        save_path="/data/linux",
        category="films",
        tags="iso, fresh",
        start="no",
        sequential="yes",
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
    assert stage.told == ["Added 2 torrents"]


async def test_what_is_left_empty_is_left_to_the_server() -> None:
    stage = stage_for(MAGNET)
    await stage.run("torrents.add")
    assert not {"savepath", "category", "tags", "contentLayout"} & set(stage.journal[0][1])
    assert stage.journal[0][1]["stopped"] is False


async def test_a_local_file_is_uploaded(tmp_path: Path) -> None:
    file = tmp_path / "a b.torrent"
    file.write_bytes(b"d4:infode")
    stage = stage_for(str(file))
    await stage.run("torrents.add")
    assert stage.client.uploads == [b"d4:infode"]
    assert stage.told == ["Added 1 torrent"]


async def test_what_fails_is_named_and_the_rest_added(tmp_path: Path) -> None:
    stage = stage_for(f"{MAGNET} {URL}", b"Fails.", b"Ok.")
    await stage.run("torrents.add")
    assert len(stage.journal) == 2
    first, second = stage.told[0].splitlines()
    assert first == "Added 1 torrent"
    assert second.startswith(f"Not added: {MAGNET[:50]}…: The server added nothing")


async def test_a_file_that_went_away_is_not_sent_as_a_link(tmp_path: Path) -> None:
    file = tmp_path / "gone.torrent"
    file.write_bytes(b"de")
    stage = stage_for(f"{file} {MAGNET}")
    stage.before_run = file.unlink
    await stage.run("torrents.add")
    assert [params.get("urls") for _, params in stage.journal] == [MAGNET]
    assert "no file on this machine" in stage.told[0]


async def test_a_lost_connection_ends_it() -> None:
    stage = stage_for(f"{MAGNET} {URL} {URL}", b"Ok.", Unreachable("no connection"))
    await stage.run("torrents.add")
    assert len(stage.journal) == 2
    assert stage.told == [f"Added 1 torrent\nNot added: {URL} and what follows: no connection"]


async def test_nothing_added_is_a_failure() -> None:
    stage = stage_for(URL, b"Fails.")
    await stage.run("torrents.add")
    assert stage.told == []
    assert stage.failed[0].startswith(f"Add torrents: {URL}: The server added nothing")


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
    assert "It dropped the connection. It may have been added nevertheless." in stage.failed[0]
