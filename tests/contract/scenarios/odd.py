"""Odd values of parameters: numbers, truths and lists of hashes that are none, or almost."""

from __future__ import annotations

from tests.contract.script import UNKNOWN, Script, Value, joined
from tests.live.torrents import Torrent

ALPHA, BETA = Torrent("alpha", files={"one": 40_000, "two": 50_000}), Torrent("beta")
WHOLE = (
    *(" 5", "5 ", "+5", "007", "-1", "--5", "5.0", "1e3", "0x10", "1_0", "1,0", "٣", " ", ""),
    *("2147483647", "2147483648", "-2147483648", "-2147483649", "9223372036854775808", "1" * 25),
)
BROKEN = (
    *("1.5", " 1.5", "+1.5", ".5", "5.", "1,5", "1e-3", "0.126", "1e400", "inf", "-inf", "nan"),
    *("INF", "infinity", "1_0.5", "0x1p3", "٣", ""),
)
TRUTHS = ("TRUE", "True", "1", "yes", "on", " true ", "FALSE", "0", "no", " ", "")
SHARE: dict[str, Value] = {
    "ratioLimit": -2,
    "seedingTimeLimit": -2,
    "inactiveSeedingTimeLimit": -2,
    "shareLimitAction": "Default",
    "shareLimitsMode": "Default",
}


def limits(script: Script) -> None:
    script.log_in()
    hash = script.have(ALPHA)
    shown = "ratio_limit seeding_time_limit inactive_seeding_time_limit"
    for text in WHOLE:
        script.call("torrents/setDownloadLimit", repr(text), hashes=hash, limit=text)
        script.call("torrents/downloadLimit", f"after {text!r}", "*", hashes=hash)
        script.call("transfer/setUploadLimit", repr(text), limit=text)
        script.call("transfer/uploadLimit", f"after {text!r}")
        times = {"seedingTimeLimit": text, "inactiveSeedingTimeLimit": text}
        script.call("torrents/setShareLimits", f"time {text!r}", hashes=hash, **{**SHARE, **times})
        script.read("torrents/info", f"after time {text!r}", shown)
    for text in BROKEN:
        ratio = {**SHARE, "ratioLimit": text}
        script.call("torrents/setShareLimits", f"ratio {text!r}", hashes=hash, **ratio)
        script.read("torrents/info", f"after ratio {text!r}", shown)


def numbers(script: Script) -> None:
    script.log_in()
    hash = script.have(ALPHA)
    script.have(BETA)
    for text in WHOLE:
        script.call("transfer/setSpeedLimitsMode", repr(text), mode=text)
        script.call("transfer/speedLimitsMode", f"after {text!r}")
        script.call("transfer/setSpeedLimitsMode", f"off after {text!r}", mode=0)
        script.call("torrents/files", f"index {text!r}", "name", hash=hash, indexes=text)
        script.call("torrents/filePrio", f"id {text!r}", hash=hash, id=text, priority=1)
        script.call("torrents/filePrio", f"priority {text!r}", hash=hash, id=0, priority=text)
        script.call("torrents/editTracker", f"tier {text!r}", hash=hash, url="x", tier=text)
        script.call("torrents/info", f"limit {text!r}", "name", sort="name", limit=text)
        script.call("torrents/info", f"offset {text!r}", "name", sort="name", offset=text)
    for ids in ("0|", "|0", "0||1", "1|0", "0|0", " 0", "0,1", "-0", "0 |1", "2", "-1", "|"):
        script.call("torrents/files", f"indexes {ids!r}", "index is_seed", hash=hash, indexes=ids)
        script.call("torrents/filePrio", f"ids {ids!r}", hash=hash, id=ids, priority=1)


