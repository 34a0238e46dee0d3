"""The preferences: their keys and types, and what becomes of what is written."""

from __future__ import annotations

import json

from tests.contract.script import Script
from tests.contract.shapes import Json
from tests.live.torrents import Torrent

DANGEROUS = frozenset(
    [
        "async_io_threads",
        "hashing_threads",
        "file_pool_size",
        "web_ui_address",
        "web_ui_port",
        "web_ui_username",
        "web_ui_upnp",
        "use_https",
        "web_ui_https_cert_path",
        "web_ui_https_key_path",
        "web_ui_domain_list",
        "web_ui_host_header_validation_enabled",
        "web_ui_session_timeout",
        "web_ui_sessions_count_limit",
        "alternative_webui_enabled",
        "alternative_webui_path",
        "bypass_local_auth",
        "bypass_auth_subnet_whitelist",
        "bypass_auth_subnet_whitelist_enabled",
        "memory_working_set_limit",
        "save_path",
        "temp_path",
        "scan_dirs",
        "current_network_interface",
        "current_interface_address",
        "file_log_path",
        "locale",
        "listen_port",
        "web_ui_custom_http_headers",
        "web_ui_use_custom_http_headers_enabled",
        "upnp",
        "refresh_interval",
        "resume_data_storage_type",
        "ip_filter_path",
        "ip_filter_enabled",
        "web_ui_api_key",
        "python_executable_path",
        "dyndns_enabled",
        "embedded_tracker_port",
        "enable_embedded_tracker",
        "i2p_enabled",
        "random_port",
    ]
)
"""What would cut the connection, reach out, or change the machine."""
OWN = frozenset(
    [
        *("save_path", "temp_path", "file_log_path", "locale"),
        *("listen_port", "ssl_listen_port", "web_ui_port", "web_ui_address"),
        *("current_network_interface", "enable_multi_connections_from_same_ip"),
        *("mail_notification_sender", "mail_notification_smtp", "dyndns_domain"),
        *("dht_bootstrap_nodes", "webtorrent_stun_server"),
    ]
)
"""What begins with a folder, a port, an interface or a language of the machine, with what the live
tests configure, or with the name of a stranger's machine."""
SENT: dict[type, tuple[Json, ...]] = {
    bool: (True, False, "true", 1),
    int: (7, 0, -3, 2.5, "8", True, 70_000, 3_000_000_000),
    float: (7, 2.5, -3, "8", 1e300),
    str: ("text", "", 7, "None"),
}
"""What is written to each key, by the type that it has."""


def shown(script: Script) -> None:
    script.log_in()
    script.call("app/preferences")
    first = script.post("app/preferences", {}).json()
    script.keep("app/preferences", "at first", {key: first[key] for key in first.keys() - OWN})
    script.send("app/preferences", "by GET", method="GET", show="dht")
    script.send("app/setPreferences", "by GET", method="GET", params={"json": "{}"})
    script.call("app/setPreferences", "missing")
    for note, text in {
        "empty": "",
        "no json": "junk",
        "no object": "[1]",
        "nothing": "{}",
        "unknown key": '{"nothing_of_this_name": 1}',
        "no password": '{"web_ui_password": ""}',
        "short password": '{"web_ui_password": "abc"}',
        "short name": '{"web_ui_username": "ab"}',
        "colon in the name": '{"web_ui_username": "a:bcd"}',
    }.items():
        script.call("app/setPreferences", note, json=text)
    script.read("app/preferences", "the name", "web_ui_username")
    script.call(
        "app/setPreferences",
        "back",
        json='{"web_ui_username": "admin", "web_ui_password": "adminadmin"}',
    )


def written(script: Script) -> None:
    """Write values of all types to every key, and keep how each one reads afterwards."""
    script.log_in()
    before: dict[str, Json] = script.post("app/preferences", {}).json()
    for key in sorted(before.keys() - DANGEROUS):
        value = before[key]
        kind = float if key == "max_ratio" else type(value)
        became = {json.dumps(sent): _write(script, key, sent) for sent in SENT.get(kind, ())}
        script.post("app/setPreferences", {"json": json.dumps({key: value})})
        script.keep("app/setPreferences", key, became)


def _write(script: Script, key: str, value: Json) -> Json:
    answer = script.post("app/setPreferences", {"json": json.dumps({key: value})})
    found: Json = script.post("app/preferences", {}).json()[key]
    return found if answer.is_success else answer.status_code


