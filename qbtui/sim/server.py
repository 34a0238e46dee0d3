"""The simulated server as a whole: a request goes in, a response comes out.

It finds the session and the route, turns what a route returns into HTTP, and keeps a journal for
tests. Neither sockets nor httpx are known here.
"""

from __future__ import annotations

import asyncio
import gzip
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from qbtui.sim import forms, releases, routes
from qbtui.sim.call import Call
from qbtui.sim.coercion import decimal
from qbtui.sim.faults import Faults
from qbtui.sim.headers import common_headers
from qbtui.sim.messages import JSON, REASONS, TEXT, Request, Response
from qbtui.sim.refusals import Refusal
from qbtui.sim.router import Answer, find, scopes
from qbtui.sim.rows import Rows
from qbtui.sim.sessions import Session, Sessions, Unauthorized

if TYPE_CHECKING:
    from qbtui.sim.forms import Form
    from qbtui.sim.world import World

__all__ = ["Server", "routes"]

INDEX = b"""<!DOCTYPE html>
<html lang="en">
<head><meta charset="UTF-8"><title>qBittorrent WebUI</title></head>
<body><div id="login"></div></body>
</html>
"""
METHODS = ("GET", "POST", "HEAD")
GZIP_ABOVE = 1024
KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One request of the journal."""

    endpoint: str
    """Such as `torrents/stop`; the whole path where it is none."""
    params: Mapping[str, str]
    status: int
    method: str = "POST"


class Server:
    """A simulated qBittorrent; not to be used from several threads."""

    def __init__(
        self,
        world: World,
        *,
        port: int = 8080,
        password: str = "adminadmin",  # noqa: S107 - the word that old servers came with
        faults: Faults | None = None,
        clock: Callable[[], float] = time.monotonic,
        time_of_day: Callable[[], float] = time.time,
    ) -> None:
        """Put a server in front of a world, whose release it takes.

        Args:
            world: what it manages.
            port: what it takes for its own port, in the Host header and in its cookie.
            password: what opens it; the user name is a preference of the world.
            faults: what goes wrong.
            clock: seconds; the world's time goes on by it. A constant makes the world stand still.
            time_of_day: epoch seconds, by which clients are told when their cookie ends.
        """
        self.world = world
        self.release = world.release
        self.faults = faults or Faults()
        self.journal: deque[Entry] = deque(maxlen=KEPT)
        """The last requests, oldest first."""
        self.rows = Rows(world, self.release)
        self.stopped = asyncio.Event()
        """Set by `app/shutdown`."""
        self.time_of_day = time_of_day
        self._clock = clock
        self._stepped = clock()
        self.sessions = Sessions(world, self.release, port, password, clock)
        self._scopes = scopes(self.release)

    @property
    def refresh_interval(self) -> float:
        """Seconds between two refreshes of the world's values."""
        return max(self.world.number("refresh_interval", 1500), 1) / 1000

    async def exchange(self, request: Request) -> Response:
        """Answer a request, with the faults that were asked for.

        Raises:
            Dropped: the connection ends instead of an answer.
        """
        return await self.faults.exchange(self, request)

    def restart(self) -> None:
        """Lose what a restart loses: sessions, bans, every `rid`, and what the world forgets."""
        self.sessions.forget_all()
        self.world.restart()
        self.stopped.clear()

    def move_to(self, port: int) -> None:
        """Take another port for its own."""
        self.sessions.port = port
        self.world.settings.write({"web_ui_port": port})

    @property
    def running(self) -> bool:
        """Whether it answers."""
        return not self.stopped.is_set()

    def respond(self, request: Request) -> Response:
        """Answer a request."""
        self._let_time_pass()
        if request.method not in METHODS:
            return Response(self.release.pick(releases.UNKNOWN_METHOD_STATUS), close=True)
        try:
            form = forms.parse(request, self.release)
        except forms.BadForm:
            return Response(400, close=True)
        try:
            response = self._answer(request, form)
        except Unauthorized:
            response = self._error(401)
        except Refusal as refusal:
            response = self._error(refusal.status, str(refusal))
        name = request.endpoint or request.page
        self.journal.append(Entry(name, form.fields, response.status, request.method))
        return self._finished(request, response)

    def _let_time_pass(self) -> None:
        elapsed = self._clock() - self._stepped
        if elapsed >= self.refresh_interval:
            self._stepped += elapsed
            self.world.step(elapsed)

    def _answer(self, request: Request, form: Form) -> Response:
        self.sessions.check_host(request)
        path = request.endpoint
        if path or not self.release.has("fetch metadata"):
            self.sessions.check_origin(request)
        session = self.sessions.find(request)
        response = self._call(path, request, form, session) if path else self._page(request.page)
        cookie = session and self.sessions.cookie(session, self.time_of_day())
        if cookie and not any(name == "Set-Cookie" for name, _ in response.headers):
            response.headers.append(("Set-Cookie", cookie))
        return response

    def _call(self, path: str, request: Request, form: Form, session: Session | None) -> Response:
        is_known = path.partition("/")[0] in self._scopes
        if not (is_known or self.release.has("session before scope")):
            return self._error(404)
        by_key = self.sessions.uses_key(request) and path.startswith("auth/")
        if by_key or (session is None and path != "auth/login"):
            return self._error(403)
        if request.method == "HEAD" and not self.release.pick(releases.HEAD_ALLOWED):
            return self._error(405)
        row = find(path, self.release)
        if row is None:
            return self._error(404, self.release.pick(releases.UNKNOWN_ENDPOINT) * is_known)
        if request.method != "POST" and row.post_only(self.release):
            return self._error(405)
        missing = [name for name in row.needs if name not in form.fields]
        if missing:
            return self._missing(missing)
        return self._response(path, row.handler(Call(self, request, form, session)))

    def _missing(self, names: list[str]) -> Response:
        if not self.release.has("missing parameters are named"):
            return self._error(400)
        return self._error(400, f"Missing required parameters: {', '.join(names)}")

    def _page(self, path: str) -> Response:
        if ".." in path.split("/"):
            return self._error(self.release.pick(releases.UPWARDS_STATUS))
        if path not in ("/", "/index.html"):
            return self._error(404)
        return Response(200, INDEX, "text/html", [("Cache-Control", "no-store")])

    def _response(self, path: str, answer: Answer) -> Response:
        match answer:
            case Response():
                return answer
            case None:
                return Response(204 if path in self.release.no_content else 200)
            case str():
                return Response(200, answer.encode("utf-8", "surrogatepass"))
            case bytes():
                return Response(200, answer, JSON)
            case _:
                return Response(200, msgspec.json.encode(answer, order="sorted"), JSON)

    def _error(self, status: int, text: str = "") -> Response:
        if not text and self.release.has("status texts"):
            text = REASONS[status]
        return Response(status, text.encode())

    def _finished(self, request: Request, response: Response) -> Response:
        if response.content_type == TEXT:
            response.content_type = self.release.pick(releases.TEXT_TYPE)
        if len(response.body) > GZIP_ABOVE and _takes_gzip(request):
            response.body = gzip.compress(response.body, compresslevel=1, mtime=0)
            response.headers.append(("Content-Encoding", "gzip"))
        response.headers += common_headers(self.world, self.release)
        return response


def _takes_gzip(request: Request) -> bool:
    """Tell whether the client takes gzip, or anything, and not with a quality of 0."""
    codings = request.headers.get("accept-encoding", "").replace(" ", "").split(",")
    for name in ("gzip", "*"):
        found = next((coding for coding in codings if coding.startswith(name)), None)
        if found is not None:
            return found == name or (decimal(found.removeprefix(f"{name};q=")) or 0) > 0
    return False
