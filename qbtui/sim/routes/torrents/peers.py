"""Who a torrent talks to: adding peers, and the certificates of SSL torrents."""

from __future__ import annotations

import ipaddress

from qbtui.sim.call import Call
from qbtui.sim.messages import REASONS
from qbtui.sim.refusals import BadRequest, Unsupported
from qbtui.sim.router import Answer, route

_SSL = ("ssl_certificate", "ssl_private_key", "ssl_dh_params")


def address(text: str) -> tuple[str, int] | None:
    """Read `ip:port` or `[ipv6]:port`; None for anything else."""
    host, _, port = text.strip().rpartition(":")
    if host.startswith("[") != (":" in host):
        return None
    try:
        ip, number = ipaddress.ip_address(host.strip("[]")), int(port)
    except ValueError:
        return None
    return (str(ip), number) if 0 < number < 65536 else None


@route("torrents/addPeers", "hashes", "peers", since="4.2.0", mutates=True, post="4.4.4")
def add_peers(call: Call) -> Answer:
    """Connect to peers; those that are no address count as failed."""
    given = call.piped("peers")
    peers = [peer for text in given if (peer := address(text))]
    if not peers:
        raise BadRequest("No valid peers were specified")
    results = call.world.sources.add_peers(call.torrents, peers)
    junk = len(given) - len(peers)
    return {
        hash: {"added": added, "failed": failed + junk} for hash, (added, failed) in results.items()
    }


@route("torrents/SSLParameters", "hash", since="5.0.0")
def ssl_parameters(call: Call) -> Answer:
    """Return the certificate, key and DH parameters of an SSL torrent."""
    return call.torrent.ssl or dict.fromkeys(_SSL, "")


@route("torrents/setSSLParameters", "hash", *_SSL, since="5.0.0", mutates=True)
def set_ssl_parameters(call: Call) -> Answer:
    """Set the certificate, key and DH parameters of an SSL torrent."""
    torrent, given = call.torrent, {name: call.text(name) for name in _SSL}
    if not all(text.startswith("-----BEGIN ") for text in given.values()):
        raise Unsupported(REASONS[415])
    torrent.ssl = given
    return None
