"""The scope `app`: the server as a program, its preferences, and its machine."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, isabs
from typing import Any

import msgspec

from qbtui.sim import releases
from qbtui.sim.call import Call
from qbtui.sim.ranges import FOLDERS
from qbtui.sim.refusals import BadRequest, NotFound
from qbtui.sim.releases import Release
from qbtui.sim.router import Answer, route

LIBRARIES = {
    "4.1.0": {"qt": "5.11.3", "libtorrent": "1.1.14.0", "boost": "1.67.0", "openssl": "1.1.1w"},
    "4.2.0": {"qt": "5.12.5", "libtorrent": "1.2.9.0", "boost": "1.71.0", "openssl": "1.1.1w"},
    "4.4.0": {"qt": "5.15.8", "libtorrent": "2.0.8.0", "boost": "1.74.0", "openssl": "3.0.20"},
    "5.0.0": {"qt": "6.8.2", "libtorrent": "2.0.11.0", "boost": "1.83.0", "openssl": "3.5.9"},
    "5.2.0": {"qt": "6.11.2", "libtorrent": "2.0.14.0", "boost": "1.92.0", "openssl": "3.6.5"},
}
"""What the answer of `app/buildInfo` names."""
INTERFACES = {"lo": ("127.0.0.1", "::1"), "eth0": ("192.0.2.10", "2001:db8::10")}
KEPT_BEFORE = "4.3.1"
"""Earlier releases set what a change of preferences leaves out."""
_RESET = {"add_trackers_enabled": False, "add_trackers": ""}


@route("app/version")
def version(call: Call) -> Answer:
    """Return the release."""
    return f"v{call.release}"


@route("app/webapiVersion")
def webapi_version(call: Call) -> Answer:
    """Return the version of the API."""
    return call.release.api


@route("app/buildInfo", since="4.2.0")
def build_info(call: Call) -> Answer:
    """Return the versions of the libraries."""
    info: dict[str, Any] = {**call.release.pick(LIBRARIES), "zlib": "1.3.1", "bitness": 64}
    if call.release.at_least("5.0.0"):
        info["platform"] = "linux"
    return info


@route("app/processInfo", since="5.2.0")
def process_info(call: Call) -> Answer:
    """Return since when it runs."""
    return {"launch_time": int(call.world.started)}


@route("app/shutdown", mutates=True, post="4.4.4")
def shutdown(call: Call) -> Answer:
    """End the server."""
    call.server.stopped.set()
    return None


@route("app/preferences")
def preferences(call: Call) -> Answer:
    """Return every preference."""
    shown: dict[str, Any] = dict(call.world.preferences)
    for key in FOLDERS:
        shown[key] += call.release.pick(releases.FOLDER_END)
    if "web_ui_api_key" in shown:
        shown["web_ui_api_key"] = call.server.sessions.api_key
    return shown


@route("app/setPreferences", "json", mutates=True, post="4.4.4")
def set_preferences(call: Call) -> Answer:
    """Change preferences; what makes no sense is ignored."""
    try:
        changes = msgspec.json.decode(call.text("json"))
    except msgspec.DecodeError:
        changes = {}
    if not isinstance(changes, dict):
        return None
    if not call.release.at_least(KEPT_BEFORE):
        changes = _RESET | changes
    password = changes.pop("web_ui_password", None)
    _check_credentials(call.release, changes, password)
    if isinstance(password, str) and password:
        call.server.sessions.password = password
    call.world.settings.write(changes)
    return None


def _check_credentials(release: Release, changes: dict[str, Any], password: object) -> None:
    if not release.at_least("5.2.0"):
        return
    username = changes.get("web_ui_username")
    if isinstance(username, str) and len(username) < 3:
        raise BadRequest("WebUI username must be at least 3 characters long")
    if isinstance(username, str) and ":" in username:
        raise BadRequest("WebUI username cannot contain a colon")
    if isinstance(password, str) and len(password) < 6:
        raise BadRequest("WebUI password must be at least 6 characters long")


@route("app/defaultSavePath")
def default_save_path(call: Call) -> Answer:
    """Return the folder for torrents that name none."""
    return call.world.text("save_path") + call.release.pick(releases.FOLDER_END)


@route("app/networkInterfaceList", since="4.2.0")
def network_interface_list(_: Call) -> Answer:
    """Return the network interfaces."""
    return [{"name": name, "value": name} for name in INTERFACES]


@route("app/networkInterfaceAddressList", "iface", since="4.2.0")
def network_interface_address_list(call: Call) -> Answer:
    """Return the addresses of one network interface, or of all."""
    chosen = call.text("iface")
    return [
        address
        for name, addresses in INTERFACES.items()
        for address in addresses
        if chosen in ("", name)
    ]


@route("app/sendTestEmail", since="5.0.0", mutates=True)
def send_test_email(call: Call) -> Answer:
    """Write to the log that a message went out."""
    call.world.say("Email notification sent.")
    return None


@route("app/getDirectoryContent", "dirPath", since="5.0.0")
def directory_content(call: Call) -> Answer:
    """Return what is in a folder: there is what the torrents have put there."""
    given, mode = call.text("dirPath"), call.text("mode") or "all"
    path = given.rstrip("/") or "/"
    if not isabs(given):
        raise BadRequest("Invalid directory path")
    if mode not in ("all", "dirs", "files"):
        raise BadRequest("Invalid mode, allowed values: all, dirs, files")
    entries = _entries(call, path)
    if not entries and path not in _folders(call):
        raise NotFound("Directory does not exist")
    kinds = {"all": ("dir", "file"), "dirs": ("dir",), "files": ("file",)}[mode]
    found = [name for name, kind in sorted(entries.items()) if kind in kinds]
    if not (call.flag("withMetadata") and call.release.at_least("5.2.0")):
        return [f"{path.rstrip('/')}/{name}" for name in found]
    return [_described(call, name, entries[name]) for name in found]


def _described(call: Call, name: str, kind: str) -> dict[str, object]:
    moment = int(call.world.started)
    times = ("creation_date", "last_access_date", "last_modification_date")
    size = {"size": 4096} if kind == "file" else {}
    return {"name": name, "type": kind, **size, **dict.fromkeys(times, moment)}


def _folders(call: Call) -> set[str]:
    """Return all folders of the server's disk that anything is known of."""
    known = {torrent.save_path for torrent in call.world.torrents.values()}
    known |= {torrent.root_path for torrent in call.world.torrents.values()}
    known |= {category.save_path for category in call.world.labels.categories.values()}
    known.add(call.world.text("save_path"))
    return {folder for path in known if isabs(path) for folder in _upwards(path.rstrip("/"))}


