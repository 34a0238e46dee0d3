"""The connect dialog: what it asks, what it says after a failure, and what it returns."""

from __future__ import annotations

import re

import msgspec
import pytest
from msgspec.structs import replace

from qbtui.api.errors import (
    ApiError,
    BadCertificate,
    LoginRejected,
    ProxyRejected,
    Unreachable,
    WrongHost,
)
from qbtui.config.model import Server
from qbtui.ui.connect_result import ConnectResult
from qbtui.ui.dialogs.connect import REFUSED, ConnectDialog
from tests.ui.dialogs.support import OPEN, Hand, shown


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
        await hand.press("tab", "tab", *"typed", "down", "down", "down", "space", "enter")
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


FIRST = ("Address", "User name", "Password", "API key", "Save as", "Save passwords and API key too")
MORE = (
    "Check the TLS certificate",
    "CA file",
    "HTTP basic user",
    "HTTP basic password",
    "Send 2 headers",
    "Host header",
    "Timeout",
)


async def test_every_field_is_on_a_screen_of_80_by_24() -> None:
    server = Server(url="http://box", headers={"X-A": "s3cret", "X-B": "s3cret"})
    async with shown(lambda: ConnectDialog(ConnectResult(server, "home"))) as hand:
        for label in FIRST:
            assert label in hand.text
        assert "changed: Send 2 headers" in hand.text
        assert "CA file" not in hand.text
        await hand.press(*["down"] * 6, "space")
        for label in (*FIRST, *MORE, "enter OK"):
            assert label in hand.text
        await hand.press(*["down"] * 5)
        assert "X-A, X-B: the configuration file says what they hold." in hand.text
        assert "s3cret" not in hand.text


async def test_what_is_rarely_needed_can_be_set() -> None:
    async with shown(ConnectDialog) as hand:
        await hand.press(*["down"] * 6, "space", "down", "space", "down", *"/ca.pem", "down")
        await hand.press(*"me", "down", *"pass", "down", *"nas:8080", "down", *"5", "enter")
        assert isinstance(hand.answer, ConnectResult)
        assert hand.answer.server == Server(
            url="http://localhost:8080",
            username="admin",
            verify=False,
            ca_file="/ca.pem",
            basic_username="me",
            basic_password="pass",
            host_header="nas:8080",
            timeout=5.0,
        )


@pytest.mark.parametrize("typed", ["0", "-1", "", "soon", "inf"])
async def test_a_wrong_timeout_is_shown_even_when_it_was_hidden_again(typed: str) -> None:
    async with shown(ConnectDialog) as hand:
        await hand.press(*["down"] * 6, "space", *["down"] * 6, "ctrl+u", *typed)
        await hand.press(*["up"] * 6, "space")
        assert "changed: Timeout" in hand.text
        await hand.press("enter")
        assert hand.answer is OPEN
        assert re.search("number of at least 0.1|this is needed", hand.text)
        await hand.press("ctrl+u", *"7", "enter")
        assert isinstance(hand.answer, ConnectResult)
        assert hand.answer.server.timeout == 7


@pytest.mark.parametrize(
    ("error", "setting"),
    [
        (BadCertificate("The certificates in /ca.pem cannot be read."), "ca_file"),
        (ProxyRejected("A proxy wants a password."), "basic_username"),
        (WrongHost("The server does not accept the host name."), "host_header"),
        (LoginRejected("The server does not accept the API key.", setting="api_key"), "api_key"),
        (BadCertificate("It has expired.", "Renew it.", "url"), "url"),
    ],
)
async def test_it_starts_where_the_error_says(error: ApiError, setting: str) -> None:
    server = Server(url="http://box")
    async with shown(lambda: ConnectDialog(ConnectResult(server), error)) as hand:
        await hand.press("x", "enter")
        assert isinstance(hand.answer, ConnectResult)
        assert getattr(hand.answer.server, setting).endswith("x")


OF_BOX = Server(
    url="https://box:8080",
    username="me",
    password="password of box",
    password_command="pass box",
    api_key="key of box",
    verify=False,
    ca_file="/box.pem",
    basic_username="user of box",
    basic_password="basic of box",
    headers={"X-Token": "token of box"},
    host_header="host of box",
    timeout=5.0,
)

ALL_TAKEN = (
    "Password",
    "API key",
    "Check the TLS certificate",
    "HTTP basic user",
    "HTTP basic password",
    "Send 1 header",
    "Host header",
    "password_command",
)


def elsewhere(url: str, password: str = "") -> Server:
    """Return the server with what is no secret of it, at another address."""
    return Server(url=url, username="me", password=password, ca_file="/box.pem", timeout=5.0)


def known(server: Server = OF_BOX, save_secrets: bool = True) -> ConnectDialog:
    """Return the dialog about a server that was opened before."""
    return ConnectDialog(ConnectResult(server, "box", save_secrets, secrets_for=server.url))


def words(hand: Hand) -> str:
    """Return the text of the dialog without its frame and line ends."""
    return " ".join(" ".join(line.strip(" │") for line in hand.host.lines).split())


def test_every_setting_is_tried() -> None:
    assert msgspec.to_builtins(OF_BOX).keys() == set(Server.__struct_fields__)


