"""What the status bar says: the connection, the rates and limits, and how old the data is."""

from __future__ import annotations

from collections.abc import Sequence

from qbtui import units
from qbtui.api.models.server import ServerState
from qbtui.state.connection import Connection, Phase
from qbtui.state.maindata import Maindata
from qbtui.text import fit, width
from qbtui.ui.widgets.status_bar import Part

STALE = 10.0
"""Seconds after which the age of the data is said while the connection stands."""
OLD = 3
"""How much sooner figures of the past make room."""
LONGEST_NAME = 20
"""Cells of the server's name at most."""


def status_parts(
    store: Maindata,
    connection: Connection,
    now: float,
    name: str = "",
    modes: Sequence[str] = (),
) -> list[Part]:
    """Return the parts of the status bar.

    `now` is of `time.monotonic`; `name` is the server's, and `modes` are words for how the program
    was started.
    """
    online = connection.phase is Phase.ONLINE
    parts = [Part(fit(name, min(width(name), LONGEST_NAME)), "bar.strong", 1 if online else 2)]
    # What keys do is always worth saying, except in place of why there is nothing to do.
    parts += [Part(mode, "bar.warning", 0 if online else 2) for mode in modes]
    if not online:
        parts.append(_trouble(connection, now))
    if connection.last_sync is None:
        return parts
    age = now - connection.last_sync
    if not online or age > STALE:
        parts.append(Part(f"data {_seconds(age)} old", "bar.warning", 1))
    return parts + _server_parts(store.server, connection)


def _trouble(connection: Connection, now: float) -> Part:
    if connection.phase is Phase.CONNECTING:
        return Part("connecting…", "bar.accent")
    words = connection.error.message if connection.error else "not connected"
    if connection.retry_at is None:
        return Part(f"✗ {words}", "bar.error")
    left = max(0, round(connection.retry_at - now))
    return Part(f"✗ {words} Retrying in {left} s", "bar.error")


def _seconds(age: float) -> str:
    return f"{int(age)} s" if age < 60 else units.duration(age)


def _server_parts(server: ServerState, connection: Connection) -> list[Part]:
    alternative = server.use_alt_speed_limits
    parts = [
        Part(_rate("↓", server.dl_info_speed, server.dl_rate_limit), "bar.accent"),
        Part(_rate("↑", server.up_info_speed, server.up_rate_limit), "bar.success"),
        Part("alt speed" if alternative else "", "bar.warning"),
        Part(_network(server), _network_style(server), 1),
        Part(f"DHT {int(server.dht_nodes)}", "bar", 4),
        Part(_free(server), "bar", 2),
        Part("queue on" if server.queueing else "queue off", "bar.muted", 5),
        Part(
            f"session ↓{units.compact_size(server.dl_info_data)}"
            f" ↑{units.compact_size(server.up_info_data)}",
            "bar.muted",
            6,
        ),
        Part(connection.server.text if connection.server else "", "bar.muted", 3),
    ]
    if connection.phase is Phase.ONLINE:
        return parts
    # Old figures make way for why and how old they are.
    return [part._replace(rank=part.rank + OLD) for part in parts]


def _rate(arrow: str, rate: float, limit: float) -> str:
    limited = f" [{units.speed(limit)}]" if limit > 0 else ""
    return f"{arrow} {units.speed(rate)}{limited}"


def _free(server: ServerState) -> str:
    known = server.free_space_on_disk >= 0
    return f"free {units.size(server.free_space_on_disk)}" if known else ""


def _network(server: ServerState) -> str:
    glyphs = {"connected": "●", "firewalled": "◐", "disconnected": "○"}
    status = server.connection_status
    return f"{glyphs.get(status, '?')} {status}" if status else ""


def _network_style(server: ServerState) -> str:
    styles = {"connected": "bar.success", "firewalled": "bar.warning", "disconnected": "bar.error"}
    return styles.get(server.connection_status, "bar")
