"""What can be watched of one torrent: a row per detail tab, saying how and how often it is asked.

When it is asked is decided by `live`; how it is shown is not known here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from msgspec import Struct

from qbtui.api.client import Client
from qbtui.api.errors import Unsupported
from qbtui.api.models.details import File, Peer, Properties, Tracker, WebSeed
from qbtui.state.peers import Peers

Fetch = Callable[[], Awaitable[object]]
"""Asks once, and raises ApiError; may remember what the server said before."""


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

    start: Callable[[Client, str], Fetch]
    """Begins to watch the torrent with this hash."""
    pause: float | None = None
    """Seconds from an answer to the next question; None is as often as the torrent list."""


def _properties(client: Client, hash_: str) -> Fetch:
    async def fetch() -> Properties:
        return await client.torrents.properties(hash_)

    return fetch


def _trackers(client: Client, hash_: str) -> Fetch:
    async def fetch() -> list[Tracker]:
        return await client.torrents.trackers(hash_)

    return fetch


def _peers(client: Client, hash_: str) -> Fetch:
    peers = Peers()

    async def fetch() -> list[Peer]:
        return peers.apply(await client.sync.torrent_peers(hash_, peers.ask()))

    return fetch


def _webseeds(client: Client, hash_: str) -> Fetch:
    async def fetch() -> list[WebSeed]:
        return await client.torrents.webseeds(hash_)

    return fetch


def _files(client: Client, hash_: str) -> Fetch:
    async def fetch() -> list[File]:
        return await client.torrents.files(hash_)

    return fetch


def _pieces(client: Client, hash_: str) -> Fetch:
    piece_size = 0

    async def fetch() -> Pieces:
        nonlocal piece_size
        if piece_size < 1:
            piece_size = int((await client.torrents.properties(hash_)).piece_size)
        states = await client.torrents.piece_states(hash_)
        try:
            availability = tuple(await client.torrents.piece_availability(hash_))
        except Unsupported:
            availability = None
        known = bytes(state if state in (1, 2) else 0 for state in states)
        return Pieces(known, availability, piece_size)

    return fetch


TOPICS: dict[str, Topic] = {
    "properties": Topic(_properties, pause=2),
    "trackers": Topic(_trackers),
    "peers": Topic(_peers),
    "webseeds": Topic(_webseeds, pause=10),
    "files": Topic(_files, pause=2),
    "pieces": Topic(_pieces, pause=2),
}
"""By the name that `live.Watch` and the detail tabs know it by."""
