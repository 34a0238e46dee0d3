"""A reverse proxy in front of a server: under a path, behind a password, and a witness."""

from __future__ import annotations

import base64
import http.client
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from tests.live.loopback import HOST, free_port

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host"}


@dataclass(frozen=True)
class Request:
    """What the proxy was asked."""

    path: str
    headers: Mapping[str, str]
    body: bytes


class Relay:
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
        self._server = ThreadingHTTPServer((HOST, free_port()), _Handler)
        self._server.relay = self  # type: ignore[attr-defined]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self.url = f"http://{HOST}:{self._server.server_port}{prefix}"

    def asked_for(self, endpoint: str) -> list[Request]:
        """Return the requests for an endpoint so far."""
        return [request for request in self.requests if request.path.endswith(f"/{endpoint}")]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 2

    @property
    def relay(self) -> Relay:
        relay: Relay = self.server.relay  # type: ignore[attr-defined]
        return relay

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
        behind = http.client.HTTPConnection(HOST, self.relay.target, timeout=30)
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
        except OSError:
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
