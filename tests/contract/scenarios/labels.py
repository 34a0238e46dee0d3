"""Categories and tags."""

from __future__ import annotations

from tests.contract.script import UNKNOWN, Script, Value, joined
from tests.contract.shapes import Json
from tests.live.torrents import Torrent

ALPHA, BETA = Torrent("alpha"), Torrent("beta")
FOLDERS = "savePath download_path"
SHOWN = "name category tags save_path auto_tmm"


def categories(script: Script) -> None:
    script.log_in()
    script.call("torrents/categories", "none", "*")
    script.call("torrents/createCategory", "first", category="first", savePath="/tmp/first")
    script.call("torrents/categories", "first", "*")
    script.call("torrents/removeCategories", "first", categories="first")
    for note, params in _CREATED.items():
        script.call("torrents/createCategory", note, **params)
        script.call("torrents/categories", f"after {note}", FOLDERS)
    for note, params in _EDITED.items():
        script.call("torrents/editCategory", note, **params)
        script.call("torrents/categories", f"after edit, {note}", FOLDERS)
    for note, names in {
        "unknown": "nothing",
        "empty": "",
        "two": "plain\nwith a folder",
        "outer": "outer",
    }.items():
        script.call("torrents/removeCategories", note, categories=names)
        script.call("torrents/categories", f"without {note}", FOLDERS)
    script.call("torrents/removeCategories", "missing")
    script.send("torrents/createCategory", "by GET", method="GET", params={"category": "got"})


_CREATED: dict[str, dict[str, Value]] = {
    "plain": {"category": "plain"},
    "again": {"category": "plain"},
    "folder": {"category": "with a folder", "savePath": "/tmp/folder"},
    "relative": {"category": "relative", "savePath": "below"},
    "slash": {"category": "slash", "savePath": "/tmp/slash/"},
    "nested": {"category": "outer/inner", "savePath": "/tmp/inner"},
    "incomplete": {
        "category": "incomplete",
        "downloadPathEnabled": True,
        "downloadPath": "/tmp/unfinished",
    },
    "incomplete by default": {"category": "default", "downloadPathEnabled": True},
    "not incomplete": {"category": "not", "downloadPathEnabled": False, "downloadPath": "/tmp/x"},
    "junk flag": {"category": "flag", "downloadPathEnabled": "junk"},
    "empty": {"category": ""},
    "blank": {"category": " "},
    "slash in front": {"category": "/front"},
    "slash behind": {"category": "behind/"},
    "two slashes": {"category": "a//b"},
    "backslash": {"category": "a\\b"},
    "spaces": {"category": " spaces "},
    "missing": {},
}
_EDITED: dict[str, dict[str, Value]] = {
    "folder": {"category": "plain", "savePath": "/tmp/plain"},
    "the same": {"category": "plain", "savePath": "/tmp/plain"},
    "incomplete": {
        "category": "plain",
        "savePath": "/tmp/plain",
        "downloadPathEnabled": True,
        "downloadPath": "/tmp/x",
    },
    "folder only": {"category": "plain", "savePath": "/tmp/other"},
    "nothing said": {"category": "plain"},
    "off": {"category": "plain", "savePath": "/tmp/other", "downloadPathEnabled": False},
    "empty flag": {"category": "plain", "savePath": "/tmp/other", "downloadPathEnabled": ""},
    "junk flag": {"category": "plain", "savePath": "/tmp/other", "downloadPathEnabled": "junk"},
    "unknown": {"category": "nothing", "savePath": "/tmp/x"},
    "empty": {"category": "", "savePath": "/tmp/x"},
    "missing": {"savePath": "/tmp/x"},
}


def share_limits(script: Script) -> None:
    """Give categories share limits, and torrents that have none of their own these categories."""
    script.log_in()
    script.have(ALPHA)
    first = {key: values[0] for key, values in LIMITS.items()}
    script.call("torrents/createCategory", "limited", category="limited", **first)
    script.call("torrents/createCategory", "below", category="limited/below")
    script.call("torrents/createCategory", "single", category="single")
    for name in ("limited", "limited/below"):
        script.call("torrents/setCategory", name, hashes=ALPHA.hash, category=name)
        script.read("torrents/info", f"in {name}", SHARE)
    for key, values in LIMITS.items():
        for value in values:
            note = f"{key}={value!r}"
            params: dict[str, Value] = {"savePath": "", key: value}
            script.call("torrents/editCategory", note, category="single", **params)
            script.call("torrents/createCategory", note, category=note, **params)
        script.call("torrents/categories", f"with {key}", SHARE)
    script.call("torrents/editCategory", "nothing", category="limited", savePath="")
    script.call("torrents/categories", "at last", SHARE)
    script.read("torrents/info", "at last", SHARE)


