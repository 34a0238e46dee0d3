"""Logging in and out, and who is turned away before any endpoint is reached."""

from __future__ import annotations

from tests.contract.script import Script

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def sessions(script: Script) -> None:
    script.call("app/version", "without a session")
    script.call("auth/logout", "without a session")
    script.call("torrents/nothing", "without a session")
    script.call("auth/login", "wrong password", username="admin", password="wrong")
    script.call("auth/login", "wrong name", username="nobody", password="adminadmin")
    script.call("auth/login", "no password", username="admin")
    script.call("auth/login", "nothing")
    answer = script.call("auth/login", "right", username="admin", password="adminadmin")
    script.cookie("of a login", answer)
    script.call("app/webapiVersion", "with a session")
    script.call("auth/login", "again", username="admin", password="adminadmin")
    script.call("auth/login", "again, wrong", username="admin", password="wrong")
    script.send("auth/login", "by GET", method="GET")
    script.send("auth/logout", "by GET", method="GET")
    script.call("app/webapiVersion", "after logout by GET")
    script.log_in()
    script.cookie("of a logout", script.call("auth/logout"))
    script.call("app/webapiVersion", "after logout")


def bans(script: Script) -> None:
    script.log_in()
    script.call(
        "app/setPreferences",
        "ban soon",
        json='{"web_ui_max_auth_fail_count": 2, "web_ui_ban_duration": 1}',
    )
    cookies = dict(script.subject.client.cookies)
    script.subject.client.cookies.clear()
    script.call("auth/login", "first failure", username="admin", password="wrong")
    script.call("auth/login", "second failure", username="admin", password="wrong")
    script.call("auth/login", "while banned", username="admin", password="adminadmin")
    script.call("app/version", "while banned", "")
    script.subject.client.cookies.update(cookies)
    script.call("app/webapiVersion", "the other session while banned")
    script.subject.client.cookies.clear()
    script.read("auth/login", "after the ban", username="admin", password="adminadmin")


def credentials(script: Script) -> None:
    script.log_in()
    key = script.call("app/rotateAPIKey", "first")
    script.call("app/preferences", "the key", "web_ui_username")
    bearer = {"Authorization": f"Bearer {key.json()['apiKey'] if key.is_success else 'none'}"}
    script.subject.client.cookies.clear()
    script.send("app/webapiVersion", "by key", headers=bearer)
    script.send("auth/login", "by key", headers=bearer)
    script.send("auth/logout", "by key", headers=bearer)
    script.send("app/webapiVersion", "by a wrong key", headers={"Authorization": "Bearer qbt_no"})
    answer = script.send("app/webapiVersion", "by name", auth=("admin", "adminadmin"))
    script.cookie("of basic authentication", answer)
    script.subject.client.cookies.clear()
    script.send("app/webapiVersion", "by a wrong name", auth=("admin", "wrong"))
    script.send("app/webapiVersion", "by no name", auth=("", ""))
    script.send("app/webapiVersion", "by junk", headers={"Authorization": "Basic %%%"})
    script.log_in()
    script.call("app/deleteAPIKey")
    script.subject.client.cookies.clear()
    script.send("app/webapiVersion", "by a deleted key", headers=bearer)


def origins(script: Script) -> None:
    script.log_in()
    here, port = f"http://127.0.0.1:{script.subject.port}", script.subject.port
    for note, headers in {
        "own origin": {"Origin": here},
        "foreign origin": {"Origin": "http://example.org"},
        "origin of another port": {"Origin": "http://127.0.0.1:1"},
        "own referer": {"Referer": f"{here}/page"},
        "foreign referer": {"Referer": "http://example.org/"},
        "empty origin": {"Origin": ""},
        "another name": {"Host": f"example.org:{port}"},
        "another port": {"Host": "127.0.0.1:1"},
        "no port": {"Host": "127.0.0.1"},
        "localhost": {"Host": f"localhost:{port}"},
        "foreign origin, forwarded": {
            "Origin": "http://example.org",
            "X-Forwarded-Host": "example.org",
        },
    }.items():
        script.send("app/webapiVersion", note, headers=headers)


def paths(script: Script) -> None:
    script.send("/", "without a session", method="GET")
    script.send("/nothing", "without a session", method="GET")
    script.send("/api/v2/app", "without a session", method="GET")
    script.log_in()
    script.send("/", "page", method="GET")
    script.send("/nothing", "page", method="GET")
    script.send("/api/v2/", "no scope", method="GET")
    script.send("/api/v2/app", "no method", method="GET")
    script.send("/api/v2/app/version/", "slash at the end", method="GET")
    script.send("/api/v1/app/version", "other generation", method="GET")
    script.call("app/nothing", "unknown endpoint")
    script.call("nothing/version", "unknown scope")
    script.call("torrents/Info", "other case")
    script.send("app/version", "by GET", method="GET", show="")
    script.send("app/webapiVersion", "by HEAD", method="HEAD")


def bodies(script: Script) -> None:
    script.log_in()
    script.send("app/webapiVersion", "json body", json={"a": 1})
    script.send("app/webapiVersion", "no type", content=b"a=1")
    script.send(
        "app/webapiVersion", "plain text", content=b"a=1", headers={"Content-Type": "text/plain"}
    )
    script.send("torrents/tags", "junk pairs", content=b"a&&=b&c=&%zz", headers=FORM)
    script.send("torrents/properties", "hash only in the query", params={"hash": "x"})
    script.send("torrents/properties", "hash by GET", method="GET", params={"hash": "x"})
    multipart = "multipart/form-data"
    for note, kind, content in (
        ("no boundary", multipart, b"--x\r\n\r\n--x--\r\n"),
        ("no parts", f"{multipart}; boundary=x", b"--x--\r\n"),
        ("wrong boundary", f"{multipart}; boundary=y", b"--x\r\n\r\nz\r\n--x--\r\n"),
        ("part without a name", f"{multipart}; boundary=x", b"--x\r\nA: b\r\n\r\nz\r\n--x--\r\n"),
        ("part without content", f"{multipart}; boundary=x", b"--x\r\nA: b\r\n--x--\r\n"),
    ):
        script.send("app/webapiVersion", note, content=content, headers={"Content-Type": kind})
    fields = {"category": (None, "in parts"), "savePath": (None, "/elsewhere")}
    script.send("torrents/createCategory", "in parts", files=fields)
    script.send("torrents/createCategory", "plus", content=b"category=a+b%2Bc", headers=FORM)
    script.send("torrents/createCategory", "umlaut", content="category=ä".encode(), headers=FORM)
    script.call("torrents/categories", "by bodies", "*")


SCENARIOS = (sessions, bans, credentials, origins, paths, bodies)
