"""A qBittorrent that answers as usual, but for what a test makes it say, byte by byte."""

from __future__ import annotations

import contextlib
import functools
import gzip
import itertools
import socket
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from qbtui.api.endpoint import USUAL_LIMIT
from qbtui.sim.demo import demo_world
from qbtui.sim.messages import Request, Response
from qbtui.sim.server import Server
from tests.live.web_server import WebServer

PASSWORD = "adminadmin"

Answer = Callable[[], Iterable[bytes]]
"""Says all bytes of an answer, status line included, which may be without an end."""


class HostileServer(WebServer):
    """A server on this machine while `with` runs it."""

    def __init__(self, torrents: int = 3) -> None:
        self.server = Server(demo_world(torrents), clock=lambda: 0.0)
        self.answers: dict[str, Answer] = {}
        """What is said instead of a usual answer, by endpoint."""
        self.additions: dict[str, Sequence[tuple[str, str]]] = {}
        """Headers of usual answers, by endpoint."""
        self.cookie = ""
        """What was sent back with the last request that was answered as usual."""
        self.asked = 0
        """How many requests were answered as usual."""
        self.under_way = 0
        """Unusual answers that are being sent."""
        self.lock = threading.Lock()
        super().__init__(functools.partial(_Handler, self))
        self.url = self.root

    def respond(self, request: Request) -> Response:
        """Answer as usual."""
        with self.lock:
            self.asked += 1
            self.cookie = request.headers.get("cookie", "")
            return self.server.respond(request)

    @contextlib.contextmanager
    def saying(self) -> Iterator[None]:
        """Note that an unusual answer is under way."""
        with self.lock:
            self.under_way += 1
        try:
            yield
        finally:
            with self.lock:
                self.under_way -= 1


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(
        self,
        hostile: HostileServer,
        request: socket.socket,
        client_address: tuple[str, int],
        server: ThreadingHTTPServer,
    ) -> None:
        self.hostile = hostile
        super().__init__(request, client_address, server)

    def do_POST(self) -> None:
        """Answer one request."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        # It believes that it is at its own port.
        headers["host"] = "localhost:8080"
        request = Request(self.command, self.path, headers=headers, body=body)
        if unusual := self.hostile.answers.get(request.endpoint):
            self._say(unusual)
            return
        response = self.hostile.respond(request)
        self.send_response_only(response.status)
        for name, value in response.fields:
            self.send_header(name, value)
        for name, value in self.hostile.additions.get(request.endpoint, ()):
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        self.wfile.write(response.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Print nothing."""

    def _say(self, answer: Answer) -> None:
        self.close_connection = True
        with self.hostile.saying(), contextlib.suppress(ConnectionError):
            for part in answer():
                self.wfile.write(part)


def http(body: bytes, *headers: str, status: str = "200 OK") -> Answer:
    """Return a whole answer with this body."""
    lines = (f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", "")
    return lambda: ["\r\n".join(lines).encode() + body]


def endless(parts: Callable[[], Iterable[bytes]], *headers: str) -> Answer:
    """Return an answer whose body is all of `parts`, and nobody knows how long it is."""

    def answer() -> Iterator[bytes]:
        yield "\r\n".join(("HTTP/1.1 200 OK", "Connection: close", *headers, "", "")).encode()
        yield from parts()

    return answer


def dripping(drop: bytes, seconds: float) -> Iterator[bytes]:
    """Yield a drop every so many seconds, without end."""
    never = threading.Event()
    while not never.wait(seconds):
        yield drop


@functools.cache
def bomb(megabytes: int = 10_000) -> bytes:
    """Return the gzip of so many megabytes of zeros, which is a thousandth of them, without end."""
    block = zlib.compressobj(9, zlib.DEFLATED, -15)
    # What is flushed whole may follow itself.
    zeros = block.compress(bytes(100_000_000)) + block.flush(zlib.Z_FULL_FLUSH)
    header = gzip.compress(b"")[:10]
    return header + zeros * (megabytes // 100)


KILOBYTE = b"x" * 1000
MEGABYTE = KILOBYTE * 1000
TOO_LONG, SLOW, NO_WEB_SERVER = "more than 16 MB", "answers too slowly", "is not a web server"

REFUSED: dict[str, tuple[Answer, str]] = {
    "encoded three times": (
        http(gzip.compress(b"1"), "Content-Encoding: gzip, gzip, gzip"),
        "encoded in a way that was not asked for",
    ),
    "longer than there is": (http(b" " * (USUAL_LIMIT + 1)), TOO_LONG),
    "without an end": (endless(lambda: itertools.repeat(MEGABYTE)), TOO_LONG),
    "a page without an end": (
        endless(lambda: itertools.repeat(MEGABYTE), "Content-Type: text/html"),
        TOO_LONG,
    ),
    "much of little": (lambda: http(bomb(), "Content-Encoding: gzip")(), TOO_LONG),
    "drop by drop": (endless(lambda: dripping(b" ", 0.2)), SLOW),
    "nothing but promises": (
        lambda: itertools.repeat(b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
        SLOW,
    ),
    "a header without an end": (
        lambda: itertools.chain([b"HTTP/1.1 200 OK\r\nX: "], itertools.repeat(KILOBYTE)),
        NO_WEB_SERVER,
    ),
    "no HTTP": (lambda: [b"SSH-2.0-OpenSSH_9.2\r\n\r\n"], NO_WEB_SERVER),
    "damaged": (http(b"1", "Content-Encoding: gzip"), "damaged"),
    "broken off": (http(gzip.compress(KILOBYTE)[:-9], "Content-Encoding: gzip"), "damaged"),
}
"""Answers that are none -> what is said of each."""
WITHOUT_END = ("without an end", "a page without an end")
"""Those of any number of bytes."""

ODD_LOCATIONS = ("http:login.html", "about:blank", "http://xn--a/", "//", "http://[::1")
ODD_COOKIES = (
    "lang=Müller",
    "läng=de",
    "lang=de; path=/ä",
    "a=\x01",
    "a=b; domain=\x7f",
    "=",
    ";",
)
