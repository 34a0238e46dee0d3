"""What a scenario runs against: a real server, or the simulated one in process or on a socket.

All are an `httpx.Client` and a little more; what is asked of them is none of their business.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import httpx

from qbtui.sim.messages import Request, Response
from qbtui.sim.serve import serving
from qbtui.sim.server import Server as SimServer
from qbtui.sim.world import World
from tests.live.server import Server as RealServer
from tests.live.torrents import Torrent
from tests.live.website import Website
from tests.sim.visitor import Clock

PORT = 8080
LIKE_REAL: dict[str, bool | int | str] = {
    "current_interface_name": "lo",
    "dht": False,
    "lsd": False,
    "pex": False,
    "queueing_enabled": False,
    "refresh_interval": 500,
    "resolve_peer_countries": False,
    "upnp": False,
}
"""The preferences with which `tests.live.server` begins."""


class Subject(Protocol):
    """A server to hold against a recording."""

    client: httpx.Client
    """Not logged in; what it keeps is a cookie jar."""

    @property
    def release(self) -> str:
        """Such as `5.1.0`."""

    @property
    def port(self) -> int:
        """What the server takes for its own."""

    @property
    def downloads(self) -> str:
        """The server's default folder."""

    def put(self, torrent: Torrent) -> None:
        """Have the torrent's content in that folder."""

    def publish(self, name: str, content: bytes) -> str:
        """Put a file on a web site that the server can reach, and return its address."""

    def wait(self) -> None:
        """Let a moment pass, so that the server gets on with what it does."""


class Real:
    """A real server."""

    def __init__(self, server: RealServer, client: httpx.Client, website: Website) -> None:
        self._server, self.client = server, client
        self.publish = website.publish
        self.release, self.port = server.release, server.port
        self.downloads = server.save_path

    def put(self, torrent: Torrent) -> None:
        """Write the content."""
        torrent.write_content(self._server.downloads)

    def wait(self) -> None:
        """Let real time pass."""
        time.sleep(0.1)


class Simulated:
    """A simulated server whose time passes when it is told so."""

    def __init__(self, server: SimServer, client: httpx.Client, clock: Clock) -> None:
        self.client = client
        self._server, self._clock = server, clock
        self.release, self.port = str(server.release), server.sessions.port
        self.downloads = server.world.default_save_path

    def put(self, torrent: Torrent) -> None:
        """Do nothing: what is added as complete is complete here."""

    def publish(self, name: str, content: bytes) -> str:
        """Have the file in the simulated web."""
        url = f"http://127.0.0.1:9/{name}"
        self._server.world.adding.remote[url] = content
        return url

    def wait(self) -> None:
        """Let a second of the world pass."""
        self._clock.now += 1


def _tomorrow() -> float:
    """Return a time of day by which no cookie ends early for a client that is held up."""
    return time.time() + 86_400


def _world(release: str) -> tuple[SimServer, Clock]:
    clock = Clock()
    world = World(release=release)
    world.lonely = True
    world.preferences |= {key: LIKE_REAL[key] for key in LIKE_REAL.keys() & world.preferences}
    server = SimServer(world, port=PORT, clock=clock, time_of_day=_tomorrow)
    return server, clock


@contextmanager
def on_server(server: RealServer) -> Iterator[Subject]:
    """Yield a real server, with a client that it does not know yet."""
    client = httpx.Client(base_url=server.url, timeout=30, trust_env=False)
    with TemporaryDirectory() as folder, Website(Path(folder)) as website, client:
        yield Real(server, client, website)


@contextmanager
def in_process(release: str) -> Iterator[Subject]:
    """Yield a simulated server that is called directly."""
    server, clock = _world(release)

    def answer(request: httpx.Request) -> httpx.Response:
        path, _, query = request.url.raw_path.decode("ascii").partition("?")
        headers = {name.lower(): value for name, value in request.headers.items()}
        response = server.respond(Request(request.method, path, query, headers, request.read()))
        if request.method == "HEAD":
            response.body = b""
        return _as_httpx(response)

    transport = httpx.MockTransport(answer)
    with httpx.Client(transport=transport, base_url=f"http://127.0.0.1:{PORT}") as client:
        yield Simulated(server, client, clock)


def _as_httpx(response: Response) -> httpx.Response:
    return httpx.Response(response.status, headers=response.fields, content=response.body)


@contextmanager
def on_socket(release: str) -> Iterator[Subject]:
    """Yield a simulated server that listens on this machine, in a thread of its own."""
    server, clock = _world(release)
    ready, loop, ended = threading.Event(), asyncio.new_event_loop(), asyncio.Event()

    async def serve() -> None:
        async with serving(server):
            ready.set()
            await ended.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    try:
        assert ready.wait(60)
        address = f"http://127.0.0.1:{server.sessions.port}"
        with httpx.Client(base_url=address, timeout=30, trust_env=False) as client:
            yield Simulated(server, client, clock)
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join()
        loop.close()
