"""Lost connections: which calls are sent again, and what the user is told."""

from __future__ import annotations

import asyncio
import socket
import ssl
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import pytest

from qbtui.api import errors
from qbtui.api.client import Access, Client
from tests.api.scripted import Reply, Server, response

DROPPED = httpx.RemoteProtocolError("Server disconnected without sending a response.")
CUT = httpx.RemoteProtocolError(
    "peer closed connection without sending complete message body (received 5 bytes, expected 9)"
)
REFUSED = httpx.ConnectError("All connection attempts failed")

Call = Callable[[Client], Awaitable[object]]


def read(client: Client) -> Awaitable[object]:
    """Call something that changes nothing."""
    return client.torrents.count()


def write(client: Client) -> Awaitable[object]:
    """Call something that must not happen twice."""
    return client.torrents.toggle_sequential_download(["a"])


PATHS: dict[Call, str] = {read: "torrents/count", write: "torrents/toggleSequentialDownload"}


@pytest.mark.parametrize(
    ("call", "fault"),
    [(read, DROPPED), (read, httpx.ReadError("reset")), (read, REFUSED), (write, REFUSED)],
)
async def test_a_call_is_repeated_once_when_that_does_no_harm(
    server: Server, call: Call, fault: httpx.TransportError
) -> None:
    client = await server.connected()
    server.answers[PATHS[call]] = [fault, Reply(200, b"1")]
    await call(client)
    assert server.paths() == [PATHS[call]] * 2


@pytest.mark.parametrize(
    ("call", "fault", "attempts"),
    [
        (write, DROPPED, 1),
        (write, httpx.ReadError("reset"), 1),
        (write, httpx.ReadTimeout("late"), 1),
        (read, httpx.ReadTimeout("late"), 1),
        (read, DROPPED, 2),
        (write, REFUSED, 2),
    ],
)
async def test_a_call_is_not_repeated_more_than_that(
    server: Server, call: Call, fault: httpx.TransportError, attempts: int
) -> None:
    client = await server.connected()
    server.answers[PATHS[call]] = [fault]
    with pytest.raises(errors.Unreachable):
        await call(client)
    assert server.paths() == [PATHS[call]] * attempts


@pytest.mark.parametrize(
    ("call", "answer", "uncertain"),
    [
        (write, DROPPED, True),
        (write, httpx.ReadError("reset"), True),
        (write, httpx.ReadTimeout("late"), True),
        (write, Reply(500), True),
        (write, Reply(200, b"<html>"), True),
        (write, REFUSED, False),
        (write, httpx.ConnectTimeout("no answer"), False),
        (write, httpx.PoolTimeout("busy"), False),
        (write, Reply(409), False),
        (read, httpx.ReadTimeout("late"), False),
        (read, Reply(500), False),
    ],
)
async def test_what_may_have_been_done_is_told_from_what_was_not(
    server: Server, call: Call, answer: Reply | httpx.TransportError, uncertain: bool
) -> None:
    client = await server.connected()
    server.answers[PATHS[call]] = [answer]
    with pytest.raises(errors.ApiError) as caught:
        await call(client)
    assert caught.value.uncertain is uncertain


def caused(error: httpx.TransportError, *causes: BaseException) -> httpx.TransportError:
    """Return `error` with a chain of causes, as the layers below httpx leave it."""
    last: BaseException = error
    for cause in causes:
        last.__cause__ = cause
        last = cause
    return error


def untrusted() -> ssl.SSLCertVerificationError:
    """Return what the ssl module raises for a certificate that nobody vouches for."""
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_code, error.verify_message = 18, "self-signed certificate"
    return error


