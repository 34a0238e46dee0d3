"""The others: peers, trackers and web seeds of a torrent.

What they do to a torrent's rates and progress is told in `activity`.
"""

from __future__ import annotations

import random
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


_CLIENTS = (
    ("qBittorrent/5.1.2", "-qB5120-"),
    ("qBittorrent/4.6.7", "-qB4670-"),
    ("Transmission 4.0.6", "-TR4060-"),
    ("libtorrent/2.0.11", "-LT20B0-"),
    ("Deluge/2.1.1 libtorrent/2.0.9", "-DE211s-"),
    ("KTorrent 24.12.1", "-KT24C0-"),
    ("rTorrent 0.15.2", "-lt0F20-"),
    ("BiglyBT 3.7.0.0", "-BI3700-"),
    ("aria2/1.37.0", "A2-1-37-"),
    ("WebTorrent 2.5.1", "-WW0205-"),
)
_COUNTRIES = (
    ("de", "Germany"), ("fr", "France"), ("nl", "Netherlands"), ("se", "Sweden"),
    ("fi", "Finland"), ("pl", "Poland"), ("it", "Italy"), ("es", "Spain"),
    ("gb", "United Kingdom"), ("us", "United States"), ("ca", "Canada"), ("br", "Brazil"),
    ("jp", "Japan"), ("kr", "Korea, Republic of"), ("in", "India"), ("au", "Australia"),
    ("za", "South Africa"), ("cz", "Czechia"),
)  # fmt: skip
_NETWORKS = ("192.0.2", "198.51.100", "203.0.113")
_MOST_SEEDS, _MOST_LEECHES = 40, 30
"""Peers of a torrent at a time."""
_STAY = 300.0
"""Seconds after which somebody comes or goes."""


def join_swarm(torrent: SimTorrent, chance: random.Random) -> None:
    """Give a new torrent a swarm of a likely size and speed."""
    torrent.num_complete = int(chance.lognormvariate(3, 1.2)) + 1
    torrent.num_incomplete = int(chance.lognormvariate(1.5, 1.2))
    torrent.appetite = chance.lognormvariate(12, 1) if torrent.num_incomplete else 0
    torrent.supply = 0 if torrent.finished else chance.lognormvariate(15, 0.8)
    torrent.demand = torrent.appetite if torrent.finished else torrent.appetite / 4


def drift(torrent: SimTorrent, chance: random.Random, seconds: float) -> bool:
    """Let peers come and go; say whether any did."""
    most = _most_peers(torrent)
    most_seeds = 0 if torrent.finished else min(_MOST_SEEDS, torrent.num_complete, most)
    seeds = _nearer(torrent.num_seeds, max(0, most_seeds), chance, seconds)
    most_leeches = min(_MOST_LEECHES, torrent.num_incomplete, most - seeds)
    leeches = _nearer(torrent.num_leechs, max(0, most_leeches), chance, seconds)
    changed = (seeds, leeches) != (torrent.num_seeds, torrent.num_leechs)
    torrent.num_seeds, torrent.num_leechs = seeds, leeches
    return changed


def _most_peers(torrent: SimTorrent) -> int:
    """Return how many peers the preferences allow a torrent."""
    limits = (torrent.connections_limit, torrent.world.number("max_connec"))
    return min((limit for limit in limits if limit > 0), default=_MOST_SEEDS + _MOST_LEECHES)


def meet(torrent: SimTorrent, chance: random.Random) -> dict[str, SimPeer]:
    """Return the peers of a torrent, as many of each kind as are counted."""
    peers = torrent.known_peers if torrent.known_peers is not None else {}
    for seed, count in ((True, torrent.num_seeds), (False, torrent.num_leechs)):
        alike = [key for key, peer in peers.items() if (peer.progress == 1) == seed]
        for key in chance.sample(alike, max(0, len(alike) - count)):
            del peers[key]
        for _ in range(count - len(alike)):
            peer = make_peer(chance, seed=seed)
            if peer.ip not in torrent.world.banned:
                peers[peer.key] = peer
    torrent.known_peers = peers
    count_peers(torrent)
    return peers


