"""Limits of single torrents."""

from __future__ import annotations

from tests.contract.script import UNKNOWN, Script, Value, joined
from tests.live.torrents import Torrent

ALPHA, BETA = Torrent("alpha"), Torrent("beta")
SHARE = (
    "name ratio_limit seeding_time_limit inactive_seeding_time_limit max_ratio max_seeding_time"
    " max_inactive_seeding_time share_limit_action share_limits_mode"
)


def rates(script: Script) -> None:
    script.log_in()
    both = joined((script.have(ALPHA), script.have(BETA)))
    for endpoint, name in (("Download", "dl_limit"), ("Upload", "up_limit")):
        reader, writer = f"torrents/{endpoint.lower()}Limit", f"torrents/set{endpoint}Limit"
        script.call(reader, "before", "*", hashes=both)
        for limit in ("5000", "1", "0", "-1", "junk", "", "3000000000"):
            script.call(writer, repr(limit), hashes=ALPHA.hash, limit=limit)
            script.read(reader, f"after {limit!r}", "*", hashes=both)
            script.read("torrents/info", f"{name} after {limit!r}", f"name {name}", sort="name")
            script.read("torrents/properties", f"{name} after {limit!r}", name, hash=ALPHA.hash)
        script.call(writer, "both", hashes=both, limit=2048)
        script.read(reader, "both", "*", hashes=both)
        script.call(writer, "all", hashes="all", limit=4096)
        script.read(reader, "all", "*", hashes="all")
        script.read(reader, "of both after all", "*", hashes=both)
        script.call(reader, "unknown", "*", hashes=UNKNOWN)
        script.call(reader, "empty", "*", hashes="")
        script.call(reader, "missing")
        script.call(writer, "unknown", hashes=UNKNOWN, limit=1)
        script.call(writer, "no limit", hashes=both)
        script.call(writer, "no hashes", limit=1)


_EMPTY: Value = ""
ALL: dict[str, Value] = {
    "ratioLimit": 1.5,
    "seedingTimeLimit": 90,
    "inactiveSeedingTimeLimit": 30,
    "shareLimitAction": "Remove",
    "shareLimitsMode": "MatchAll",
}


def share(script: Script) -> None:
    script.log_in()
    script.have(ALPHA)
    script.have(BETA)
    cases: dict[str, dict[str, Value]] = {
        "all": ALL,
        "default": {
            **ALL,
            "ratioLimit": -2,
            "seedingTimeLimit": -2,
            "inactiveSeedingTimeLimit": -2,
        },
        "none": {**ALL, "ratioLimit": -1, "seedingTimeLimit": -1, "inactiveSeedingTimeLimit": -1},
        "zero": {**ALL, "ratioLimit": 0, "seedingTimeLimit": 0, "inactiveSeedingTimeLimit": 0},
        "high": {**ALL, "ratioLimit": 20000, "seedingTimeLimit": 600000},
        "below": {**ALL, "ratioLimit": -5, "seedingTimeLimit": -5},
        "junk": {**ALL, "ratioLimit": "x", "seedingTimeLimit": "y"},
        "junk words": {**ALL, "shareLimitAction": "x", "shareLimitsMode": "y"},
        "empty": dict.fromkeys(ALL, _EMPTY),
        **{f"no {name}": {key: ALL[key] for key in ALL if key != name} for name in ALL},
    }
    for note, params in cases.items():
        script.call("torrents/setShareLimits", note, hashes=ALPHA.hash, **params)
        script.read("torrents/info", f"after {note}", SHARE, sort="name")
    script.call("torrents/setShareLimits", "unknown", hashes=UNKNOWN, **ALL)
    script.call("torrents/setShareLimits", "no hashes", **ALL)
    settings = (
        '{"max_ratio_enabled": true, "max_ratio": 2, '
        '"max_seeding_time_enabled": true, "max_seeding_time": 60}'
    )
    script.call("app/setPreferences", "global limits", json=settings)
    script.read("torrents/info", "with global limits", SHARE, sort="name")


SCENARIOS = (rates, share)
