"""The notice: shows all it is given, and closes."""

from __future__ import annotations

import pytest

from qbtui.ui.dialogs.notice import Notice
from tests.ui.dialogs.support import shown


@pytest.mark.parametrize("key", ["escape", "q", "enter", "ctrl+g"])
async def test_it_shows_its_message_until_closed(key: str) -> None:
    async with shown(lambda: Notice("Failed", "[b]no[/b]\nTry again.")) as hand:
        assert "[b]no[/b]" in hand.text
        assert "Try again." in hand.text
        await hand.press(key)
        assert hand.answer is None


async def test_a_long_message_scrolls() -> None:
    message = "\n".join([*(f"result {n:02}" for n in range(40)), "The end."])
    async with shown(lambda: Notice("Results", message), 60, 16) as hand:
        assert "result 00" in hand.text
        await hand.press("down")
        assert "result 00" not in hand.text
        await hand.press("up")
        assert "result 00" in hand.text
        await hand.press(*["pagedown"] * 5)
        assert "The end." in hand.text
