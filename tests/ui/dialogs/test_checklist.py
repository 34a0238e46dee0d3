"""The boxes of a form, and the line for new names below them."""

from __future__ import annotations

from qbtui.actions.model import Form
from qbtui.fields import Field, Kind
from qbtui.ui.dialogs.form import FormDialog
from tests.ui.dialogs.support import shown


async def test_a_checklist_keeps_mixed_boxes_and_takes_new_names() -> None:
    states: dict[str, bool | None] = {"a": True, "b": None, "c": None}
    field = Field("tags", "Tags", Kind.CHECKLIST, choices=("a", "b", "c", "d"), initial=states)
    async with shown(lambda: FormDialog(Form("Tags", (field,)))) as hand:
        for box in ("[x] a", "[-] b", "[-] c", "[ ] d"):
            assert box in hand.text
        await hand.press("space", "down", "space", "down", "down", "space", *"new, newer", "enter")
        assert hand.answer == {
            "tags": {"a": False, "b": True, "c": None, "d": True, "new": True, "newer": True}
        }


async def test_what_is_typed_over_boxes_is_a_new_name_blanks_and_all() -> None:
    field = Field("tags", "Tags", Kind.CHECKLIST, choices=("jazz", "kept"), initial={"kept": True})
    async with shown(lambda: FormDialog(Form("Tags", (field,)))) as hand:
        await hand.type("just a word")
        await hand.press("enter")
        assert hand.answer == {"tags": {"jazz": False, "kept": True, "just a word": True}}


async def test_what_is_pasted_over_boxes_is_new_names() -> None:
    field = Field("tags", "Tags", Kind.CHECKLIST, choices=("jazz",))
    async with shown(lambda: FormDialog(Form("Tags", (field,)))) as hand:
        await hand.paste("one\ntwo")
        await hand.press("enter")
        assert hand.answer == {"tags": {"jazz": False, "one": True, "two": True}}


async def test_a_mixed_box_comes_round_to_mixed_again() -> None:
    field = Field("tags", "Tags", Kind.CHECKLIST, choices=("a",), initial={"a": None})
    async with shown(lambda: FormDialog(Form("Tags", (field,)))) as hand:
        await hand.press("space", "space", "space")
        assert "[-] a" in hand.text
