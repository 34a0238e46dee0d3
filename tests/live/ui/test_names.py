"""Torrents with names of every kind: what shows of them, and what is sent of them again."""

from __future__ import annotations

from functools import partial

from qbtui.text import width
from tests.live.server import Server
from tests.live.torrents import Torrent
from tests.live.ui.robot import Robot
from tests.live.ui.stock import each, have
from tests.live.waiting import wait_for

WIDTH = 120

HOSTILE = {
    "\x1b]0;title\x07\x1b[31mred\x1b[2J": "red",
    "[red]not markup[/red] [@click=app.quit]x[/]": "[red]not markup[/red]",
    "abc\u202egnp.exe\u2066\u200b": "abcgnp.exe",
    "tab\tand return\r": "tab and return",
}
"""What a stranger may call a torrent, and what of it must show."""

HARMFUL = set("\x1b\x07\u202e\u2066\u200b\t\r")

WIDE = (
    "漢字のとても長い名前です" * 4,
    "emoji \N{CLAPPER BOARD}\N{ADULT}\u200d\N{ROCKET}\N{THUMBS UP SIGN}\U0001f3fd",
    "nai\u0308ve e\u0301tude",
    "\ufdfa \ufdfd wide",
    "plain",
)
"""Names on whose width terminals disagree, unless something is done about it."""


def named(server: Server, *names: str) -> list[Torrent]:
    """Let the server have torrents of these names."""
    torrents = [Torrent(f"torrent {number}", size=20_000) for number in range(len(names))]
    have(server, *torrents)
    for torrent, name in zip(torrents, names, strict=True):
        server.api("torrents/rename", hash=torrent.hash, name=name)
    return torrents


async def test_hostile_names_show_harmlessly(server: Server) -> None:
    named(server, *HOSTILE)
    async with Robot.on(server, size=(WIDTH, 40)) as robot:
        for shown in HOSTILE.values():
            await robot.sees(shown, "Stopped")
        assert not set(robot.screen) & HARMFUL
        await robot.press("A")
        await robot.run("torrents.delete")
        await robot.dialog("the question")
        for shown in HOSTILE.values():
            await robot.sees(shown)
        assert not set(robot.screen) & HARMFUL
        await robot.press("n")
        assert not robot.in_dialog
        await robot.tab("general")
        for _ in HOSTILE:
            await robot.sees("Progress")
            assert not set(robot.screen) & HARMFUL
            await robot.press("J")


async def test_a_hostile_name_that_is_not_edited_stays_as_it_is(server: Server) -> None:
    torrents = named(server, *HOSTILE)
    kept = each(server, "name", *torrents)
    async with Robot.on(server) as robot:
        await robot.go_to("abcgnp.exe")
        await robot.run("torrents.rename")
        await robot.fill({})
        await robot.sees("Nothing changed")
        assert robot.changes == []
    assert each(server, "name", *torrents) == kept


async def test_hostile_labels_are_sent_as_the_server_spells_them(server: Server) -> None:
    category, tag = "cat\u202eegory", "[b]tag\u200b"
    [torrent] = named(server, "labelled")
    server.api("torrents/createCategory", category=category)
    server.api("torrents/createTags", tags=tag)
    async with Robot.on(server) as robot:
        await robot.sees("category", "0")
        await robot.sees("[b]tag", "0")
        await robot.run("torrents.set_category")
        await robot.dialog("the form")
        await robot.press("c", "a", "t", "down", "enter")
        await robot.run("torrents.set_tags")
        await robot.fill({"tags": {tag: True}})
        await robot.becomes(lambda: each(server, "category", torrent), [category])
        await robot.becomes(lambda: each(server, "tags", torrent), [tag])
    assert list(server.api("torrents/categories")) == [category]
    assert server.api("torrents/tags") == [tag]


async def test_wide_names_keep_the_columns_aligned(server: Server) -> None:
    named(server, *WIDE)
    async with Robot.on(server, size=(WIDTH, 40)) as robot:
        for name in ("漢字", "emoji", "naïve étude", "plain"):
            await robot.sees(name, "Stopped")
        rows = [line for line in robot.lines if "%" in line and " Stopped " in line]
        assert len(rows) == len(WIDE)
        assert len({width(row[: row.rindex("Stopped")]) for row in rows}) == 1
        assert {width(line) for line in robot.lines} == {WIDTH}


