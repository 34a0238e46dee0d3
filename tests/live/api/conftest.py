"""A connected client, and torrents for it to work on."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from qbtui.api.client import Client
from tests.live.api.asking import access
from tests.live.server import Server
from tests.live.swarm import Swarm
from tests.live.torrents import Torrent
from tests.live.waiting import wait_for

DEAD_TRACKER = "http://127.0.0.1:9/announce"
"""Nothing listens there."""


@pytest.fixture
async def client(server: Server) -> AsyncIterator[Client]:
    """Return a client that is logged in to `server`."""
    client = Client(access(server))
    await client.connect()
    yield client
    await client.close()


@pytest.fixture
def torrent(server: Server) -> Torrent:
    """Return a stopped torrent of three files on `server`, none of them downloaded."""
    files = {"one.bin": 40_000, "deep/two.bin": 50_000, "deep/er/three.bin": 60_000}
    torrent = Torrent("a torrent", files=files, trackers=(DEAD_TRACKER,))
    _add_stopped(server, torrent)
    return torrent


@pytest.fixture
def second_torrent(server: Server, torrent: Torrent) -> Torrent:
    """Return another stopped torrent on `server`, added after `torrent`."""
    second = Torrent("another torrent")
    _add_stopped(server, second)
    return second


def _add_stopped(server: Server, torrent: Torrent) -> None:
    server.add(torrent.metainfo, paused=True, stopped=True)
    wait_for(
        lambda: server.torrent(torrent.hash).get("state") in {"pausedDL", "stoppedDL"},
        "the torrent to be added",
    )


@pytest.fixture
async def seeder(swarm: Swarm) -> AsyncIterator[Client]:
    """Return a client of the server that `seeding` is on."""
    client = Client(access(swarm.seeder))
    await client.connect()
    yield client
    await client.close()


@pytest.fixture
def seeding(swarm: Swarm) -> Torrent:
    """Return a complete torrent that the swarm's seeder seeds."""
    torrent = Torrent("complete", files={"one.bin": 40_000, "two.bin": 50_000})
    swarm.seed(torrent)
    return torrent
