"""The simulated server on a socket: HTTP as it is, and a client that others wrote."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
import qbittorrentapi

from qbtui.sim.__main__ import arguments, make_server
from qbtui.sim.faults import Faults
from qbtui.sim.serve import BODY_LIMIT, HOST, serving
from tests.sim import visitor


class Wire:
    """A connection that sends bytes and reads one answer at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    @classmethod
    async def to(cls, port: int) -> Wire:
        return cls(*await asyncio.open_connection(HOST, port))

    async def ask(self, head: str, body: bytes = b"") -> tuple[int, dict[str, str], bytes]:
        self.writer.write(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)
        await self.writer.drain()
        return await self.answer()

    async def answer(self) -> tuple[int, dict[str, str], bytes]:
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head.strip().split("\r\n")
        headers = {line.partition(": ")[0].lower(): line.partition(": ")[2] for line in lines}
        body = await self.reader.readexactly(int(headers.get("content-length", 0)))
        return int(first.split()[1]), headers, body

    async def ended(self) -> bool:
        return await self.reader.read() == b""

    async def close(self) -> None:
        self.writer.close()
        await self.writer.wait_closed()


@pytest.fixture
async def port() -> AsyncIterator[int]:
    async with serving(visitor.make_server("5.1.0", torrents=2)) as number:
        yield number


@pytest.fixture
async def wire(port: int) -> AsyncIterator[Wire]:
    connection = await Wire.to(port)
    yield connection
    await connection.close()


LOGIN = b"username=admin&password=adminadmin"
POST = f"Content-Type: {visitor.FORM}\nContent-Length:"


async def test_a_connection_is_kept_for_the_next_request(wire: Wire) -> None:
    status, headers, body = await wire.ask(
        f"POST /api/v2/auth/login HTTP/1.1\n{POST} {len(LOGIN)}", LOGIN
    )
    assert (status, body) == (200, b"Ok.")
    cookie = headers["set-cookie"].split(";")[0]
    status, headers, body = await wire.ask(
        f"GET /api/v2/torrents/info?sort=name HTTP/1.1\nCookie: {cookie}"
    )
    assert status == 200
    assert headers["content-type"] == "application/json"
    assert body.count(b'"hash"') == 2


async def test_the_port_in_the_host_is_the_one_that_is_served(port: int, wire: Wire) -> None:
    for host, expected in {f"127.0.0.1:{port}": 403, f"127.0.0.1:{port + 1}": 401}.items():
        status, _, _ = await wire.ask(f"GET /api/v2/app/version HTTP/1.1\nHost: {host}")
        assert status == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("nonsense", 400),
        ("PUT / HTTP/1.1", 501),
        ("POST / HTTP/1.1\nContent-Length: many", 400),
        (f"POST / HTTP/1.1\nContent-Length: {BODY_LIMIT + 1}", 400),
    ],
)
async def test_bad_requests_end_the_connection(wire: Wire, head: str, expected: int) -> None:
    status, headers, body = await wire.ask(head)
    assert (status, headers["connection"], body) == (expected, "close", b"")
    assert await wire.ended()


async def test_chunks_are_not_understood(wire: Wire) -> None:
    chunked = "POST / HTTP/1.1\nTransfer-Encoding: chunked"
    status, _, _ = await wire.ask(chunked, b"1\r\na\r\n0\r\n\r\n")
    assert status == 200
    status, _, _ = await wire.answer()
    assert status == 400


async def test_4_2_wants_the_length_of_a_post() -> None:
    async with serving(visitor.make_server("4.2.5")) as port:
        wire = await Wire.to(port)
        status, _, _ = await wire.ask("POST /api/v2/app/version HTTP/1.1")
        await wire.close()
    assert status == 400


async def test_an_idle_connection_is_ended(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    monkeypatch.setattr("qbtui.sim.serve.IDLE_SECONDS", 0.01)
    wire = await Wire.to(port)
    assert await wire.ended()
    await wire.close()


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("drop-before", asyncio.IncompleteReadError),
        ("drop-after", asyncio.IncompleteReadError),
        ("reset-before", ConnectionResetError),
        ("reset-after", ConnectionResetError),
    ],
)
async def test_a_fault_ends_the_connection(kind: str, error: type[Exception]) -> None:
    server = visitor.make_server()
    server.faults = Faults.of([kind])
    async with serving(server) as port:
        wire = await Wire.to(port)
        with pytest.raises(error):
            await wire.ask("GET / HTTP/1.1")
        wire.writer.close()
        assert len(server.journal) == kind.endswith("after")


async def test_a_fault_ends_an_answer_in_its_middle() -> None:
    server = visitor.make_server()
    server.faults = Faults.of(["cut"])
    async with serving(server) as port:
        wire = await Wire.to(port)
        with pytest.raises(asyncio.IncompleteReadError) as caught:
            await wire.ask("GET / HTTP/1.1")
        await wire.close()
    assert caught.value.partial.startswith(b"<!DOCTYPE html>")


