"""Rates and limits of the whole server, and banned peers."""

from __future__ import annotations

from tests.contract.script import Script, Value

LIMITS = "dl_limit up_limit alt_dl_limit alt_up_limit"


def limits(script: Script) -> None:
    script.log_in()
    script.call("transfer/info")
    script.call("transfer/speedLimitsMode", "normal")
    for endpoint in ("setDownloadLimit", "setUploadLimit"):
        script.call(f"transfer/{endpoint}", "missing")
        for limit in ("1000000", "5", "1025", "0", "-1", "junk", "", "2.5"):
            script.call(f"transfer/{endpoint}", repr(limit), limit=limit)
            script.call("transfer/downloadLimit", f"after {endpoint} {limit!r}")
            script.call("transfer/uploadLimit", f"after {endpoint} {limit!r}")
    script.call("transfer/toggleSpeedLimitsMode")
    script.read("transfer/speedLimitsMode", "alternative")
    script.call("transfer/setDownloadLimit", "alternative", limit=204800)
    script.call("transfer/setUploadLimit", "alternative", limit=0)
    script.call("transfer/downloadLimit", "alternative")
    script.call("transfer/uploadLimit", "alternative")
    script.read("transfer/info", "alternative", "dl_rate_limit up_rate_limit")
    script.read("app/preferences", "alternative", LIMITS)
    script.call("transfer/toggleSpeedLimitsMode", "back")
    script.read("transfer/speedLimitsMode", "back")
    script.send("transfer/toggleSpeedLimitsMode", "by GET", method="GET")
    script.send("transfer/speedLimitsMode", "by GET", method="GET")
    for mode in ("1", "0", "7", "-1", "true", "", "junk"):
        script.call("transfer/setSpeedLimitsMode", repr(mode), mode=mode)
        script.read("transfer/speedLimitsMode", f"after {mode!r}")
    script.call("transfer/setSpeedLimitsMode", "missing")
    script.call("transfer/setSpeedLimitsMode", "off", mode=0)


def all_limits(script: Script) -> None:
    script.log_in()
    script.call("transfer/getSpeedLimits", "before", "*")
    script.call("transfer/setSpeedLimits", "missing")
    good: dict[str, Value] = {
        "dl_limit": 5000,
        "up_limit": 1,
        "alt_dl_limit": 0,
        "alt_up_limit": -1,
    }
    script.call(
        "transfer/setSpeedLimits", "some", **{key: good[key] for key in ("dl_limit", "up_limit")}
    )
    script.call("transfer/setSpeedLimits", "all", **good)
    script.call("transfer/getSpeedLimits", "after all", "*")
    script.call("app/preferences", "after all", LIMITS)
    script.call("transfer/setSpeedLimits", "junk", **{**good, "dl_limit": "junk"})
    script.call("transfer/setSpeedLimits", "empty", **{**good, "dl_limit": ""})
    script.call("transfer/getSpeedLimits", "after junk", "*")
    script.send("transfer/setSpeedLimits", "by GET", method="GET", params=good)


def bans(script: Script) -> None:
    script.log_in()
    for note, peers in {
        "one": "198.51.100.9:6881",
        "two": "198.51.100.3:1|[2001:db8::1]:2",
        "known": "198.51.100.9:1",
        "no port": "198.51.100.4",
        "port 0": "198.51.100.5:0",
        "junk": "junk|:|1.2.3.4:x",
        "empty": "",
    }.items():
        script.call("transfer/banPeers", note, peers=peers)
        script.call("app/preferences", f"after {note}", "banned_IPs")
    script.call("transfer/banPeers", "missing")


SCENARIOS = (limits, all_limits, bans)
