"""The form dialog: every kind of field, checking, completion, and what it returns."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from qbtui.actions.model import Form
from qbtui.fields import Field, FieldValue, Kind
from qbtui.text import enter
from qbtui.ui.dialogs.form import FormDialog
from qbtui.ui.dialogs.typed import LONGEST_LINE
from tests.ui.dialogs.support import OPEN, shown

MAGNET = "magnet:?xt=urn:btih:" + "a" * 40


def dialog(*fields: Field, title: str = "Try", note: str = "", error: str = "") -> FormDialog:
    return FormDialog(Form(title, fields, note, error))


async def test_enter_returns_the_values_of_all_fields() -> None:
    fields = (
        Field("name", "Name"),
        Field("limit", "Limit", Kind.RATE),
        Field("tags", "Tags", Kind.TAGS),
        Field("start", "Start", Kind.TOGGLE, initial=True),
    )
    async with shown(lambda: dialog(*fields)) as hand:
        await hand.type("debian")
        await hand.press("tab", *"5M", "down", *"a, b", "enter")
        assert hand.answer == {
            "name": "debian",
            "limit": 5 * 1024 * 1024,
            "tags": ("a", "b"),
            "start": True,
        }


async def test_an_untouched_field_returns_its_initial_value_itself() -> None:
    initial = enter("un\x1bsafe name")
    async with shown(lambda: dialog(Field("name", "Name", initial=initial))) as hand:
        await hand.press("enter")
        assert isinstance(hand.answer, dict)
        assert hand.answer["name"] is initial


async def test_what_is_too_long_for_a_line_stays_or_is_replaced() -> None:
    long = enter("a\u0301\u0316" * LONGEST_LINE)
    field = Field("name", "Name", initial=long, required=True)
    async with shown(lambda: dialog(field)) as hand:
        assert "30,000 characters stay" in hand.text
        await hand.press("enter")
        assert isinstance(hand.answer, dict)
        assert hand.answer["name"] is long
    async with shown(lambda: dialog(field)) as hand:
        await hand.type("new")
        await hand.press("enter")
        assert hand.answer == {"name": "new"}
    fitting = "a" * LONGEST_LINE
    async with shown(lambda: dialog(Field("name", "Name", initial=fitting))) as hand:
        await hand.press("b", "enter")
        assert hand.answer == {"name": f"{fitting}b"}


@pytest.mark.parametrize("key", ["escape", "ctrl+g"])
async def test_cancelling_returns_nothing(key: str) -> None:
    async with shown(lambda: dialog(Field("name", "Name"))) as hand:
        await hand.type("debian")
        await hand.press(key)
        assert hand.answer is None


async def test_a_wrong_value_is_explained_at_its_field_and_nothing_is_returned() -> None:
    fields = (
        Field("name", "Name"),
        Field("port", "Port", Kind.INTEGER, low=1, high=65535),
        Field("start", "Start", Kind.TOGGLE),
    )
    async with shown(lambda: dialog(*fields)) as hand:
        await hand.press("tab", *"99999", "tab", "enter")
        assert hand.answer is OPEN
        row = next(row for row, line in enumerate(hand.host.lines) if "99999" in line)
        assert "at most 65535" in hand.host.lines[row + 1]
        await hand.press("ctrl+u", *"80")
        assert "at most" not in hand.text
        await hand.press("enter")
        assert hand.answer == {"name": "", "port": 80, "start": False}


async def test_the_help_of_the_focused_field_is_shown() -> None:
    fields = (Field("a", "A", help="About a."), Field("b", "B", Kind.TOGGLE, help="About b."))
    async with shown(lambda: dialog(*fields)) as hand:
        assert "About a." in hand.text
        await hand.press("tab")
        assert "About a." not in hand.text
        assert "About b." in hand.text
        assert "space switches" in hand.text
        await hand.press("shift+tab")
        assert "About a." in hand.text


async def test_space_switches_a_toggle() -> None:
    async with shown(lambda: dialog(Field("start", "Start", Kind.TOGGLE))) as hand:
        assert "[ ] Start" in hand.text
        await hand.press("space")
        assert "[x] Start" in hand.text
        await hand.press("enter")
        assert hand.answer == {"start": True}


async def test_arrows_and_letters_change_a_choice_around_its_ends() -> None:
    field = Field("layout", "Layout", Kind.CHOICE, choices=("Original", "Folder", "Flat"))
    async with shown(lambda: dialog(field)) as hand:
        assert "< Original >" in hand.text
        await hand.press("left")
        assert "< Flat >" in hand.text
        await hand.press("l", "right", "enter")
        assert hand.answer == {"layout": "Folder"}


async def test_typing_replaces_a_value_that_is_set_anew() -> None:
    fields = (
        Field("limit", "Limit", Kind.DECIMAL, initial=-2, words=(("global", -2),)),
        Field("category", "Category", initial="films/silent", choices=("films/silent",)),
        Field("path", "Path", Kind.PATH, initial="/data"),
    )
    async with shown(lambda: dialog(*fields)) as hand:
        await hand.press("2", "tab", "x", "tab", "right", *"/new", "enter")
        assert hand.answer == {"limit": 2, "category": "x", "path": "/data/new"}


async def test_typing_goes_on_with_a_name() -> None:
    async with shown(lambda: dialog(Field("name", "Name", initial="debian"))) as hand:
        await hand.press(*"-13", "enter")
        assert hand.answer == {"name": "debian-13"}


async def test_folders_are_offered_whole_and_keep_their_end_where_there_is_no_room() -> None:
    long = "/mnt/" + "deep/" * 20 + "data"
    field = Field("path", "Path", Kind.PATH, choices=("/mnt/archive/data", "/srv/data", long))
    async with shown(lambda: dialog(field)) as hand:
        await hand.until(lambda: "/mnt/archive/data" in hand.text)
        assert "/srv/data" in hand.text
        line = next(line for line in hand.host.lines if "…" in line)
        assert line.rstrip(" │").endswith("deep/deep/data")


async def test_a_list_that_goes_on_says_so() -> None:
    field = Field("category", "Category", choices=tuple(f"name {n}" for n in range(11)))
    async with shown(lambda: dialog(field)) as hand:
        await hand.until(lambda: "name 5" in hand.text)
        assert "name 6" not in hand.text
        first = next(line for line in hand.host.lines if "name 0" in line)
        assert "▐" in first
        await hand.press(*["down"] * 11)
        last = next(line for line in hand.host.lines if "name 10" in line and "▐" in line)
        assert "name 10" in last
        assert "name 0 " not in hand.text


async def test_a_list_that_shows_whole_has_no_scroll_mark() -> None:
    field = Field("category", "Category", choices=("one", "two"))
    async with shown(lambda: dialog(field)) as hand:
        await hand.until(lambda: "two" in hand.text)
        assert "▐" not in hand.text


async def test_a_paste_of_several_lines_keeps_all_links(tmp_path: Path) -> None:
    spaced = tmp_path / "my file.torrent"
    spaced.touch()
    pasted = f"{MAGNET}\r\n\n{'b' * 40}\n{spaced}\nlost.torrent\n"
    async with shown(lambda: dialog(Field("links", "Links", Kind.LINKS))) as hand:
        await hand.paste(pasted)
        assert "1 magnet, 1 info hash, 1 file; not found: lost.torrent" in hand.text
        await hand.press("enter")
        assert hand.answer is OPEN
        assert "'lost.torrent' is no link" in hand.text
        assert "not found" not in hand.text
        await hand.press("ctrl+w", "ctrl+w", "enter")
        assert hand.answer == {"links": (MAGNET, "b" * 40, str(spaced))}


async def test_a_huge_paste_leaves_the_other_fields_in_sight() -> None:
    fields = (Field("links", "Links", Kind.LINKS), Field("path", "Save to", Kind.PATH))
    async with shown(lambda: dialog(*fields)) as hand:
        await hand.paste("x" * 5000)
        for step in ((), ("enter",)):
            await hand.press(*step)
            row = next(row for row, line in enumerate(hand.host.lines) if "Save to" in line)
            assert row <= 6


async def test_a_second_paste_is_set_apart_from_the_first() -> None:
    async with shown(lambda: dialog(Field("links", "Links", Kind.LINKS))) as hand:
        await hand.paste(MAGNET)
        await hand.paste("https://example.org/x.torrent")
        assert "1 magnet, 1 URL" in hand.text


async def test_a_paste_that_goes_on_with_a_word_is_not_set_apart() -> None:
    async with shown(lambda: dialog(Field("words", "Words", Kind.WORDS))) as hand:
        await hand.type("deb")
        await hand.paste("ian")
        await hand.paste("udp://example.org:80")
        await hand.press("enter")
        assert hand.answer == {"words": ("debian", "udp://example.org:80")}


async def test_a_paste_into_one_value_is_its_first_line_without_control_characters() -> None:
    async with shown(lambda: dialog(Field("name", "Name"))) as hand:
        await hand.paste("one\x1b[31mred\ntwo\n")
        await hand.press("enter")
        assert hand.answer == {"name": "one [31mred"}


async def test_a_secret_is_not_shown() -> None:
    async with shown(lambda: dialog(Field("password", "Password", Kind.SECRET))) as hand:
        await hand.type("hunter2")
        assert "hunter2" not in hand.text
        await hand.press("enter")
        assert hand.answer == {"password": "hunter2"}


async def test_tab_completes_a_choice_and_then_moves_on() -> None:
    fields = (Field("category", "Category", choices=("linux", "movies")), Field("name", "Name"))
    async with shown(lambda: dialog(*fields)) as hand:
        await hand.press(*"mo")
        assert "movies" in hand.text
        assert "linux" not in hand.text
        await hand.press("tab", "tab", *"x", "enter")
        assert hand.answer == {"category": "movies", "name": "x"}


async def test_a_sole_field_offers_its_choices_at_once_and_enter_takes_what_is_seen() -> None:
    field = Field("category", "Category", choices=("linux", "movies", "music"))
    async with shown(lambda: dialog(field)) as hand:
        await hand.until(lambda: "music" in hand.text)
        await hand.press("down", "down", "down", "up", "enter")
        assert hand.answer == {"category": "movies"}


async def test_back_from_the_offers_is_the_text_as_it_was() -> None:
    field = Field("tags", "Tags", Kind.TAGS, choices=("linux", "movies"), initial=("films",))
    async with shown(lambda: dialog(field)) as hand:
        await hand.press(*", ", "right")
        assert "movies" in hand.text
        await hand.press("down", "down")
        assert "films, movies" in hand.text
        await hand.press("up", "up", *"x", "enter")
        assert hand.answer == {"tags": ("films", "x")}


async def test_a_click_takes_an_offer() -> None:
    field = Field("category", "Category", choices=("linux", "movies"))
    async with shown(lambda: dialog(field)) as hand:
        await hand.until(lambda: "movies" in hand.text)
        await hand.pilot.click("Offers", offset=(1, 1))
        await hand.press("enter")
        assert hand.answer == {"category": "movies"}


async def test_the_raw_form_of_a_choice_is_returned() -> None:
    choice = enter("fi\u200dlms")
    async with shown(lambda: dialog(Field("category", "Category", choices=(choice,)))) as hand:
        await hand.press(*"films", "down", "enter")
        assert hand.answer == {"category": "fi\u200dlms"}


async def test_a_name_may_be_typed_with_letters_composed_otherwise() -> None:
    for kind, answer in ((Kind.TEXT, "cafe\u0301"), (Kind.TAGS, ("x", "cafe\u0301"))):
        field = Field("name", "Name", kind, choices=(enter("cafe\u0301"),))
        async with shown(partial(dialog, field)) as hand:
            await hand.type("caf\u00e9" if kind is Kind.TEXT else "x, caf\u00e9")
            await hand.press("enter")
            assert hand.answer == {"name": answer}


async def test_the_last_tag_is_completed() -> None:
    field = Field("tags", "Tags", Kind.TAGS, choices=("linux", "movies"))
    async with shown(lambda: dialog(field)) as hand:
        await hand.press(*"linux, mo", "tab", "enter")
        assert hand.answer == {"tags": ("linux", "movies")}


async def test_tab_completes_local_torrent_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = tmp_path / "down loads"
    folder.mkdir()
    (folder / "debian 12.torrent").touch()
    (folder / "debian.txt").touch()
    async with shown(lambda: dialog(Field("links", "Links", Kind.LINKS))) as hand:
        await hand.press(*"~/do", "tab", *"deb")
        assert "debian 12.torrent" in hand.text
        assert "debian.txt" not in hand.text
        await hand.press("tab")
        assert "1 file" in hand.text
        await hand.press("enter")
        assert hand.answer == {"links": (str(folder / "debian 12.torrent"),)}


async def test_folders_of_the_server_are_offered_once_the_typing_rests(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked, typed = list[str](), asyncio.Event()
    later = SimpleNamespace(sleep=lambda _seconds: typed.wait())
    monkeypatch.setattr("qbtui.ui.dialogs.typed.asyncio", later)

    async def complete(text: str) -> list[str]:
        asked.append(text)
        return ["/srv/films/", "/srv/files/"]

    form = Form("Move", (Field("path", "Path", Kind.PATH),))
    async with shown(lambda: FormDialog(form, complete)) as hand:
        await hand.type("/srv/f")
        assert asked == []
        typed.set()
        await hand.until(lambda: "films/" in hand.text)
        assert asked == ["/srv/f"]
        await hand.press("down", "enter")
        assert hand.answer == {"path": "/srv/films/"}


async def test_a_folder_of_the_server_keeps_its_spelling() -> None:
    folder = enter("/srv/f\u200bilms/")

    async def complete(_text: str) -> list[str]:
        return [folder]

    form = Form("Move", (Field("path", "Path", Kind.PATH),))
    async with shown(lambda: FormDialog(form, complete)) as hand:
        await hand.type("/srv/f")
        await hand.until(lambda: "films/" in hand.text)
        await hand.press("down", "enter")
        assert hand.answer == {"path": "/srv/f\u200bilms/"}


async def test_escape_closes_the_offers_for_typed_text_first() -> None:
    field = Field("category", "Category", choices=("linux", "linux-iso"))
    async with shown(lambda: dialog(field)) as hand:
        await hand.press(*"li", "escape")
        assert hand.answer is OPEN
        assert "linux-iso" not in hand.text
        await hand.press("escape")
        assert hand.answer is None


async def test_hostile_text_is_shown_literally() -> None:
    fields = (
        Field("name", "[red]label[/red]", help="[b]help[/b]", initial="[i]value[/i]"),
        Field("start", "[u]toggle[/u]", Kind.TOGGLE),
    )
    for texts in (("[link=x]title", "[blink]note", ""), ("[link=x]title", "", "[/]error")):
        title, note, error = texts
        async with shown(partial(dialog, *fields, title=title, note=note, error=error)) as hand:
            help_ = FormDialog.IDLE if error else "[b]help[/b]"
            shows = ("[red]label[/red]", "[i]value[/i]", "[u]toggle[/u]", help_)
            for text in filter(None, (*texts, *shows)):
                assert text in hand.text


async def test_a_long_form_scrolls_to_the_focused_field_on_a_small_screen() -> None:
    fields = tuple(Field(f"f{n}", f"Field {n:02}") for n in range(20))
    async with shown(lambda: dialog(*fields), 60, 16) as hand:
        assert "Field 00" in hand.text
        assert "Field 19" not in hand.text
        assert "enter OK" in hand.text
        await hand.press("up")
        assert "Field 19" in hand.text
        assert "enter OK" in hand.text


async def test_the_first_wrong_field_comes_into_view_with_its_error() -> None:
    wrong = Field("need", "Needed", required=True)
    fields = (*(Field(f"f{n}", f"Field {n:02}") for n in range(9)), wrong, Field("last", "Last"))
    async with shown(lambda: dialog(*fields), 60, 16) as hand:
        await hand.press("enter")
        await hand.until(lambda: "this is needed" in hand.text)
        assert "Needed" in hand.text


async def test_a_click_on_the_key_line_does_what_the_key_does() -> None:
    async with shown(lambda: dialog(Field("name", "Name", initial="x"))) as hand:
        await hand.pilot.click("Key")
        expected: dict[str, FieldValue] = {"name": "x"}
        assert hand.answer == expected
