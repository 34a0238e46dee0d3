"""Answers that no qBittorrent gives: each is refused in words, and the next one is read again."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from qbtui.api import errors
from qbtui.api.client import Access, Client
from qbtui.api.endpoint import USUAL_LIMIT
from tests.hostile import (
    NO_WEB_SERVER,
    ODD_COOKIES,
    ODD_LOCATIONS,
    PASSWORD,
    REFUSED,
    SLOW,
    HostileServer,
    http,
)

KINDS = {SLOW: errors.TimedOut, NO_WEB_SERVER: errors.NotQbittorrent}


@pytest.fixture(scope="module")
def running() -> Iterator[HostileServer]:
    """Run one server for all tests."""
    with HostileServer() as server:
        yield server


@pytest.fixture
def hostile(running: HostileServer) -> HostileServer:
    """Return a server that says nothing unusual yet."""
    running.answers.clear()
    running.additions.clear()
    return running


@pytest.fixture
async def client(hostile: HostileServer) -> AsyncIterator[Client]:
    """Return a client of the server that has logged in, and waits for no longer than a second."""
    client = Client(Access(hostile.root, "admin", PASSWORD, timeout=1))
    await client.connect()
    yield client
    hostile.answers.clear()
    await client.close()


@pytest.mark.parametrize("what", REFUSED)
async def test_what_is_no_answer_is_refused_in_words(
    client: Client, hostile: HostileServer, what: str
) -> None:
    hostile.answers["torrents/count"], words = REFUSED[what]
    with pytest.raises(errors.ApiError, match=words) as caught:
        await client.torrents.count()
    assert type(caught.value) is KINDS.get(words, errors.BadReply)
    del hostile.answers["torrents/count"]
    assert await client.torrents.count() == 3


@pytest.mark.parametrize(
    "location", [*ODD_LOCATIONS, "https://new.example/" + "x" * 5000, "\x1b]52;c;aGFja2Vk", ""]
)
async def test_wherever_it_redirects_to_is_told_and_not_asked(
    client: Client, hostile: HostileServer, location: str
) -> None:
    hostile.answers["torrents/count"] = http(b"", f"Location: {location}", status="302 Found")
    with pytest.raises(errors.NotQbittorrent, match="The address only redirects, to") as caught:
        await client.torrents.count()
    assert caught.value.message.isprintable()
    assert len(caught.value.message) < 200


@pytest.mark.parametrize("cookie", ODD_COOKIES)
async def test_a_cookie_that_cannot_be_sent_is_not_kept(
    client: Client, hostile: HostileServer, cookie: str
) -> None:
    hostile.additions["torrents/count"] = [("Set-Cookie", cookie)]
    hostile.server.journal.clear()
    assert [await client.torrents.count() for _ in range(3)] == [3, 3, 3]
    # The session's own is still sent: nobody had to log in again.
    assert {entry.endpoint for entry in hostile.server.journal} == {"torrents/count"}


async def test_a_cookie_of_a_proxy_is_sent_back(client: Client, hostile: HostileServer) -> None:
    hostile.additions["torrents/count"] = [("Set-Cookie", "balancer=two; path=/")]
    for _ in range(2):
        await client.torrents.count()
    assert "balancer=two" in hostile.cookie


async def test_what_compresses_well_is_read_as_long_as_it_is_no_bomb(
    client: Client, hostile: HostileServer
) -> None:
    rows = b",".join(b'{"hash":"%040x","name":"n"}' % number for number in range(400_000))
    sent = gzip.compress(b"[" + rows + b"]", 1)
    assert len(rows) > USUAL_LIMIT
    hostile.answers["torrents/info"] = http(sent, "Content-Encoding: gzip")
    assert len(await client.torrents.info()) == 400_000


async def test_what_goes_wrong_in_httpx_in_ways_nobody_thought_of_is_told_in_words() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise OverflowError("int too large")

    client = Client(Access("http://server"), transport=httpx.MockTransport(answer))
    with pytest.raises(errors.BadReply, match="makes no sense: int too large"):
        await client.connect()
