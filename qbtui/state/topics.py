"""What can be watched of one torrent: a row per detail tab, saying how and how often it is asked.

When it is asked is decided by `live`; how it is shown is not known here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from msgspec import Struct

from qbtui.api.client import Client
from qbtui.api.errors import Unsupported
from qbtui.api.models.details import Peer
from qbtui.api.torrents import Torrents
from qbtui.state.peers import Peers

Fetch = Callable[[], Awaitable[object]]
"""Asks once, and raises ApiError; may return what it returned before, where nothing changed."""
Start = Callable[[Client, str], Fetch]
"""Begins to watch a torrent by its hash."""


class Pieces(Struct, frozen=True):
    """The pieces of a torrent; without its metadata there are none."""

    states: bytes
    """A number per piece: 0 missing, 1 being downloaded, 2 here."""
    availability: tuple[int, ...] | None
    """How many peers have each piece; None when the server does not tell (before 5.2)."""
    piece_size: int
    """Bytes; below 1 is unknown."""


class Topic(Struct, frozen=True):
    """One kind of detail."""

    start: Start
    """Begins to watch the torrent with this hash."""
    pause: float | None = None
    """Seconds from an answer to the next question; None is as often as the torrent list."""


def _answer_of(ask: Callable[[Torrents, str], Awaitable[object]]) -> Start:
    """Return how to watch what one endpoint answers."""

    def start(client: Client, hash_: str) -> Fetch:
        torrents = client.polling().torrents
        return lambda: ask(torrents, hash_)

    return start


def _peers(client: Client, hash_: str) -> Fetch:
    peers = Peers()

    async def fetch() -> list[Peer]:
        return peers.apply(await client.sync.torrent_peers(hash_, peers.ask()))

    return fetch


def _pieces(client: Client, hash_: str) -> Fetch:
    torrents, piece_size = client.polling().torrents, 0

    async def fetch() -> Pieces:
        nonlocal piece_size
        if piece_size < 1:
            piece_size = int((await torrents.properties(hash_)).piece_size)
        states = await torrents.piece_states(hash_)
        try:
            availability = tuple(await torrents.piece_availability(hash_))
        except Unsupported:
            availability = None
        known = bytes(state if state in (1, 2) else 0 for state in states)
        return Pieces(known, availability, piece_size)

    return fetch


TOPICS: dict[str, Topic] = {
    "properties": Topic(_answer_of(lambda torrents, hash_: torrents.properties(hash_)), pause=2),
    "trackers": Topic(_answer_of(lambda torrents, hash_: torrents.trackers(hash_))),
    "peers": Topic(_peers),
    "webseeds": Topic(_answer_of(lambda torrents, hash_: torrents.webseeds(hash_)), pause=10),
    "files": Topic(_answer_of(lambda torrents, hash_: torrents.files(hash_)), pause=2),
    "pieces": Topic(_pieces, pause=2),
}
"""By the name that `live.Watch` and the detail tabs know it by."""
