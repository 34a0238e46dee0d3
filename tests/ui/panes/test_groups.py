"""Groups of the sidebar with unusual names."""

from __future__ import annotations

import pytest

from tests.ui.panes.test_sidebar import choose, line, lines
from tests.ui.stage import LARGE, Qbittorrent, Stage, opened, row


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
