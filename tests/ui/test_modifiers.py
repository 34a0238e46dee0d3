"""Alt with a key is a key of its own where it is bound, and else escape and that key."""

from __future__ import annotations

import pytest
from textual.events import Key

from qbtui.config.model import Config
from qbtui.ui.keys import key_name, parted
from tests.internals import keys_in
from tests.ui.stage import LARGE, Qbittorrent, Stage, hash_of, opened, row

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


async def send(stage: Stage, sent: str) -> None:
    """Let the keys arrive that a terminal means by what it sends."""
    for key in keys_in(sent):
        stage.app.post_message(key)
    await stage.pilot.pause()


@pytest.mark.parametrize("sequence", [LEGACY, KITTY])
async def test_in_the_list_it_is_the_key_alone(sequence: str) -> None:
    async with opened(Qbittorrent().has(row("only"))) as stage:
        await send(stage, f"g{sequence}")
        # Not `g d`, which goes to the details.
        await stage.shows("Delete 1 torrent")
        assert stage.focused == "torrents"


@pytest.mark.parametrize("sequence", ["\x1by", "\x1b[121;3u", "\x1bY"])
async def test_a_question_is_closed_and_not_answered(sequence: str) -> None:
    async with opened(Qbittorrent().has(row("only"))) as stage:
        await send(stage, f"d{sequence}")
        assert stage.app.screen is stage.app.main
        await send(stage, "y")
        assert stage.server.changes == []


@pytest.mark.parametrize("sequence", ["\x1b\r", "\x1b\n", "\x1bx", "\x1b/", "\x1b\t"])
async def test_a_form_is_closed_and_not_sent(sequence: str) -> None:
    async with opened(Qbittorrent().has(row("only"))) as stage:
        await send(stage, "m/new")
        await stage.shows("Save to /new")
        await send(stage, sequence)
        await stage.until(lambda: stage.app.screen is stage.app.main)
        assert stage.server.changes == []


async def test_a_filter_line_is_left_and_the_sequence_goes_to_the_list() -> None:
    async with opened(Qbittorrent().has(row("only")), LARGE) as stage:
        await send(stage, "/on\r/\x1bgd")
        assert stage.focused == "details"
        assert stage.app.main.torrents.words == "on"
        await send(stage, "\x1bgt")
        assert stage.focused == "torrents"


@pytest.mark.parametrize("sequence", ["\x1bb", "\x1b[1;3D", "\x1b[1;5D", "\x1b[98;3u"])
async def test_in_a_line_it_goes_from_word_to_word(sequence: str) -> None:
    async with opened(Qbittorrent().has(row("only"))) as stage:
        await send(stage, "mone two")
        await send(stage, f"{sequence}x")
        await stage.shows("Save to one xtwo")
        await send(stage, "\x1bf!\x1b\x7f+")
        await stage.shows("Save to one +")


@pytest.mark.parametrize("character", [chr(code) for code in range(0x21, 0x7F)])
def test_the_key_that_was_pressed_with_alt_is_the_key_alone(character: str) -> None:
    if character in "[O":
        pytest.skip("begins the sequence of another key")
    escape, key = parted(pressed(f"\x1b{character}"))
    (alone,) = keys_in(character)
    assert escape.key == "escape"
    assert (key.key, key.character) == (alone.key, alone.character)
    assert key_name(key) == character


async def test_keys_with_alt_that_are_typed_ahead_are_for_the_line_that_comes() -> None:
    async with opened(Qbittorrent().has(row("only"))) as stage:
        listed = stage.server.keep_answer("torrents/info")
        await send(stage, "e x y\x1b\x7fz")
        listed.set_result(None)
        await stage.shows("Name only x z")


async def test_a_word_is_deleted_with_alt_and_not_a_torrent() -> None:
    async with opened(Qbittorrent().has(row("one two"))) as stage:
        await send(stage, "e\x1bb\x1bd")
        await stage.shows("Name one")
        assert "two" not in stage.part(stage.app.screen.query_one("LineInput"))[0]


def test_an_arrow_with_alt_is_one_key() -> None:
    assert key_name(pressed("\x1b[1;3D")) == "alt+left"
    assert key_name(pressed("\x1b[1;3A")) == "alt+up"


@pytest.mark.parametrize("sequence", [LEGACY, KITTY])
async def test_a_key_with_alt_can_be_chosen(sequence: str) -> None:
    config = Config(keys={"torrents.stop": ("alt+d",)})
    async with opened(Qbittorrent().has(row("only")), config=config) as stage:
        stage.app.post_message(pressed(sequence))
        await stage.until(lambda: stage.server.changes)
        assert stage.server.changes == [("torrents/stop", {"hashes": hash_of(1)})]