@pytest.mark.parametrize(
    ("fault", "kind", "words"),
    [
        (httpx.ConnectTimeout("x"), errors.TimedOut, "No answer from server:8080"),
        (httpx.ReadTimeout("x"), errors.TimedOut, "did not answer in time"),
        (httpx.PoolTimeout("x"), errors.TimedOut, "did not answer in time"),
        (DROPPED, errors.Unreachable, "dropped the connection"),
        (CUT, errors.Unreachable, "dropped the connection"),
        (httpx.WriteError("x"), errors.Unreachable, "dropped the connection"),
        (httpx.ProxyError("407"), errors.Unreachable, "proxy that the environment names"),
        (REFUSED, errors.Unreachable, "no connection to server:8080"),
        (
            httpx.RemoteProtocolError("illegal status line"),
            errors.NotQbittorrent,
            "not a web server",
        ),
        (
            caused(httpx.ConnectError("x"), OSError(), socket.gaierror(-2, "unknown")),
            errors.Unreachable,
            "no host named server",
        ),
        (
            caused(
                httpx.ConnectError("x"),
                OSError("all failed"),
                BaseExceptionGroup("both", [OSError(), ConnectionRefusedError()]),
            ),
            errors.Unreachable,
            "refuses the connection",
        ),
        (
            caused(httpx.ConnectError("x"), ssl.SSLError(1, "WRONG_VERSION_NUMBER")),
            errors.BadCertificate,
            "does not speak TLS",
        ),
        (
            caused(httpx.ConnectError("x"), untrusted()),
            errors.BadCertificate,
            "not trusted: self-signed certificate",
        ),
        (httpx.LocalProtocolError("Illegal header value"), errors.ApiError, "header"),
    ],
)
async def test_a_fault_is_told_in_words(
    server: Server, fault: httpx.TransportError, kind: type[errors.ApiError], words: str
) -> None:
    server.answers["app/webapiVersion"] = [fault]
    with pytest.raises(errors.ApiError) as caught:
        await server.client().connect()
    assert type(caught.value) is kind
    assert words in caught.value.message


async def test_a_damaged_answer_is_a_bad_reply(server: Server) -> None:
    client = await server.connected()
    server.answers["torrents/count"] = [Reply(200, b"not gzip", {"content-encoding": "gzip"})]
    with pytest.raises(errors.BadReply, match="damaged"):
        await client.torrents.count()


async def test_certificates_that_cannot_be_read_are_named(server: Server, tmp_path: Path) -> None:
    missing = tmp_path / "ca.pem"
    with pytest.raises(errors.BadCertificate, match=r"ca\.pem"):
        await server.client(url="https://server", ca_file=str(missing)).connect()


@pytest.mark.parametrize(("verify", "mode"), [(True, ssl.CERT_REQUIRED), (False, ssl.CERT_NONE)])
async def test_certificates_are_checked_unless_the_user_says_no(
    server: Server, monkeypatch: pytest.MonkeyPatch, verify: bool, mode: ssl.VerifyMode
) -> None:
    contexts: list[ssl.SSLContext] = []
    make = ssl.create_default_context

    def record(cafile: str | None) -> ssl.SSLContext:
        contexts.append(make(cafile=cafile))
        return contexts[-1]

    monkeypatch.setattr(ssl, "create_default_context", record)
    await server.client(url="https://server", verify=verify).connect()
    assert [(each.verify_mode, each.check_hostname) for each in contexts] == [(mode, verify)]


async def test_a_header_that_cannot_be_sent_is_named(server: Server) -> None:
    with pytest.raises(errors.ApiError, match="X-Café"):
        await server.client(headers={"X-Café": "1"}).connect()


async def test_what_a_header_holds_is_not_repeated(server: Server) -> None:
    server.answers["app/webapiVersion"] = [httpx.LocalProtocolError("Illegal value b'secret'")]
    with pytest.raises(errors.ApiError) as caught:
        await server.client().connect()
    assert "secret" not in caught.value.message


@pytest.mark.parametrize("url", ["ftp://server", "192.168.1.300", "http://xn--a", "[::1]x"])
async def test_a_bad_address_is_told_before_anything_is_sent(server: Server, url: str) -> None:
    with pytest.raises(errors.BadAddress):
        await server.client(url=url).connect()
    assert not server.requests


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "what://is.this"])
async def test_a_proxy_that_cannot_be_used_is_told(
    monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    for name in ("http_proxy", "no_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("ALL_PROXY", proxy)
    with pytest.raises(errors.Unreachable, match="proxy that the environment names"):
        await Client(Access(url="http://server")).connect()


async def test_a_read_that_the_end_of_the_session_cuts_off_is_not_sent_again() -> None:
    waiting, closed = asyncio.Event(), asyncio.Event()

    async def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("torrents/count"):
            waiting.set()
            await closed.wait()
            raise httpx.ReadError("closed")
        return response(Reply(body=b"v5.1.0" if "version" in request.url.path else b"2.11.4"))

    client = Client(Access(url="http://server"), transport=httpx.MockTransport(answer))
    await client.connect()
    reading = asyncio.create_task(client.torrents.count())
    await waiting.wait()
    await client.close()
    closed.set()
    with pytest.raises(errors.ApiError, match=r"The connection was closed\."):
        await reading


def test_the_client_does_not_load_httpx_before_it_is_used() -> None:
    code = "import qbtui.api.client, sys; sys.exit('httpx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
