"""The confirmation: only `y` confirms."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from qbtui.actions.model import Confirm
from qbtui.actions.words import few
from qbtui.fields import Field, FieldValue, Kind
from qbtui.ui.dialogs.confirm import ConfirmDialog
from tests.ui.dialogs.support import OPEN, shown

DELETE = Confirm(
    "Delete 2 torrents?",
    ("debian", "[b]ubuntu[/b]"),
    (Field("files", "Also delete files", Kind.TOGGLE),),
    "This cannot be undone.",
)


async def test_it_shows_question_things_warning_and_toggles() -> None:
    async with shown(lambda: ConfirmDialog(DELETE)) as hand:
        for text in (
            "Delete 2 torrents?",
            "debian",
            "[b]ubuntu[/b]",
            "This cannot be undone.",
            "[ ] Also delete files",
        ):
            assert text in hand.text


async def test_y_confirms_with_the_toggles() -> None:
    async with shown(lambda: ConfirmDialog(DELETE)) as hand:
        await hand.press("space", "y")
        assert hand.answer == {"files": True}


@pytest.mark.parametrize("key", ["n", "q", "escape", "ctrl+g"])
async def test_other_keys_cancel(key: str) -> None:
    async with shown(lambda: ConfirmDialog(DELETE)) as hand:
        await hand.press(key)
        assert hand.answer is None


async def test_enter_does_not_confirm_and_says_what_does() -> None:
    async with shown(lambda: ConfirmDialog(Confirm("Sure?"))) as hand:
        assert "press y" not in hand.text
        await hand.press("enter")
        assert hand.answer is OPEN
        assert "press y or n" in hand.text
        await hand.press("y")
        assert hand.answer == {}


def question(values: Mapping[str, FieldValue]) -> Confirm:
    """Return a question that the box makes dangerous."""
    on = values["files"] is True
    return Confirm(
        "Delete it and all?" if on else "Delete it?",
        (),
        (Field("files", "All", Kind.TOGGLE, initial=on),),
        "It is gone then." if on else "",
        yes="delete all" if on else "delete it",
        danger=on,
        changed=question,
    )


async def test_the_box_changes_what_is_said_of_yes() -> None:
    async with shown(lambda: ConfirmDialog(question({"files": False}))) as hand:
        assert "Delete it?" in hand.text
        assert "y delete it" in hand.text
        assert "gone" not in hand.text
        calm = hand.host.paint("y delete it")
        await hand.press("space")
        for text in ("Delete it and all?", "y delete all", "It is gone then."):
            assert text in hand.text
        assert hand.host.paint("y delete all") != calm
        await hand.press("space")
        assert "y delete it" in hand.text
        assert hand.host.paint("y delete it") == calm
        await hand.press("space", "y")
        assert hand.answer == {"files": True}


@pytest.mark.parametrize(("which", "answer"), [(0, {"files": False}), (1, None)])
async def test_clicks_on_yes_and_no_work(which: int, answer: object) -> None:
    async with shown(lambda: ConfirmDialog(DELETE)) as hand:
        await hand.pilot.click(hand.host.screen.query("Key")[which])
        assert hand.answer == answer


async def test_the_key_of_the_box_is_named_and_can_be_clicked() -> None:
    async with shown(lambda: ConfirmDialog(DELETE)) as hand:
        assert "space switches the box" in hand.text
        await hand.pilot.click(hand.host.screen.query("Key").last())
        assert "[x] Also delete files" in hand.text
        await hand.press("y")
        assert hand.answer == {"files": True}
    async with shown(lambda: ConfirmDialog(Confirm("Sure?"))) as hand:
        assert "space" not in hand.text


@pytest.mark.parametrize("size", [(80, 24), (60, 16)])
async def test_a_long_list_is_cut_to_what_fits(size: tuple[int, int]) -> None:
    names = tuple(f"name {n:02} " + "very long " * 20 for n in range(40))
    confirm = Confirm("Delete 40 torrents?", names, DELETE.fields, "This cannot be undone.")
    async with shown(lambda: ConfirmDialog(confirm), *size) as hand:
        shown_names = sum(name[:7] in hand.text for name in names)
        assert shown_names >= 3
        assert f"and {40 - shown_names} more" in hand.text
        assert "Also delete files" in hand.text
        assert "y do it" in hand.text
        assert hand.text.count("…") == shown_names


ALL_OF_IT = Confirm(
    "Delete 1,234 torrents (at least 1.234 TiB) and their files?",
    ("debian", "ubuntu"),
    DELETE.fields,
    "Deleted files may be gone for good.\n12 other torrents have files in the same place and would"
    " lose them.",
    yes="delete 1,234 torrents and their files",
    danger=True,
)


@pytest.mark.parametrize("size", [(50, 12), (50, 24), (60, 16), (80, 24), (200, 50)])
async def test_what_it_does_is_said_in_full_at_every_size(size: tuple[int, int]) -> None:
    async with shown(lambda: ConfirmDialog(ALL_OF_IT), *size) as hand:
        frame = str.maketrans("│╭╮╰╯─▐", " " * 7)
        words = " ".join("\n".join(hand.host.lines).translate(frame).split())
        for text in (
            ALL_OF_IT.question,
            *ALL_OF_IT.warning.split("\n"),
            f"y {ALL_OF_IT.yes}",
            "n cancel",
            "space switches the box",
            "[ ] Also delete files",
        ):
            assert text in words, hand.text


async def test_the_keys_are_beside_each_other_where_there_is_room() -> None:
    async with shown(lambda: ConfirmDialog(DELETE)) as hand:
        assert "y do it   n cancel   space switches the box" in hand.text


def test_a_list_that_fits_is_not_cut() -> None:
    assert few(("a", "b", "c"), 3) == ["a", "b", "c"]
    assert few(("a", "b", "c"), 2) == ["a", "and 2 more"]
