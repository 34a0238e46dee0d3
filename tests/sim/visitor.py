"""A client that speaks to a simulated server directly, without httpx and without qbtui's own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from qbtui.sim import metainfo
from qbtui.sim.changes.adding import AddOptions
from qbtui.sim.messages import Request, Response
from qbtui.sim.server import Server
from qbtui.sim.torrent import SimTorrent
from qbtui.sim.world import World

FORM = "application/x-www-form-urlencoded"
RELEASES = ("4.1.0", "4.2.5", "4.5.2", "4.6.7", "5.1.0", "5.2.0", "5.3.0")
TRACKER = "http://tracker.example/announce"


class Clock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class HurriedClock(Clock):
    """Time that passes with every look at it."""

    def __call__(self) -> float:
        self.now += 2
        return self.now


class Visitor:
    """Keeps the cookie, as a browser does."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.cookie = ""

    def send(self, request: Request) -> Response:
        """Send any request, with the cookie."""
        headers = {"cookie": self.cookie, **request.headers}
        response = self.server.respond(
            Request(request.method, request.path, request.query, headers, request.body)
        )
        for name, value in response.headers:
            if name == "Set-Cookie":
                self.cookie = value.split(";")[0]
        return response

    def post(
        self, endpoint: str, headers: dict[str, str] | None = None, /, **params: object
    ) -> Response:
        """Call an endpoint by POST."""
        pairs = (f"{name}={quote(str(value), safe='')}" for name, value in params.items())
        given = {"content-type": FORM, **(headers or {})}
        return self.send(
            Request("POST", f"/api/v2/{endpoint}", "", given, "&".join(pairs).encode())
        )

    def get(self, endpoint: str, query: str = "") -> Response:
        """Call an endpoint by GET."""
        return self.send(Request("GET", f"/api/v2/{endpoint}", query))

    def json(self, endpoint: str, /, **params: object) -> Any:  # noqa: ANN401 - any JSON
        """Call an endpoint and return its JSON."""
        response = self.post(endpoint, **params)
        assert response.status == 200, response.body
        return json.loads(response.body)

    def log_in(self, password: str = "adminadmin") -> Response:
        """Log in as admin."""
        return self.post("auth/login", username="admin", password=password)


def make_server(release: str = "5.3.0", torrents: int = 0, clock: Clock | None = None) -> Server:
    """Return a server with some stopped torrents of two files each."""
    world = World(release=release)
    for number in range(torrents):
        world.adding.add_metainfo(
            make_metainfo(f"Folder {number}"), AddOptions(stopped=True, tags=frozenset({"new"}))
        )
    server = Server(world, clock=clock or Clock())
    # The resume data of new torrents is looked at for a moment.
    world.step(10)
    return server


def make_metainfo(name: str) -> metainfo.Metainfo:
    """Return a torrent of two files."""
    files = [("a/one.bin", 20_000), ("two.bin", 20_000)]
    return metainfo.make(name, files, 16_384, trackers=((TRACKER,),))


def visit(release: str = "5.3.0", torrents: int = 0, clock: Clock | None = None) -> Visitor:
    """Return a visitor who is logged in to a new server."""
    visitor = Visitor(make_server(release, torrents, clock))
    visitor.log_in()
    return visitor


def header(response: Response, name: str) -> str:
    """Return a header of a response; "" when there is none."""
    return next((value for key, value in response.headers if key == name), "")


def only(visitor: Visitor) -> SimTorrent:
    """Return the only torrent of the server."""
    (torrent,) = visitor.server.world.torrents.values()
    return torrent


def upload(visitor: Visitor, data: bytes, fields: Mapping[str, str] | None = None) -> Response:
    """Add a .torrent file."""
    parts = [b'filename="u.torrent"; name="torrents"\r\n\r\n' + data]
    parts += [f'name="{name}"\r\n\r\n{text}'.encode() for name, text in (fields or {}).items()]
    head = b"--XX\r\nContent-Disposition: form-data; "
    body = b"".join(head + part + b"\r\n" for part in parts) + b"--XX--\r\n"
    headers = {"content-type": "multipart/form-data; boundary=XX"}
    return visitor.send(Request("POST", "/api/v2/torrents/add", "", headers, body))
