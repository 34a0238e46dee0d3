"""The simulated server behind httpx, and behind the client of the program."""

from __future__ import annotations

import httpx
import pytest

from qbtui.api.access import Access
from qbtui.api.client import Client
from qbtui.sim.faults import Faults
from qbtui.sim.server import Server
from qbtui.sim.transport import SimTransport
from tests.sim.visitor import RELEASES, make_metainfo, make_server

URL = "http://127.0.0.1:8080"


def browser(server: Server) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=URL, transport=SimTransport(server))


async def log_in(client: httpx.AsyncClient) -> httpx.Response:
    data = {"username": "admin", "password": "adminadmin"}
    return await client.post("/api/v2/auth/login", data=data)


async def test_cookies_and_compression_work_as_everywhere() -> None:
    async with browser(make_server(torrents=3)) as client:
        assert (await client.get("/api/v2/app/version")).status_code == 403
        assert (await log_in(client)).status_code == 204
        answer = await client.post("/api/v2/torrents/info")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == "application/json"
    assert len(answer.json()) == 3


async def test_an_upload_adds_a_torrent() -> None:
    server, file = make_server(), make_metainfo("Uploaded")
    async with browser(server) as client:
        await log_in(client)
        answer = await client.post(
            "/api/v2/torrents/add", files={"torrents": ("a.torrent", file.encode())}
        )
    assert answer.json()["added_torrent_ids"] == [file.hash]
    assert file.hash in server.world.torrents


@pytest.mark.parametrize(
    ("kind", "error", "words"),
    [
        ("drop-before", httpx.RemoteProtocolError, "disconnected"),
        ("reset-before", httpx.ReadError, "reset"),
        ("cut", httpx.RemoteProtocolError, "closed"),
    ],
)
async def test_a_fault_ends_the_connection(
    kind: str, error: type[httpx.TransportError], words: str
) -> None:
    server = make_server()
    server.faults = Faults.of([kind])
    async with browser(server) as client:
        with pytest.raises(error, match=words):
            await client.get("/")


async def test_a_server_that_was_shut_down_refuses_connections() -> None:
    server = make_server()
    async with browser(server) as client:
        await log_in(client)
        assert (await client.post("/api/v2/app/shutdown")).status_code == 200
        with pytest.raises(httpx.ConnectError):
            await client.get("/")


@pytest.mark.parametrize("release", RELEASES)
async def test_the_program_itself_works_with_every_release(release: str) -> None:
    server = make_server(release, torrents=2)
    access = Access(url=URL, username="admin", password="adminadmin")
    client = Client(access, SimTransport(server))
    version = await client.connect()
    assert version.text == f"v{release}"
    hashes = list(server.world.torrents)
    await client.torrents.start(hashes[:1])
    assert [torrent.stopped for torrent in server.world.torrents.values()] == [False, True]
    assert len((await client.sync.maindata()).torrents) == 2
    await client.torrents.delete(hashes, delete_files=False)
    assert not server.world.torrents
    await client.close()
    assert server.journal[-1].endpoint == "auth/logout"
