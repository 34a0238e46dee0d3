"""The files of a torrent."""

from __future__ import annotations

from tests.contract.script import UNKNOWN, Script, Value
from tests.live.torrents import Torrent

FOLDER = Torrent("folder", files={"one.bin": 40_000, "sub/two.bin": 50_000, "sub/three": 60_000})
SINGLE = Torrent("single")


def priorities(script: Script) -> None:
    script.log_in()
    script.have(FOLDER)
    for note, params in _PRIORITIES.items():
        script.call("torrents/filePrio", note, hash=FOLDER.hash, **params)
        script.read("torrents/files", f"after {note}", "name priority", hash=FOLDER.hash)
        script.read("torrents/info", f"after {note}", "size total_size amount_left state progress")
    script.call("torrents/filePrio", "unknown", hash=UNKNOWN, id=0, priority=1)
    script.call("torrents/filePrio", "unknown and bad", hash=UNKNOWN, id=0, priority=4)
    script.call("torrents/filePrio", "no hash", id=0, priority=1)


_PRIORITIES: dict[str, dict[str, Value]] = {
    "skip": {"id": "0", "priority": 0},
    "high": {"id": "1", "priority": 6},
    "two": {"id": "1|2", "priority": 7},
    "normal": {"id": "0", "priority": 1},
    "four": {"id": "0", "priority": 4},
    "negative": {"id": "0", "priority": -1},
    "junk priority": {"id": "0", "priority": "x"},
    "empty priority": {"id": "0", "priority": ""},
    "beyond": {"id": "3", "priority": 1},
    "one known, one beyond": {"id": "0|3", "priority": 6},
    "negative id": {"id": "-1", "priority": 1},
    "junk id": {"id": "x", "priority": 1},
    "empty id": {"id": "", "priority": 1},
    "no id": {"priority": 1},
    "no priority": {"id": "0"},
    "all": {"id": "0|1|2", "priority": 0},
    "all back": {"id": "0|1|2", "priority": 1},
}


def names(script: Script) -> None:
    script.log_in()
    script.have(FOLDER)
    script.have(SINGLE)
    for note, name in {"plain": "uno.bin", "taken": "uno.bin", "slash": "x/y", "empty": ""}.items():
        script.call("torrents/renameFile", f"by index, {note}", hash=FOLDER.hash, id=0, name=name)
        script.read("torrents/files", f"by index, {note}", "name", hash=FOLDER.hash)
    script.call("torrents/renameFile", "by index, beyond", hash=FOLDER.hash, id=9, name="x")
    script.call("torrents/renameFile", "by index, junk", hash=FOLDER.hash, id="x", name="x")
    script.call("torrents/renameFile", "by index, back", hash=FOLDER.hash, id=0, name="one.bin")
    for kind, renames in (("File", _FILES), ("Folder", _FOLDERS)):
        for note, (old, new) in renames.items():
            after, paths = f"after {kind.lower()}, {note}", "name content_path root_path"
            script.call(f"torrents/rename{kind}", note, hash=FOLDER.hash, oldPath=old, newPath=new)
            script.read("torrents/files", after, "name", hash=FOLDER.hash)
            script.read("torrents/info", after, paths, hashes=FOLDER.hash)
    script.call(
        "torrents/renameFile",
        "single",
        hash=SINGLE.hash,
        oldPath="single",
        newPath="one",
        id=0,
        name="one",
    )
    script.read("torrents/info", "single", "name content_path", hashes=SINGLE.hash)
    for endpoint in ("renameFile", "renameFolder"):
        script.call(
            f"torrents/{endpoint}",
            "of an unknown torrent",
            hash=UNKNOWN,
            oldPath="a",
            newPath="b",
            id=0,
            name="b",
        )
        script.call(f"torrents/{endpoint}", "no new path", hash=FOLDER.hash, oldPath="a")
        script.call(f"torrents/{endpoint}", "nothing")


_FILES = {
    "plain": ("folder/one.bin", "folder/uno.bin"),
    "the same": ("folder/uno.bin", "folder/uno.bin"),
    "unknown": ("folder/nothing", "folder/x"),
    "taken": ("folder/uno.bin", "folder/sub/two.bin"),
    "moved": ("folder/uno.bin", "folder/deep/er/uno.bin"),
    "absolute": ("folder/sub/two.bin", "/tmp/two.bin"),
    "empty": ("folder/sub/two.bin", ""),
    "slash behind": ("folder/sub/two.bin", "folder/sub/"),
    "backslash": ("folder/sub/two.bin", "folder/sub/a\\b"),
    "a folder": ("folder/sub", "folder/bus"),
    "out of the root": ("folder/deep/er/uno.bin", "uno.bin"),
    "into the root": ("uno.bin", "folder/one.bin"),
}
_FOLDERS = {
    "plain": ("folder/sub", "folder/bus"),
    "the same": ("folder/bus", "folder/bus"),
    "unknown": ("folder/nothing", "folder/x"),
    "taken": ("folder/bus", "folder"),
    "nested": ("folder/bus", "folder/a/b/c"),
    "absolute": ("folder/a", "/tmp/a"),
    "empty": ("folder/a", ""),
    "no old": ("", "folder/x"),
    "slash behind": ("folder/a/", "folder/z/"),
    "a file": ("folder/one.bin", "folder/x"),
    "root": ("folder", "root"),
    "upwards": ("root/a", "../a"),
}


def downloads(script: Script) -> None:
    script.log_in()
    script.have(SINGLE, complete=True)
    script.have(FOLDER)
    script.call("torrents/downloadFile", "by index", hash=SINGLE.hash, file=0)
    script.call("torrents/downloadFile", "by path", hash=SINGLE.hash, file="single")
    script.call("torrents/downloadFile", "beyond", hash=SINGLE.hash, file=3)
    script.call("torrents/downloadFile", "junk", hash=SINGLE.hash, file="junk")
    script.call("torrents/downloadFile", "empty", hash=SINGLE.hash, file="")
    script.call("torrents/downloadFile", "unfinished", hash=FOLDER.hash, file=0)
    script.call("torrents/downloadFile", "unknown", hash=UNKNOWN, file=0)
    script.call("torrents/downloadFile", "missing", hash=SINGLE.hash)


SCENARIOS = (priorities, names, downloads)
