"""The order of the queue, and that there is none while queueing is off."""

from __future__ import annotations

from tests.contract.script import UNKNOWN, Script, joined
from tests.live.torrents import Torrent

NAMES = ("a", "b", "c", "d")
MOVES = ("increasePrio", "decreasePrio", "topPrio", "bottomPrio")


def queue(script: Script) -> None:
    script.log_in()
    hashes = [script.have(Torrent(name)) for name in NAMES]
    script.read("torrents/info", "queueing off", "name priority", sort="name")
    for move in MOVES:
        script.call(f"torrents/{move}", "queueing off", hashes=hashes[0])
    script.call("app/setPreferences", "on", json='{"queueing_enabled": true}')
    script.read("torrents/info", "queueing on", "name priority", sort="name")
    steps = {
        "increasePrio": {"one": hashes[2], "two": joined(hashes[2:]), "first": hashes[0]},
        "decreasePrio": {"one": hashes[1], "two": joined(hashes[:2]), "last": hashes[3]},
        "topPrio": {"one": hashes[3], "two": joined((hashes[0], hashes[1]))},
        "bottomPrio": {"one": hashes[0], "two": joined((hashes[2], hashes[1]))},
    }
    for move, cases in steps.items():
        for note, chosen in cases.items():
            script.call(f"torrents/{move}", note, hashes=chosen)
            script.read("torrents/info", f"after {move} of {note}", "name priority", sort="name")
        script.call(f"torrents/{move}", "unknown", hashes=UNKNOWN)
        script.call(f"torrents/{move}", "all", hashes="all")
        script.read("torrents/info", f"after {move} of all", "name priority", sort="name")
        script.call(f"torrents/{move}", "missing")
    script.call("torrents/delete", "second", hashes=hashes[1], deleteFiles=False)
    script.read("torrents/info", "without the second", "name priority", sort="name")
    script.have(Torrent("seed"), complete=True)
    script.read("torrents/info", "with a seed", "name priority", sort="name")
    script.call("app/setPreferences", "off", json='{"queueing_enabled": false}')
    script.read("torrents/info", "queueing off again", "name priority", sort="name")


def slots(script: Script) -> None:
    script.log_in()
    hashes = [script.have(Torrent(name)) for name in NAMES]
    settings = '{"queueing_enabled": true, "max_active_downloads": 1, "max_active_torrents": 2}'
    script.call("app/setPreferences", "one slot", json=settings)
    for endpoint in ("start", "resume"):
        script.call(f"torrents/{endpoint}", "all", hashes="all")
    script.read("torrents/info", "one slot", "name state", sort="name")
    script.call("torrents/setForceStart", "last", hashes=hashes[3], value=True)
    script.read("torrents/info", "one forced", "name state", sort="name")
    script.call("app/setPreferences", "off", json='{"queueing_enabled": false}')
    script.read("torrents/info", "without a queue", "name state", sort="name")


SCENARIOS = (queue, slots)
