"""What is told of torrents: the list with its filters, and the details of one."""

from __future__ import annotations

from tests.contract.scenarios.adding import FOLDER, OPTIONS
from tests.contract.script import UNKNOWN, Script, Value, joined
from tests.live.torrents import Torrent

SEED = Torrent("seed", size=70_000)
IDLE = Torrent("idle", trackers=("http://127.0.0.1:9/announce",))


def shapes(script: Script) -> None:
    script.log_in()
    script.call("torrents/info", "none", "*")
    script.call("torrents/count", "none")
    script.have(FOLDER)
    script.have(SEED, complete=True)
    script.call("torrents/info", "stopped", hashes=FOLDER.hash)
    script.call("torrents/info", "seeding", hashes=SEED.hash)
    script.call(
        "torrents/info", "with more", hashes=FOLDER.hash, includeTrackers=True, includeFiles=True
    )
    script.read("torrents/info", "values", OPTIONS, hashes=SEED.hash)
    script.call("torrents/count", "two")
    for endpoint in (
        "properties",
        "trackers",
        "webseeds",
        "files",
        "pieceStates",
        "pieceHashes",
        "pieceAvailability",
        "SSLParameters",
    ):
        for note, params in _ASKED.items():
            script.call(f"torrents/{endpoint}", note, **params)
        script.send(f"torrents/{endpoint}", "by GET", method="GET", params={"hash": SEED.hash})


_ASKED: dict[str, dict[str, Value]] = {
    "stopped": {"hash": FOLDER.hash},
    "seeding": {"hash": SEED.hash},
    "unknown": {"hash": UNKNOWN},
    "junk": {"hash": "junk"},
    "empty": {"hash": ""},
    "all": {"hash": "all"},
    "capitals": {"hash": SEED.hash.upper()},
    "missing": {},
}


def values(script: Script) -> None:
    script.log_in()
    script.have(FOLDER)
    script.have(SEED, complete=True)
    for torrent in (FOLDER, SEED):
        script.read("torrents/properties", torrent.name, _SURE, hash=torrent.hash)
        script.read("torrents/files", torrent.name, _FILE, hash=torrent.hash)
        script.call("torrents/pieceStates", torrent.name, "*", hash=torrent.hash)
        script.call("torrents/pieceHashes", torrent.name, "*", hash=torrent.hash)
        script.read("torrents/trackers", torrent.name, _TRACKER, hash=torrent.hash)
    for note, text in {
        "second": "1",
        "both": "1|0",
        "beyond": "2",
        "negative": "-1",
        "junk": "x",
        "empty": "",
        "twice": "0|0",
    }.items():
        script.call("torrents/files", note, "name", hash=FOLDER.hash, indexes=text)


_SURE = (
    "comment completion_date created_by creation_date dl_limit dl_speed eta last_seen"
    " nb_connections nb_connections_limit peers peers_total piece_size pieces_have pieces_num"
    " save_path seeds seeds_total share_ratio total_downloaded infohash_v1 infohash_v2"
    " total_downloaded_session total_size total_uploaded total_uploaded_session total_wasted"
    " up_limit up_speed download_path hash is_private name has_metadata popularity"
    " private progress availability"
)
_FILE = "name size progress priority is_seed piece_range availability index"
_TRACKER = "url tier status msg num_peers num_seeds num_leeches num_downloaded endpoints updating"


def filters(script: Script) -> None:
    script.log_in()
    script.call("torrents/createCategory", "outer", category="outer", savePath="")
    script.call("torrents/createCategory", "inner", category="outer/inner", savePath="")
    script.have(FOLDER, category="outer")
    script.have(IDLE, category="outer/inner", tags="red")
    script.have(SEED, complete=True)
    script.call("torrents/addTags", hashes=IDLE.hash, tags="red")
    words = (
        "all downloading seeding completed paused resumed stopped running active inactive errored"
        " stalled stalled_uploading stalled_downloading checking moving junk"
    )
    for word in words.split():
        script.read("torrents/info", f"filter {word}", "name", filter=word, sort="name")
    for note, params in _FILTERS.items():
        script.read("torrents/info", note, "name", **{"sort": "name", **params})
    script.call("torrents/info", "unknown sort", "name", hashes=SEED.hash, sort="nothing")
    script.send("torrents/info", "by GET", method="GET", show="name", params={"sort": "name"})


_FILTERS: dict[str, dict[str, Value]] = {
    "filter in capitals": {"filter": "SEEDING"},
    "category": {"category": "outer"},
    "inner category": {"category": "outer/inner"},
    "no category": {"category": ""},
    "unknown category": {"category": "none"},
    "tag": {"tag": "red"},
    "no tag": {"tag": ""},
    "unknown tag": {"tag": "none"},
    "hash": {"hashes": SEED.hash},
    "hashes": {"hashes": joined((SEED.hash, IDLE.hash, UNKNOWN))},
    "unknown hash": {"hashes": UNKNOWN},
    "hash in capitals": {"hashes": SEED.hash.upper()},
    "no hashes": {"hashes": ""},
    "all hashes": {"hashes": "all"},
    "private": {"private": True},
    "public": {"private": False},
    "private junk": {"private": "junk"},
    "by size": {"sort": "size"},
    "by size, reversed": {"sort": "size", "reverse": True},
    "limit": {"limit": 2},
    "limit 0": {"limit": 0},
    "negative limit": {"limit": -1},
    "offset": {"offset": 1},
    "offset and limit": {"offset": 1, "limit": 1},
    "negative offset": {"offset": -1},
    "offset beyond": {"offset": 9},
    "offset far below": {"offset": -9},
    "junk": {"limit": "x", "offset": "y", "reverse": "z"},
}

SCENARIOS = (shapes, values, filters)
