"""The main screen: which panes show, where the focus goes, and how a user leaves."""

from __future__ import annotations

import pytest

from qbtui.api.errors import Unreachable
from qbtui.config.model import Config, Display
from qbtui.state.maindata import Change
from tests.internals import is_leaving
from tests.ui.stage import LARGE, SMALL, Qbittorrent, opened, row, started


def two() -> Qbittorrent:
    return Qbittorrent().has(row("older", 1), row("newer", 2))


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((80, 24), {"torrents"}),
        ((109, 35), {"torrents"}),
        ((110, 35), {"torrents", "sidebar"}),
        ((80, 36), {"torrents", "details"}),
        ((200, 50), {"torrents", "sidebar", "details"}),
    ],
)
async def test_panes_show_where_there_is_room(size: tuple[int, int], shown: set[str]) -> None:
    async with opened(two(), size) as stage:
        assert stage.shown == shown
        await stage.resize(*SMALL)
        assert stage.shown == {"torrents"}
        await stage.resize(*size)
        assert stage.shown == shown


async def test_settings_decide_over_the_room() -> None:
    small = Config(display=Display(sidebar="on", details="on"))
    async with opened(two(), SMALL, config=small) as stage:
        assert stage.shown == {"torrents", "sidebar", "details"}
    large = Config(display=Display(sidebar="off", details="off"))
    async with opened(two(), LARGE, config=large) as stage:
        assert stage.shown == {"torrents"}


async def test_what_was_shown_by_hand_stays() -> None:
    async with opened(two(), SMALL) as stage:
        await stage.press("z", "s")
        assert stage.shown == {"torrents", "sidebar"}
        await stage.resize(*LARGE)
        assert stage.shown == {"torrents", "sidebar", "details"}
        await stage.press("i", "z", "s")
        assert stage.shown == {"torrents"}
        await stage.resize(*SMALL)
        await stage.resize(*LARGE)
        assert stage.shown == {"torrents"}


async def test_tab_goes_round_the_panes_that_show() -> None:
    async with opened(two(), LARGE) as stage:
        seen = []
        for _ in range(4):
            seen.append(stage.focused)
            await stage.press("tab")
        assert seen == ["torrents", "details", "sidebar", "torrents"]
        await stage.press("shift+tab")
        assert stage.focused == "torrents"
        await stage.press("shift+tab")
        assert stage.focused == "sidebar"


async def test_tab_stays_where_no_other_pane_shows() -> None:
    async with opened(two(), SMALL) as stage:
        await stage.press("tab")
        assert stage.focused == "torrents"


async def test_keys_go_to_a_pane_and_show_it() -> None:
    async with opened(two(), SMALL) as stage:
        await stage.press("g", "f")
        assert stage.focused == "sidebar"
        await stage.press("g", "d")
        assert stage.focused == "details"
        await stage.press("g", "t")
        assert stage.focused == "torrents"
        assert stage.shown == {"torrents", "sidebar", "details"}


async def test_a_hidden_pane_gives_the_focus_back() -> None:
    async with opened(two(), SMALL) as stage:
        await stage.press("enter", "i")
        assert stage.focused == "torrents"
        assert stage.shown == {"torrents"}
        await stage.press("j")
        assert stage.current == "older"


async def test_the_keys_shown_are_those_of_the_focused_pane() -> None:
    async with opened(two(), LARGE) as stage:
        assert "? help" in stage.message
        assert "p stop" in stage.message
        await stage.press("g", "f")
        assert "p stop" not in stage.message


async def test_read_only_offers_no_change() -> None:
    async with opened(two(), LARGE, read_only=True) as stage:
        for keys in (("g", "t"), ("g", "d", "2"), ("3",), ("4",)):
            await stage.press(*keys)
            for word in ("add", "stop", "delete", "move", "category", "rename", "alt limits"):
                assert f" {word} " not in f" {stage.message} "
            assert "? help" in stage.message


