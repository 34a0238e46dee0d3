"""A reverse proxy in front of a server: under a path, behind a password, and a witness."""

from __future__ import annotations

import base64
import functools
import http.client
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.live.loopback import HOST
from tests.live.waiting import PATIENCE
from tests.live.web_server import WebServer

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host"}


@dataclass(frozen=True)
class Request:
    """What the proxy was asked."""

    path: str
    headers: Mapping[str, str]
    body: bytes


class Relay(WebServer):
    """Passes on to a server what comes to `url`."""

    def __init__(self, port: int, prefix: str = "", credentials: str = "") -> None:
        """Stand in front of what listens at `port`.

        Args:
            port: where the server listens.
            prefix: a path such as `/torrents` that is taken off.
            credentials: name and password, with a colon between, that are wanted (HTTP basic).
        """
        self.target = port
        self.prefix = prefix
        self.credentials = credentials
        self.requests: list[Request] = []
        super().__init__(functools.partial(_Handler, self))
        self.url = f"{self.root}{prefix}"

    @property
    def cookie(self) -> str:
        """The session of whoever asked last, as the header says it."""
        sent = (request.headers.get("Cookie") for request in reversed(self.requests))
        return next(cookie for cookie in sent if cookie)

    def asked_for(self, endpoint: str) -> list[Request]:
        """Return the requests for an endpoint so far."""
        return [request for request in self.requests if request.path.endswith(f"/{endpoint}")]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(
        self,
        relay: Relay,
        request: socket.socket,
        client_address: tuple[str, int],
        server: ThreadingHTTPServer,
    ) -> None:
        self.relay = relay
        super().__init__(request, client_address, server)

    def do_POST(self) -> None:
        """Write down what was asked, and pass it on if it may pass."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        request = Request(self.path, dict(self.headers.items()), body)
        self.relay.requests.append(request)
        if not self._is_let_in():
            self._answer(401, {"WWW-Authenticate": 'Basic realm="relay"'}, b"")
        elif not self.path.startswith(f"{self.relay.prefix}/"):
            self._answer(404, {"Content-Type": "text/html"}, b"<html>nothing here</html>")
        else:
            self._pass_on(request)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Print nothing."""

    def _is_let_in(self) -> bool:
        if not self.relay.credentials:
            return True
        wanted = base64.b64encode(self.relay.credentials.encode()).decode()
        return self.headers.get("Authorization") == f"Basic {wanted}"

    def _pass_on(self, request: Request) -> None:
        behind = http.client.HTTPConnection(HOST, self.relay.target, timeout=PATIENCE)
        # A proxy keeps to itself the credentials that are its own.
        dropped = HOP_BY_HOP | ({"authorization"} if self.relay.credentials else set())
        headers = {
            name: value for name, value in request.headers.items() if name.lower() not in dropped
        }
        try:
            behind.request(
                self.command, request.path[len(self.relay.prefix) :], request.body, headers
            )
            answer = behind.getresponse()
            self._answer(answer.status, dict(answer.getheaders()), answer.read())
        except (OSError, http.client.HTTPException):
            self._answer(502, {"Content-Type": "text/html"}, b"<html>bad gateway</html>")
        finally:
            behind.close()

    def _answer(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            if name.lower() not in HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
