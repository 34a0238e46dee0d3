"""Who a torrent talks to: adding peers, and the certificates of SSL torrents."""

from __future__ import annotations

from collections.abc import Iterable

from qbtui.api.endpoint import Params, Scope, piped, read, write
from qbtui.api.models.details import AddedPeers, SslParameters


class Peers(Scope):
    """Peers are listed by `sync.torrent_peers` and banned by `transfer.ban_peers`."""

    @write("torrents/addPeers", dict[str, AddedPeers], since="4.2.0")
    def add_peers(self, hashes: Iterable[str], peers: Iterable[str]) -> Params:
        """Connect to peers given as `ip:port` or `[ipv6]:port`; answers by torrent, maybe empty.

        Raises:
            Rejected: none of them is an address with a port.
        """
        return {"hashes": piped(hashes), "peers": piped(peers)}

    @read("torrents/SSLParameters", SslParameters, since="5.0.0")
    def ssl_parameters(self, hash: str) -> Params:
        """Return the certificate, key and DH parameters of an SSL torrent."""
        return {"hash": hash}

    @write("torrents/setSSLParameters", since="5.0.0")
    def set_ssl_parameters(self, hash: str, parameters: SslParameters) -> Params:
        """Set the certificate, key and DH parameters of an SSL torrent.

        Raises:
            Rejected: they are not valid together.
        """
        return {"hash": hash, **parameters.params()}
