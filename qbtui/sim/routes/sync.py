"""The scope `sync`: what changed since the last answer; how that is found is in `delta`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from qbtui.sim import releases
from qbtui.sim.call import Call
from qbtui.sim.router import Answer, route
from qbtui.sim.rows import chosen
from qbtui.sim.swarm import SimPeer
from qbtui.sim.torrent import SimTorrent

FLAGS = {
    "D": "Interested (local) and unchoked (peer)",
    "d": "Interested (local) and choked (peer)",
    "U": "Interested (peer) and unchoked (local)",
    "u": "Interested (peer) and choked (local)",
    "K": "Not interested (local) and unchoked (peer)",
    "?": "Not interested (peer) and unchoked (local)",
    "O": "Optimistic unchoke",
    "S": "Peer snubbed",
    "I": "Incoming connection",
    "H": "Peer from DHT",
    "X": "Peer from PEX",
    "L": "Peer from LSD",
    "E": "Encrypted traffic",
    "e": "Encrypted handshake",
    "P": "μTP",
    "h": "Hole punching",
}


@route("sync/maindata")
def maindata(call: Call) -> Answer:
    """Return what changed since `rid`, or everything."""
    rows = call.server.rows
    rows.refresh()
    groups: dict[str, dict[str, Any]] = {
        "categories": rows.categories(),
        "server_state": server_state(call),
    }
    if call.release.has("tags"):
        groups["tags"] = dict.fromkeys(call.world.labels.tags, True)
    if call.release.has("tracker groups"):
        groups["trackers"] = dict(rows.trackers)
    return call.session.maindata.answer(rows, groups, call.number("rid"), call.world)


@route("sync/torrentPeers")
def torrent_peers(call: Call) -> Answer:
    """Return the peers of a torrent that changed since `rid`, or all."""
    torrent = call.torrent
    shows_flags = call.world.flag("resolve_peer_countries")
    names = call.release.names(releases.PEER_FIELDS)
    if not shows_flags and not call.release.at_least("5.3.0"):
        names -= {"country", "country_code"}
    peers = {
        _key(call, peer): chosen(_peer(torrent, peer, shows_flags), names)
        for peer in call.world.peers(torrent).values()
    }
    return call.session.peers.answer(peers, shows_flags, call.number("rid"))


def server_state(call: Call) -> dict[str, Any]:
    """Return the state of the whole server, as the release describes it."""
    world = call.world
    statistics = asdict(world.statistics)
    ratio = world.statistics.global_ratio
    percents = ("read_cache_hits", "read_cache_overload", "write_cache_overload")
    values = {
        **statistics,
        **{name: _percent(statistics[name]) for name in percents},
        "dl_rate_limit": world.limits.download,
        "up_rate_limit": world.limits.upload,
        "free_space_on_disk": world.disk.free,
        "global_ratio": "-" if ratio is None else f"{ratio:.2f}",
        "queueing": world.flag("queueing_enabled"),
        "refresh_interval": round(call.server.refresh_interval * 1000),
        "session_state": False,
        "use_alt_speed_limits": world.alternative,
        "use_subcategories": world.flag("use_subcategories"),
    }
    return chosen(values, call.release.names(releases.SERVER_STATE_FIELDS))


def _percent(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _key(call: Call, peer: SimPeer) -> str:
    has_brackets = call.release.has("bracketed peer keys")
    return peer.key if has_brackets else f"{peer.ip}:{peer.port}"


def _peer(torrent: SimTorrent, peer: SimPeer, shows_flags: bool) -> dict[str, Any]:
    files = torrent.content.files
    owned = peer.progress * torrent.content.total
    return {
        "client": peer.client,
        "connection": peer.connection,
        "contribution": peer.uploaded / owned if owned else 0,
        "country": peer.country if shows_flags else None,
        "country_code": peer.country_code if shows_flags else None,
        "dl_speed": peer.dl_speed,
        "downloaded": peer.downloaded,
        "files": files[peer.file].path if 0 <= peer.file < len(files) else "",
        "flags": peer.flags,
        "flags_desc": "\n".join(f"{flag} = {FLAGS[flag]}" for flag in peer.flags.split()),
        "host_name": peer.host_name,
        "ip": peer.ip,
        "peer_id_client": peer.peer_id_client,
        "port": peer.port,
        "progress": peer.progress,
        "relevance": peer.relevance,
        "up_speed": peer.up_speed,
        "uploaded": peer.uploaded,
    }
