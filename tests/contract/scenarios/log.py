"""The two logs."""

from __future__ import annotations

from tests.contract.script import Script

KINDS = {"normal": 1, "info": 2, "warning": 4, "critical": 8}


def logs(script: Script) -> None:
    script.log_in()
    script.call("torrents/createTags", tags="so that there is something")
    script.call("log/main")
    for word, kind in KINDS.items():
        rows = script.post("log/main", {word: False}).json()
        script.keep("log/main", f"without {word}", any(row["type"] == kind for row in rows))
    nothing = dict.fromkeys(KINDS, False)
    script.call("log/main", "nothing", "*", **nothing)
    script.call("log/main", "junk", normal="junk", last_known_id="junk")
    script.call("log/main", "after all", "*", last_known_id=1_000_000)
    script.call("log/peers", "before", "*", last_known_id=1_000_000)
    script.call("log/peers", "junk", "*", last_known_id="junk")
    script.send("log/main", "by GET", method="GET")


SCENARIOS = (logs,)
