"""Every endpoint from outside: without a session, by GET, without parameters; and all headers."""

from __future__ import annotations

import json

import httpx

from qbtui.sim.router import ROUTES
from tests.contract.script import UNKNOWN, Script

ENDING = ("app/shutdown", "auth/logout")
"""What would end the scenario where it is let through."""
OTHERS = ("date", "content-length", "content-encoding", "connection", "set-cookie")
"""Headers that depend on the time, the size or the connection, or that other steps keep."""


def closed(script: Script) -> None:
    for endpoint in sorted(ROUTES):
        script.call(endpoint, "without a session")
        script.send(endpoint, "by GET without a session", method="GET")


def bare(script: Script) -> None:
    script.log_in()
    for endpoint in sorted(ROUTES):
        if endpoint not in ENDING:
            script.call(endpoint, "without parameters", "")
    script.call("app/deleteAPIKey", "the one that was made")


def verbs(script: Script) -> None:
    script.log_in()
    for endpoint in sorted(ROUTES):
        if endpoint not in ENDING:
            script.send(endpoint, "by GET without parameters", method="GET", show="")
            # Old servers send a body after all, which only the end of the connection tells apart.
            last = {"Connection": "close"}
            script.send(endpoint, "by HEAD without parameters", method="HEAD", headers=last)
    for method in ("PUT", "DELETE", "OPTIONS", "PATCH"):
        script.send("app/version", f"by {method}", method=method)


def headers(script: Script) -> None:
    _headers(script, "refused", script.post("app/version", {}))
    _headers(script, "page before login", script.subject.client.get("/"))
    script.log_in()
    _headers(script, "page", script.subject.client.get("/"))
    _headers(script, "text", script.post("app/version", {}))
    _headers(script, "json", script.post("torrents/info", {}))
    _headers(script, "nothing", script.post("torrents/createTags", {"tags": "a"}))
    _headers(script, "no content", script.post("torrents/removeTrackers", _TRACKER))
    _headers(script, "unknown endpoint", script.post("app/nothing", {}))
    _headers(script, "missing", script.post("torrents/properties", {}))
    _headers(script, "conflict", script.post("torrents/topPrio", {"hashes": UNKNOWN}))
    _headers(script, "wrong host", _get(script, {"Host": "127.0.0.1:1"}))
    _headers(script, "wrong method", script.subject.client.get("/api/v2/torrents/delete"))
    for note, settings in _HEADERS.items():
        script.call("app/setPreferences", note, json=json.dumps(settings))
        _headers(script, note, script.post("app/version", {}))
    for accepted in ("gzip", "GZIP", "br, gzip", "gzip;q=0", "*", "deflate", "identity", ""):
        answer = _get(script, {"Accept-Encoding": accepted}, "app/preferences")
        coding = answer.headers.get("content-encoding", "none")
        script.keep("app/preferences", f"accepting {accepted!r}", coding)


_HEADERS: dict[str, dict[str, bool | str]] = {
    "in frames": {"web_ui_clickjacking_protection_enabled": False},
    "not in frames": {"web_ui_clickjacking_protection_enabled": True},
    "with headers": {
        "web_ui_use_custom_http_headers_enabled": True,
        "web_ui_custom_http_headers": "X-One: 1\n junk \nX-Two : a: b\nReferrer-Policy: origin",
    },
    "without headers": {"web_ui_use_custom_http_headers_enabled": False},
}
"""Preferences that change the headers."""
_TRACKER = {"hash": UNKNOWN, "urls": "http://127.0.0.1:9/a"}


def _get(script: Script, headers: dict[str, str], endpoint: str = "app/version") -> httpx.Response:
    return script.subject.client.get(f"/api/v2/{endpoint}", headers=headers)


def _headers(script: Script, note: str, answer: httpx.Response) -> None:
    kept = {name: text for name, text in answer.headers.items() if name not in OTHERS}
    script.keep("headers", note, {"status": answer.status_code, **dict(sorted(kept.items()))})


SCENARIOS = (closed, bare, verbs, headers)
