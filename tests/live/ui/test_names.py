"""Torrents with names of every kind: what shows of them, and what is sent of them again."""

from __future__ import annotations

from rich.cells import cell_len

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
        await robot.fill({"category": "category"})
        await robot.run("torrents.set_tags")
        await robot.fill({"tags": {"[b]tag": True}})
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
        assert len({cell_len(row[: row.rindex("Stopped")]) for row in rows}) == 1
        assert {cell_len(line) for line in robot.lines} == {WIDTH}


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
        await robot.run("torrents.set_tags")
        await robot.fill({"tags": {"kept": True}})
        await robot.knows("tags", "kept", "kept")
