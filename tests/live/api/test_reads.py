"""Every reading endpoint, against a server with a download under way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from math import ceil
from typing import Any, TypeVar

import msgspec
import pytest

from qbtui.api.client import Client
from qbtui.api.endpoint import CATALOGUE
from qbtui.api.errors import Unsupported
from qbtui.api.models.reply import Reply
from qbtui.api.models.torrent import Torrent as ListedTorrent
from tests.live.swarm import Swarm
from tests.live.torrents import Torrent
from tests.live.waiting import PATIENCE, eventually

T = TypeVar("T")
Read = Callable[[Client, Torrent], Awaitable[object]]

READS: dict[str, Read] = {
    "app/version": lambda client, _: client.app.version(),
    "app/webapiVersion": lambda client, _: client.app.webapi_version(),
    "app/buildInfo": lambda client, _: client.app.build_info(),
    "app/processInfo": lambda client, _: client.app.process_info(),
    "app/preferences": lambda client, _: client.app.preferences(),
    "app/defaultSavePath": lambda client, _: client.app.default_save_path(),
    "app/networkInterfaceList": lambda client, _: client.app.network_interface_list(),
    "app/networkInterfaceAddressList": lambda client, _: client.app.network_interface_address_list(
        "lo"
    ),
    "app/getDirectoryContent": lambda client, _: client.app.directory_content("/"),
    "app/getFreeSpaceAtPath": lambda client, _: client.app.free_space_at_path("/tmp"),
    "app/cookies": lambda client, _: client.app.cookies(),
    "log/main": lambda client, _: client.log.main(),
    "log/peers": lambda client, _: client.log.peers(),
    "sync/maindata": lambda client, _: client.sync.maindata(),
    "sync/torrentPeers": lambda client, torrent: client.sync.torrent_peers(torrent.hash),
    "transfer/info": lambda client, _: client.transfer.info(),
    "transfer/speedLimitsMode": lambda client, _: client.transfer.speed_limits_mode(),
    "transfer/downloadLimit": lambda client, _: client.transfer.download_limit(),
    "transfer/uploadLimit": lambda client, _: client.transfer.upload_limit(),
    "transfer/getSpeedLimits": lambda client, _: client.transfer.speed_limits(),
    "torrents/info": lambda client, _: client.torrents.info(),
    "torrents/count": lambda client, _: client.torrents.count(),
    "torrents/properties": lambda client, torrent: client.torrents.properties(torrent.hash),
    "torrents/export": lambda client, torrent: client.torrents.export(torrent.hash),
    "torrents/trackers": lambda client, torrent: client.torrents.trackers(torrent.hash),
    "torrents/webseeds": lambda client, torrent: client.torrents.webseeds(torrent.hash),
    "torrents/files": lambda client, torrent: client.torrents.files(torrent.hash),
    "torrents/pieceStates": lambda client, torrent: client.torrents.piece_states(torrent.hash),
    "torrents/pieceHashes": lambda client, torrent: client.torrents.piece_hashes(torrent.hash),
    "torrents/pieceAvailability": lambda client, torrent: client.torrents.piece_availability(
        torrent.hash
    ),
    "torrents/downloadLimit": lambda client, torrent: client.torrents.download_limit(
        [torrent.hash]
    ),
    "torrents/uploadLimit": lambda client, torrent: client.torrents.upload_limit([torrent.hash]),
    "torrents/SSLParameters": lambda client, torrent: client.torrents.ssl_parameters(torrent.hash),
    "torrents/categories": lambda client, _: client.torrents.categories(),
    "torrents/tags": lambda client, _: client.torrents.tags(),
    "torrents/parseMetadata": lambda client, torrent: client.torrents.parse_metadata(
        torrent.metainfo
    ),
}
"""A call of each endpoint that only reads."""

ELSEWHERE = {
    "torrents/downloadFile": "needs a complete file: test_content",
    "torrents/fetchMetadata": "needs a web site: test_adding",
    "torrents/saveMetadata": "needs fetched metadata: test_adding",
}
"""Reading endpoints that need more than a download, and where they are tested."""


def test_every_reading_endpoint_has_a_test_here() -> None:
    covered = READS.keys() | ELSEWHERE.keys()
    scopes = {"app", "log", "sync", "transfer", "torrents"}
    reads = {path for path, row in CATALOGUE.items() if not row.mutates}
    assert {path for path in reads if path.partition("/")[0] in scopes} == covered


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
