"""The simulated server behind httpx, without a socket.

The only module of the simulation that knows httpx.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx

from qbtui.sim.faults import Dropped
from qbtui.sim.messages import Request, Response
from qbtui.sim.server import Server


class SimTransport(httpx.AsyncBaseTransport):
    """Hands every request of an `httpx.AsyncClient` to a server, whatever host it is for."""

    def __init__(self, server: Server) -> None:
        self.server = server
        """May be replaced, as when another server took its place."""
        self.reachable = True
        """False refuses every connection."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request.

        Raises:
            httpx.ConnectError: the server is not running, or not reachable.
            httpx.RemoteProtocolError: a fault ended the connection.
            httpx.ReadError: the same, by a reset.
        """
        if not (self.reachable and self.server.running):
            raise httpx.ConnectError("connection refused", request=request)
        body = await request.aread()
        try:
            response = await self.server.exchange(_request(request, body))
        except Dropped as dropped:
            if dropped.reset:
                raise httpx.ReadError("connection reset", request=request) from None
            message = "Server disconnected without sending a response."
            raise httpx.RemoteProtocolError(message, request=request) from None
        headers = [*response.fields, ("Content-Length", str(len(response.body)))]
        return httpx.Response(
            response.status, headers=headers, stream=_Body(self.server, response), request=request
        )


class _Body(httpx.AsyncByteStream):
    """The body of a response, as fast as it shall come."""

    def __init__(self, server: Server, response: Response) -> None:
        self._server = server
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for part in self._server.faults.parts(self._response):
                yield part
        except Dropped:
            message = "peer closed connection without sending complete message body"
            raise httpx.RemoteProtocolError(message) from None


def _request(request: httpx.Request, body: bytes) -> Request:
    path, _, query = request.url.raw_path.decode("ascii").partition("?")
    return Request(
        method=request.method,
        path=path,
        query=query,
        headers={name.lower(): value for name, value in request.headers.items()},
        body=body,
    )
