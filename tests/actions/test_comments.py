"""The whole comment of a torrent, given to an editor."""

from __future__ import annotations

import pytest

from qbtui.actions.present import GONE
from qbtui.api.errors import NotFound, Unreachable
from qbtui.api.models.details import Properties
from qbtui.text import enter

from .stage import Stage, hash_of, torrent

ACTION = "torrents.comment"


@pytest.mark.parametrize("listed", [True, False])
async def test_the_whole_comment_is_given_to_the_editor(listed: bool) -> None:
    said = enter("one\r\n\ttwo\x1b[31m\x9b\u200d\x00\n\n" + "x" * 100_000)
    stage = Stage().add(torrent(1, comment=said if listed else ""))
    stage.live.store.known_fields = frozenset({"comment"} if listed else ())
    stage.client.replies["torrents/properties"] = [Properties(comment=said)]
    await stage.run(ACTION)
    whole = "one\n\ttwo[31m\u200d\n\n" + "x" * 100_000 + "\n"
    assert stage.screen.calls == [("read", whole, "comment.txt")]
    asked = [] if listed else [("torrents/properties", {"hash": hash_of(1)})]
    assert stage.journal == asked


async def test_where_there_is_none_that_is_said() -> None:
    stage = Stage().add(torrent(1))
    stage.client.replies["torrents/properties"] = [Properties()]
    await stage.run(ACTION)
    assert stage.told == ["There is no comment to read"]
    assert stage.screen.calls == []


async def test_it_is_one_at_a_time() -> None:
    stage = Stage().add(torrent(1), torrent(2))
    await stage.run(ACTION)
    assert stage.refused == ["Only one torrent at a time"]


@pytest.mark.parametrize(
    ("error", "said"),
    [(NotFound("What?"), GONE), (Unreachable("It is away.", "Start it."), "It is away. Start it.")],
)
async def test_what_cannot_be_fetched_is_told(error: Exception, said: str) -> None:
    stage = Stage().add(torrent(1))
    stage.client.replies["torrents/properties"] = [error]
    await stage.run(ACTION)
    assert stage.failed == [f"Read comment in the editor: {said}"]
    assert stage.screen.calls == []
