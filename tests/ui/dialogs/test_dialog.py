"""What holds for every dialog: the screen below stays as it is, in every theme."""

from __future__ import annotations

import pytest

from qbtui.actions.model import Form
from qbtui.fields import Field, Kind
from qbtui.ui.dialogs.dialog import Dialog
from qbtui.ui.dialogs.form import FormDialog
from qbtui.ui.theme import THEMES, register
from tests.ui.dialogs.support import BELOW, shown

FORM = Form("Try", (Field("name", "Name"), Field("start", "Start", Kind.TOGGLE)))


@pytest.mark.parametrize("theme", [*THEMES, "nord"])
async def test_a_dialog_is_drawn_in_every_theme(theme: str) -> None:
    async with shown(lambda: FormDialog(FORM)) as hand:
        register(hand.host)
        hand.host.theme = theme
        await hand.press("tab", "space")
        assert "[x] Start" in hand.text


async def test_the_screen_below_is_not_dimmed() -> None:
    async with shown(lambda: FormDialog(FORM)) as hand:
        under_dialog = hand.host.paint(BELOW)
        await hand.press("escape")
        assert hand.host.paint(BELOW) == under_dialog


async def test_a_click_beside_the_dialog_changes_nothing() -> None:
    async with shown(lambda: FormDialog(FORM)) as hand:
        await hand.pilot.click(offset=(0, 23))
        assert isinstance(hand.host.screen, Dialog)
