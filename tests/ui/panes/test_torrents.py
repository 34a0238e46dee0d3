"""The torrent list: what shows, in which order, what is marked, and the live filter."""

from __future__ import annotations

import pytest

from qbtui.actions.sorting import COLUMNS as SORT_KEYS
from qbtui.columns.torrents import COLUMNS
from qbtui.ui.theme import styles
from tests.ui.stage import LARGE, SMALL, Qbittorrent, hash_of, opened, row

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE])


def three() -> Qbittorrent:
    """Return a server with three torrents, in another order by every field."""
    values = [("beta", 2), ("gamma", 3), ("alpha", 1)]
    server = Qbittorrent().has(
        *(
            row(
                name,
                number,
                priority=value,
                progress=value / 10,
                dlspeed=value,
                upspeed=value,
                eta=value,
                num_complete=value,
                num_incomplete=value,
                last_activity=value,
                completion_on=value,
                uploaded=value,
                category=f"c{value}",
                tracker=f"http://t{value}/",
                state={1: "downloading", 2: "uploading", 3: "stoppedDL"}[value],
            )
            for number, (name, value) in enumerate(values)
        )
    )
    server.model.now["server_state"]["queueing"] = True
    return server


@SIZES
async def test_the_newest_torrents_come_first(size: tuple[int, int]) -> None:
    async with opened(three(), size) as stage:
        assert stage.names == ["alpha", "gamma", "beta"]
        assert all(name in line for name, line in zip(stage.names, stage.rows, strict=True))
        assert stage.title.split()[:2] == ["Torrents", "3"]
        assert stage.current == "alpha"


async def test_every_sort_key_sorts_and_again_the_other_way() -> None:
    columns = {column.id: column for column in COLUMNS}
    async with opened(three()) as stage:
        for key, name, _ in SORT_KEYS:
            column = columns[name]
            assert column.sort is not None
            torrents = sorted(stage.app.main.torrents.listing.shown, key=column.sort)
            up = [torrent.name for torrent in torrents]
            down = up[::-1]
            if key != "s":
                await stage.press("s", key)
                assert stage.names == (down if column.down_first else up), name
                await stage.press("s", key)
                assert stage.names == (up if column.down_first else down), name
            await stage.press("s", key.upper())
            assert stage.names == down, name
        await stage.press("s", "n", "s", "s")
        assert stage.names == ["gamma", "beta", "alpha"]


async def test_the_title_says_the_order_when_no_column_shows_it() -> None:
    async with opened(three()) as stage:
        assert "by Added On ▼" in stage.title
        await stage.press("s", "k")
        assert "by Tracker ▲" in stage.title
        await stage.press("s", "n")
        assert "by" not in stage.title.split()
        await stage.press("s", ".")
        assert "by" not in stage.title.split()


@SIZES
async def test_a_click_on_a_title_sorts_and_again_the_other_way(size: tuple[int, int]) -> None:
    async with opened(three(), size) as stage:
        await stage.click("Name ")
        assert stage.names == ["alpha", "beta", "gamma"]
        assert "Name▲" in stage.header
        await stage.click("Name▲")
        assert stage.names == ["gamma", "beta", "alpha"]
        assert "Name▼" in stage.header


async def test_the_neighbour_columns_are_sorted_by_in_turn() -> None:
    async with opened(three(), LARGE) as stage:
        await stage.press("s", "n", ">")
        assert "Size▼" in stage.header
        await stage.press("<")
        assert "Name▲" in stage.header


async def test_the_cursor_follows_its_torrent() -> None:
    async with opened(three()) as stage:
        await stage.press("j")
        assert stage.current == "gamma"
        await stage.press("s", "n")
        assert stage.current == "gamma"
        stage.server.torrents_now[hash_of(2)]["name"] = "aardvark"
        await stage.poll()
        assert stage.names == ["aardvark", "alpha", "beta"]
        assert stage.current == "aardvark"
        del stage.server.torrents_now[hash_of(2)]
        await stage.poll()
        assert stage.current == "alpha"


async def test_a_click_moves_the_cursor_and_two_open_the_details() -> None:
    async with opened(three()) as stage:
        await stage.click("beta")
        assert stage.current == "beta"
        assert "details" not in stage.shown
        await stage.click("gamma", times=2)
        assert stage.focused == "details"


@SIZES
async def test_marks_are_set_and_counted(size: tuple[int, int]) -> None:
    async with opened(three(), size) as stage:
        await stage.press("space")
        assert stage.rows[0].startswith(" ✓")
        assert stage.current == "gamma"
        assert "1 marked" in stage.title
        await stage.press("I")
        assert [line[1] for line in stage.rows] == [" ", "✓", "✓"]
        await stage.press("A")
        assert "3 marked" in stage.title
        await stage.press("A")
        assert "marked" not in stage.title
        await stage.press("g", "g", "V", "j")
        assert "2 marked  range" in stage.title
        await stage.press("V", "j")
        assert "range" not in stage.title
        assert [line[1] for line in stage.rows] == ["✓", "✓", " "]


