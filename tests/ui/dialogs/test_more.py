"""Forms with fields that few need: when they show, and what is said while they do not."""

from __future__ import annotations

from qbtui.actions.model import Form
from qbtui.fields import Field, Kind
from qbtui.ui.dialogs.form import FormDialog
from tests.ui.dialogs.support import shown

RARE = (
    Field("secure", "Secure", Kind.TOGGLE, initial=True, usual=True),
    Field("name", "Name"),
    Field("port", "Port", Kind.INTEGER, initial=80, low=1, usual=80),
)


def rare() -> FormDialog:
    return FormDialog(Form("Try", RARE))


async def test_what_few_need_shows_when_it_is_asked_for() -> None:
    async with shown(rare) as hand:
        assert "Name" in hand.text
        assert "[ ] More settings " in hand.text
        assert "Secure" not in hand.text
        await hand.press("tab", "space")
        assert "space shows or hides them" in hand.text
        rows = [row for row, line in enumerate(hand.host.lines) if "[x]" in line or "80" in line]
        assert [
            next(word for word in ("More", "Secure", "Port") if word in hand.host.lines[row])
            for row in rows
        ] == ["More", "Secure", "Port"]
        await hand.press("tab", "space", "tab", *"81", "enter")
        assert hand.answer == {"secure": False, "name": "", "port": 81}


async def test_what_is_hidden_is_not_stepped_into_but_returned() -> None:
    async with shown(rare) as hand:
        await hand.press("tab", "tab", *"x", "enter")
        assert hand.answer == {"secure": True, "name": "x", "port": 80}


async def test_what_is_hidden_and_not_as_usual_is_named() -> None:
    async with shown(rare) as hand:
        await hand.press("tab", "space", "tab", "space", "tab", *"443")
        assert "changed" not in hand.text
        await hand.press("up", "up", "space")
        assert "[ ] More settings (changed: Secure, Port)" in hand.text


async def test_a_wrong_value_that_is_hidden_shows() -> None:
    async with shown(rare) as hand:
        await hand.press("tab", "space", "tab", "tab", "0", "up", "up", "space")
        assert "Port " not in hand.text
        await hand.press("enter")
        assert "a whole number of at least 1 is wanted" in hand.text
        await hand.press("ctrl+u", *"8", "enter")
        assert hand.answer == {"secure": True, "name": "", "port": 8}
