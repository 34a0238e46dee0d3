"""Trackers, web seeds and peers."""

from __future__ import annotations

import json
from urllib.parse import quote

from tests.contract.peer import silent_peer
from tests.contract.script import UNKNOWN, Script, Value, joined
from tests.contract.shapes import Json
from tests.live.torrents import Torrent

FIRST, SECOND, THIRD = (f"http://127.0.0.1:9/{name}" for name in ("a", "b", "c"))
TRACKED = Torrent("tracked", trackers=(FIRST,))
OTHER = Torrent("other")
SEEDED = Torrent("seeded", size=70_000)


def trackers(script: Script) -> None:
    script.log_in()
    script.have(TRACKED)
    script.have(OTHER)
    steps: tuple[tuple[str, dict[str, Value]], ...] = (
        ("addTrackers", {"urls": SECOND}),
        ("addTrackers", {"urls": f"{FIRST}\n{THIRD}"}),
        (
            "addTrackers",
            {"urls": "http://127.0.0.1:9/d\n\nhttp://127.0.0.1:9/e\n\n\nudp://127.0.0.1:9/f"},
        ),
        ("addTrackers", {"urls": "junk"}),
        ("addTrackers", {"urls": ""}),
        ("addTrackers", {}),
        ("editTracker", _edit(SECOND, "http://127.0.0.1:9/edited")),
        ("editTracker", _edit(SECOND, "http://127.0.0.1:9/x")),
        ("editTracker", _edit(THIRD, FIRST)),
        ("editTracker", _edit(THIRD, THIRD)),
        ("editTracker", _edit(THIRD, "junk")),
        ("editTracker", _edit(THIRD, "")),
        ("editTracker", _edit("junk", FIRST)),
        ("editTracker", {"url": THIRD, "tier": 4}),
        ("editTracker", {"url": THIRD, "tier": 256}),
        ("editTracker", {"url": THIRD, "tier": "x"}),
        ("editTracker", {"url": THIRD}),
        ("editTracker", {"newUrl": FIRST}),
        ("removeTrackers", {"urls": "http://127.0.0.1:9/nothing"}),
        ("removeTrackers", {"urls": ""}),
        ("removeTrackers", {"urls": joined((THIRD, quote("http://127.0.0.1:9/d", safe="")))}),
        ("removeTrackers", {}),
    )
    for number, (endpoint, params) in enumerate(steps):
        script.call(f"torrents/{endpoint}", f"step {number}", hash=TRACKED.hash, **params)
        _read(script, f"after step {number}", TRACKED)
    _of_others(script)
    for torrent in (TRACKED, OTHER):
        _read(script, f"at last, {torrent.name}", torrent)
        script.read(
            "torrents/info",
            f"at last, {torrent.name}",
            "trackers_count",
            hashes=torrent.hash,
        )


def _of_others(script: Script) -> None:
    """Name no torrent, one that is not there, several, and all."""
    many = joined((TRACKED.hash, OTHER.hash))
    others: dict[str, dict[str, Value]] = {
        "addTrackers": {"urls": THIRD},
        "removeTrackers": {"urls": FIRST},
        "editTracker": _edit(FIRST, SECOND),
    }
    for endpoint, params in others.items():
        script.call(f"torrents/{endpoint}", "unknown", hash=UNKNOWN, **params)
        script.call(f"torrents/{endpoint}", "no hash", **params)
        script.call(f"torrents/{endpoint}", "many", hash=many, **params)
        script.call(f"torrents/{endpoint}", "all", hash="all", **params)
    script.call("torrents/removeTrackers", "everywhere", hash="*", urls=THIRD)


def _read(script: Script, note: str, torrent: Torrent) -> None:
    """Keep tiers and URLs; their order within a tier is left to chance."""

    def probe() -> Json:
        rows = script.post("torrents/trackers", {"hash": torrent.hash}).json()
        lines = sorted(f"{row['tier']} {row['url']}" for row in rows if "**" not in row["url"])
        return [*lines]

    script.settle("torrents/trackers", note, probe)


def _edit(old: str, new: str) -> dict[str, Value]:
    return {"origUrl": old, "url": old, "newUrl": new}


