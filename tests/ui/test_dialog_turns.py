"""One dialog at a time: what asks while another is on its way or open."""

from __future__ import annotations

import asyncio
from math import inf

import pytest
from textual.events import AppBlur, AppFocus, Key

from qbtui.api.errors import Conflict, LoginRejected, Unreachable
from qbtui.config.model import Config
from qbtui.state.connection import Phase
from qbtui.ui import desk, typeahead
from qbtui.ui.dialogs.confirm import ConfirmDialog
from qbtui.ui.dialogs.connect import ConnectDialog
from qbtui.ui.dialogs.form import FormDialog
from qbtui.ui.screens.main import MainScreen
from tests.internals import is_leaving
from tests.ui.stage import HOME, LARGE, Qbittorrent, Stage, hash_of, opened, row


def two() -> Qbittorrent:
    return Qbittorrent().has(row("older", 1), row("newer", 2))


def open_dialogs(stage: Stage) -> list[type]:
    """Return what lies above the main screen, the topmost last."""
    screens = [type(screen) for screen in stage.app.screen_stack]
    return screens[screens.index(MainScreen) + 1 :]


async def test_what_is_typed_while_a_dialog_is_on_its_way_is_typed_into_it() -> None:
    async with opened(two(), LARGE) as stage:
        listed = stage.server.keep_answer("torrents/info")
        await stage.press("m", "ctrl+u")
        await stage.type("/tp d")
        assert open_dialogs(stage) == []
        listed.set_result(None)
        await stage.shows("enter OK", "Save to /tp d")
        assert open_dialogs(stage) == [FormDialog]
        assert stage.server.changes == []


async def test_what_was_typed_for_a_dialog_that_does_not_come_is_forgotten() -> None:
    async with opened(two(), LARGE) as stage:
        listed = stage.server.keep_answer("torrents/info")
        await stage.press("m")
        await stage.type("/tpd")
        listed.set_exception(Unreachable("Gone."))
        await stage.shows("Move: Gone.")
        await stage.press("j")
        assert open_dialogs(stage) == []
        assert stage.app.main.torrents.words == ""
        assert stage.server.changes == []
        assert stage.current == "older"


async def test_a_dialog_that_does_not_come_can_be_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "SLOW_SECONDS", 0)
    async with opened(two(), LARGE) as stage:
        stage.server.keep_answer("torrents/info")
        await stage.press("m")
        await stage.shows("Move: waiting for the server, escape gives up")
        await stage.press("p", "escape", "j")
        await stage.until(lambda: stage.current == "older")
        assert "Move: given up" in stage.message
        assert open_dialogs(stage) == []
        assert stage.server.changes == []


@pytest.mark.parametrize("turns", range(8))
async def test_giving_up_again_and_again_is_giving_up_once(turns: int) -> None:
    async with opened(two(), LARGE) as stage:
        stage.server.keep_answer("torrents/info")
        await stage.press("m")
        escape = Key("escape", None)
        stage.app.post_message(escape)
        for _ in range(turns):
            await asyncio.sleep(0)
        stage.app.post_message(escape)
        await stage.shows("Move: given up")


async def test_what_is_typed_after_a_dialog_was_given_up_is_for_the_list() -> None:
    async with opened(two(), LARGE) as stage:
        stage.server.keep_answer("torrents/info")
        await stage.press("m")
        for key in (Key("x", "x"), Key("escape", None), Key("j", "j"), Key("alt+g", "g")):
            stage.app.post_message(key)
        stage.app.post_message(Key("t", "t"))
        await stage.until(lambda: stage.current == "older")
        await stage.shows("Move: given up")
        assert open_dialogs(stage) == []
        assert stage.server.changes == []


async def test_a_terminal_that_is_too_small_gets_the_keys_of_a_dialog_on_its_way() -> None:
    async with opened(two(), LARGE) as stage:
        stage.server.keep_answer("torrents/info")
        await stage.press("m")
        await stage.resize(40, 10)
        await stage.press("q")
        await stage.until(lambda: is_leaving(stage.app))


async def refused(stage: Stage) -> None:
    """Let the server refuse to talk to us from now on."""
    stage.server.trouble = LoginRejected("Wrong user name or password.")
    stage.app.main.link.live.resync()
    await stage.until(lambda: stage.app.main.link.live.connection.phase is Phase.REFUSED)


