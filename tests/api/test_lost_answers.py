"""Answers of `sync` that are lost: servers send a difference once, so everything is asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import httpx
import pytest

from qbtui.api import errors
from qbtui.api.client import Access, Client
from qbtui.api.endpoint import CATALOGUE
from qbtui.sim.transport import SimTransport
from qbtui.state.maindata import Maindata
from tests.api.scripted import Reply, Server
from tests.sim.visitor import RELEASES, make_server

DROPPED = httpx.RemoteProtocolError("Server disconnected without sending a response.")
LOST = [DROPPED, httpx.ReadError("reset"), httpx.WriteError("broken pipe")]
REFUSED = httpx.ConnectError("All connection attempts failed")

Ask = Callable[[Client, int], Awaitable[object]]


def maindata(client: Client, rid: int) -> Awaitable[object]:
    return client.sync.maindata(rid)


def peers(client: Client, rid: int) -> Awaitable[object]:
    return client.sync.torrent_peers("a", rid)


PATHS: dict[Ask, str] = {maindata: "sync/maindata", peers: "sync/torrentPeers"}


def rids(server: Server) -> list[str]:
    """Return what each request asked for."""
    return [dict(httpx.QueryParams(each.content.decode()))["rid"] for each in server.requests]


@pytest.mark.parametrize("ask", PATHS)
@pytest.mark.parametrize("fault", LOST, ids=lambda fault: type(fault).__name__)
async def test_after_a_lost_difference_everything_is_asked_for(
    server: Server, ask: Ask, fault: httpx.TransportError
) -> None:
    client = await server.connected()
    server.answers[PATHS[ask]] = [fault, Reply(200, b'{"rid": 1, "full_update": true}')]
    await ask(client, 7)
    assert rids(server) == ["7", "0"]


@pytest.mark.parametrize("ask", PATHS)
async def test_a_question_that_never_left_is_asked_again_as_it_was(
    server: Server, ask: Ask
) -> None:
    client = await server.connected()
    server.answers[PATHS[ask]] = [REFUSED, Reply(200, b'{"rid": 8}')]
    await ask(client, 7)
    assert rids(server) == ["7", "7"]


async def test_an_answer_that_is_only_late_is_not_asked_for_again(server: Server) -> None:
    client = await server.connected()
    server.answers["sync/maindata"] = [httpx.ReadTimeout("late")]
    with pytest.raises(errors.TimedOut):
        await client.sync.maindata(7)
    assert rids(server) == ["7"]


def test_of_differences_no_reading_endpoint_is_forgotten() -> None:
    scope = {path for path in CATALOGUE if path.startswith("sync/")}
    assert {path for path, row in CATALOGUE.items() if row.afresh == {"rid": 0}} == scope


class Losing(SimTransport):
    """Loses one answer when it is told to, and does `meanwhile` before the next."""

    meanwhile: Callable[[], None] | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await super().handle_async_request(request)
        if self.meanwhile is not None:
            self.meanwhile()
            self.meanwhile = None
            raise httpx.ReadError("reset")
        return response


@pytest.mark.parametrize("release", RELEASES)
async def test_the_list_is_right_after_a_lost_answer(release: str) -> None:
    server, store = make_server(release, torrents=1), Maindata()
    [torrent] = server.world.torrents.values()
    transport = Losing(server)
    access = Access("http://127.0.0.1:8080", username="admin", password="adminadmin")
    client = Client(access, transport)
    await store.apply(await client.sync.maindata())

    def change() -> None:
        torrent.category = "films"
        torrent.touch()

    torrent.dl_limit = 4096
    torrent.touch()
    transport.meanwhile = change
    await store.apply(await client.sync.maindata(store.rid))
    [row] = store.torrents.values()
    assert (row.dl_limit, row.category) == (4096, "films")


class Hasty:
    """A server that ends each connection after one answer, without saying so."""

    def __init__(self) -> None:
        self.rids: list[str] = []
        self.ended = asyncio.Event()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.partition("content-length: ")[2].split("\r\n")[0])
        body = await reader.readexactly(length)
        self.rids.append(body.decode().removeprefix("rid="))
        answer = b'{"rid": %d}' % len(self.rids)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(answer), answer))
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        self.ended.set()


async def test_a_connection_that_ended_while_it_was_idle_costs_nothing() -> None:
    hasty = Hasty()
    async with await asyncio.start_server(hasty.talk, "127.0.0.1", 0) as listener:
        port = listener.sockets[0].getsockname()[1]
        client = Client(Access(f"http://127.0.0.1:{port}"))
        rid = 5
        for _ in range(3):
            hasty.ended.clear()
            rid = (await client.sync.maindata(rid)).rid
            await hasty.ended.wait()
        await client.close()
    assert hasty.rids == ["5", "1", "2"]