def truths(script: Script) -> None:
    script.log_in()
    hash = script.have(ALPHA)
    script.have(BETA)
    shown = "name auto_tmm super_seeding"
    for text in TRUTHS:
        script.call("torrents/setAutoManagement", repr(text), hashes=hash, enable=text)
        script.read("torrents/info", f"after {text!r}", shown, sort="name")
        script.call("torrents/setAutoManagement", f"off after {text!r}", hashes=hash, enable=False)
        for name in ("reverse", "private"):
            rows = {"sort": "name", name: text}
            script.call("torrents/info", f"{name} {text!r}", "name", **rows)
        for name in ("includeTrackers", "includeFiles"):
            one: dict[str, Value] = {"hashes": hash, name: text}
            script.call("torrents/info", f"{name} {text!r}", "name trackers files", **one)


_LISTS = {
    "empty": "",
    "separators": "||",
    "unknown and capitals": f"{UNKNOWN}|{ALPHA.hash.upper()}|",
    "twice": f"|{BETA.hash}||{BETA.hash}",
    "all and one": f"all|{ALPHA.hash}",
    "capital all": "ALL",
    "star": "*",
    "short": f"{ALPHA.hash[:-1]}|{ALPHA.hash}0",
    "spaces": f" {ALPHA.hash}| {BETA.hash} ",
    "newline": f"{ALPHA.hash}\n{BETA.hash}",
}
_BY_HASHES: dict[str, tuple[dict[str, Value], str]] = {
    "setForceStart": ({"value": True}, "force_start"),
    "setAutoManagement": ({"enable": True}, "auto_tmm"),
    "toggleSequentialDownload": ({}, "seq_dl"),
    "toggleFirstLastPiecePrio": ({}, "f_l_piece_prio"),
    "setCategory": ({"category": "some"}, "category"),
    "addTags": ({"tags": "one"}, "tags"),
    "setTags": ({"tags": "two"}, "tags"),
    "removeTags": ({"tags": "one,two"}, "tags"),
    "setDownloadLimit": ({"limit": 4096}, "dl_limit"),
    "setUploadLimit": ({"limit": 4096}, "up_limit"),
    "setShareLimits": ({**SHARE, "ratioLimit": 2}, "ratio_limit"),
    "setLocation": ({"location": "/tmp/moved"}, "save_path"),
    "setSavePath": ({"path": "/tmp/put"}, "save_path"),
    "setDownloadPath": ({"path": "/tmp/unfinished"}, "download_path"),
    "setComment": ({"comment": "said"}, "comment"),
    "setSuperSeeding": ({"value": True}, "super_seeding"),
    "topPrio": ({}, "priority"),
    "delete": ({"deleteFiles": False}, "name"),
}
"""What else an endpoint needs, and the field that shows its effect."""


def lists(script: Script) -> None:
    script.log_in()
    script.call("app/setPreferences", "queueing", json='{"queueing_enabled": true}')
    script.call("torrents/createCategory", category="some", savePath="/tmp/some")
    for note, hashes in _LISTS.items():
        both = joined((script.have(ALPHA), script.have(BETA)))
        for endpoint, (params, field) in _BY_HASHES.items():
            name = "id" if endpoint in ("setSavePath", "setDownloadPath") else "hashes"
            script.call(f"torrents/{endpoint}", note, **{name: hashes, **params})
            shown = f"name {field}"
            script.read("torrents/info", f"after {endpoint} of {note}", shown, sort="name")
        script.call("torrents/delete", f"both after {note}", hashes=both, deleteFiles=True)
        script.read("torrents/info", f"none after {note}", "name")


def single(script: Script) -> None:
    script.log_in()
    script.have(ALPHA)
    script.have(BETA)
    for note, hash in _LISTS.items():
        for endpoint in ("properties", "trackers", "files", "pieceStates", "export"):
            script.call(f"torrents/{endpoint}", note, "", hash=hash)
        script.call("sync/torrentPeers", note, "", hash=hash)
        script.call("torrents/downloadLimit", note, "*", hashes=hash)
        script.call("torrents/info", note, "name", hashes=hash, sort="name")
        script.call("torrents/addTrackers", note, hash=hash, urls="http://127.0.0.1:9/a")
        script.call("torrents/rename", note, hash=hash, name="other")
        script.read("torrents/info", f"after {note}", "name trackers_count", sort="name")


SCENARIOS = (limits, numbers, truths, lists, single)