async def test_the_connect_dialog_waits_for_a_dialog_on_its_way_and_its_answer() -> None:
    async with opened(two(), LARGE) as stage:
        listed = stage.server.keep_answer("torrents/info")
        await stage.press("e")
        await refused(stage)
        await stage.type("x")
        listed.set_result(None)
        await stage.shows("Name newerx")
        assert open_dialogs(stage) == [FormDialog]
        await stage.type("yz")
        await stage.shows("Name newerxyz")
        await stage.press("escape")
        await stage.shows("Address http://home.test:8080", "Wrong user name or password.")


async def test_the_connect_dialog_waits_for_one_that_is_given_up() -> None:
    async with opened(two(), LARGE) as stage:
        stage.server.keep_answer("torrents/info")
        await stage.press("m")
        await refused(stage)
        await stage.press("escape")
        await stage.shows("Address http://home.test:8080", "Wrong user name or password.")
        assert open_dialogs(stage) == [ConnectDialog]


async def test_the_connect_dialog_takes_nothing_that_is_typed_in_a_dialog_or_a_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(typeahead, "PAUSE", inf)
    async with opened(two(), LARGE) as stage:
        for opens, closes in (("e", "escape"), ("slash", "escape"), ("question_mark", "escape")):
            await stage.press(opens)
            await refused(stage)
            await stage.type("n")
            assert ConnectDialog not in open_dialogs(stage)
            await stage.press(closes)
            await stage.shows("Wrong user name or password.", ConnectDialog.IDLE)
            # Nor what is typed when it comes.
            await stage.type("secret")
            assert len(stage.server.accesses) == 1
            assert stage.app.focused is None
            await stage.press("escape")
            stage.server.trouble = None
            stage.app.main.open_server(HOME, "home")
            await stage.until(lambda: "✗" not in stage.status)
            stage.server.accesses.clear()
            stage.server.accesses.append(stage.server.access)


@pytest.mark.parametrize("pause", [inf, 0])
async def test_the_connect_dialog_takes_what_is_typed_where_nobody_was_typing(
    monkeypatch: pytest.MonkeyPatch, pause: float
) -> None:
    monkeypatch.setattr(typeahead, "PAUSE", pause)
    async with opened(two(), LARGE) as stage:
        await stage.press("j")
        await refused(stage)
        await stage.shows("Wrong user name or password.", "Password ••••••")
        await stage.type("new")
        await stage.press("tab")
        if pause:
            # Tab goes where the answer is to be typed.
            await stage.shows("Password ••••••")
            await stage.type("new")
        await stage.shows("Password •••")
        stage.server.trouble = None
        await stage.press("enter")
        await stage.until(lambda: "✗" not in stage.status)
        assert stage.server.accesses[-1].password == "new"


async def test_a_server_that_lets_in_again_asks_nothing() -> None:
    async with opened(two(), LARGE) as stage:
        await stage.press("d")
        await refused(stage)
        stage.server.trouble = None
        stage.app.main.open_server(HOME, "home")
        await stage.until(lambda: stage.app.main.link.live.connection.phase is Phase.ONLINE)
        await stage.press("escape")
        assert open_dialogs(stage) == []


async def test_what_comes_by_itself_is_not_closed_by_keys_from_before() -> None:
    async with opened(two(), LARGE) as stage:
        stage.server.torrents_now[hash_of(2)]["auto_tmm"] = True
        await stage.poll()
        listed = stage.server.keep_answer("torrents/info")
        await stage.press("o", "a")
        stage.app.main.desk.notice("About something", "which takes lines")
        for key in "gjk":
            stage.app.post_message(Key(key, key))
        stage.app.post_message(Key("enter", None))
        await stage.pilot.pause()
        listed.set_result(None)
        await stage.shows("About something")


async def test_the_user_gets_the_server_they_ask_for_while_the_dialog_waits() -> None:
    config = Config(servers={"home": HOME})
    async with opened(two(), LARGE, config=config) as stage:
        await stage.press("g", "n")
        await stage.shows("Another server")
        await refused(stage)
        await stage.press(*"another", "enter")
        await stage.shows("Connect", "localhost:8080")
        assert "Wrong user name or password." not in stage.part(stage.app.screen)
        await stage.press("escape")
        assert open_dialogs(stage) == []