_GROUPS: dict[str, dict[str, Json]] = {
    "ratio": {"max_ratio_enabled": True, "max_ratio": 1.5},
    "ratio alone": {"max_ratio": 2.5},
    "ratio off": {"max_ratio_enabled": False},
    "ratio on alone": {"max_ratio_enabled": True},
    "seeding time": {"max_seeding_time_enabled": True, "max_seeding_time": 90},
    "seeding time alone": {"max_seeding_time": 30},
    "seeding time off": {"max_seeding_time_enabled": False, "max_seeding_time": 90},
    "idle time": {"max_inactive_seeding_time_enabled": True, "max_inactive_seeding_time": 9},
    "schedule": {"schedule_from_hour": 1, "schedule_from_min": 2},
    "half a schedule": {"schedule_from_hour": 3},
    "schedule end": {"schedule_to_hour": 4, "schedule_to_min": 5},
    "trackers": {"add_trackers_enabled": True, "add_trackers": "http://127.0.0.1:9/a"},
    "not trackers": {"dont_count_slow_torrents": True},
    "rates": {"dl_limit": 5000, "up_limit": 10, "alt_dl_limit": 0, "alt_up_limit": -1},
    "banned": {"banned_IPs": "198.51.100.2\n198.51.100.1\njunk"},
    "temporary": {"temp_path_enabled": True, "temp_path": "/tmp/unfinished"},
    "watched": {"scan_dirs": {"/tmp/watched": 1, "/tmp/other": "/tmp/target"}},
    "not watched": {"scan_dirs": {}},
    "proxy by number": {"proxy_type": 1, "proxy_ip": "127.0.0.1", "proxy_port": 9},
    "proxy by word": {"proxy_type": "SOCKS5"},
    "no proxy": {"proxy_type": "None"},
    "no proxy by number": {"proxy_type": 0},
    "subcategories": {"use_subcategories": True},
    "whitelist": {"bypass_auth_subnet_whitelist": "198.51.100.0/24, 192.0.2.1"},
}


def groups(script: Script) -> None:
    script.log_in()
    for note, values in _GROUPS.items():
        script.call("app/setPreferences", note, json=json.dumps(values))
        keys = {*values, *(key.removesuffix("_enabled") for key in values), *_RELATED}
        script.read("app/preferences", f"after {note}", " ".join(keys))


_RELATED = [
    "max_ratio_enabled",
    "max_ratio",
    "max_seeding_time",
    "max_seeding_time_enabled",
    "add_trackers",
    "add_trackers_enabled",
    "proxy_type",
    "proxy_auth_enabled",
]


def save_path(script: Script) -> None:
    script.log_in()
    below = f"{script.subject.downloads}/below"
    for note, path in {
        "below": below,
        "slash": f"{below}/",
        "back": script.subject.downloads,
    }.items():
        script.call("app/setPreferences", note, json=json.dumps({"save_path": path}))
        script.call("app/preferences", note, "save_path")
        script.call("app/defaultSavePath", note)


def effects(script: Script) -> None:
    """Set what shows elsewhere than among the preferences."""
    script.log_in()
    trackers = "http://127.0.0.1:9/a\n\n http://127.0.0.1:9/own\nhttp://127.0.0.1:9/b "
    values = {"add_trackers_enabled": True, "add_trackers": trackers}
    script.call("app/setPreferences", "trackers", json=json.dumps(values))
    for torrent in (TRACKED, PRIVATE):
        script.have(torrent)
        script.read("torrents/trackers", torrent.name, "url tier", hash=torrent.hash)
    values = {"max_connec_per_torrent": 9}
    script.call("app/setPreferences", "connections", json=json.dumps(values))
    script.read("torrents/info", "connections", "connections_limit", hashes=TRACKED.hash)
    script.read("torrents/properties", "connections", "nb_connections_limit", hash=TRACKED.hash)
    name = "web_ui_use_custom_http_headers_enabled"
    values = {name: True, "web_ui_custom_http_headers": "X-Own: 5 \u20ac"}
    script.call("app/setPreferences", "headers", json=json.dumps(values))
    answer = script.post("app/webapiVersion", {})
    script.keep("header", "of ones own", answer.headers.get("x-own"))
    script.call("app/setPreferences", "no headers", json=json.dumps({name: False}))
    _schedule(script)


TRACKED = Torrent("tracked", trackers=("http://127.0.0.1:9/own",))
PRIVATE = Torrent("private", private=True)


def _schedule(script: Script) -> None:
    """Have the alternative limits on by a schedule; what it turned on stays on without it."""
    script.read("transfer/speedLimitsMode", "unscheduled")
    for note, values in {
        # Servers turn it on before they read hours that come with it.
        "its hours": _DAY_AND_NIGHT,
        "day and night": {"scheduler_enabled": True},
        "no more": {"scheduler_enabled": False},
    }.items():
        script.call("app/setPreferences", note, json=json.dumps(values))
        script.read("transfer/speedLimitsMode", f"scheduled, {note}")


_DAY_AND_NIGHT = {
    "schedule_from_hour": 0,
    "schedule_from_min": 0,
    "schedule_to_hour": 23,
    "schedule_to_min": 59,
    "scheduler_days": 0,
}


SCENARIOS = (shown, written, groups, save_path, effects)
