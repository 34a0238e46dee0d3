"""The peers of one torrent, merged from `sync/torrentPeers`; asking for them is `topics`."""

from __future__ import annotations

from copy import copy
from operator import attrgetter

from qbtui.api.errors import BadReply
from qbtui.api.models.details import Peer
from qbtui.api.models.server import PeersReply
from qbtui.state.merge import merge
from qbtui.text import enter


class Peers:
    """The peers as last merged.

    The server keeps one state for all torrents of a session, so every torrent that is looked at
    needs a Peers of its own, which starts from nothing.
    """

    def __init__(self) -> None:
        self.rid = 0
        self._peers: dict[str, Peer] = {}
        self._asked = 0

    def ask(self) -> int:
        """Return the rid to ask with; while its answer is not merged, the next one is 0."""
        self._asked, self.rid = self.rid, 0
        return self._asked

    def apply(self, reply: PeersReply) -> list[Peer]:
        """Merge the answer to the last `ask` and return all peers, sorted by key.

        A peer that changed is a new object: what was returned before stays as it was.

        Raises:
            BadReply: a difference came where everything had been asked for.
        """
        if not reply.full_update and self._asked == 0:
            raise BadReply("The server sent changes to a list of peers that it has not sent.")
        known = {} if reply.full_update else self._peers
        for key, values in reply.peers.items():
            peer = copy(known[key]) if key in known else Peer()
            merge(peer, values)
            peer.key = enter(key)
            known[key] = peer
        for key in reply.peers_removed:
            known.pop(key, None)
        self._peers, self.rid = known, reply.rid
        return sorted(known.values(), key=attrgetter("key"))