def count_peers(torrent: SimTorrent) -> None:
    """Let the numbers agree with the peers that are known."""
    peers = torrent.known_peers or {}
    torrent.num_seeds = sum(peer.progress == 1 for peer in peers.values())
    torrent.num_leechs = len(peers) - torrent.num_seeds


def make_peer(
    chance: random.Random, *, seed: bool, address: tuple[str, int] | None = None
) -> SimPeer:
    """Make up a peer, at this address if one is given."""
    client, peer_id = chance.choice(_CLIENTS)
    code, country = chance.choice(_COUNTRIES)
    ip, port = address or (_address(chance), chance.randrange(1_024, 65_536))
    return SimPeer(
        ip,
        port,
        client,
        peer_id,
        code,
        country,
        connection=chance.choice(("BT", "BT", "μTP")),
        flags="",
        progress=1.0 if seed else round(chance.uniform(0.01, 0.99), 4),
        weight=chance.lognormvariate(0, 1),
        host_name=f"peer-{port}.example.org" if chance.random() < 0.2 else "",
    )


def share_traffic(torrent: SimTorrent, seconds: float) -> None:
    """Divide the torrent's traffic among its known peers; who has everything then is a seed."""
    peers = list((torrent.known_peers or {}).values())
    takers = [peer for peer in peers if peer.progress < 1]
    all_giving = sum(peer.weight for peer in peers) or 1
    all_taking = sum(peer.weight for peer in takers) or 1
    fetching = torrent.content.fetching
    file = torrent.content.file_of(fetching) if fetching >= 0 else -1
    for peer in peers:
        taking = peer.progress < 1
        peer.dl_speed = int(torrent.dlspeed * peer.weight / all_giving)
        peer.up_speed = int(torrent.upspeed * peer.weight / all_taking) if taking else 0
        peer.downloaded += int(peer.dl_speed * seconds)
        peer.uploaded += int(peer.up_speed * seconds)
        if taking and torrent.total_size > 0:
            growth = peer.up_speed * seconds * 1.6 / torrent.total_size
            peer.progress = min(1.0, peer.progress + growth)
        peer.relevance = 0.0 if torrent.finished else round(peer.progress, 4)
        peer.file = file if peer.dl_speed else -1
        peer.flags = _flags(peer, finished=torrent.finished)
    complete = [peer for peer in takers if peer.progress == 1]
    if complete:
        _promote(torrent, complete)


def _promote(torrent: SimTorrent, peers: list[SimPeer]) -> None:
    """Count leeches as seeds: they have everything, take nothing more and leave another seed."""
    torrent.num_complete += len(peers)
    torrent.num_incomplete = max(0, torrent.num_incomplete - len(peers))
    for peer in peers:
        torrent.upspeed -= peer.up_speed
        peer.up_speed = 0
        if torrent.finished and torrent.known_peers is not None:
            del torrent.known_peers[peer.key]
    count_peers(torrent)
    if torrent.num_leechs == 0:
        torrent.upspeed = 0


def _flags(peer: SimPeer, *, finished: bool) -> str:
    letters = ["K"] if finished and peer.port % 2 else []
    if not finished:
        letters = ["D" if peer.dl_speed else "d"]
    if peer.progress < 1:
        letters.append("U" if peer.up_speed else "u")
    elif peer.port % 3 == 0:
        letters.append("?")
    letters += [letter for bit, letter in enumerate("OIHXE") if peer.port >> bit & 5 == 5]
    if peer.connection == "μTP":
        letters.append("P")
    return " ".join(letters)


def _address(chance: random.Random) -> str:
    if chance.random() < 0.25:
        return f"2001:db8:{chance.randrange(1, 65_536):x}::{chance.randrange(1, 65_536):x}"
    return f"{chance.choice(_NETWORKS)}.{chance.randrange(1, 255)}"


def _nearer(count: int, most: int, chance: random.Random, seconds: float) -> int:
    """Return a number of peers somewhat closer to its likely range, from half of the most on."""
    if count > most:
        return most
    if count < most / 2:
        return min(most, count + 1 + int(seconds / 2))
    if chance.random() < seconds * (most + 1) / _STAY:
        return max(0, min(most, count + chance.choice((-1, 1))))
    return count
