"""The short lists of dialogs: what the wheel moves, and what is cut where there is no room."""

from __future__ import annotations

import pytest
from textual.events import MouseScrollDown, MouseScrollUp

from qbtui.actions.model import Form
from qbtui.fields import Field, Kind
from qbtui.text import width
from qbtui.ui.dialogs.form import FormDialog
from qbtui.ui.dialogs.lines import Lines, fit_end
from qbtui.ui.dialogs.picker import Picker, PickerItem
from tests.ui.dialogs.support import Hand, shown


async def turn(hand: Hand, wheel: type[MouseScrollDown | MouseScrollUp], times: int = 1) -> None:
    """Turn the wheel over the only list."""
    lines = hand.host.screen.query_one(Lines)
    for _ in range(times):
        lines.post_message(wheel(lines, 1, 0, 0, 1, 0, False, False, False))
    await hand.pilot.pause()


async def test_the_sentence_of_a_picker_is_that_of_the_item_the_wheel_moved_to() -> None:
    items = [PickerItem(word, word, f"All about {word}. " * 5) for word in ("one", "two", "three")]

    def said(hand: Hand) -> str:
        return hand.host.lines[-4]

    async with shown(lambda: Picker("Help", items)) as hand:
        assert "All about one." in said(hand)
        await turn(hand, MouseScrollDown, 2)
        assert "All about three." in said(hand)
        await turn(hand, MouseScrollUp)
        assert "All about two." in said(hand)


async def test_the_wheel_fills_the_line_with_the_offer_it_moved_to() -> None:
    form = Form("Pick", (Field("it", "It", Kind.TEXT, choices=("first", "second")),))
    async with shown(lambda: FormDialog(form)) as hand:
        await turn(hand, MouseScrollDown, 2)
        await hand.press("enter")
        assert hand.answer == {"it": "second"}


@pytest.mark.parametrize("cells", range(-2, 6))
def test_the_end_of_a_path_is_kept_in_whatever_room_there_is(cells: int) -> None:
    for path in ("", "/a/b", "/films/日本語", "/é"):
        end = fit_end(path, cells)
        assert width(end) == max(0, cells)
        assert path.endswith(end.strip().removeprefix("…"))
