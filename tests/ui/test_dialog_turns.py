"""One dialog at a time: what asks while another is on its way or open."""

from __future__ import annotations

import asyncio

import pytest

from qbtui.api.errors import Conflict, LoginRejected, Unreachable
from qbtui.ui import desk
from qbtui.ui.dialogs.confirm import ConfirmDialog
from qbtui.ui.dialogs.form import FormDialog, ReturnedFormDialog
from qbtui.ui.screens.main import MainScreen
from tests.internals import is_leaving
from tests.ui.stage import LARGE, Qbittorrent, Stage, hash_of, opened, row


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
        stage.app.main.desk.give_up()
        for _ in range(turns):
            await asyncio.sleep(0)
        stage.app.main.desk.give_up()
        await stage.shows("Move: given up")


async def test_a_terminal_that_is_too_small_gets_the_keys_of_a_dialog_on_its_way() -> None:
    async with opened(two(), LARGE) as stage:
        stage.server.keep_answer("torrents/info")
        await stage.press("m")
        await stage.resize(40, 10)
        await stage.press("q")
        await stage.until(lambda: is_leaving(stage.app))


async def test_the_connect_dialog_gets_the_keys_of_a_dialog_on_its_way() -> None:
    async with opened(two(), LARGE) as stage:
        stage.server.keep_answer("torrents/info")
        await stage.press("m")
        stage.server.trouble = LoginRejected("Wrong user name or password.")
        stage.app.main.link.live.resync()
        await stage.shows("Address http://home.test:8080", "Wrong user name or password.")
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is stage.app.main)


async def test_a_dialog_that_does_not_come_keeps_nobody_from_leaving() -> None:
    async with opened(two(), LARGE) as stage:
        stage.server.keep_answer("torrents/info")
        await stage.press("m", "ctrl+c", "ctrl+c")
        await stage.until(lambda: is_leaving(stage.app))


async def test_keys_that_follow_one_which_turns_out_to_ask_nothing_go_to_the_list() -> None:
    async with opened(two(), LARGE) as stage:
        await stage.press("v", "j", "p")
        await stage.until(lambda: len(stage.server.changes) == 2)
        assert stage.server.changes == [
            ("torrents/recheck", {"hashes": hash_of(2)}),
            ("torrents/stop", {"hashes": hash_of(1)}),
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
        assert open_dialogs(stage) == [ReturnedFormDialog]