async def test_before_there_is_a_server_only_what_works_is_offered() -> None:
    server = two()
    server.trouble = Unreachable("home.test refuses the connection.")
    async with started(server, SMALL) as stage:
        await stage.shows("home.test refuses the connection.")
        assert stage.message.split("  ") == [
            "? help",
            ": actions",
            "g n server",
            "q back",
            "Q quit",
        ]
        assert stage.title.split() == ["Torrents"]
        server.trouble = None
        await stage.poll()
        await stage.until(lambda: "p stop" in stage.message)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (("g", "f", "p"), "p works in Torrents: g t"),
        (("g", "f", "A"), "A works in Torrents: g t"),
        (("g", "f", "d"), "d works in Torrents: g t"),
        (("B",), "B works in Peers: g d 4"),
        (("right_square_bracket",), "] works in Details: g d"),
        (("g", "X"), "g X does nothing here"),
    ],
)
async def test_a_key_that_does_nothing_here_says_where_it_does(
    keys: tuple[str, ...], said: str
) -> None:
    async with opened(two(), LARGE) as stage:
        await stage.press(*keys)
        assert stage.message == said
        assert stage.server.changes == []


@pytest.mark.parametrize("key", ["escape", "ctrl+g", "q"])
async def test_it_climbs_one_step_at_a_time(key: str) -> None:
    async with opened(two(), LARGE) as stage:
        await stage.press("f", "d", "slash", *"e", "enter", "space", "V")
        assert "range" in stage.title
        await stage.press("enter")
        assert stage.focused == "details"
        await stage.press(key)
        assert stage.focused == "torrents"
        await stage.press(key)
        assert "range" not in stage.title
        assert "1 marked" in stage.title
        await stage.press(key)
        assert "marked" not in stage.title
        await stage.press(key)
        assert "/e" not in stage.title
        assert "Downloading" in stage.title
        await stage.press(key)
        assert "Downloading" not in stage.title
        assert stage.app.is_running
        assert stage.app.return_value is None


async def test_q_at_the_top_leaves() -> None:
    async with opened(two()) as stage:
        await stage.press("q")
        assert stage.app.return_value == 0


@pytest.mark.parametrize("key", ["escape", "ctrl+g"])
async def test_escape_never_leaves(key: str) -> None:
    async with opened(two()) as stage:
        await stage.press(*[key] * 5)
        assert stage.app.is_running
        assert not is_leaving(stage.app)
        await stage.press("j")
        assert stage.current == "older"


async def test_leaving_from_anywhere() -> None:
    async with opened(two()) as stage:
        await stage.press("space", "enter", "Q")
        assert stage.app.return_value == 0


async def test_control_c_twice_leaves_and_once_says_so() -> None:
    async with opened(two()) as stage:
        await stage.press("ctrl+c")
        await stage.shows("ctrl+c Quit")
        await stage.press("escape")
        assert "Quit" not in stage.text
        await stage.press("ctrl+c", "ctrl+c")
        assert stage.app.return_value == 0


async def test_a_click_gives_a_pane_the_focus() -> None:
    async with opened(two(), LARGE) as stage:
        await stage.click("Downloading", stage.app.main.sidebar)
        assert stage.focused == "sidebar"
        await stage.click("older", stage.app.main.torrents)
        assert stage.focused == "torrents"


@pytest.mark.parametrize(("much", "pauses"), [(0, 2), (2, 0)])
async def test_keys_come_in_between_the_steps_of_showing_much(
    monkeypatch: pytest.MonkeyPatch, much: int, pauses: int
) -> None:
    async with opened(two(), SMALL) as stage:
        monkeypatch.setattr("qbtui.ui.screens.main.MUCH", much)
        hashes = frozenset(stage.server.torrents_now)
        nothing: frozenset[str] = frozenset()
        showing = stage.app.main.synced(Change(True, hashes, nothing, nothing, groups=False))
        assert len(list(showing.__await__())) == pauses


async def test_a_key_that_means_the_torrent_says_so_among_its_files() -> None:
    async with opened(two(), LARGE) as stage:
        await stage.until(lambda: " d delete  " in stage.text)
        await stage.press("g", "d", "2")
        await stage.until(lambda: "d delete torrent" in stage.text)
        assert "a add torrents" in stage.text
        await stage.press("3")
        await stage.until(lambda: "d remove" in stage.text)


async def test_the_key_bar_says_what_the_key_would_do_to_the_torrent_under_the_cursor() -> None:
    server = Qbittorrent().has(row("runs", 1), row("rests", 2, state="stoppedDL"))
    async with opened(server, LARGE) as stage:
        assert "p run" in stage.message
        await stage.press("j")
        assert stage.current == "runs"
        assert "p stop" in stage.message