async def test_the_list_follows_the_filter_while_it_is_typed() -> None:
    async with opened(three()) as stage:
        await stage.press("slash", *"al")
        await stage.until(lambda: len(stage.rows) == 1)
        assert "1 of 3" in stage.title
        await stage.press("backspace", "backspace")
        await stage.until(lambda: len(stage.rows) == 3)


@pytest.mark.parametrize(
    ("keys", "ends"),
    [
        (["p"], True),
        (["y", "h"], True),
        (["d", "y"], True),
        (["o", "s"], True),
        (["d", "n"], False),
        (["m", "escape"], False),
        (["s", "n"], False),
        (["g", "d", "g", "t"], False),
        (["u", "escape"], False),
    ],
)
async def test_a_range_ends_with_the_action_it_was_for(keys: list[str], ends: bool) -> None:
    async with opened(three()) as stage:
        await stage.press("g", "g", "V", "j")
        await stage.press(*keys)
        await stage.until(lambda: stage.app.screen is stage.app.main)
        assert ("range" not in stage.title) is ends
        # What it marked stays, so that the same key undoes it.
        assert "2 marked" in stage.title
        marked = set(stage.app.main.torrents.listing.marks)
        await stage.press("G")
        assert (stage.app.main.torrents.listing.marks == marked) is ends


async def test_marks_that_the_filter_hides_are_told_and_left_alone() -> None:
    async with opened(three()) as stage:
        await stage.press("A", "slash", *"alp", "enter")
        assert "3 marked (2 hidden)" in stage.title
        await stage.press("p")
        await stage.until(lambda: stage.server.changes)
        assert stage.server.changes == [("torrents/stop", {"hashes": hash_of(3)})]


@SIZES
async def test_typing_narrows_the_list_and_enter_keeps_it(size: tuple[int, int]) -> None:
    async with opened(three(), size) as stage:
        await stage.press("slash", *"mma")
        assert stage.names == ["gamma"]
        assert stage.title.startswith(" / mma")
        assert stage.title.count("mma") == 1
        assert "by Added On ▼" in stage.title
        assert "Torrents 1 of 3" in stage.title
        assert stage.message == "enter filter  esc as before"
        await stage.press("enter")
        assert "p run" in stage.message
        assert "1 of 3" in stage.title
        assert "/mma" in stage.title
        assert stage.focused == "torrents"
        await stage.press("slash", "backspace", "backspace", "backspace", "minus", "a")
        assert stage.names == []
        await stage.press("escape")
        assert stage.names == ["gamma"]
        assert "/mma" in stage.title
        await stage.press("slash", "backspace", "backspace", "backspace", "enter")
        assert len(stage.names) == 3
        assert "/" not in stage.title


async def test_letters_of_the_filter_are_no_keys() -> None:
    async with opened(three()) as stage:
        await stage.press("slash", *"pdQqAI?:1", "space", "v")
        assert stage.app.is_running
        assert stage.server.changes == []
        assert stage.app.screen is stage.app.main
        assert stage.app.main.torrents.words == "pdQqAI?:1 v"
        assert stage.app.main.torrents.listing.marks == set()


@pytest.mark.parametrize("key", ["down", "tab"])
async def test_the_filter_is_left_with_its_words(key: str) -> None:
    async with opened(three()) as stage:
        await stage.press("slash", *"alp", key, "j")
        assert stage.names == ["alpha"]
        assert "/alp" in stage.title


@pytest.mark.parametrize(("key", "words"), [("enter", "al"), ("escape", "")])
async def test_the_filter_goes_back_to_where_it_was_called_from(key: str, words: str) -> None:
    async with opened(three()) as stage:
        await stage.press("enter", "2", "slash", *"al", key)
        assert stage.focused == "details"
        assert stage.app.main.torrents.words == words


async def test_only_what_has_the_focus_is_lit() -> None:
    async with opened(three(), LARGE) as stage:
        looks = styles(stage.app)
        lit = {"Torrents": "title.lit", "[1 General]": "tab.lit", "Filters": "header.lit"}
        for keys, here in ((("g", "t"), "Torrents"), (("g", "d"), "[1 General]")):
            await stage.press(*keys)
            assert [text for text in lit if stage.style(text) == looks[lit[text]]] == [here]
        await stage.press("g", "f")
        assert [text for text in lit if stage.style(text) == looks[lit[text]]] == ["Filters"]
        assert sum(line.count("▌") for line in stage.lines) == 1


async def test_nothing_left_by_the_filter_is_said() -> None:
    async with opened(three()) as stage:
        await stage.press("slash", *"nothing", "enter")
        await stage.shows("No torrent passes the filters")
        await stage.press("escape")
        assert len(stage.names) == 3


async def test_a_server_without_torrents_says_how_to_add_one() -> None:
    async with opened(Qbittorrent()) as stage:
        await stage.shows("No torrents yet", "a adds one")


async def test_a_list_without_end_scrolls_with_the_cursor() -> None:
    server = Qbittorrent().has(*(row(f"torrent{number:03}", number) for number in range(1, 301)))
    async with opened(server) as stage:
        await stage.press("G")
        assert stage.current == "torrent001"
        await stage.press("ctrl+u", "pageup")
        assert stage.current != "torrent001"
        await stage.press("g", "g")
        assert stage.current == "torrent300"
