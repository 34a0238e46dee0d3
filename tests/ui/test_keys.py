"""Keys on the whole screen: sequences and their hints, and the user's own."""

from __future__ import annotations

import pytest

from qbtui.actions import ACTIONS
from qbtui.actions.keymap import Keymap, Prefix
from qbtui.config.model import Config
from qbtui.ui.offers import is_meant
from qbtui.ui.widgets.hints import Hints
from tests.ui.stage import LARGE, SMALL, Qbittorrent, hash_of, opened, row

PREFIXES = ("f", "g", "o", "s", "y", "z")


def two() -> Qbittorrent:
    return Qbittorrent().has(row("older", 1), row("newer", 2))


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("prefix", PREFIXES)
async def test_the_start_of_a_sequence_shows_how_it_goes_on(
    size: tuple[int, int], prefix: str
) -> None:
    async with opened(two(), size) as stage:
        contexts = stage.app.main.torrents.contexts
        found = Keymap(ACTIONS).resolve(contexts, (prefix,))
        assert isinstance(found, Prefix)
        await stage.press(prefix)
        hints = stage.app.main.query_one(Hints)
        await stage.until(lambda: any(f"{prefix} …" in line for line in stage.part(hints)))
        for key, action in found.continuations:
            if is_meant(action, stage.app.main.job()):
                assert f"{key} {action.hint or action.title}" in stage.words
        await stage.press("escape")
        assert not hints.display


async def test_a_sequence_that_leads_nowhere_says_so() -> None:
    async with opened(two()) as stage:
        await stage.press("g", "Z")
        assert stage.message == "g Z does nothing here"
        assert "g …" not in stage.text
        await stage.press("j")
        assert stage.current == "older"


async def test_the_users_keys_take_the_place_of_the_default_ones() -> None:
    config = Config(keys={"torrents.stop": ("X",), "torrents.toggle": ()})
    async with opened(two(), config=config) as stage:
        await stage.press("p")
        await stage.press("X")
        await stage.until(lambda: stage.server.changes)
        assert stage.server.changes == [("torrents/stop", {"hashes": hash_of(2)})]
        assert "p stop" not in stage.message


async def test_what_is_wrong_with_the_users_keys_is_told_at_the_start() -> None:
    config = Config(
        keys={"torrents.stopp": ("X",), "torrents.stop": ("ctrl+i",)},
        warnings=("Others can read the passwords.",),
    )
    async with opened(two(), config=config) as stage:
        await stage.shows(
            "Others can read the passwords.",
            'there is no action "torrents.stopp"; did you mean "torrents.stop"?',
            "torrents.stop: a terminal sends ctrl+i as tab",
        )
        await stage.press("escape")
        assert stage.app.screen is stage.app.main
        assert stage.current == "newer"


async def test_without_problems_nothing_is_told() -> None:
    async with opened(two()) as stage:
        assert stage.app.screen is stage.app.main