async def test_a_try_that_failed_asks_nothing_once_the_server_lets_in() -> None:
    async with opened(two(), LARGE) as stage:
        await stage.press("g", "n")
        await stage.shows("Address")
        polled = stage.server.keep_answer("sync/maindata")
        await stage.press("enter", "colon")
        await stage.shows("Actions")
        # It stays away until the program has noticed: the next try comes a second later.
        stage.server.trouble = Unreachable("home.test refuses the connection.")
        polled.set_result(None)
        await stage.until(lambda: stage.app.main.link.live.connection.phase is Phase.OFFLINE)
        stage.server.trouble = None
        await stage.poll()
        await stage.press("escape")
        assert open_dialogs(stage) == []


async def test_a_line_that_was_left_with_the_terminal_is_still_typed_in() -> None:
    async with opened(two(), LARGE) as stage:
        await stage.press("slash", *"old")
        stage.app.post_message(AppBlur())
        await stage.pilot.pause()
        stage.app.main.desk.notice("About something", "which takes lines")
        await stage.pilot.pause()
        assert open_dialogs(stage) == []
        stage.app.post_message(AppFocus())
        await stage.pilot.pause()
        await stage.type("er")
        assert stage.app.main.torrents.words == "older"
        await stage.press("enter")
        await stage.shows("About something")
        stage.app.post_message(AppBlur())
        await stage.pilot.pause()
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is stage.app.main)
        assert stage.focused == "torrents"


async def test_what_comes_by_itself_waits_for_the_line_that_is_typed_in() -> None:
    async with opened(two(), LARGE) as stage:
        moving = stage.server.keep_answer("torrents/setLocation")
        await stage.press("m")
        await stage.shows("enter OK")
        await stage.type("/srv/new")
        await stage.press("enter", "slash", *"old")
        moving.set_exception(Conflict("It cannot make that."))
        stage.app.main.desk.notice("About something", "which takes lines")
        await stage.shows("failed, its form comes back when this is closed")
        await stage.type("er")
        assert stage.app.main.torrents.words == "older"
        assert open_dialogs(stage) == []
        await stage.press("enter")
        await stage.shows("About something")
        await stage.press("escape")
        await stage.shows("It cannot make that.", "Save to /srv/new")


async def test_a_dialog_that_does_not_come_keeps_nobody_from_leaving() -> None:
    async with opened(two(), LARGE) as stage:
        stage.server.keep_answer("torrents/info")
        await stage.press("m", "ctrl+c", "ctrl+c")
        await stage.until(lambda: is_leaving(stage.app))


async def test_keys_that_follow_one_which_turns_out_to_ask_nothing_go_to_the_list() -> None:
    async with opened(two(), LARGE) as stage:
        stage.server.torrents_now[hash_of(2)]["auto_tmm"] = True
        await stage.poll()
        await stage.press("o", "a", "j", "p")
        await stage.until(lambda: len(stage.server.changes) == 2)
        assert [path for path, _ in stage.server.changes] == [
            "torrents/setAutoManagement",
            "torrents/stop",
        ]


async def test_a_form_that_could_not_be_sent_comes_back_as_it_was() -> None:
    async with opened(two(), LARGE) as stage:
        stage.server.replies["torrents/setLocation"] = [Unreachable("No way there.")]
        await stage.press("m")
        await stage.shows("enter OK")
        await stage.press("ctrl+u")
        await stage.type("/srv/new")
        stage.server.trouble = Unreachable("No way there.")
        await stage.press("enter")
        await stage.shows("No way there. It was not done.", "Save to /srv/new")
        stage.server.trouble = None
        await stage.press("enter")
        await stage.until(lambda: len(stage.server.changes) == 2)
        assert stage.server.changes[1][1]["location"] == "/srv/new"


async def test_what_the_server_refuses_is_asked_again_once_the_open_dialog_is_answered() -> None:
    async with opened(two(), LARGE) as stage:
        moving = stage.server.keep_answer("torrents/setLocation")
        await stage.press("m")
        await stage.shows("enter OK")
        await stage.type("/srv/new")
        await stage.press("enter", "d")
        await stage.shows("Delete")
        moving.set_exception(Conflict("It cannot make that."))
        await stage.pilot.pause()
        assert open_dialogs(stage) == [ConfirmDialog]
        await stage.press("n")
        await stage.shows("It cannot make that.", "Save to /srv/new")
        assert open_dialogs(stage) == [FormDialog]
        assert stage.app.focused is None