LIMITS: dict[str, tuple[Value, ...]] = {
    "ratioLimit": (1.5, "", "x", -1, -5, 20_000),
    "seedingTimeLimit": (90, "", "x", -1, -5, 600_000),
    "inactiveSeedingTimeLimit": (30, "", "x", -1, -5, 600_000),
    "shareLimitAction": ("Remove", "", "x", "Stop"),
    "shareLimitsMode": ("MatchAll", "", "x", "MatchAny"),
}
SHARE = (
    "category ratio_limit seeding_time_limit inactive_seeding_time_limit max_ratio"
    " max_seeding_time max_inactive_seeding_time share_limit_action share_limits_mode"
)


def of_torrents(script: Script) -> None:
    script.log_in()
    script.call("app/setPreferences", "subcategories", json='{"use_subcategories": true}')
    both = joined((script.have(ALPHA), script.have(BETA)))
    for name in ("one", "outer", "outer/inner"):
        script.call("torrents/createCategory", name, category=name, savePath=f"/tmp/{name}")
    for note, params in {
        "one": {"hashes": ALPHA.hash, "category": "one"},
        "both": {"hashes": both, "category": "outer/inner"},
        "unknown": {"hashes": both, "category": "nothing"},
        "unknown torrent": {"hashes": UNKNOWN, "category": "one"},
        "all unknown": {"hashes": UNKNOWN, "category": "nothing"},
        "none": {"hashes": ALPHA.hash, "category": ""},
        "no category": {"hashes": both},
        "no hashes": {"category": "one"},
    }.items():
        script.call("torrents/setCategory", note, **params)
        script.read("torrents/info", f"after {note}", SHOWN, sort="name")
    script.call("torrents/setAutoManagement", "on", hashes="all", enable=True)
    script.read("torrents/info", "automatic", SHOWN, sort="name")
    script.call("torrents/editCategory", "moved", category="outer/inner", savePath="/tmp/moved")
    script.read("torrents/info", "after a move", SHOWN, sort="name")
    script.call("torrents/setAutoManagement", "on again", hashes="all", enable=True)
    script.call("torrents/removeCategories", "inner", categories="outer/inner")
    script.read("torrents/info", "without inner", SHOWN, sort="name")
    script.call("torrents/removeCategories", "outer", categories="outer")
    script.read("torrents/info", "without outer", SHOWN, sort="name")


def tags(script: Script) -> None:
    script.log_in()
    both = joined((script.have(ALPHA), script.have(BETA)))
    _tags(script, "none")
    for text in ("red", "red", "b,a", " spaces , ,", "", "über,Red"):
        note = f"{text!r}, {len(script.outcomes)}"
        script.call("torrents/createTags", note, tags=text)
        _tags(script, f"after {note}")
    script.call("torrents/createTags", "missing")
    steps: tuple[tuple[str, dict[str, Value]], ...] = (
        ("addTags", {"hashes": ALPHA.hash, "tags": "red"}),
        ("addTags", {"hashes": both, "tags": "new, red,a"}),
        ("addTags", {"hashes": both, "tags": ""}),
        ("addTags", {"hashes": UNKNOWN, "tags": "ghost"}),
        ("addTags", {"hashes": both}),
        ("addTags", {"tags": "x"}),
        ("removeTags", {"hashes": ALPHA.hash, "tags": "red"}),
        ("removeTags", {"hashes": ALPHA.hash, "tags": "nothing"}),
        ("removeTags", {"hashes": ALPHA.hash, "tags": ""}),
        ("removeTags", {"hashes": BETA.hash}),
        ("removeTags", {"tags": "x"}),
        ("setTags", {"hashes": both, "tags": "b,set"}),
        ("setTags", {"hashes": both, "tags": ""}),
        ("setTags", {"hashes": both}),
        ("addTags", {"hashes": "all", "tags": "b"}),
        ("deleteTags", {"tags": "nothing"}),
        ("deleteTags", {"tags": "b,red"}),
        ("deleteTags", {"tags": ""}),
        ("deleteTags", {}),
    )
    for number, (endpoint, params) in enumerate(steps):
        script.call(f"torrents/{endpoint}", f"step {number}", **params)
        _tags_of_torrents(script, f"after step {number}")
        _tags(script, f"after step {number}")


def _tags(script: Script, note: str) -> None:
    """Keep the tags; old releases have them in no order."""
    script.settle("torrents/tags", note, lambda: sorted(script.post("torrents/tags", {}).json()))


def _tags_of_torrents(script: Script, note: str) -> None:
    def probe() -> Json:
        rows = script.post("torrents/info", {"sort": "name"}).json()
        return {row["name"]: sorted(row["tags"].split(", ")) for row in rows}

    script.settle("torrents/info", note, probe)


SCENARIOS = (categories, share_limits, of_torrents, tags)
