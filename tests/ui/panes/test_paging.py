"""Moving by pages through a tab that has lines and no cursor."""

from __future__ import annotations

import pytest

from qbtui.api.models.details import Properties
from tests.ui.stage import Qbittorrent, Stage, opened, row


def talkative() -> Qbittorrent:
    """Return a server with a torrent whose properties are many screens long."""
    server = Qbittorrent().has(row("only"))
    comment = " ".join(f"sentence{number:03}" for number in range(200))
    server.details["torrents/properties"] = Properties(comment=comment)
    return server


async def met(stage: Stage, key: str) -> set[str]:
    """Return all lines that show on the way from the top to where `key` leads no further."""
    sheet = stage.app.main.details.main
    await stage.press("g", "g")
    lines: set[str] = set()
    shown: list[str] = []
    while shown != stage.part(sheet):
        shown = stage.part(sheet)
        lines.update(shown)
        await stage.press(key)
    return lines


@pytest.mark.parametrize(("key", "height"), [("pagedown", 24), ("ctrl+f", 24), ("pagedown", 36)])
async def test_paging_leaves_out_no_line(key: str, height: int) -> None:
    async with opened(talkative(), (80, height)) as stage:
        await stage.press("enter", "1")
        await stage.until(lambda: "Information" in stage.details)
        assert await met(stage, key) == await met(stage, "j")


async def test_a_page_is_what_shows_after_the_terminal_became_smaller() -> None:
    async with opened(talkative(), (80, 50)) as stage:
        await stage.press("enter", "1")
        await stage.until(lambda: "Information" in stage.details)
        await stage.resize(80, 24)
        await stage.press("g", "d")
        assert await met(stage, "pagedown") == await met(stage, "j")