def web_seeds(script: Script) -> None:
    script.log_in()
    script.have(TRACKED)
    one, two = "http://127.0.0.1:9/one", "http://127.0.0.1:9/two"
    steps: tuple[tuple[str, dict[str, Value]], ...] = (
        ("addWebSeeds", {"urls": one}),
        ("addWebSeeds", {"urls": joined((one, quote(two, safe="")))}),
        ("addWebSeeds", {"urls": "junk"}),
        ("addWebSeeds", {"urls": "udp://127.0.0.1:9"}),
        ("addWebSeeds", {"urls": ""}),
        ("addWebSeeds", {}),
        ("editWebSeed", {"origUrl": one, "newUrl": "http://127.0.0.1:9/edited"}),
        ("editWebSeed", {"origUrl": one, "newUrl": "http://127.0.0.1:9/x"}),
        ("editWebSeed", {"origUrl": two, "newUrl": two}),
        ("editWebSeed", {"origUrl": two, "newUrl": "http://127.0.0.1:9/edited"}),
        ("editWebSeed", {"origUrl": two, "newUrl": "junk"}),
        ("editWebSeed", {"origUrl": two, "newUrl": ""}),
        ("editWebSeed", {"origUrl": two}),
        ("removeWebSeeds", {"urls": "http://127.0.0.1:9/nothing"}),
        ("removeWebSeeds", {"urls": "junk"}),
        ("removeWebSeeds", {"urls": two}),
        ("removeWebSeeds", {}),
    )
    for number, (endpoint, params) in enumerate(steps):
        script.call(f"torrents/{endpoint}", f"step {number}", hash=TRACKED.hash, **params)
        script.read("torrents/webseeds", f"after step {number}", "*", hash=TRACKED.hash)
    script.call("torrents/addWebSeeds", "unknown", hash=UNKNOWN, urls=one)
    script.call("torrents/editWebSeed", "unknown", hash=UNKNOWN, origUrl=one, newUrl=two)
    script.call("torrents/removeWebSeeds", "unknown", hash=UNKNOWN, urls=one)


def peers(script: Script) -> None:
    script.log_in()
    script.have(TRACKED)
    script.have(OTHER)
    script.call("sync/torrentPeers", "full", "*", hash=TRACKED.hash)
    script.call("sync/torrentPeers", "nothing new", "*", hash=TRACKED.hash, rid=1)
    script.call("sync/torrentPeers", "unknown rid", "*", hash=TRACKED.hash, rid=99)
    for number, (hash, rid) in enumerate(_PEERS):
        script.call("sync/torrentPeers", f"poll {number}", "*", hash=hash, rid=rid)
    script.call("sync/torrentPeers", "unknown", hash=UNKNOWN)
    script.call("sync/torrentPeers", "junk", hash="junk")
    script.call("sync/torrentPeers", "missing")
    for note, given in {
        "one": "127.0.0.1:9",
        "none": "",
        "junk": "junk",
        "no port": "127.0.0.1",
        "port 0": "127.0.0.1:0",
    }.items():
        script.call("torrents/addPeers", note, "*", hashes=UNKNOWN, peers=given)
    script.call("torrents/addPeers", "to a torrent", hashes=TRACKED.hash, peers="127.0.0.1:9")
    script.call("torrents/addPeers", "no peers", hashes=TRACKED.hash)
    script.call("torrents/addPeers", "no hashes", peers="127.0.0.1:9")
    script.send("torrents/addPeers", "by GET", method="GET", params={"hashes": UNKNOWN})


def connected(script: Script) -> None:
    """Have a peer, and lose it."""
    script.log_in()
    settings = {"encryption": 2, "bittorrent_protocol": 1}
    script.call("app/setPreferences", "plain", json=json.dumps(settings))
    script.have(SEEDED, complete=True)
    with silent_peer() as port:
        script.name(f"127.0.0.1:{port}", "<peer>")
        address = f"127.0.0.1:{port}"
        script.call("torrents/addPeers", hashes=SEEDED.hash, peers=address)
        script.wait_for(SEEDED, "num_leechs", 1)
        script.read("sync/torrentPeers", "one", None, hash=SEEDED.hash)
        script.call("app/setPreferences", "flags", json='{"resolve_peer_countries": true}')
        script.read("sync/torrentPeers", "with flags", None, hash=SEEDED.hash)
        script.call("transfer/banPeers", peers=address)
        script.wait_for(SEEDED, "num_leechs", 0)
        script.read("sync/torrentPeers", "none", None, hash=SEEDED.hash)


_PEERS: tuple[tuple[str, Value], ...] = (
    (TRACKED.hash, 0),
    (TRACKED.hash, 1),
    (TRACKED.hash, 1),
    (OTHER.hash, 2),
    (OTHER.hash, 3),
    (TRACKED.hash, 2),
    (UNKNOWN, 3),
    (TRACKED.hash, 3),
    (TRACKED.hash, 77),
    (TRACKED.hash, ""),
    (TRACKED.hash, "x"),
    (TRACKED.hash, -1),
    (TRACKED.hash, "1.0"),
)
"""Polls of two torrents in turn, with the `rid` of each."""

SCENARIOS = (trackers, web_seeds, peers, connected)
