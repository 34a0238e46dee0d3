"""A qBittorrent with a script instead of torrents: it logs people in and records what it is sent.

It knows sessions, passwords and two versions; every other answer is put into `answers` by a test.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import httpx

from qbtui.api.client import Access, Client

USERNAME = "admin"
PASSWORD = "pass word+%"


@dataclass(frozen=True)
class Reply:
    """An answer to give."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def response(reply: Reply) -> httpx.Response:
    """Return a reply as it comes over a connection."""
    return httpx.Response(reply.status, headers=dict(reply.headers), stream=_Body(reply.body))


class _Body(httpx.AsyncByteStream):
    def __init__(self, body: bytes) -> None:
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._body


@dataclass
class Server:
    """The server's memory; a test reads and changes it."""

    version: str = "v5.1.0"
    api: str = "2.11.4"
    bypass: bool = False
    answers: dict[str, list[Reply | httpx.TransportError]] = field(default_factory=dict)
    """What to answer to calls, by endpoint, in order; the last one stays."""
    requests: list[httpx.Request] = field(default_factory=list)
    logins: int = 0
    password: str = PASSWORD
    session: str = ""

    def client(self, **access: object) -> Client:
        """Return a client of this server, which knows the right password unless told otherwise."""
        given = {"url": "http://server:8080", "username": USERNAME, "password": PASSWORD, **access}
        return Client(Access(**given), transport=httpx.MockTransport(self.answer))  # type: ignore[arg-type]

    async def connected(self, **access: object) -> Client:
        """Return a client that is logged in, and forget how it did that."""
        client = self.client(**access)
        await client.connect()
        self.requests.clear()
        return client

    def expire(self) -> None:
        """End the session, as its timeout would."""
        self.session = "none"

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer as qBittorrent would, or as the test says."""
        self.requests.append(request)
        name = request.url.path.partition("/api/v2/")[2]
        reply = self._scripted(name) or self._own(name, request)
        if isinstance(reply, httpx.TransportError):
            raise reply
        return response(reply)

    def paths(self) -> list[str]:
        """Return the endpoints called so far."""
        return [request.url.path.partition("/api/v2/")[2] for request in self.requests]

    def form(self) -> dict[str, str]:
        """Return the parameters of the last request, decoded."""
        return dict(parse_qsl(self.requests[-1].content.decode(), keep_blank_values=True))

    def _scripted(self, name: str) -> Reply | httpx.TransportError | None:
        script = self.answers.get(name)
        if not script or (self._is_stranger(name) and isinstance(script[0], Reply)):
            return None
        return script.pop(0) if len(script) > 1 else script[0]

    def _is_stranger(self, name: str) -> bool:
        return name != "auth/login" and not self._is_known(self.requests[-1])

    def _own(self, name: str, request: httpx.Request) -> Reply:
        if name == "auth/login":
            return self._login(request)
        if not self._is_known(request):
            return Reply(403, b"Forbidden")
        known = {"app/version": self.version, "app/webapiVersion": self.api}
        return Reply(200, known.get(name, "").encode())

    def _is_known(self, request: httpx.Request) -> bool:
        return self.bypass or request.headers.get("cookie") == f"SID={self.session}"

    def _login(self, request: httpx.Request) -> Reply:
        self.logins += 1
        form = dict(parse_qsl(request.content.decode()))
        if (form["username"], form["password"]) != (USERNAME, self.password):
            return Reply(200, b"Fails.")
        self.session = f"session{self.logins}"
        return Reply(200, b"Ok.", {"set-cookie": f"SID={self.session}; HttpOnly; path=/"})
