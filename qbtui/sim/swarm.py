"""The others: peers, trackers and web seeds of a torrent.

What they do to a torrent's rates and progress is told in `activity`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qbtui.sim.torrent import SimTorrent

DISABLED, NOT_CONTACTED, WORKING, UPDATING, NOT_WORKING, TRACKER_ERROR, UNREACHABLE = range(7)
"""The states of a tracker as a server of today numbers them; it never stores UPDATING and
NOT_WORKING. Older servers say UPDATING while `updating` is true, and NOT_WORKING for 5 and 6."""


class Temper(Enum):
    """How the trackers of a host answer."""

    WORKING = "working"
    WARNING = "warning"
    """Works, and says something."""
    FLAKY = "flaky"
    """Fails every now and then."""
    FAILING = "failing"
    """Answers with an error."""
    UNREACHABLE = "unreachable"


@dataclass(slots=True, eq=False)
class SimTracker:
    """One tracker of one torrent."""

    url: str
    tier: int = 0
    status: int = NOT_CONTACTED
    message: str = ""
    updating: bool = False
    num_peers: int = -1
    num_seeds: int = -1
    num_leeches: int = -1
    num_downloaded: int = -1
    next_announce: float = -1
    """Epoch seconds; -1 is none."""
    min_announce: float = -1
    failures: int = 0
    """In a row."""


@dataclass(slots=True, eq=False)
class SimPeer:
    """One connected peer; its key in the API is `key`."""

    ip: str
    port: int
    client: str
    peer_id_client: str
    country_code: str
    """Lower case, two letters."""
    country: str
    connection: str
    """`BT`, `μTP` or `Web`."""
    flags: str
    """Letters separated by spaces."""
    progress: float
    """0..1."""
    weight: float
    """Its share of the traffic, compared with the others."""
    dl_speed: int = 0
    up_speed: int = 0
    downloaded: int = 0
    uploaded: int = 0
    relevance: float = 0
    """Of what we lack, how much it has: 0..1."""
    file: int = 0
    """Index of the file whose piece is being fetched; -1 is none."""
    host_name: str = ""

    @property
    def key(self) -> str:
        """`ip:port`, IPv6 addresses in brackets."""
        return f"[{self.ip}]:{self.port}" if ":" in self.ip else f"{self.ip}:{self.port}"
