"""Alt with a letter is a key of its own, however the terminal writes it."""

from __future__ import annotations

import pytest
from textual.events import Key

from qbtui.config.model import Config
from qbtui.ui.keys import key_name
from tests.internals import keys_in
from tests.ui.stage import Qbittorrent, hash_of, opened, row

LEGACY, KITTY = "\x1bd", "\x1b[100;3u"


def pressed(sequence: str) -> Key:
    """Return the key that a terminal means by what it sends."""
    (key,) = keys_in(sequence)
    return key


@pytest.mark.parametrize(
    ("sequence", "name"),
    [
        (LEGACY, "alt+d"),
        (KITTY, "alt+d"),
        ("\x1bD", "alt+shift+d"),
        ("\x1b[100;4u", "alt+shift+d"),
        ("d", "d"),
        ("D", "D"),
        ("?", "?"),
        ("\x04", "ctrl+d"),
        ("\x1b[108;3;64u", "@"),
        (" ", "space"),
    ],
)
def test_a_key_is_named_as_key_maps_write_it(sequence: str, name: str) -> None:
    assert key_name(pressed(sequence)) == name


@pytest.mark.parametrize("sequence", [LEGACY, KITTY])
async def test_alt_does_not_do_what_the_letter_does(sequence: str) -> None:
    async with opened(Qbittorrent().has(row("only"))) as stage:
        stage.app.post_message(pressed(sequence))
        await stage.pilot.pause()
        assert stage.app.screen is stage.app.main


@pytest.mark.parametrize("sequence", [LEGACY, KITTY])
async def test_a_key_with_alt_can_be_chosen(sequence: str) -> None:
    config = Config(keys={"torrents.stop": ("alt+d",)})
    async with opened(Qbittorrent().has(row("only")), config=config) as stage:
        stage.app.post_message(pressed(sequence))
        await stage.until(lambda: stage.server.changes)
        assert stage.server.changes == [("torrents/stop", {"hashes": hash_of(1)})]
