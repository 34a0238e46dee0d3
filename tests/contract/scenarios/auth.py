"""Logging in and out, and who is turned away before any endpoint is reached."""

from __future__ import annotations

import json

from tests.contract.script import Script
from tests.contract.shapes import Json

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
LONG = 30
"""Moments that are longer than a second."""


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
        "no origin": {"Origin": "null"},
        "junk as origin": {"Origin": "junk"},
        "secure origin": {"Origin": f"https://127.0.0.1:{port}"},
        "origin without a port": {"Origin": "http://127.0.0.1"},
        "origin under another name": {"Origin": f"http://localhost:{port}"},
        "junk as referer": {"Referer": "junk"},
        "own origin, foreign referer": {"Origin": here, "Referer": "http://example.org/"},
        "foreign origin, own referer": {"Origin": "http://example.org", "Referer": here},
        "host of IPv6": {"Host": f"[::1]:{port}"},
        "host in capitals": {"Host": f"LOCALHOST:{port}"},
        "junk as host": {"Host": "a b"},
        "junk as port": {"Host": "127.0.0.1:x"},
        "forwarded": {"X-Forwarded-Host": "example.org"},
        "forwarded to another port": {"X-Forwarded-Host": "example.org:1"},
        "fetched across sites": {"Sec-Fetch-Site": "cross-site"},
        "fetched within the site": {"Sec-Fetch-Site": "same-site"},
        "fetched from the origin": {"Sec-Fetch-Site": "same-origin"},
        "fetched by hand": {"Sec-Fetch-Site": "none"},
        "fetched somehow": {"Sec-Fetch-Site": "junk"},
    }.items():
        script.send("app/webapiVersion", note, headers=headers)
        script.send("/", note, method="GET", headers=headers)


def names(script: Script) -> None:
    """Let only some names of the server pass."""
    script.log_in()
    names = "good.example; *.wild.example;[::1]"
    script.call("app/setPreferences", "names", json=json.dumps({"web_ui_domain_list": names}))
    for host in (
        "good.example",
        "GOOD.example",
        "bad.example",
        "a.wild.example",
        "wild.example",
        "127.0.0.1",
        "127.0.0.2",
        "localhost",
        "[::1]",
        "a.good.example.org",
        "",
    ):
        script.send("app/webapiVersion", f"as {host}", headers={"Host": host})
    script.call("app/setPreferences", "any name", json='{"web_ui_domain_list": "*"}')


def timeouts(script: Script) -> None:
    script.log_in()
    script.call("app/setPreferences", "short", json='{"web_ui_session_timeout": 2}')
    for _ in range(LONG):
        script.subject.wait()
    script.call("app/webapiVersion", "after a while")
    script.log_in()
    script.call("app/setPreferences", "as before", json='{"web_ui_session_timeout": 3600}')
    script.call("app/webapiVersion", "anew")


def protections(script: Script) -> None:
    """Turn off what turns requests away."""
    script.log_in()
    foreign = {"Origin": "http://example.org"}
    elsewhere = {"Host": "127.0.0.1:1"}
    switches: dict[str, tuple[str, dict[str, str]]] = {
        "origins": ("web_ui_csrf_protection_enabled", foreign),
        "hosts": ("web_ui_host_header_validation_enabled", elsewhere),
    }
    for note, (key, headers) in switches.items():
        script.call("app/setPreferences", f"any {note}", json=json.dumps({key: False}))
        script.send("app/webapiVersion", f"any {note}", headers=headers)
    script.send("app/webapiVersion", "fetched", headers={"Sec-Fetch-Site": "cross-site"})
    for key, _ in switches.values():
        script.call("app/setPreferences", f"{key} again", json=json.dumps({key: True}))
    script.send("app/webapiVersion", "foreign origin again", headers=foreign)


def bypass(script: Script) -> None:
    """Need no login, at this address or in its subnet."""
    script.log_in()
    client = script.subject.client
    for note, settings in _BYPASSES.items():
        script.call("app/setPreferences", note, json=json.dumps(settings))
        client.cookies.clear()
        script.cookie(f"by {note}", script.call("app/webapiVersion", f"by {note}"))
        script.cookie(f"by {note} again", script.call("app/webapiVersion", f"again by {note}"))
        client.cookies.clear()
        script.call("auth/login", f"wrong, by {note}", username="admin", password="wrong")
        script.cookie(f"of a page, by {note}", script.send("/", f"by {note}", method="GET"))
        script.call("auth/logout", f"by {note}")
        off = {key: False for key, value in settings.items() if value is True}
        script.call("app/setPreferences", f"no {note}", json=json.dumps(off))
        client.cookies.clear()
        script.call("app/webapiVersion", f"no {note}")
        script.log_in()


_BYPASSES: dict[str, dict[str, bool | str]] = {
    "local": {"bypass_local_auth": True},
    "subnet": {
        "bypass_auth_subnet_whitelist_enabled": True,
        "bypass_auth_subnet_whitelist": "192.0.2.0/24, 127.0.0.0/8",
    },
}


def crowd(script: Script) -> None:
    """Begin more sessions than there may be."""
    script.log_in()
    client = script.subject.client
    jars = [dict(client.cookies)]
    script.call("app/setPreferences", "two", json='{"web_ui_sessions_count_limit": 2}')
    for _ in range(2):
        client.cookies.clear()
        script.log_in()
        jars.append(dict(client.cookies))
    for number, jar in enumerate(jars, 1):
        client.cookies.clear()
        client.cookies.update(jar)
        script.call("app/webapiVersion", f"in session {number}")
    script.call("app/setPreferences", "any", json='{"web_ui_sessions_count_limit": 0}')


