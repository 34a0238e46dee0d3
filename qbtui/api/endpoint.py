"""The decorators that make a method an endpoint.

A decorated method only builds parameters; path, gate, sending and decoding belong to the decorator:

    @write("torrents/setLocation")
    def set_location(self, hashes: Iterable[str], location: str) -> Params:
        \"\"\"Move the torrents' content to `location`, a folder on the server.\"\"\"
        return {"hashes": piped(hashes), "location": location}

Every call is a POST: no release requires GET for anything, and GET queries lose plus signs on some.
What separates `read` from `write` is that a read may be sent again after a lost connection.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast
from urllib.parse import quote

from qbtui.text import raw

Value = str | int | float | bool | None
Params = Mapping[str, Value]
"""Form parameters; None leaves one out, a bool is sent as the words true and false."""

P = ParamSpec("P")
T = TypeVar("T")
S = TypeVar("S", bound="Scope")


@dataclass(frozen=True, slots=True)
class Upload:
    """Form parameters with files, sent as multipart."""

    params: Params
    field: str
    """The name of the form field that carries the files."""
    files: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One row of the catalogue."""

    path: str
    """Scope and name as the newest release has it, such as `torrents/stop`."""
    reply: Any
    """The type that the answer decodes to: a msgspec-decodable type, str, bytes or None."""
    mutates: bool
    since: str
    """The release that brought it."""
    until: str | None
    """The first release without it; None while it lives."""


CATALOGUE: dict[str, Endpoint] = {}
"""Every endpoint the client can call, by path; filled by the decorators."""


class Sender(Protocol):
    """What a scope needs of the session: one call, gated, sent, checked and decoded."""

    async def call(self, endpoint: Endpoint, content: Params | Upload) -> Any:  # noqa: ANN401
        """Send the call and return the reply as `endpoint.reply` says.

        Raises:
            ApiError: the call failed, in one of the ways that `errors` names.
        """


class Scope:
    """One API scope: a group of endpoints over a session."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender


def read(
    path: str, reply: type[T], *, since: str = "4.1.0", until: str | None = None
) -> Callable[
    [Callable[Concatenate[S, P], Params]], Callable[Concatenate[S, P], Awaitable[T]]
]:
    """Make a method the endpoint `path`, which changes nothing and answers `reply`."""
    return _endpoint(Endpoint(path, reply, mutates=False, since=since, until=until))


def write(
    path: str, reply: type[T] = cast("type[Any]", type(None)), *, since: str = "4.1.0",
    until: str | None = None,
) -> Callable[
    [Callable[Concatenate[S, P], Params | Upload]], Callable[Concatenate[S, P], Awaitable[T]]
]:
    """Make a method the endpoint `path`, which changes something on the server."""
    return _endpoint(Endpoint(path, reply, mutates=True, since=since, until=until))


def _endpoint(row: Endpoint) -> Any:  # noqa: ANN401
    if row.path in CATALOGUE:
        raise ValueError(f"endpoint {row.path} is declared twice")
    CATALOGUE[row.path] = row

    def decorate(build: Callable[..., Params | Upload]) -> Callable[..., Awaitable[Any]]:
        def call(scope: Scope, /, *args: object, **kwargs: object) -> Awaitable[Any]:
            return scope._sender.call(row, build(scope, *args, **kwargs))

        call.__doc__, call.__name__ = build.__doc__, build.__name__
        call.__dict__["endpoint"] = row
        return call

    return decorate


def piped(values: Iterable[str]) -> str:
    """Join hashes, peers or file ids with `|`."""
    return "|".join(map(raw, values))


def piped_urls(values: Iterable[str]) -> str:
    """Join URLs with `|`, each percent-encoded once more, as the server decodes them twice."""
    return "|".join(quote(raw(value), safe="") for value in values)


def lines(values: Iterable[str]) -> str:
    """Join URLs or category names with newlines."""
    return "\n".join(map(raw, values))


def commas(values: Iterable[str]) -> str:
    """Join tags with commas."""
    return ",".join(map(raw, values))
