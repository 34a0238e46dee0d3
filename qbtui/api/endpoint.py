"""The decorators that make a method an endpoint, and the ways a parameter is written.

A decorated method only builds parameters; path, gate, sending and decoding belong to the decorator:

    @write("torrents/setLocation")
    def set_location(self, hashes: Iterable[str], location: str) -> Params:
        \"\"\"Move the torrents' content to `location`, a folder on the server.\"\"\"
        return {"hashes": piped(hashes), "location": location}

Every call is a POST: no release requires GET for anything, and GET queries lose plus signs on some.
What separates `read` from `write` is that a read may be sent again after a lost connection; where
servers send a difference only once, it then has to ask for everything: see `Endpoint.afresh`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Coroutine, Iterable, Mapping
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, overload
from urllib.parse import quote

import msgspec
from msgspec import Struct

from qbtui.api.errors import Unsupported
from qbtui.api.version import ServerVersion
from qbtui.text import raw

USUAL_LIMIT = 16_000_000
"""Bytes of an answer, once it is decompressed, that holds nothing of other people's making."""
LONG_LIMIT = 100_000_000
"""The same of one that holds what a torrent does, a million files, or what was logged."""
LONGEST_LIMIT = 500_000_000
"""The same of one that holds all torrents, two hundred thousand of them, or a whole file."""

Value = str | int | float | bool | None
Params = Mapping[str, Value]
"""Form parameters; None leaves one out, a bool is sent as the words true and false."""


class Upload(Struct, frozen=True):
    """Form parameters with a .torrent file, sent as multipart.

    One file only: servers keep the files of a request by name and mix up their order.
    """

    params: Params
    file: bytes


class Endpoint(Struct, frozen=True):
    """One row of the catalogue."""

    path: str
    """Scope and name as the newest release has it, such as `torrents/stop`."""
    reply: Any
    """What the answer decodes to: a type for msgspec, `str`, `bytes` or None for nothing."""
    mutates: bool
    since: str
    """The release that brought it."""
    afresh: Params = {}
    """What a read that is sent again asks instead, when the first answer is lost for good."""
    limit: int = USUAL_LIMIT
    """Bytes of an answer, once it is decompressed: more are refused."""

    def again(self, content: Params | Upload) -> Params | Upload | None:
        """Return what to send when `content` may have been answered already; None is nothing."""
        if self.mutates:
            return None
        return content if isinstance(content, Upload) else {**content, **self.afresh}


CATALOGUE: dict[str, Endpoint] = {}
"""Every endpoint the client can call, by path; filled by the decorators."""


Last = dict[str, tuple[bytes, Any]]
"""Of answers by the path of their endpoint: a digest, and what they were decoded to."""


class Sender(Protocol):
    """What a scope needs of the session: one call, gated, sent, checked and decoded."""

    @property
    def server(self) -> ServerVersion | None:
        """What answers; None before the client is connected."""

    async def call(self, endpoint: Endpoint, content: Params | Upload) -> Any:  # noqa: ANN401 - typed by the decorators
        """Send the call and return the reply as `endpoint.reply` says.

        Raises:
            ApiError: the call failed, in one of the ways that `errors` names.
        """


class Scope:
    """One API scope: a group of endpoints over a session."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def at_least(self, since: str) -> bool:
        """Tell whether the server is release `since` or newer; one not known yet counts as new."""
        server = self._sender.server
        return server is None or server.at_least(since)

    def require(self, since: str, what: str) -> None:
        """Refuse a parameter that older releases would misunderstand.

        Raises:
            Unsupported: the server is older than `since`.
        """
        if not self.at_least(since):
            raise Unsupported(f"{what} needs qBittorrent {since} or newer.")


P = ParamSpec("P")
T = TypeVar("T")
S = TypeVar("S", bound=Scope)
Build = Callable[Concatenate[S, P], Params | Upload]
Call = Callable[Concatenate[S, P], Coroutine[Any, Any, T]]


def read(
    path: str,
    reply: type[T],
    *,
    since: str = "4.1.0",
    afresh: Params | None = None,
    limit: int = USUAL_LIMIT,
) -> Callable[[Build[S, P]], Call[S, P, T]]:
    """Make a method the endpoint `path`, which changes nothing and answers `reply`."""
    row = Endpoint(path, reply, mutates=False, since=since, afresh=afresh or {}, limit=limit)
    return _endpoint(row)


@overload
def write(path: str, *, since: str = ...) -> Callable[[Build[S, P]], Call[S, P, None]]: ...
@overload
def write(
    path: str, reply: type[T], *, since: str = ...
) -> Callable[[Build[S, P]], Call[S, P, T]]: ...
def write(
    path: str, reply: object = None, *, since: str = "4.1.0"
) -> Callable[[Build[S, P]], Call[S, P, Any]]:
    """Make a method the endpoint `path`, which changes something on the server."""
    return _endpoint(Endpoint(path, reply, mutates=True, since=since))


def _endpoint(row: Endpoint) -> Callable[[Build[S, P]], Call[S, P, Any]]:
    if row.path in CATALOGUE:
        raise ValueError(f"endpoint {row.path} is declared twice")
    CATALOGUE[row.path] = row

    def decorate(build: Build[S, P]) -> Call[S, P, Any]:
        @functools.wraps(build)
        async def call(scope: S, /, *args: P.args, **kwargs: P.kwargs) -> object:
            return await scope._sender.call(row, build(scope, *args, **kwargs))

        call.__dict__["endpoint"] = row
        return call

    return decorate


def piped(values: Iterable[str]) -> str:
    """Join hashes, peers or URLs with `|`."""
    return "|".join(map(raw, values))


def numbers(values: Iterable[int]) -> str:
    """Join file ids with `|`."""
    return "|".join(map(str, values))


def encoded(value: str) -> str:
    """Percent-encode a URL once more, for a parameter that the server decodes twice."""
    return quote(raw(value), safe="", errors="replace")


def piped_urls(values: Iterable[str]) -> str:
    """Join URLs with `|`, each percent-encoded once more, as the server decodes them twice."""
    return "|".join(map(encoded, values))


def lines(values: Iterable[str]) -> str:
    """Join URLs or category names with newlines."""
    return "\n".join(map(raw, values))


def commas(values: Iterable[str]) -> str:
    """Join tags with commas."""
    return ",".join(map(raw, values))


def json_text(value: object) -> str:
    """Write a value as JSON, with the texts and keys in it as the server knows them."""
    return msgspec.json.encode(_known(value)).decode()


def _known(value: Any) -> Any:  # noqa: ANN401 - what JSON can hold
    if isinstance(value, str):
        return raw(value).encode(errors="replace").decode()
    if isinstance(value, Mapping):
        return {_known(key): _known(item) for key, item in value.items()}
    if isinstance(value, Struct):
        return _known(msgspec.to_builtins(value, enc_hook=raw))
    return [_known(item) for item in value] if isinstance(value, list | tuple) else value
