"""What holds for every dialog: the screen below stays as it is, in every theme."""

from __future__ import annotations

import pytest

from qbtui.actions.model import Confirm, Form
from qbtui.fields import Field, Kind
from qbtui.ui.dialogs.confirm import ConfirmDialog
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


@pytest.mark.parametrize("height", [24, 50])
async def test_forms_and_questions_begin_on_the_same_line(height: int) -> None:
    tops = set()
    for make in (lambda: FormDialog(FORM), lambda: ConfirmDialog(Confirm("Sure?"))):
        async with shown(make, 200, height) as hand:
            tops.add(next(row for row, line in enumerate(hand.host.lines) if "╭" in line))
    assert len(tops) == 1
    assert tops.pop() >= 2


async def test_a_narrow_terminal_shows_nothing_beside_a_dialog() -> None:
    async with shown(lambda: FormDialog(FORM)) as hand:
        line = next(line for line in hand.host.lines if "Start" in line)
        assert line.startswith("│")
        assert line.endswith("│")


async def test_ctrl_c_cancels_where_a_line_is_typed() -> None:
    async with shown(lambda: FormDialog(FORM)) as hand:
        await hand.type("debian")
        await hand.press("ctrl+c")
        assert hand.answer is None


async def test_a_click_beside_the_dialog_changes_nothing() -> None:
    async with shown(lambda: FormDialog(FORM)) as hand:
        await hand.pilot.click(offset=(0, 23))
        assert isinstance(hand.host.screen, Dialog)
