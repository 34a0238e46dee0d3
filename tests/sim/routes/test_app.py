"""The scopes `app` and `log`."""

from __future__ import annotations

import json

import pytest

from qbtui.sim.log import Level
from tests.sim.visitor import visit


@pytest.mark.parametrize(("release", "end"), [("4.2.5", "/"), ("4.5.2", "")])
def test_folders_ended_with_a_slash_once(release: str, end: str) -> None:
    visitor = visit(release)
    folder = visitor.server.world.text("save_path").rstrip("/")
    assert visitor.post("app/defaultSavePath").body.decode() == folder + end


@pytest.mark.parametrize(("release", "has"), [("4.5.2", False), ("5.0.0", True)])
def test_the_platform_is_told_from_5_0_on(release: str, has: bool) -> None:
    assert ("platform" in visit(release).json("app/buildInfo")) == has


def test_preferences_change_key_by_key() -> None:
    visitor = visit()
    visitor.post("app/setPreferences", json=json.dumps({"dht": False, "nonsense": 1}))
    preferences = visitor.json("app/preferences")
    assert preferences["dht"] is False
    assert "nonsense" not in preferences
    assert visitor.post("app/setPreferences", json="junk").status == 200


@pytest.mark.parametrize(("release", "kept"), [("4.3.0", False), ("4.3.1", True)])
def test_old_releases_reset_what_is_left_out(release: str, kept: bool) -> None:
    visitor = visit(release)
    visitor.post("app/setPreferences", json=json.dumps({"add_trackers_enabled": True}))
    visitor.post("app/setPreferences", json=json.dumps({"dht": False}))
    assert visitor.json("app/preferences")["add_trackers_enabled"] is kept


@pytest.mark.parametrize(("release", "status"), [("5.1.0", 200), ("5.2.0", 400)])
def test_a_short_password_is_refused_from_5_2_on(release: str, status: int) -> None:
    response = visit(release).post("app/setPreferences", json='{"web_ui_password": "abc"}')
    assert response.status == status


def test_folders_can_be_listed() -> None:
    visitor = visit("5.1.0", torrents=1)
    folder = visitor.server.world.text("save_path")
    assert f"{folder}/Folder 0" in visitor.json("app/getDirectoryContent", dirPath=folder)
    assert visitor.json("app/getDirectoryContent", dirPath=folder, mode="files") == []
    for path, status in {"relative": 400, "/no/such": 404}.items():
        assert visitor.post("app/getDirectoryContent", dirPath=path).status == status
    assert visitor.post("app/getDirectoryContent", dirPath=folder, mode="odd").status == 400


def test_folders_are_described_from_5_2_on() -> None:
    visitor = visit("5.2.0", torrents=1)
    folder = visitor.server.world.text("save_path")
    entries = visitor.json("app/getDirectoryContent", dirPath=folder, withMetadata="true")
    assert {entry["name"]: entry["type"] for entry in entries}["Folder 0"] == "dir"


def test_cookies_are_replaced() -> None:
    visitor = visit("5.1.0")
    visitor.post("app/setCookies", cookies='[{"name": "a", "value": "1"}]')
    assert visitor.json("app/cookies") == [
        {"name": "a", "domain": "", "path": "", "value": "1", "expirationDate": -1}
    ]
    assert visitor.post("app/setCookies", cookies="junk").status == 400


def test_addresses_are_those_of_the_interface() -> None:
    visitor = visit()
    assert [row["value"] for row in visitor.json("app/networkInterfaceList")] == ["lo", "eth0"]
    assert visitor.json("app/networkInterfaceAddressList", iface="lo") == ["127.0.0.1", "::1"]
    assert len(visitor.json("app/networkInterfaceAddressList", iface="")) == 4


@pytest.mark.parametrize(
    ("release", "message", "ticks"),
    [("4.2.3", "a &lt;b&gt;", 1000), ("4.4.5", "a <b>", 1000), ("4.5.0", "a <b>", 1)],
)
def test_the_log_is_written_as_the_release_does(release: str, message: str, ticks: int) -> None:
    visitor = visit(release)
    visitor.server.world.say("a <b>", Level.WARNING)
    entry = visitor.json("log/main", normal="false", info="false", critical="false")[-1]
    assert entry["message"] == message
    assert entry["timestamp"] == int(visitor.server.world.now) * ticks
    assert entry["type"] == 4
    assert visitor.json("log/main", last_known_id=entry["id"]) == []


def test_banned_peers_are_in_the_log_of_peers() -> None:
    visitor = visit()
    visitor.post("transfer/banPeers", peers="192.0.2.1:6881|junk|[2001:db8::1]:7")
    rows = visitor.json("log/peers")
    assert [row["ip"] for row in rows] == ["192.0.2.1", "2001:db8::1"]