async def test_the_end_of_the_server_ends_every_connection_quietly() -> None:
    complaints: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
    async with serving(visitor.make_server()) as port:
        wires = [await Wire.to(port) for _ in range(3)]
        await wires[0].ask("GET / HTTP/1.1")
    assert [await wire.ended() for wire in wires] == [True] * 3
    for wire in wires:
        await wire.close()
    assert complaints == []


async def test_head_has_no_body(wire: Wire) -> None:
    wire.writer.write(b"HEAD / HTTP/1.1\r\n\r\n")
    head = await wire.reader.readuntil(b"\r\n\r\n")
    assert re.search(rb"Content-Length: [1-9]", head)
    status, _, _ = await wire.ask("GET /api/v2/app/version HTTP/1.1")
    assert status == 403


async def test_4_5_sends_the_body_after_a_head_all_the_same() -> None:
    async with serving(visitor.make_server("4.5.2")) as port:
        wire = await Wire.to(port)
        status, _, body = await wire.ask("HEAD / HTTP/1.1")
        await wire.close()
    assert status == 200
    assert body.startswith(b"<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("release", "line"), [("5.1.0", b"HTTP/1.1 200 OK\r\n"), ("5.3.0", b"HTTP/1.1 200 \r\n")]
)
async def test_the_newest_gives_no_reason_for_success(release: str, line: bytes) -> None:
    async with serving(visitor.make_server(release)) as port:
        wire = await Wire.to(port)
        wire.writer.write(b"GET / HTTP/1.1\r\n\r\n")
        assert await wire.reader.readline() == line
        await wire.close()


def use_as_others_do(port: int) -> dict[str, Any]:
    """Log in, add, stop and delete with a client that others wrote; return what it saw."""
    file = visitor.make_metainfo("By others")
    with qbittorrentapi.Client(
        host=f"http://{HOST}:{port}", username="admin", password="adminadmin"
    ) as client:
        seen: dict[str, Any] = {"version": client.app.version}
        client.torrents_add(torrent_files=file.encode(), is_stopped=True)
        seen["names"] = {torrent.name for torrent in client.torrents_info()}
        seen["state"] = client.torrents_info(torrent_hashes=file.hash)[0].state
        client.torrents_start(torrent_hashes=file.hash)
        seen["started"] = not client.torrents_info(torrent_hashes=file.hash)[
            0
        ].state_enum.is_stopped
        client.torrents_stop(torrent_hashes=file.hash)
        seen["stopped"] = client.torrents_info(torrent_hashes=file.hash)[0].state_enum.is_stopped
        client.torrents_delete(torrent_hashes=file.hash)
        seen["left"] = len(client.torrents_info())
        seen["rid"] = client.sync_maindata(rid=0).rid
        client.auth_log_out()
    return seen


@pytest.mark.parametrize(
    ("release", "state"),
    [("4.2.5", "pausedDL"), ("4.5.2", "pausedDL"), ("5.1.0", "stoppedDL"), ("5.3.0", "stoppedDL")],
)
async def test_a_client_of_others_works(release: str, state: str) -> None:
    server = visitor.make_server(release, torrents=1, clock=visitor.HurriedClock())
    async with serving(server) as port:
        seen = await asyncio.to_thread(use_as_others_do, port)
    assert seen == {
        "version": f"v{release}",
        "names": {"Folder 0", "By others"},
        "state": state,
        "started": True,
        "stopped": True,
        "left": 1,
        "rid": 1,
    }


def test_the_command_line_describes_a_server() -> None:
    options = arguments(
        [
            "--torrents",
            "300",
            "--release",
            "4.5.2",
            "--username",
            "me",
            "--password",
            "secret",
            "--fault",
            "html:app/*:count=1",
        ]
    )
    server = make_server(options)
    assert len(server.world.torrents) == 300
    assert str(server.release) == "4.5.2"
    assert server.sessions.username == "me"
    assert server.sessions.password == "secret"
    assert [rule.endpoint for rule in server.faults.rules] == ["app/*"]


@pytest.mark.parametrize(
    ("option", "word", "complaint"),
    [
        ("--release", "four", "not a release: 'four'"),
        ("--release", "4.0.4", "there is nothing before 4.1.0"),
        ("--fault", "nonsense", "'nonsense' is not a valid Kind"),
        ("--fault", "html:colour=red", "a fault has no 'colour'"),
        ("--torrents", "-5", "not a number of torrents: '-5'"),
    ],
)
def test_the_command_line_is_checked(
    option: str, word: str, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        arguments([f"{option}={word}"])
    assert caught.value.code == 2
    assert complaint in capsys.readouterr().err
