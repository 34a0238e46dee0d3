"""The simulated server on a real loopback socket: HTTP/1.1 as the real server speaks it.

Bodies have a Content-Length or none at all; idle connections are closed. Nothing but the local
machine can reach it.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
import struct
from collections.abc import AsyncIterator
from email.utils import formatdate

from qbtui.sim.faults import Dropped
from qbtui.sim.messages import Request, Response
from qbtui.sim.releases import REASON_OF_SUCCESS
from qbtui.sim.server import Server

HOST = "127.0.0.1"
IDLE_SECONDS = 7.0
BODY_LIMIT = 64 * 1024 * 1024
HEAD_LIMIT = 64 * 1024
_REQUEST_LINE = re.compile(r"([A-Z]+) (\S+) HTTP/\d\.\d")


@contextlib.asynccontextmanager
async def serving(server: Server, port: int = 0) -> AsyncIterator[int]:
    """Serve while the block runs; the value is the port, a free one for 0."""
    connections = Connections(server)
    listener = await asyncio.start_server(connections.talk, HOST, port, limit=HEAD_LIMIT)
    async with listener:
        number: int = listener.sockets[0].getsockname()[1]
        server.move_to(number)
        try:
            yield number
        finally:
            await connections.close()


class Connections:
    """The open connections of a server."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._open: dict[asyncio.Task[None] | None, asyncio.Task[None]] = {}

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection until one side ends it."""
        # asyncio complains about a handler that is cancelled, so the talking is a task of its own.
        conversation = asyncio.create_task(self._converse(reader, writer))
        this = asyncio.current_task()
        self._open[this] = conversation
        await asyncio.wait({conversation})
        del self._open[this]
        writer.close()

    async def close(self) -> None:
        """End all connections."""
        for conversation in self._open.values():
            conversation.cancel()
        talks = [talk for talk in self._open if talk is not None]
        if talks:
            await asyncio.wait(talks)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            try:
                await self._exchange_all(reader, writer)
            except Dropped as dropped:
                if dropped.reset:
                    _reset(writer)

    async def _exchange_all(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        client: str = writer.get_extra_info("peername")[0]
        while self._server.running:
            try:
                request = await _read(reader, client, self._server)
                if request is None:
                    return
                response = await self._server.exchange(request)
            except _Refused as refused:
                await self._send(writer, Response(refused.status, close=True), has_body=True)
                return
            ends = request.method != "HEAD" or not self._server.release.has("head without a body")
            await self._send(writer, response, has_body=ends)
            if response.close:
                return

    async def _send(
        self, writer: asyncio.StreamWriter, response: Response, *, has_body: bool
    ) -> None:
        is_told = response.status >= 400 or self._server.release.pick(REASON_OF_SUCCESS)
        lines = [f"HTTP/1.1 {response.status} {response.reason if is_told else ''}"]
        lines.append(f"Connection: {'close' if response.close else 'keep-alive'}")
        lines.append(f"Date: {formatdate(usegmt=True)}")
        lines.append(f"Content-Length: {len(response.body)}")
        lines += [f"{name}: {value}" for name, value in response.fields]
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))
        if has_body:
            async for part in self._server.faults.parts(response):
                writer.write(part)
                await writer.drain()
        await writer.drain()


def _reset(writer: asyncio.StreamWriter) -> None:
    """End a connection with a reset: lingering for no time is how TCP is told so."""
    at_once = struct.pack("ii", True, 0)
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
    writer.transport.abort()


class _Refused(Exception):  # noqa: N818 - an answer to the client, not a failure here
    """Bytes that are no request; answered, and the connection ends."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


async def _read(reader: asyncio.StreamReader, client: str, server: Server) -> Request | None:
    """Read a request; None when the client has gone or was idle for too long."""
    try:
        async with asyncio.timeout(IDLE_SECONDS):
            head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, TimeoutError):
        return None
    except asyncio.LimitOverrunError:
        raise _Refused(400) from None
    first, *lines = head.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
    found = _REQUEST_LINE.fullmatch(first)
    if found is None:
        raise _Refused(400)
    pairs = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    needs_length = found[1] == "POST" and not server.release.has("length may be missing")
    if needs_length and "content-length" not in headers:
        raise _Refused(400)
    body = await _read_body(reader, headers)
    path, _, query = found[2].partition("?")
    return Request(found[1], path, query, headers, body, client)


async def _read_body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > BODY_LIMIT:
        raise _Refused(400)
    try:
        return await reader.readexactly(int(length))
    except asyncio.IncompleteReadError as error:
        raise ConnectionResetError from error
