"""The server as a program: versions, machine, cookies, folders."""

from __future__ import annotations

from tests.contract.script import Script


def about(script: Script) -> None:
    script.log_in()
    script.call("app/version")
    script.call("app/webapiVersion")
    script.call("app/buildInfo")
    script.call("app/processInfo")
    script.call("app/defaultSavePath")
    script.call("app/networkInterfaceList")
    script.call("app/networkInterfaceAddressList", "of lo", iface="lo")
    script.call("app/networkInterfaceAddressList", "of all", iface="")
    script.call("app/networkInterfaceAddressList", "of none", iface="nothing0")
    script.call("app/networkInterfaceAddressList", "missing")
    script.call("app/sendTestEmail")
    script.send("app/sendTestEmail", "by GET", method="GET")


def folders(script: Script) -> None:
    script.log_in()
    here = script.subject.downloads
    for note, params in {
        "missing": {},
        "empty": {"dirPath": ""},
        "relative": {"dirPath": "downloads"},
        "of the server": {"dirPath": here},
        "slash at the end": {"dirPath": f"{here}/"},
        "gone": {"dirPath": "/does/not/exist"},
        "bad mode": {"dirPath": here, "mode": "some"},
        "dirs": {"dirPath": here, "mode": "dirs"},
        "files": {"dirPath": here, "mode": "files"},
    }.items():
        script.call("app/getDirectoryContent", note, **params)
    for note, params in {
        "missing": {},
        "empty": {"path": ""},
        "relative": {"path": "downloads"},
        "gone": {"path": "/does/not/exist"},
    }.items():
        script.call("app/getFreeSpaceAtPath", note, "", **params)
    script.call("app/getFreeSpaceAtPath", "of the server", "", path=here)


COOKIE = (
    '{"name": "a", "value": "b", "domain": "example.org", '
    '"path": "/", "expirationDate": 4000000000}'
)


def cookies(script: Script) -> None:
    script.log_in()
    script.call("app/cookies", "none", "*")
    script.call("app/setCookies", "one", cookies=f"[{COOKIE}]")
    script.call("app/cookies", "one", "*")
    script.call("app/setCookies", "half", cookies='[{"name": "half"}]')
    script.call("app/cookies", "half", "*")
    for note, text in {
        "empty": "",
        "no json": "junk",
        "no list": "{}",
        "list of text": '["a"]',
        "no cookies": "[]",
    }.items():
        script.call("app/setCookies", note, cookies=text)
        script.call("app/cookies", f"after {note}", "*")
    script.call("app/setCookies", "missing")
    script.send("app/setCookies", "by GET", method="GET", params={"cookies": "[]"})


SCENARIOS = (about, folders, cookies)