def _upwards(path: str) -> Iterator[str]:
    while path not in ("", "/"):
        yield path
        path = dirname(path)
    yield "/"


def _entries(call: Call, path: str) -> dict[str, str]:
    """Return the names in a folder, and whether each is a dir or a file."""
    folders = (folder for folder in _folders(call) if folder != "/" and dirname(folder) == path)
    entries = {folder.rpartition("/")[2]: "dir" for folder in folders}
    for torrent in call.world.torrents.values():
        place = torrent.content_path
        if dirname(place) == path and place != torrent.root_path:
            entries.setdefault(place.rpartition("/")[2], "file")
    return entries


@route("app/getFreeSpaceAtPath", "path", since="5.3.0")
def free_space_at_path(call: Call) -> Answer:
    """Return the free bytes of the only disk, whatever the path."""
    return str(call.world.disk.free)


@route("app/cookies", since="5.1.0")
def cookies(call: Call) -> Answer:
    """Return the cookies for downloads."""
    return call.world.cookies


@route("app/setCookies", "cookies", since="5.1.0", mutates=True)
def set_cookies(call: Call) -> Answer:
    """Replace the cookies for downloads."""
    text = call.text("cookies")
    try:
        given = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        by_release = call.release.pick(releases.ILLEGAL_JSON)
        raise BadRequest(by_release if text else "illegal value") from error
    if not isinstance(given, list):
        raise BadRequest("cookies must be array")
    if not all(isinstance(cookie, dict) for cookie in given):
        raise BadRequest
    blank = {"name": "", "domain": "", "path": "", "value": "", "expirationDate": -1}
    call.world.cookies = [
        {name: cookie.get(name, value) for name, value in blank.items()} for cookie in given
    ]
    return None


@route("app/rotateAPIKey", since="5.2.0", mutates=True)
def rotate_api_key(call: Call) -> Answer:
    """Make a new API key."""
    return {"apiKey": call.server.sessions.make_key()}


@route("app/deleteAPIKey", since="5.2.0", mutates=True)
def delete_api_key(call: Call) -> Answer:
    """End the API key."""
    call.server.sessions.delete_key()
    return None
