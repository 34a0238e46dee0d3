"""Things that go wrong on purpose, by rule: the same in process and on the socket.

A rule is a `Fault`; `Faults.exchange` stands between a request and the server.
"""

from __future__ import annotations

import asyncio
import gzip
import random
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from qbtui.sim.messages import REASONS, Request, Response

if TYPE_CHECKING:
    from qbtui.sim.server import Server

Sleep = Callable[[float], Awaitable[None]]

_PAGE = b"<!DOCTYPE html><html><body><h1>Some other server</h1></body></html>"
_SLOW_PARTS = 8


class Kind(StrEnum):
    """What can go wrong, in the order in which it does where several rules strike."""

    RESTART = "restart"
    """The server has just been restarted: no sessions, no state of `sync`."""
    RID = "rid"
    """A difference to something that the client does not have."""
    LATENCY = "latency"
    """The answer comes `seconds` late."""
    DROP_BEFORE = "drop-before"
    """The connection ends before the request has an effect."""
    RESET_BEFORE = "reset-before"
    """The same, by a reset."""
    FORBIDDEN = "403"
    """The session seems to be lost."""
    ERROR = "500"
    """The server fails; the request has no effect."""
    DROP_AFTER = "drop-after"
    """The request has its effect; the answer is lost."""
    RESET_AFTER = "reset-after"
    """The same, by a reset."""
    TRUNCATED = "truncated"
    """Half of the body is missing, as if the server had not written more."""
    MALFORMED = "malformed"
    """The body is no JSON."""
    WRONG_TYPE = "wrong-type"
    """The body is JSON and says that it is text."""
    HTML = "html"
    """A web page comes instead, as from a proxy."""
    SLOW = "slow"
    """The body takes `seconds` to arrive, in parts."""
    CUT = "cut"
    """The connection ends in the middle of the body."""


class Dropped(Exception):  # noqa: N818 - it happens to the connection
    """The connection ends here."""

    def __init__(self, *, reset: bool = False) -> None:
        super().__init__()
        self.reset = reset
        """Whether it ends with a reset instead of politely."""


@dataclass(slots=True)
class Fault:
    """One rule."""

    kind: Kind
    endpoint: str = "*"
    """A pattern with `*` for endpoints such as `torrents/*`."""
    count: int | None = None
    """How often it strikes; None is without end."""
    probability: float = 1.0
    seconds: float = 0.0
    skip: int = 0
    """How many fitting requests it lets pass first."""

    @classmethod
    def parse(cls, text: str) -> Fault:
        """Read a rule such as `drop-after:torrents/*:count=2:probability=0.5:seconds=1`.

        Raises:
            ValueError: the kind or an option is unknown, or not a number.
        """
        kind, *parts = text.split(":")
        fault = cls(Kind(kind))
        for part in parts:
            name, equals, value = part.partition("=")
            match name:
                case _ if not equals:
                    fault.endpoint = part
                case "count" | "skip":
                    setattr(fault, name, int(value))
                case "probability" | "seconds":
                    setattr(fault, name, float(value))
                case _:
                    raise ValueError(f"a fault has no {name!r}")
        return fault


@dataclass(slots=True)
class Faults:
    """All rules; those that strike a request do their parts until one of them ends it."""

    rules: list[Fault] = field(default_factory=list)
    random: random.Random = field(default_factory=lambda: random.Random(1))
    sleep: Sleep = asyncio.sleep

    @classmethod
    def of(cls, rules: Iterable[Fault | str], seed: int = 1) -> Faults:
        """Make faults of rules or of their texts."""
        parsed = [Fault.parse(rule) if isinstance(rule, str) else rule for rule in rules]
        return cls(parsed, random.Random(seed))

    def add(self, rule: Fault | str) -> None:
        """Add a rule."""
        self.rules.append(Fault.parse(rule) if isinstance(rule, str) else rule)

    async def exchange(self, server: Server, request: Request) -> Response:
        """Let the server answer, with what goes wrong.

        Raises:
            Dropped: there is no answer.
        """
        if not self.rules:
            return server.respond(request)
        striking = sorted(self._striking(request), key=lambda rule: [*Kind].index(rule.kind))
        for rule in striking:
            match rule.kind:
                case Kind.RESTART:
                    server.restart()
                case Kind.RID:
                    request = _confused(server, request)
                case Kind.LATENCY:
                    await self.sleep(rule.seconds)
                case Kind.DROP_BEFORE | Kind.RESET_BEFORE as kind:
                    raise Dropped(reset=kind is Kind.RESET_BEFORE)
                case Kind.FORBIDDEN | Kind.ERROR as kind:
                    return Response(int(kind), REASONS[int(kind)].encode())
                case _:
                    break
        response = server.respond(request)
        for rule in striking:
            _damage(response, rule)
        return response

    async def parts(self, response: Response) -> AsyncIterator[bytes]:
        """Yield the body as it shall be sent: at once, or slowly in parts, or not to its end.

        Raises:
            Dropped: the rest does not come.
        """
        body = response.body[: len(response.body) // 2] if response.cut else response.body
        if response.seconds:
            size = max(1, -(-len(body) // _SLOW_PARTS))
            for start in range(0, len(body), size):
                await self.sleep(response.seconds / _SLOW_PARTS)
                yield body[start : start + size]
        else:
            yield body
        if len(body) < len(response.body):
            raise Dropped

    def _striking(self, request: Request) -> Iterable[Fault]:
        name = request.endpoint or request.page
        for rule in self.rules:
            if rule.count == 0 or not fnmatchcase(name, rule.endpoint):
                continue
            if rule.skip > 0:
                rule.skip -= 1
            elif self.random.random() < rule.probability:
                if rule.count is not None:
                    rule.count -= 1
                yield rule


def _damage(response: Response, rule: Fault) -> None:
    match rule.kind:
        case Kind.DROP_AFTER | Kind.RESET_AFTER as kind:
            raise Dropped(reset=kind is Kind.RESET_AFTER)
        case Kind.TRUNCATED:
            text = _plain(response)
            _set_body(response, text[: len(text) // 2])
        case Kind.CUT:
            response.cut = True
        case Kind.MALFORMED:
            _set_body(response, b'{"rid": 1, "torrents": {]')
        case Kind.WRONG_TYPE:
            response.content_type = "text/plain; charset=UTF-8"
        case Kind.HTML:
            _set_body(response, _PAGE)
            response.status, response.content_type = 200, "text/html"
        case Kind.SLOW:
            response.seconds += rule.seconds
        case _:
            pass


def _plain(response: Response) -> bytes:
    """Return the body as it was before it was compressed."""
    compressed = ("Content-Encoding", "gzip") in response.headers
    return gzip.decompress(response.body) if compressed else response.body


def _set_body(response: Response, body: bytes) -> None:
    response.body = body
    response.headers = [each for each in response.headers if each[0] != "Content-Encoding"]


def _confused(server: Server, request: Request) -> Request:
    """Make the server believe that the client has its last answer to `sync/maindata`."""
    if request.endpoint != "sync/maindata":
        return request
    session = server.sessions.find(request)
    if session is None or not session.maindata.sent:
        return request
    rid = f"rid={session.maindata.sent}"
    if request.method != "POST":
        return replace(request, query=_with_rid(request.query, rid))
    return replace(request, body=_with_rid(request.body.decode("latin-1"), rid).encode("latin-1"))


def _with_rid(form: str, rid: str) -> str:
    changed, found = re.subn(r"\brid=\w*", rid, form)
    return changed if found else "&".join(filter(None, (form, rid)))
