"""The scope `torrents`, one module per kind of thing one does with torrents."""

from qbtui.sim.routes.torrents import (
    adding,
    content,
    control,
    labels,
    limits,
    listing,
    peers,
    trackers,
)

__all__ = ["adding", "content", "control", "labels", "limits", "listing", "peers", "trackers"]