LETTERS = (
    "ภาษาไทย ที่นี่.mkv",
    "हिन्दी फ़िल्में",
    "தமிழ்",
    "cafe\u0301.iso",
    "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL} \u2764\ufe0f \N{THUMBS UP SIGN}\U0001f3fd.iso",
)
"""Names that are spelled in several ways, or with characters that do not show."""


async def test_a_name_that_is_edited_is_found_and_keeps_its_letters(server: Server) -> None:
    torrents = named(server, *LETTERS)
    async with Robot.on(server) as robot:
        for torrent, name in zip(torrents, LETTERS, strict=True):
            await robot.press("/", "ctrl+u")
            await robot.paste(name)
            await robot.press("enter")
            await robot.becomes(lambda: robot.names, [name])
            await robot.run("torrents.rename")
            await robot.dialog("the form")
            await robot.press("end", "x", "enter")
            await robot.becomes(partial(each, server, "name", torrent), [f"{name}x"])
            await robot.press("escape")


def place_of(server: Server, torrent: Torrent) -> str:
    """Return the folder of a torrent; old releases end it with a slash."""
    (place,) = each(server, "save_path", torrent)
    return str(place).rstrip("/")


async def test_what_is_moved_below_a_folder_stays_below_it(server: Server) -> None:
    spelled = (LETTERS[1], LETTERS[-1])
    torrents = [Torrent(f"torrent {number}", size=20_000) for number in range(len(spelled))]
    have(server, *torrents)
    for torrent, name in zip(torrents, spelled, strict=True):
        place = server.inside(server.folder(name))
        server.api("torrents/setLocation", hashes=torrent.hash, location=place)
        async with Robot.on(server) as robot:
            await robot.go_to(torrent.name)
            await robot.run("torrents.set_location")
            await robot.dialog("the form")
            await robot.press("end", "ctrl+e", "/", "b", "enter")
            await robot.wait_until(lambda: robot.changes, "the move")
            await robot.becomes(partial(place_of, server, torrent), f"{place.rstrip('/')}/b")


async def test_a_file_that_is_renamed_keeps_its_letters(server: Server) -> None:
    files = {f"{name}.bin": 20_000 for name in LETTERS}
    torrent = Torrent("letters", files=files)
    have(server, torrent)
    async with Robot.on(server, size=(WIDTH, 40)) as robot:
        await robot.tab("files")
        await robot.sees("café.iso")
        await robot.press("G")
        for _ in LETTERS:
            await robot.run("files.rename")
            await robot.dialog("the form")
            await robot.press("end", "y", "enter")
            await robot.wait_until(lambda: not robot.in_dialog, "the form to be taken")
            await robot.press("k")

        def names() -> set[str]:
            told = server.api("torrents/files", hash=torrent.hash)
            return {file["name"].removeprefix("letters/") for file in told}

        await robot.becomes(names, {f"{name}y" for name in files})


async def test_letters_show_with_their_marks(server: Server) -> None:
    named(server, *LETTERS)
    shown = (*LETTERS[:3], "caf\u00e9.iso", "\N{MAN}\N{WOMAN}\N{GIRL} \u2764 ")
    async with Robot.on(server, size=(WIDTH, 40)) as robot:
        for name in shown:
            await robot.sees(name, "Stopped")
        assert {width(line) for line in robot.lines} == {WIDTH}


async def test_half_a_character_in_a_path_costs_no_torrent(server: Server) -> None:
    # Every release takes this path, and sends what is no UTF-8 in each answer from then on.
    server.set_preferences(save_path=f"{server.save_path}/a\udc80b")
    torrents = [Torrent("halved"), Torrent("another")]
    for torrent in torrents:
        server.add(torrent.metainfo, paused=True, stopped=True)
    # In no state in particular: 4.2.5 may find the files elsewhere, and move them without end.
    wait_for(lambda: server.torrents().keys() == {torrent.hash for torrent in torrents}, "both")
    async with Robot.on(server, names=("halved", "another")) as robot:
        await robot.press("A")
        (path,) = robot.told("save_path")
        assert path.rstrip("/") == f"{server.save_path}/a\ufffdb"
        # What nobody could read would come back as something else.
        await robot.run("torrents.set_location")
        await robot.dialog("the form")
        await robot.press("end", "ctrl+e", "x", "enter")
        await robot.sees("stands for what nobody could read")
        await robot.press("escape")
        assert robot.changes == []
        await robot.run("torrents.set_tags")
        await robot.fill({"tags": {"kept": True}})
        await robot.knows("tags", "kept", "kept")
