"""The palette and the help: what they offer, and what choosing does."""

from __future__ import annotations

import pytest

from qbtui.actions import ACTIONS
from qbtui.ui.offers import is_meant
from qbtui.ui.palette import help_items, palette_items
from tests.ui.stage import LARGE, SMALL, Qbittorrent, hash_of, opened, row

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE])


def two() -> Qbittorrent:
    return Qbittorrent().has(row("older", 1), row("newer", 2))


@SIZES
async def test_every_action_is_offered_with_its_key(size: tuple[int, int]) -> None:
    async with opened(two(), size) as stage:
        main = stage.app.main
        items = palette_items(main.keymap, main.runner, main.job())
        meant = {action.id for action in ACTIONS if is_meant(action, main.job())}
        assert {item.id for item in items} == meant
        assert [item.title for item in items] == sorted(
            (item.title for item in items), key=str.casefold
        )
        await stage.press(":")
        await stage.shows("Actions", "type to filter")
        await stage.type("stop the")
        await stage.type(" torrents")
        await stage.shows("o x")


async def test_choosing_runs_the_action_on_the_same_torrents() -> None:
    async with opened(two()) as stage:
        await stage.press("j", ":")
        await stage.type("reannounce")
        del stage.server.torrents_now[hash_of(1)]
        await stage.poll()
        await stage.press("enter")
        await stage.until(lambda: stage.server.changes)
        assert stage.server.changes == [("torrents/reannounce", {"hashes": hash_of(1)})]


async def test_marked_torrents_are_acted_on() -> None:
    async with opened(two()) as stage:
        await stage.press("A", ":")
        await stage.type("reannounce")
        await stage.press("enter")
        await stage.until(lambda: stage.server.changes)
        assert stage.server.changes[0][1]["hashes"] == f"{hash_of(2)}|{hash_of(1)}"


async def test_what_cannot_run_says_why_and_is_not_chosen() -> None:
    async with opened(two()) as stage:
        await stage.press(":")
        await stage.type("move up in the queue")
        await stage.press("enter")
        await stage.shows("Queueing is off on the server")
        await stage.press("escape")
        assert stage.app.screen is stage.app.main
        assert stage.server.changes == []


async def test_the_palette_moves_the_screen_too() -> None:
    async with opened(two()) as stage:
        await stage.press(":")
        await stage.type("go to the details")
        await stage.press("enter")
        assert stage.focused == "details"


@SIZES
async def test_help_shows_the_keys_of_where_the_focus_is(size: tuple[int, int]) -> None:
    async with opened(two(), size) as stage:
        await stage.press("?")
        await stage.shows("Keys: Torrents", "Start or stop")
        await stage.press("escape", "enter", "3", "?")
        await stage.shows("Keys: Trackers", "Add trackers")


async def test_help_lists_each_key_that_works_and_none_that_does_not() -> None:
    async with opened(two(), LARGE) as stage:
        main = stage.app.main
        for tab in "123456":
            await stage.press("enter", tab)
            contexts = main.focused_pane.contexts
            items = help_items(main.keymap, contexts, main.runner, main.job())
            rows = main.keymap.keys_for(contexts)
            meant = [action.id for _, action in rows if is_meant(action, main.job())]
            assert sorted(item.id for item in items) == sorted(meant)
            assert all(item.key for item in items)


async def test_a_list_offers_only_the_sorts_it_has() -> None:
    async with opened(two(), LARGE) as stage:
        main = stage.app.main
        await stage.press("enter", "4", "s")
        await stage.shows("s …", "n name", "p progress")
        assert "r ratio" not in stage.words
        await stage.press("escape")
        items = help_items(main.keymap, main.focused_pane.contexts, main.runner, main.job())
        sorts = {item.id for item in items if item.id.startswith("sort.")}
        assert "sort.name" in sorts
        assert "sort.ratio" not in sorts
        assert not {"sort.ratio"} & {
            item.id for item in palette_items(main.keymap, main.runner, main.job())
        }
        await stage.press("1", "s")
        assert stage.message == "s works in Torrents: g t"


@pytest.mark.parametrize("keys", [("g", "f"), ("g", "d", "1"), ("g", "d", "5")])
async def test_marking_and_sorting_are_not_offered_where_there_are_no_rows(
    keys: tuple[str, ...],
) -> None:
    async with opened(two(), LARGE) as stage:
        await stage.press(*keys)
        main = stage.app.main
        items = palette_items(main.keymap, main.runner, main.job())
        scopes = {item.id.partition(".")[0] for item in items}
        assert "sort" not in scopes
        assert "list.mark" not in {item.id for item in items}
        assert "list.down" in {item.id for item in items}


async def test_an_action_runs_from_the_help() -> None:
    async with opened(two()) as stage:
        await stage.press("?")
        await stage.type("reannounce")
        await stage.press("enter")
        await stage.until(lambda: stage.server.changes)
        assert stage.server.changes == [("torrents/reannounce", {"hashes": hash_of(2)})]