def cookies(script: Script) -> None:
    """Send the cookie in other words."""
    script.log_in()
    ((name, value),) = script.subject.client.cookies.items()
    script.subject.client.cookies.clear()
    for note, text in {
        "alone": f"{name}={value}",
        "before another": f"{name}={value}; other=1",
        "behind another": f"other=1; {name}={value}",
        "twice": f"{name}={value}; {name}={value}",
        "after a bad one": f"{name}=bad; {name}={value}",
        "before a bad one": f"{name}={value}; {name}=bad",
        "with spaces": f"{name} = {value}",
        "in quotes": f'{name}="{value}"',
        "without spaces": f"other=1;{name}={value}",
        "other name": f"x{name}={value}",
        "lower case": f"{name.lower()}={value}",
        "longer": f"{name}={value}x",
        "empty": "",
        "separators": ";;",
        "no value": name,
    }.items():
        script.send("app/webapiVersion", note, headers={"Cookie": text})


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
    for path in ("/api", "/api/v2//app/version", "//api/v2/app/version", "/api/v2/a-b/c"):
        script.send(path, "odd", method="GET")
    script.send("/api/v2/app/%76ersion", "escaped", method="GET")
    script.send("/api/v2/app/version?x=%zz#y", "with a query", method="GET")
    script.send("/%2e%2e/passwd", "upwards", method="GET")
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
    _forms(script)
    fields = {"category": (None, "in parts"), "savePath": (None, "/elsewhere")}
    script.send("torrents/createCategory", "in parts", files=fields)
    script.send("torrents/createCategory", "plus", content=b"category=a+b%2Bc", headers=FORM)
    script.send("torrents/createCategory", "umlaut", content="category=ä".encode(), headers=FORM)
    script.call("torrents/categories", "by bodies", "*")


def _forms(script: Script) -> None:
    """Write the same form in many ways, and read what became of it."""
    for note, content in {
        "escaped": b"tags=%41b%20c",
        "bad UTF-8": b"tags=bad%FF%C3",
        "half an escape": b"tags=half%4",
        "repeated": b"tags=first&tags=second",
        "semicolon": b"tags=s;tags=t",
        "no value": b"tags",
        "equals signs": b"tags=a=b=c",
        "ampersand": b"tags=a%26b",
        "escaped name": b"ta%67s=named",
        "capital name": b"Tags=capital",
        "no name": b"=v&tags=nameless",
        "emoji": "tags=\U0001f600".encode(),
        "tab": b"tags=t%09b",
    }.items():
        script.send("torrents/createTags", note, content=content, headers=FORM)
    kinds = {
        "capital kind": "APPLICATION/X-WWW-FORM-URLENCODED",
        "with a charset": f"{FORM['Content-Type']}; charset=UTF-8",
        "longer kind": f"{FORM['Content-Type']}x",
    }
    for note, kind in kinds.items():
        content, headers = f"tags={note}".encode(), {"Content-Type": kind}
        script.send("torrents/createTags", note, content=content, headers=headers)
    head = b"--x\r\nContent-Disposition: form-data; name=%b\r\n\r\n%b"
    part, end = head % (b'"tags"', b"%b\r\n"), b"--x--\r\n"
    for note, content in {
        "unquoted part": head % (b"tags", b"unquoted part\r\n") + end,
        "part with a line": part % b"lines\r\nb" + end,
        "part with escapes": part % b"p%41+b" + end,
        "part in bad UTF-8": part % b"p\xff" + end,
        "part twice": part % b"part one" + part % b"part two" + end,
        "part of a file": head % (b'"tags"; filename="f"', b"file\r\n") + end,
        "semicolon in a name": head % (b'"ta;gs"', b"semicolon\r\n") + end,
        "preamble": b"junk\r\n" + part % b"preamble" + end,
        "epilogue": part % b"epilogue" + end + b"junk",
        "no end": part % b"endless",
        "another boundary": (part % b"other" + end).replace(b"--x", b"--y"),
        "end without a line": part % b"no line" + b"--x--",
        "lines without returns": (part % b"bare" + end).replace(b"\r\n", b"\n"),
    }.items():
        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        script.send("torrents/createTags", note, content=content, headers=headers)
    script.keep("torrents/tags", "by forms", sorted(script.post("torrents/tags", {}).json()))


def queries(script: Script) -> None:
    """Write a query in many ways; the answer repeats what was understood."""
    script.log_in()
    for query in (
        *("hashes=%41b%20c", "hashes=a+b%2Bc", "hashes=%C3%A4", "hashes=%FF", "hashes", "hashes="),
        *("hashes=a&hashes=b", "hashes=a;hashes=b", "hashes=a=b", "hashes=a%26b", "&&hashes=a&"),
        *("hash%65s=a", "Hashes=a", "=v&hashes=a", "hashes=a%7Cb|c", "hashes=%F0%9F%98%80"),
    ):
        url = f"/api/v2/torrents/downloadLimit?{query}"
        script.keep("torrents/downloadLimit", query, _told(script, url))


def _told(script: Script, url: str) -> Json:
    answer = script.subject.client.get(url)
    return answer.json() if answer.is_success else answer.status_code


SCENARIOS = (
    sessions,
    bans,
    credentials,
    origins,
    names,
    protections,
    bypass,
    crowd,
    timeouts,
    cookies,
    paths,
    bodies,
    queries,
)
