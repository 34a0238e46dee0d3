"""One dialog at a time: what asks while another is on its way or open."""

from __future__ import annotations

import asyncio

from qbtui.api.errors import Conflict
from qbtui.ui.dialogs.confirm import ConfirmDialog
from qbtui.ui.dialogs.form import FormDialog
from qbtui.ui.runner import NOT_YET
from qbtui.ui.screens.main import MainScreen
from tests.ui.stage import LARGE, Qbittorrent, Stage, opened, row


def two() -> Qbittorrent:
    return Qbittorrent().has(row("older", 1), row("newer", 2))


def open_dialogs(stage: Stage) -> list[type]:
    """Return what lies above the main screen, the topmost last."""
    screens = [type(screen) for screen in stage.app.screen_stack]
    return screens[screens.index(MainScreen) + 1 :]


async def test_while_a_dialog_is_on_its_way_no_other_is_asked_for() -> None:
    async with opened(two(), LARGE) as stage:
        under_way = asyncio.get_running_loop().create_future()
        stage.server.details["torrents/recheck"] = under_way
        await stage.press("v", "m")
        for key in ("m", "d"):
            await stage.press(key)
            assert stage.message == NOT_YET
        assert open_dialogs(stage) == []
        under_way.set_result(None)
        await stage.shows("enter OK", "Save to")
        assert open_dialogs(stage) == [FormDialog]
        await stage.press("escape", "d")
        await stage.shows("Delete")
        assert open_dialogs(stage) == [ConfirmDialog]


async def test_what_asks_nothing_waits_for_no_answer() -> None:
    async with opened(two(), LARGE) as stage:
        under_way = asyncio.get_running_loop().create_future()
        stage.server.details["torrents/recheck"] = under_way
        await stage.press("v", "m", "p")
        under_way.set_result(None)
        await stage.shows("enter OK", "Save to")
        await stage.until(lambda: len(stage.server.changes) == 2)
        assert open_dialogs(stage) == [FormDialog]


async def test_what_the_server_refuses_is_asked_again_once_the_open_dialog_is_answered() -> None:
    async with opened(two(), LARGE) as stage:
        moving = asyncio.get_running_loop().create_future()
        stage.server.details["torrents/setLocation"] = moving
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
