"""The columns of a torrent's peers."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address
from operator import attrgetter

from qbtui import units
from qbtui.api.models.details import Peer
from qbtui.columns.cells import natural, progress, rate
from qbtui.columns.model import Column


def _address(peer: Peer) -> str:
    return peer.host_name or peer.ip or peer.i2p_dest


def _address_order(peer: Peer) -> tuple[int, int, str]:
    """Return a sort key: IPv4 by number, then IPv6 by number, then names."""
    try:
        address = ip_address(peer.ip)
    except ValueError:
        return 7, 0, _address(peer)
    return address.version, int(address), ""


def _rate(id_: str, title: str, field: str, help_: str, style: str) -> Column[Peer]:
    get: Callable[[Peer], float] = attrgetter(field)
    return Column(
        id_,
        title,
        lambda peer: rate(get(peer)),
        6,
        help_,
        right=True,
        rank=1,
        sort=get,
        down_first=True,
        style=lambda peer: style if get(peer) > 0 else "",
    )


def _size(id_: str, title: str, field: str, help_: str) -> Column[Peer]:
    get: Callable[[Peer], float] = attrgetter(field)
    return Column(
        id_,
        title,
        lambda peer: units.compact_size(get(peer)) if get(peer) > 0 else "",
        11,
        help_,
        right=True,
        rank=4,
        sort=get,
        down_first=True,
    )


def _text(
    id_: str, title: str, get: Callable[[Peer], str], width: int, help_: str, rank: int
) -> Column[Peer]:
    return Column(
        id_,
        title,
        get,
        width,
        help_,
        grows=1,
        most=3 * width,
        rank=rank,
        sort=lambda peer: natural(get(peer)),
    )


COLUMNS: tuple[Column[Peer], ...] = (
    Column(
        "country",
        "CC",
        lambda peer: (peer.country_code or "").upper(),
        3,
        "The country of the address, when the server resolves countries.",
        rank=3,
        sort=lambda peer: peer.country or peer.country_code or "",
    ),
    Column(
        "name",
        "Address",
        _address,
        22,
        "IP address, host name or I2P destination.",
        grows=1,
        most=40,
        sort=_address_order,
    ),
    Column(
        "port",
        "Port",
        lambda peer: str(peer.port) if peer.port else "",
        6,
        "The port.",
        right=True,
        rank=2,
        sort=attrgetter("port"),
    ),
    _text("connection", "Link", attrgetter("connection"), 5, "BT is TCP, μTP is over UDP.", 6),
    _text(
        "flags", "Flags", attrgetter("flags"), 8, "What the peer and we want; see the legend.", 3
    ),
    _text("client", "Client", attrgetter("client"), 14, "The program it says it is.", 1),
    _text("peer_id", "Peer ID", attrgetter("peer_id_client"), 9, "The client by its peer ID.", 9),
    Column(
        "progress",
        "Done",
        lambda peer: units.percent(peer.progress),
        6,
        "How much the peer has.",
        right=True,
        grows=1,
        most=18,
        sort=attrgetter("progress"),
        down_first=True,
        draw=lambda peer, cells: progress(peer.progress, cells),
    ),
    _rate("download", "Down", "dl_speed", "What it sends us per second.", "state.downloading"),
    _rate("upload", "Up", "up_speed", "What we send it per second.", "state.seeding"),
    _size("downloaded", "Downloaded", "downloaded", "What it has sent us."),
    _size("uploaded", "Uploaded", "uploaded", "What we have sent it."),
    Column(
        "relevance",
        "Relevance",
        lambda peer: units.percent(peer.relevance),
        10,
        "How much it has of what we lack.",
        right=True,
        rank=7,
        sort=attrgetter("relevance"),
        down_first=True,
    ),
    Column(
        "contribution",
        "Contribution",
        lambda peer: "" if peer.contribution is None else units.percent(peer.contribution),
        13,
        "How much of what it has came from us.",
        right=True,
        rank=8,
        sort=lambda peer: -1 if peer.contribution is None else peer.contribution,
        down_first=True,
    ),
    _text("files", "Files", attrgetter("files"), 16, "The files it sends us parts of.", 10),
)
