"""The connect dialog: what it asks, what it says after a failure, and what it returns."""

from __future__ import annotations

import pytest

from qbtui.api.errors import LoginRejected, Unreachable
from qbtui.config.model import Server
from qbtui.ui.connect_result import ConnectResult
from qbtui.ui.dialogs.connect import ConnectDialog
from tests.ui.dialogs.support import OPEN, shown


async def test_it_returns_the_server_that_was_typed() -> None:
    async with shown(ConnectDialog) as hand:
        await hand.press("ctrl+u", *"box:9090", "tab", "ctrl+u", *"me", "tab", *"secret", "enter")
        assert hand.answer == ConnectResult(
            Server(url="http://box:9090", username="me", password="secret"), "", False
        )


async def test_what_the_form_does_not_show_is_kept() -> None:
    server = Server(url="https://box", timeout=5.0, headers={"X-A": "b"}, password_command="pass")
    async with shown(lambda: ConnectDialog(ConnectResult(server, "home"))) as hand:
        assert "Connect to home" in hand.text
        await hand.press("enter")
        assert hand.answer == ConnectResult(server, "home", False)


async def test_a_password_that_a_command_printed_is_not_saved_unasked() -> None:
    server = Server(url="https://box", password="printed", password_command="pass")
    async with shown(lambda: ConnectDialog(ConnectResult(server, "home"))) as hand:
        await hand.press("tab", "tab", "ctrl+u", *"typed", "enter")
        assert isinstance(hand.answer, ConnectResult)
        assert hand.answer.server.password == "typed"
        assert hand.answer.stored == Server(url="https://box", password_command="pass")


async def test_a_saved_password_takes_the_place_of_the_command() -> None:
    server = Server(url="https://box", password_command="pass")
    async with shown(lambda: ConnectDialog(ConnectResult(server, "home"))) as hand:
        await hand.press("tab", "tab", *"typed", "up", "up", "up", "space", "enter")
        assert isinstance(hand.answer, ConnectResult)
        assert hand.answer.stored == Server(url="https://box", password="typed")


async def test_a_wrong_address_is_explained_at_its_field() -> None:
    async with shown(ConnectDialog) as hand:
        await hand.press("ctrl+u", *"ftp://box", "tab", "enter")
        assert hand.answer is OPEN
        row = next(row for row, line in enumerate(hand.host.lines) if "ftp://box" in line)
        assert "must start with http://" in hand.host.lines[row + 1]


async def test_the_last_failure_is_shown_with_advice() -> None:
    error = Unreachable("box:9090 refused the connection", "Is it running?")
    async with shown(lambda: ConnectDialog(error=error)) as hand:
        assert "box:9090 refused the connection" in hand.text
        assert "Is it running?" in hand.text


async def test_after_a_rejected_login_the_password_has_the_focus() -> None:
    server = Server(url="http://box", username="me")
    error = LoginRejected("Wrong password")
    async with shown(lambda: ConnectDialog(ConnectResult(server), error)) as hand:
        await hand.press(*"again", "enter")
        assert isinstance(hand.answer, ConnectResult)
        assert hand.answer.server.password == "again"


async def test_every_field_is_on_a_screen_of_80_by_24() -> None:
    error, server = LoginRejected("Wrong password"), Server(url="http://box")
    async with shown(lambda: ConnectDialog(ConnectResult(server, "home"), error)) as hand:
        for label in ("Address", "Password", "API key", "Check the TLS", "CA file", "Save as"):
            assert label in hand.text


@pytest.mark.parametrize("saves", [True, False])
async def test_it_begins_with_all_that_was_typed_before(saves: bool) -> None:
    server = Server(url="http://box", username="me", password="p", api_key="k", verify=False)
    typed = ConnectResult(server, "home", saves)
    async with shown(lambda: ConnectDialog(typed)) as hand:
        await hand.press("enter")
        assert hand.answer == typed


async def test_what_cannot_be_saved_is_not_asked() -> None:
    server = Server(url="http://box", username="me", password="p", api_key="k")
    async with shown(lambda: ConnectDialog(ConnectResult(server, "demo"), saves=False)) as hand:
        assert "Save" not in hand.text
        await hand.press("enter")
        assert hand.answer == ConnectResult(server)


def test_secrets_are_saved_only_when_wanted() -> None:
    server = Server(url="http://box", username="me", password="p", api_key="k")
    assert ConnectResult(server, "home", True).stored == server
    assert ConnectResult(server, "home", False).stored == Server(url="http://box", username="me")