@pytest.mark.parametrize(
    "address", ["https://other:8080", "https://box.test:8080", "https://box", "http://box:8080"]
)
async def test_nothing_of_one_server_goes_to_another_unasked(address: str) -> None:
    async with shown(known) as hand:
        await hand.press("ctrl+u", *address, "enter")
        assert hand.answer is OPEN
        said = words(hand)
        assert "What is for https://box:8080 alone does not go to another server" in said
        for label in ALL_TAKEN:
            assert label in said.partition("taken out:")[2]
        assert "•" not in hand.text
        assert "changed: CA file, Timeout)" in hand.text
        await hand.press("enter")
        assert isinstance(hand.answer, ConnectResult)
        assert hand.answer.server == elsewhere(address)
        assert hand.answer.stored == elsewhere(address)
        assert hand.answer.secrets_for == ""


@pytest.mark.parametrize("address", ["https://BOX:8080/qbt/", "https://box:8080"])
async def test_the_same_server_gets_what_is_for_it(address: str) -> None:
    async with shown(known) as hand:
        await hand.press("ctrl+u", *address, "enter")
        assert isinstance(hand.answer, ConnectResult)
        assert hand.answer.server == replace(OF_BOX, url=address)


async def test_what_is_typed_for_another_server_goes_there_and_nothing_else_does() -> None:
    async with shown(known) as hand:
        await hand.press("ctrl+u", *"other", "down", "down", *"typed", "enter")
        assert "HTTP basic password" in words(hand).partition("taken out:")[2]
        assert "out: Password" not in words(hand)
        await hand.press("enter")
        assert isinstance(hand.answer, ConnectResult)
        assert hand.answer.server == elsewhere("http://other", "typed")


async def test_what_was_taken_out_can_be_put_in_again_by_hand() -> None:
    async with shown(known) as hand:
        await hand.press("ctrl+u", *"other", "enter", "down", "down", *OF_BOX.password)
        await hand.press(*["down"] * 4, "space", *["down"] * 5, "space", "enter")
        assert isinstance(hand.answer, ConnectResult)
        assert hand.answer.server.password == OF_BOX.password
        assert hand.answer.server.headers == OF_BOX.headers
        assert hand.answer.server.basic_password == ""


async def test_back_at_its_server_what_was_taken_out_is_there_again() -> None:
    async with shown(known) as hand:
        await hand.press("ctrl+u", *"other", "enter")
        await hand.press("ctrl+u", *OF_BOX.url, "enter")
        assert isinstance(hand.answer, ConnectResult)
        assert hand.answer.server == OF_BOX


async def test_what_the_server_refused_before_is_said_to_be_when_it_is_there_again() -> None:
    def refused(server: Server) -> bool:
        return server.password == OF_BOX.password

    server = replace(OF_BOX, api_key="")
    about = ConnectResult(server, "box", secrets_for=server.url)
    async with shown(lambda: ConnectDialog(about, is_refused=refused)) as hand:
        await hand.press("ctrl+u", *"other", "enter")
        await hand.press("ctrl+u", *OF_BOX.url, "enter")
        assert hand.answer is OPEN
        assert REFUSED in hand.text
        await hand.press(*"typed", "enter")
        assert isinstance(hand.answer, ConnectResult)
        assert hand.answer.server == replace(server, password="typed")


async def test_each_other_server_is_asked_about() -> None:
    async with shown(known) as hand:
        await hand.press("ctrl+u", *"other", "enter", *["down"] * 6, "space", *["down"] * 5)
        await hand.press("space", *["up"] * 11, "ctrl+u", *"third", "enter")
        assert hand.answer is OPEN
        assert "taken out: Send 1 header" in words(hand)
        await hand.press("enter")
        assert isinstance(hand.answer, ConnectResult)
        assert hand.answer.server == elsewhere("http://third")


async def test_a_command_alone_is_left_out_too() -> None:
    server = Server(url="http://box", password_command="pass box")
    async with shown(lambda: known(server)) as hand:
        await hand.press("ctrl+u", *"other", "enter")
        assert "taken out: password_command" in words(hand)
        await hand.press("enter")
        assert isinstance(hand.answer, ConnectResult)
        assert hand.answer.stored == Server(url="http://other")


async def test_an_address_that_led_nowhere_is_corrected_without_a_question() -> None:
    typed = ConnectResult(Server(url="http://bxo", password="typed"))
    async with shown(lambda: ConnectDialog(typed)) as hand:
        await hand.press("ctrl+u", *"box", "enter")
        assert isinstance(hand.answer, ConnectResult)
        assert hand.answer.server == Server(url="http://box", password="typed")


async def test_a_password_that_a_command_printed_replaces_it_only_when_typed() -> None:
    server = Server(url="https://box", password="printed", api_key="", password_command="pass")
    async with shown(lambda: known(server)) as hand:
        await hand.press("enter")
        assert isinstance(hand.answer, ConnectResult)
        assert hand.answer.stored == Server(url="https://box", password_command="pass")


@pytest.mark.parametrize(
    ("before", "keys", "stored"),
    [
        (("", False), (*"typed",), ""),
        (("", True), (*"typed",), "typed"),
        (("of file", False), (), "of file"),
        (("of file", False), (*"typed",), ""),
        (("of file", True), ("up", "up", "up", "up", "up", "space"), ""),
    ],
)
async def test_the_password_of_a_proxy_is_a_secret_to_be_saved(
    before: tuple[str, bool], keys: tuple[str, ...], stored: str
) -> None:
    basic, saves = before
    server = Server(url="http://box", basic_username="me", basic_password=basic)
    async with shown(lambda: known(server, saves)) as hand:
        await hand.press(*["down"] * 6, "space", *["down"] * 4, *keys, "enter")
        assert isinstance(hand.answer, ConnectResult)
        assert hand.answer.stored.basic_password == stored


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
