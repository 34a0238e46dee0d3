"""The program as a whole: themes, and a terminal that is too small."""

from __future__ import annotations

import re

import pytest
from rich.style import Style
from textual.events import Key

from qbtui.config.model import Config, ConfigError, Display
from qbtui.ui.screens.too_small import TooSmall
from qbtui.ui.theme import THEMES
from tests.internals import is_leaving
from tests.ui.stage import LARGE, SMALL, Qbittorrent, Stage, opened, row, started


def one() -> Qbittorrent:
    return Qbittorrent().has(row("only", 1))


def themed(theme: str) -> Config:
    return Config(display=Display(theme=theme))


def styles(stage: Stage) -> list[Style]:
    return [segment.style for strip in stage.strips for segment in strip if segment.style]


async def test_a_key_goes_through_the_themes() -> None:
    async with opened(one()) as stage:
        seen = [stage.app.theme]
        for _ in range(len(THEMES)):
            await stage.press("z", "t")
            seen.append(stage.app.theme)
            assert stage.message == f"Theme: {stage.app.theme}"
        assert seen == [*THEMES, THEMES[0]]


async def test_another_theme_is_painted_at_once() -> None:
    async with opened(one()) as stage:
        before = stage.style("Torrents").bgcolor
        await stage.press("z", "t")
        assert stage.style("Torrents").bgcolor != before


@pytest.mark.parametrize("theme", ["qbtui-light", "nord"])
async def test_the_theme_of_the_settings_is_used(theme: str) -> None:
    async with opened(one(), config=themed(theme)) as stage:
        assert stage.app.theme == theme


async def test_an_unknown_theme_starts_nothing_and_names_the_nearest() -> None:
    problem = 'display.theme: there is no theme "nrod"; did you mean "nord"?'
    with pytest.raises(ConfigError, match=re.escape(problem)):
        async with opened(one(), config=themed("nrod")):
            pass


@pytest.mark.parametrize(
    ("name", "value", "theme"),
    [
        ("NO_COLOR", "1", "ansi-dark"),
        ("TERM", "linux", "ansi-dark"),
        ("TERM", "screen", "ansi-dark"),
        ("TERM", "xterm", "ansi-dark"),
        ("COLORTERM", "truecolor", "qbtui-dark"),
        ("COLORFGBG", "0;15", "qbtui-light"),
    ],
)
async def test_the_terminal_decides_when_the_settings_do_not(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, theme: str
) -> None:
    monkeypatch.setenv(name, value)
    async with opened(one()) as stage:
        assert stage.app.theme == theme


async def test_no_color_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(one(), LARGE) as stage:
        await stage.press("d")
        await stage.shows("Delete")
        colors = {color for style in styles(stage) for color in (style.color, style.bgcolor)}
        assert {color for color in colors if color and not color.is_default} == set()
        assert stage.style("y delete 1 torrent").bold


async def test_a_small_terminal_says_how_large_it_must_be_and_comes_back() -> None:
    async with opened(one()) as stage:
        await stage.press("space")
        await stage.resize(49, 24)
        assert "49x24" in stage.text
        assert "50x12" in stage.text
        assert "only" not in stage.text
        await stage.resize(60, 10)
        assert "60x10" in stage.text
        await stage.resize(*SMALL)
        assert "1 marked" in stage.title
        assert stage.focused == "torrents"


async def test_the_smallest_screen_has_all_that_is_needed() -> None:
    async with opened(one(), (50, 12)) as stage:
        assert "only" in stage.text
        await stage.press("enter", "3")
        await stage.until(lambda: "tracker.test" in stage.details)
        assert "only" in stage.text
        for keys, words in ((("a",), "enter OK"), (("?",), "Keys:"), (("d",), "y ")):
            await stage.press("g", "t", *keys)
            await stage.shows(words)
            await stage.press("escape")
            assert stage.app.screen is stage.app.main


async def test_a_dialog_survives_a_small_terminal() -> None:
    async with opened(one()) as stage:
        await stage.press("a")
        await stage.shows("Add torrents")
        await stage.type("magnet")
        await stage.resize(40, 10)
        assert "magnet" not in stage.text
        await stage.press("x")
        await stage.resize(*LARGE)
        assert "magnet" in stage.text
        assert "magnetx" not in stage.text
        await stage.press("escape")
        assert stage.app.screen is stage.app.main


@pytest.mark.parametrize("opens", [["a"], ["slash"], ["d"], ["question_mark"]])
async def test_no_key_leaves_a_small_terminal_while_something_is_typed(opens: list[str]) -> None:
    async with opened(one()) as stage:
        await stage.press(*opens)
        await stage.pilot.pause()
        before = stage.text
        await stage.resize(40, 10)
        await stage.shows("What was open is kept.")
        await stage.press("q", "Q", "ctrl+c", "escape", "y", "enter")
        await stage.resize(*SMALL)
        assert stage.text == before
        assert not is_leaving(stage.app)
        assert stage.server.changes == []


async def test_what_was_typed_before_the_terminal_shrank_is_typed() -> None:
    async with opened(one()) as stage:
        await stage.press("a")
        await stage.shows("Add torrents")
        for character in "magnet":
            stage.app.post_message(Key(character, character))
        await stage.resize(40, 10)
        await stage.shows("What was open is kept.")
        await stage.resize(*SMALL)
        await stage.shows("magnet")


async def test_a_small_terminal_is_left_where_nothing_is_typed() -> None:
    for key in ("q", "Q", "ctrl+c"):
        async with opened(one()) as stage:
            await stage.resize(40, 10)
            await stage.shows("q quits")
            await stage.press(key)
            assert is_leaving(stage.app)


async def test_panes_fit_a_terminal_that_grew_from_too_small() -> None:
    async with opened(one()) as stage:
        await stage.resize(40, 10)
        await stage.resize(*LARGE)
        assert stage.shown == {"torrents", "sidebar", "details"}
        assert len(stage.lines) == LARGE[1]


async def test_a_dialog_that_comes_in_a_small_terminal_is_seen_once_it_grew() -> None:
    async with started(one(), (40, 10), profile=None) as stage:
        assert any(isinstance(screen, TooSmall) for screen in stage.app.screen_stack)
        await stage.resize(*SMALL)
        await stage.shows("Connect")
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is stage.app.main)


async def test_a_terminal_that_stays_too_small_covers_the_dialog_that_came() -> None:
    async with started(one(), (40, 10), profile=None) as stage:
        await stage.resize(45, 11)
        assert "45x11" in stage.text
        await stage.resize(*SMALL)
        await stage.shows("Address")
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is stage.app.main)
        await stage.resize(40, 10)
        assert "40x10" in stage.text
        await stage.resize(*SMALL)
        assert stage.app.screen is stage.app.main


@pytest.mark.parametrize("key", ["q", "Q"])
async def test_a_small_terminal_can_be_left(key: str) -> None:
    async with opened(one(), (40, 10)) as stage:
        await stage.press(key)
        assert stage.app.return_value == 0
