"""The scope `log`: what the server wrote down."""

from __future__ import annotations

import html

from qbtui.sim import releases
from qbtui.sim.call import Call
from qbtui.sim.log import Level
from qbtui.sim.router import Answer, route


@route("log/main")
def main(call: Call) -> Answer:
    """Return the messages of the chosen kinds after an id."""
    levels = Level(0)
    for level in Level:
        if call.flag(level.name.lower() if level.name else "") is not False:
            levels |= level
    entries = call.world.log.entries(levels, call.number("last_known_id", -1))
    plain = call.release.has("log is plain text")
    return [
        {
            "id": entry.id,
            "timestamp": _ticks(call, entry.timestamp),
            "type": int(entry.type),
            "message": entry.message if plain else html.escape(entry.message),
        }
        for entry in entries
    ]


@route("log/peers")
def peers(call: Call) -> Answer:
    """Return the peers that were blocked or banned after an id."""
    return [
        {
            "id": entry.id,
            "timestamp": _ticks(call, entry.timestamp),
            "ip": entry.ip,
            "blocked": entry.blocked,
            "reason": entry.reason,
        }
        for entry in call.world.log.peers(call.number("last_known_id", -1))
    ]


def _ticks(call: Call, timestamp: float) -> int:
    return int(timestamp * call.release.pick(releases.LOG_UNIT))
