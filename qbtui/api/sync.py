"""The scope `sync`: what changed since the last answer; merging it is the business of `state`."""

from __future__ import annotations

from qbtui.api.endpoint import LONGEST_LIMIT, Params, Scope, read
from qbtui.api.models.server import MaindataReply, PeersReply


class Sync(Scope):
    """Differences of the session's state, which the server keeps once per session.

    One request at a time: after a lost answer only `rid=0` brings everything again, and that is
    what is then asked, so any answer may be whole.
    """

    @read("sync/maindata", MaindataReply, afresh={"rid": 0}, limit=LONGEST_LIMIT)
    def maindata(self, rid: int = 0) -> Params:
        """Return what changed since answer `rid`; 0 asks for everything."""
        return {"rid": rid}

    @read("sync/torrentPeers", PeersReply, afresh={"rid": 0})
    def torrent_peers(self, hash: str, rid: int = 0) -> Params:
        """Return the torrent's peers that changed since `rid`; 0 whenever the torrent changed.

        Raises:
            NotFound: the torrent is gone.
        """
        return {"hash": hash, "rid": rid}
