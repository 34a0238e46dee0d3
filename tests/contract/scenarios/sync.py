"""What `sync/maindata` tells, in full and as differences."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from tests.contract.script import Script, Value
from tests.contract.shapes import Json
from tests.live.torrents import Torrent

ALPHA, BETA = Torrent("alpha", trackers=("http://127.0.0.1:9/announce",)), Torrent("beta")
STEADY = frozenset(
    [
        "name",
        "state",
        "category",
        "tags",
        "dl_limit",
        "up_limit",
        "priority",
        "save_path",
        "auto_tmm",
        "seq_dl",
        "super_seeding",
        "f_l_piece_prio",
        "force_start",
        "ratio_limit",
        "seeding_time_limit",
        "size",
        "trackers_count",
    ]
)
"""The fields of torrents that change only when somebody changes them."""
SWITCHES = frozenset(
    [
        "queueing",
        "use_alt_speed_limits",
        "dl_rate_limit",
        "up_rate_limit",
        "use_subcategories",
    ]
)


LONG = 15
"""Moments that are longer than a server's pause between two refreshes."""


class Poller:
    """Keeps polling, and puts together what came since it was last asked."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self.rid = 0
        self.seen: dict[str, Any] = {}

    def poll(self) -> Json:
        """Poll once and return all that came since `begin`, without what changes by itself."""
        answer = self._script.post("sync/maindata", {"rid": self.rid})
        named: dict[str, Any] = json.loads(self._script.named(answer.text))
        self.rid = named["rid"]
        for group, value in named.items():
            self._merge(group, value)
        return _steady(self.seen)

    def tell(self, note: str) -> None:
        """Keep what came since the last time, once it has come."""
        self.seen = {}
        self._script.settle("sync/maindata", note, self.poll)

    def _merge(self, group: str, value: Any) -> None:  # noqa: ANN401 - any JSON
        match value:
            case list():
                known = self.seen.setdefault(group, [])
                known += [item for item in value if item not in known]
            case dict():
                entries = self.seen.setdefault(group, {})
                for key, entry in value.items():
                    if isinstance(entry, dict):
                        entries.setdefault(key, {}).update(entry)
                    else:
                        entries[key] = entry
            case _ if group != "rid":
                self.seen[group] = value


def _value(name: str, value: Json) -> Json:
    """Return a field; the tags in an order, as old releases have them in none."""
    return ", ".join(sorted(str(value).split(", "))) if name == "tags" else value


def _steady(seen: dict[str, Any]) -> Json:
    steady: dict[str, Any] = dict(seen)
    if "torrents" in seen:
        steady["torrents"] = {
            hash: "whole" if "added_on" in row else found
            for hash, row in seen["torrents"].items()
            if (found := {key: _value(key, row[key]) for key in STEADY & row.keys()})
            or "added_on" in row
        }
    if "trackers" in seen:
        steady["trackers"] = {url: sorted(hashes) for url, hashes in seen["trackers"].items()}
    if "server_state" in seen:
        state = seen["server_state"]
        steady["server_state"] = {key: state[key] for key in SWITCHES & state.keys()}
    named = {
        key: sorted(value) if isinstance(value, list) else value for key, value in steady.items()
    }
    return {key: value for key, value in named.items() if value not in ({}, [])}


def whole(script: Script) -> None:
    script.log_in()
    script.call("sync/maindata", "of nothing")
    script.have(ALPHA)
    script.call("torrents/createCategory", category="label", savePath="/tmp/label")
    script.call("torrents/createTags", tags="red")
    script.read("sync/maindata", "everything", None)
    script.call("sync/maindata", "junk rid", "full_update", rid="junk")
    script.call("sync/maindata", "negative rid", "full_update", rid=-1)
    script.send("sync/maindata", "by GET", method="GET", show="full_update", params={"rid": 0})


def numbers(script: Script) -> None:
    """Keep the `rid` of each answer, and whether it is whole."""
    script.log_in()
    shown = "rid full_update"
    for note, rid in (
        ("first", 0),
        ("first again", 0),
        ("acknowledged", 1),
        ("next", 2),
        ("the same", 2),
        ("and again", 2),
        ("next but one", 3),
        ("a later one", 4),
        ("an older one", 3),
        ("unknown", 77),
        ("after unknown", 1),
        ("after that", 2),
    ):
        script.call("sync/maindata", note, shown, rid=rid)
    script.call("sync/maindata", "without rid", shown)
    for text in ("1", " 1", "01", "+1", "1.0", "1e0", "x", "1", "99999999999"):
        note = f"{len(script.outcomes)}, {text!r}"
        script.call("sync/maindata", note, shown, rid=text)


def sessions(script: Script) -> None:
    """Poll in two sessions; neither knows of the other."""
    shown, client = "rid full_update", script.subject.client
    jars: list[dict[str, str]] = []
    for number in (1, 2):
        client.cookies.clear()
        script.log_in()
        jars.append(dict(client.cookies))
        script.call("sync/maindata", f"first of {number}", shown, rid=0)
    for number, rid in ((1, 1), (1, 2), (2, 3), (2, 1), (1, 3), (2, 2)):
        client.cookies.clear()
        client.cookies.update(jars[number - 1])
        script.call("sync/maindata", f"{rid} of {number}", shown, rid=rid)
    script.call("auth/logout")
    script.log_in()
    script.call("sync/maindata", "after logout", shown, rid=3)


def lost(script: Script) -> None:
    """Lose answers: ask again with the `rid` from before them, while more and more changes."""
    script.log_in()
    script.have(ALPHA)
    script.call("torrents/createCategory", category="old", savePath="/tmp/old")
    _lose(script, _CHANGES)


def taken_back(script: Script) -> None:
    """Lose the answers that tell of changes, until these are taken back."""
    script.log_in()
    script.call("torrents/createCategory", category="old", savePath="/tmp/old")
    script.call("torrents/createTags", tags="known")
    _lose(script, _TAKEN_BACK)


def _lose(script: Script, changes: Sequence[tuple[str, Mapping[str, Value]]]) -> None:
    poller = Poller(script)
    poller.tell("at first")
    rid = latest = poller.rid
    for number, (endpoint, params) in enumerate(changes):
        script.call(endpoint, f"change {number}", **params)
        for _ in range(LONG):
            script.subject.wait()
        answer = json.loads(script.named(script.post("sync/maindata", {"rid": rid}).text))
        latest = answer.pop("rid")
        script.keep("sync/maindata", f"lost after change {number}", _steady(answer))
    answer = json.loads(script.post("sync/maindata", {"rid": latest}).text)
    del answer["rid"]
    script.keep("sync/maindata", "received at last", _steady(answer))


_CHANGES: tuple[tuple[str, dict[str, Value]], ...] = (
    ("torrents/setDownloadLimit", {"hashes": ALPHA.hash, "limit": 2048}),
    ("torrents/setUploadLimit", {"hashes": ALPHA.hash, "limit": 4096}),
    ("torrents/createCategory", {"category": "short", "savePath": "/tmp/short"}),
    ("torrents/createTags", {"tags": "blue"}),
    ("torrents/setDownloadLimit", {"hashes": ALPHA.hash, "limit": 0}),
    ("torrents/removeCategories", {"categories": "short"}),
    ("torrents/editCategory", {"category": "old", "savePath": "/tmp/new"}),
    (
        "torrents/editCategory",
        {
            "category": "old",
            "savePath": "/tmp/new",
            "downloadPathEnabled": True,
            "downloadPath": "/tmp/unfinished",
        },
    ),
    ("torrents/addTrackers", {"hash": ALPHA.hash, "urls": "http://127.0.0.1:9/other"}),
    ("torrents/delete", {"hashes": ALPHA.hash, "deleteFiles": False}),
    # Last: from 4.6 on, what was not received of the server's state is gone once anything else of
    # it changes, such as the free space on the disk.
    ("transfer/toggleSpeedLimitsMode", {}),
    ("transfer/setDownloadLimit", {"limit": 204800}),
)
_TAKEN_BACK: tuple[tuple[str, dict[str, Value]], ...] = (
    ("torrents/deleteTags", {"tags": "known"}),
    ("torrents/createTags", {"tags": "known"}),
    ("torrents/removeCategories", {"categories": "old"}),
    ("torrents/createCategory", {"category": "old", "savePath": "/tmp/old"}),
    ("transfer/toggleSpeedLimitsMode", {}),
    ("transfer/toggleSpeedLimitsMode", {}),
)


def differences(script: Script) -> None:
    script.log_in()
    poller = Poller(script)
    poller.tell("at first")
    script.have(ALPHA)
    poller.tell("a torrent")
    script.call("torrents/createCategory", "flat", category="flat", savePath="/tmp/flat")
    poller.tell("a category")
    script.call("torrents/createCategory", "nested", category="outer/inner", savePath="")
    poller.tell("a nested category")
    script.call("torrents/editCategory", category="flat", savePath="/tmp/other")
    poller.tell("an edited category")
    script.call("torrents/createTags", tags="red,blue")
    poller.tell("tags")
    script.call("torrents/addTags", hashes=ALPHA.hash, tags="red,new")
    poller.tell("tags of a torrent")
    script.call("torrents/setCategory", hashes=ALPHA.hash, category="flat")
    poller.tell("category of a torrent")
    script.call("torrents/rename", hash=ALPHA.hash, name="renamed")
    poller.tell("a name")
    script.call("torrents/setDownloadLimit", hashes=ALPHA.hash, limit=2048)
    poller.tell("a limit")
    script.call("torrents/toggleSequentialDownload", hashes=ALPHA.hash)
    poller.tell("a switch")
    script.have(BETA)
    poller.tell("a second torrent")
    script.call("torrents/addTrackers", hash=BETA.hash, urls=ALPHA.trackers[0])
    poller.tell("a tracker of both")
    script.call("torrents/removeTrackers", hash=ALPHA.hash, urls=ALPHA.trackers[0])
    poller.tell("a tracker of one")
    script.call("torrents/deleteTags", tags="red")
    poller.tell("a deleted tag")
    script.call("torrents/removeCategories", categories="flat")
    poller.tell("a removed category")
    script.call("torrents/delete", hashes=BETA.hash, deleteFiles=False)
    poller.tell("a removed torrent")
    script.call("transfer/toggleSpeedLimitsMode")
    poller.tell("alternative limits")
    script.call("transfer/toggleSpeedLimitsMode", "back")
    poller.tell("normal limits")
    script.call("app/setPreferences", "queueing", json='{"queueing_enabled": true}')
    poller.tell("queueing")
    script.call("app/setPreferences", "interval", json='{"refresh_interval": 600}')
    poller.tell("refresh interval")
    script.call("app/setPreferences", "as before", json='{"refresh_interval": 500}')
    poller.rid = 0
    poller.tell("everything anew")


SCENARIOS = (whole, numbers, sessions, lost, taken_back, differences)
