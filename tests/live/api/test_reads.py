"""Every reading endpoint, against a server with a download under way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from inspect import Parameter, signature
from math import ceil
from typing import Any, TypeVar

import msgspec
import pytest

from qbtui.api.client import Client
from qbtui.api.endpoint import CATALOGUE
from qbtui.api.errors import Unsupported
from qbtui.api.models.reply import Reply
from qbtui.api.models.torrent import Torrent as ListedTorrent
from tests.api.test_catalogue import Method, methods
from tests.live.swarm import Swarm
from tests.live.torrents import Torrent
from tests.live.waiting import PATIENCE, eventually

T = TypeVar("T")
Read = Callable[[Client, Torrent], Awaitable[object]]

ELSEWHERE = {
    "torrents/downloadFile": "needs a complete file: test_content",
    "torrents/fetchMetadata": "needs a web site: test_adding",
    "torrents/saveMetadata": "needs fetched metadata: test_adding",
}
"""Reading endpoints that need more than a download, and where they are tested."""


def reading(method: Method) -> Read:
    """Return a call of the endpoint's method, or of the one that finishes its answer."""

    def read(client: Client, torrent: Torrent) -> Awaitable[object]:
        given = {
            "file": torrent.metainfo,
            "hash": torrent.hash,
            "hashes": [torrent.hash],
            "interface": "lo",
            "path": "/",
        }
        scope = getattr(client, method.scope.__name__.lower())
        call = getattr(scope, method.name.removeprefix("_"))
        parameters = signature(call).parameters.values()
        needed = [each.name for each in parameters if each.default is Parameter.empty]
        answer: Awaitable[object] = call(**{name: given[name] for name in needed})
        return answer

    return read


READS = {
    method.endpoint.path: reading(method)
    for method in methods()
    if not method.endpoint.mutates and method.endpoint.path not in ELSEWHERE
}
"""A call of each endpoint that only reads."""


def test_every_exception_is_an_endpoint() -> None:
    assert set(ELSEWHERE) < set(CATALOGUE)


async def test_every_answer_about_a_running_download_is_understood(
    swarm: Swarm, client: Client
) -> None:
    torrent = swarm.tracked("running")
    swarm.transfer(torrent)
    assert client.server is not None
    for path, read in READS.items():
        if client.server.at_least(CATALOGUE[path].since):
            assert await read(client, torrent) is not None, path
        else:
            with pytest.raises(Unsupported):
                await read(client, torrent)


SETTLED = ("torrents/properties", "torrents/files", "torrents/trackers", "torrents/categories")
"""Answers that do not change while a torrent is stopped."""


@pytest.mark.parametrize("path", SETTLED)
async def test_fields_hold_what_the_server_says(
    client: Client, torrent: Torrent, swarm: Swarm, path: str
) -> None:
    swarm.leecher.api("torrents/createCategory", category="films", savePath="/tmp/films")
    understood, said = await settled(
        lambda: READS[path](client, torrent), lambda: swarm.leecher.api(path, hash=torrent.hash)
    )
    assert said
    if path == "torrents/files":
        # Servers with an old libtorrent call 4 what all others call 1, normal.
        said = [row | {"priority": 1} if row["priority"] == 4 else row for row in said]
    assert _disagreements(understood, said) == []


async def test_listed_torrents_hold_what_the_server_says(
    client: Client, torrent: Torrent, swarm: Swarm
) -> None:
    reply, said = await settled(client.sync.maindata, lambda: swarm.leecher.torrent(torrent.hash))
    listed = reply.torrents[torrent.hash]
    understood = msgspec.json.decode(listed, type=ListedTorrent, strict=False)
    moving = {"hash", "state", "time_active", "last_activity", "availability"}
    still = {name: value for name, value in said.items() if name not in moving}
    assert _disagreements(understood, still) == []
    assert understood.state == "stoppedDL"


async def test_a_running_download_shows_its_peer_and_pieces(client: Client, swarm: Swarm) -> None:
    torrent = swarm.tracked("running with a peer")
    swarm.transfer(torrent)
    await eventually(
        lambda: 2 in swarm.leecher.api("torrents/pieceStates", hash=torrent.hash), "a whole piece"
    )
    peers = (await client.sync.torrent_peers(torrent.hash)).peers
    pieces = await client.torrents.piece_states(torrent.hash)
    [file] = await client.torrents.files(torrent.hash)
    assert swarm.seeder.peer in peers
    assert len(pieces) == ceil(torrent.size / torrent.piece_length)
    assert 2 in pieces
    assert (file.name, file.size, file.index) == (torrent.name, torrent.size, 0)


async def settled(read: Callable[[], Awaitable[T]], ask: Callable[[], object]) -> tuple[T, Any]:
    """Return what `read` understood, and what the server said both before and after it."""
    said = ask()
    async with asyncio.timeout(PATIENCE):
        while True:
            understood = await read()
            before, said = said, ask()
            if before == said:
                return understood, said


def _disagreements(understood: object, said: object, where: str = "") -> list[str]:
    """Name what the client understood otherwise than JSON has it; fields it lacks are no matter."""
    if isinstance(said, list):
        assert isinstance(understood, list)
        rows = enumerate(zip(understood, said, strict=True))
        pairs = [(f"{where}[{index}]", *row) for index, row in rows]
    elif isinstance(said, dict):
        pairs = [
            (f"{where}.{key}", _member(understood, key), value)
            for key, value in said.items()
            if key in _known_keys(understood, said)
        ]
    else:
        return [] if understood == said else [f"{where}: {said!r} became {understood!r}"]
    return [line for name, mine, its in pairs for line in _disagreements(mine, its, name)]


def _known_keys(understood: object, said: dict[str, object]) -> Iterable[str]:
    return understood.__struct_fields__ if isinstance(understood, Reply) else said


def _member(value: Any, key: str) -> object:  # noqa: ANN401 - a reply, or plain JSON
    return getattr(value, key) if isinstance(value, Reply) else value[key]
