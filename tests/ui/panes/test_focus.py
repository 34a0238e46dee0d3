"""Where the focus goes when the pane that had it is not there any more."""

from __future__ import annotations

import pytest

from tests.ui.stage import LARGE, SMALL, Qbittorrent, opened, row


@pytest.mark.parametrize("key", ["escape", "enter"])
async def test_the_filter_does_not_go_back_to_a_pane_that_has_left(key: str) -> None:
    async with opened(Qbittorrent().has(row("older", 1), row("newer", 2)), LARGE) as stage:
        await stage.press("tab")
        assert stage.focused == "details"
        await stage.press("slash", "e")
        await stage.resize(*SMALL)
        assert stage.shown == {"torrents"}
        await stage.press(key)
        assert stage.focused == "torrents"
        await stage.press("j")
        assert stage.current == "older"
