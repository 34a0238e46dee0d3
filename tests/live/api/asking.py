"""How these tests reach a server through the client, and look at it past the client."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import pytest

from qbtui.api.client import Access, Client
from qbtui.api.errors import Unsupported
from tests.live.server import Server
from tests.live.waiting import NotHappenedError, eventually

T = TypeVar("T")


def access(server: Server, password: str = Server.password) -> Access:
    """Return how to reach the server, with the right password unless another is given."""
    return Access(server.url, username=server.username, password=password)


async def served(client: Client, since: str, call: Coroutine[Any, Any, object]) -> bool:
    """Await a call that came with release `since`; tell whether this server has it.

    Older servers must not be asked at all: there the client itself has to refuse.
    """
    assert client.server is not None
    if client.server.at_least(since):
        await call
        return True
    with pytest.raises(Unsupported):
        await call
    return False


async def shows(server: Server, hash_: str, **expected: object) -> None:
    """Wait until the server lists the torrent with these values, by its own names of fields."""

    def actual() -> dict[str, object]:
        row = server.torrent(hash_)
        return {name: row.get(name) for name in expected}

    await becomes(actual, expected)


async def becomes(actual: Callable[[], T], expected: T) -> None:
    """Wait until `actual` returns what is expected."""
    last: list[T] = []

    def matches() -> bool:
        last[:] = [actual()]
        return last == [expected]

    with contextlib.suppress(NotHappenedError):
        await eventually(matches, "the value")
    assert last == [expected]
