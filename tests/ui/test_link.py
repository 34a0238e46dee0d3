"""What of a profile reaches the client."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from qbtui.api.access import Access
from qbtui.config.model import Server
from qbtui.ui.link import access


def test_the_client_gets_all_of_a_profile_but_the_command_for_its_password() -> None:
    known = {field.name for field in dataclasses.fields(Access)}
    assert set(Server.__struct_fields__) - known == {"password_command"}


def test_what_is_set_is_what_the_client_gets() -> None:
    server = Server(
        url="https://nas:8080",
        username="u",
        password="p",
        api_key="k",
        verify=False,
        ca_file="~/ca.pem",
        basic_username="bu",
        basic_password="bp",
        headers={"X-Token": "t"},
        host_header="h",
        timeout=5.0,
    )
    assert access(server) == Access(
        "https://nas:8080",
        username="u",
        password="p",
        api_key="k",
        verify=False,
        ca_file=str(Path("~/ca.pem").expanduser()),
        basic_username="bu",
        basic_password="bp",
        headers={"X-Token": "t"},
        host_header="h",
        timeout=5.0,
    )
