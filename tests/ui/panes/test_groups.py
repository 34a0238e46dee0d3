"""Groups of the sidebar with unusual names, and on servers that say little of them."""

from __future__ import annotations

import pytest

from tests.ui.panes.test_sidebar import choose, line, lines
from tests.ui.stage import LARGE, Qbittorrent, Stage, hash_of, opened, row


def words(stage: Stage) -> list[str]:
    """Return the lines of the sidebar, their words one blank apart."""
    return [" ".join(line.split()) for line in lines(stage)]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("category", {"category": "all"}),
        ("tag", {"tags": "all"}),
        ("tracker", {"tracker": "http://all/announce"}),
    ],
)
async def test_a_group_called_all_is_a_group_like_others(kind: str, fields: dict[str, str]) -> None:
    async with opened(Qbittorrent().has(row("one", 1, **fields), row("two", 2)), LARGE) as stage:
        assert "all 1" in words(stage)
        await stage.press("g", "f")
        await choose(stage, f"{kind}:=all")
        assert stage.names == ["one"]
        assert "● all 1" in words(stage)
        await choose(stage, f"{kind}:=all")
        assert stage.names == ["two", "one"]


async def test_a_tracker_lets_in_what_comes_to_it_later() -> None:
    tracker = "http://t.test/announce"
    server = Qbittorrent("4.2.5").has(row("one", 1, tracker=tracker), row("two", 2))
    async with opened(server, LARGE) as stage:
        await stage.press("g", "f")
        await choose(stage, "tracker:=t.test")
        assert stage.names == ["one"]
        server.torrents_now[hash_of(3)] = row("three", 3, tracker=tracker)
        stage.app.main.link.live.wake()
        await stage.until(lambda: line(stage, "t.test") == "● t.test 2")
        assert stage.names == ["three", "one"]
        server.torrents_now[hash_of(2)]["tracker"] = tracker
        stage.app.main.link.live.wake()
        await stage.until(lambda: line(stage, "t.test") == "● t.test 3")
        assert stage.names == ["three", "two", "one"]
