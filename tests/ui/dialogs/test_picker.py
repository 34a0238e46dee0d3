"""The picker: filter, order, motion, and items that cannot be chosen."""

from __future__ import annotations

import pytest

from qbtui.ui.dialogs.picker import Picker, PickerItem, ranked
from tests.ui.dialogs.support import OPEN, shown

ITEMS = (
    PickerItem("stop", "Stop torrents", "Stops them.", "p", group="Torrents"),
    PickerItem("start", "Start torrents", "Starts what is stopped.", "r", group="Torrents"),
    PickerItem("ban", "Ban peers", "[b]Never[/b] again.", "b", "no peer", "Peers"),
    PickerItem("add", "Add peers", "Adds peers.", group="Peers"),
)


async def test_items_stand_under_the_headings_of_their_groups_with_their_keys() -> None:
    async with shown(lambda: Picker("Help", ITEMS)) as hand:
        rows = [line.strip(" │") for line in hand.host.lines]
        start = rows.index("Torrents")
        assert rows[start + 1] == "p  Stop torrents  Stops them."
        assert rows[start + 3] == "Peers"


async def test_the_cursor_skips_headings() -> None:
    async with shown(lambda: Picker("Help", ITEMS)) as hand:
        await hand.press("down", "down", "down", "enter")
        assert hand.answer == "add"


async def test_typing_narrows_to_what_has_all_words_best_first() -> None:
    async with shown(lambda: Picker("Help", ITEMS)) as hand:
        await hand.type("tor st")
        assert "Ban peers" not in hand.text
        assert "Stop torrents" in hand.text
        await hand.press("down", "enter")
        assert hand.answer == "start"


def test_words_in_the_title_go_before_words_elsewhere() -> None:
    assert [item.id for item in ranked(ITEMS, "stop")] == ["stop", "start"]
    assert [item.id for item in ranked(ITEMS, "peers")] == ["ban", "add"]
    assert ranked(ITEMS, "stop peers") == []
    assert ranked(ITEMS, " ") == list(ITEMS)


async def test_an_item_that_cannot_be_chosen_says_why_and_is_not_returned() -> None:
    async with shown(lambda: Picker("Help", ITEMS)) as hand:
        await hand.type("ban")
        assert "no peer" in hand.text
        await hand.press("enter")
        assert hand.answer is OPEN


@pytest.mark.parametrize("key", ["escape", "ctrl+g"])
async def test_cancelling_returns_nothing(key: str) -> None:
    async with shown(lambda: Picker("Help", ITEMS)) as hand:
        await hand.press(key)
        assert hand.answer is None


async def test_enter_on_an_empty_list_does_nothing() -> None:
    async with shown(lambda: Picker("Help", ITEMS)) as hand:
        await hand.type("nothing like it")
        assert "Nothing has all these words" in hand.text
        await hand.press("enter")
        assert hand.answer is OPEN


async def test_pages_and_ends_are_reached_in_a_long_list() -> None:
    items = [PickerItem(str(n), f"Item {n:03}") for n in range(100)]
    async with shown(lambda: Picker("Many", items), 60, 16) as hand:
        assert "Item 000" in hand.text
        await hand.press("pagedown")
        assert "Item 000" not in hand.text
        await hand.press(*["pagedown"] * 20)
        assert "Item 099" in hand.text
        await hand.press("enter")
        assert hand.answer == "99"


async def test_a_click_chooses() -> None:
    async with shown(lambda: Picker("Help", ITEMS)) as hand:
        await hand.pilot.click("Items", offset=(2, 2))
        assert hand.answer == "start"


async def test_hostile_text_is_shown_literally() -> None:
    async with shown(lambda: Picker("[b]x[/b]", ITEMS)) as hand:
        assert "[b]x[/b]" in hand.text
    hostile = PickerItem("x", "[red]t", "[b]Never[/b] again.", group="[i]g")
    async with shown(lambda: Picker("x", [hostile])) as hand:
        for text in ("[red]t", "[b]Never[/b] again.", "[i]g"):
            assert text in hand.text


async def test_a_long_sentence_does_not_cost_the_title_nor_the_key() -> None:
    item = PickerItem(
        "x", "A title of more than forty cells, all of them read", "Why. " * 40, "g x"
    )
    async with shown(lambda: Picker("Help", (*ITEMS, item))) as hand:
        assert "g x  A title of more than forty cells, all of them read  Why." in hand.text
