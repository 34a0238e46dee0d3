"""One HTTP session with one server: sending, logging in, repeating, and saying what went wrong.

The only module that knows httpx. What calls exist is in the scopes; what answers mean in `answer`.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Iterator
from typing import Any, TypeVar
from urllib.parse import SplitResult, urlsplit

import httpx

from qbtui import __version__
from qbtui.address import is_loopback, parse_url
from qbtui.api.access import Access
from qbtui.api.answer import Answer, check, check_version, decode
from qbtui.api.auth import check_login, credentials
from qbtui.api.body import encode
from qbtui.api.endpoint import Endpoint, Params, Upload
from qbtui.api.errors import (
    ApiError,
    BadAddress,
    BadCertificate,
    BadReply,
    Banned,
    LoginRejected,
    NotQbittorrent,
    ProxyRejected,
    Refused,
    ServerFailure,
    TimedOut,
    Unreachable,
    Unsupported,
    UnsupportedServer,
)
from qbtui.api.pages import Pages
from qbtui.api.version import (
    OLDEST,
    RENAMED,
    ServerVersion,
    endpoint_name,
    parse_version,
)

_CONNECT_SECONDS = 10.0
_LOGOUT_SECONDS = 2.0
# Servers drop an idle connection after about 7 s: never be the one who uses it last.
_KEEPALIVE_SECONDS = 5.0
_BASIC_HINT = (
    "They are for a proxy, which must not pass them on: qBittorrent 5.2 and later would take them"
    " for its own."
)
_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.LocalProtocolError,
    httpx.UnsupportedProtocol,
)
# What httpx says when a connection ends before an answer, and within one.
_DROPPED = ("disconnected", "peer closed")
_CLOSED = "The connection was closed."
_DROPPED_HINT = "Is qBittorrent running? If it uses HTTPS, the address starts with https://."


class Session:
    """The `Sender` of the scopes: a cookie, a login, and what the server is."""

    def __init__(self, access: Access, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.server: ServerVersion | None = None
        self.serial = 0
        """Grows with each login: the server then knows nothing of what it sent before."""
        self._access = access
        self._transport = transport
        self._http: httpx.AsyncClient | None = None
        self._opening = asyncio.Lock()
        self._entering = asyncio.Lock()
        self._logged_in = False
        self._closed = False
        self._refusal: Refused | None = None
        self._names: dict[str, str] = {}

    async def connect(self) -> ServerVersion:
        """Find out what answers, log in if it wants that, and learn its version.

        Raises:
            ApiError: in the words of `errors`; a rejected login is not tried again.
        """
        async with self._entering:
            probe = await self._post("app/webapiVersion", {}, again={})
            if probe.status == 403:
                await self._log_in()
                probe = await self._post("app/webapiVersion", {}, again={})
            else:
                self.serial += 1
            if probe.status == 401 and self._access.basic_username:
                raise ProxyRejected("The HTTP basic credentials are rejected.", _BASIC_HINT)
            check_version(probe)
            answer = await self._post("app/version", {}, again={})
            check(answer, "app/version")
        self.server = _server_version(answer.quote)
        self._names.clear()
        return self.server

    async def call(self, endpoint: Endpoint, content: Params | Upload) -> Any:  # noqa: ANN401 - typed by the decorators
        """Send one call; see `endpoint.Sender`."""
        try:
            return await self._call(endpoint, content)
        except ApiError as error:
            # What breaks because we hung up says nothing about the server.
            told = ApiError(_CLOSED) if self._closed else error
            told.uncertain = endpoint.mutates and _may_have_arrived(error)
            raise told from error.__cause__

    async def _call(self, endpoint: Endpoint, content: Params | Upload) -> Any:  # noqa: ANN401 - as `call`
        if self.server is not None:
            _gate(endpoint, self.server)
        name = self._name_of(endpoint.path)
        answer = await self._ask(name, endpoint, content)
        if answer.status == 404 and endpoint.path in RENAMED:
            name = _other_name(endpoint.path, name)
            answer = await self._ask(name, endpoint, content)
            if answer.status != 404:
                self._names[endpoint.path] = name
        check(answer, endpoint.path)
        return decode(answer, endpoint)

    async def close(self) -> None:
        """Log out, when this session logged in, and close the connections for good."""
        self._closed = True
        async with self._opening:
            http, self._http = self._http, None
        if http is None:
            return
        async with contextlib.aclosing(http):
            if self._logged_in:
                with contextlib.suppress(httpx.HTTPError, TimeoutError):
                    async with asyncio.timeout(_LOGOUT_SECONDS):
                        await _exchange(http, "auth/logout", {})

    async def _ask(self, name: str, endpoint: Endpoint, content: Params | Upload) -> Answer:
        """Send once; when the session has ended, log in and send once more."""
        serial, again = self.serial, endpoint.again(content)
        answer = await self._post(name, content, again)
        # Only a write can be denied by itself, and then the server says why.
        ended = answer.status == 403 and not (endpoint.mutates and answer.says_why)
        if not ended:
            return answer
        async with self._entering:
            if self.serial == serial:
                await self._log_in()
        return await self._post(name, content, again)

    async def _log_in(self) -> None:
        try:
            await self._send_credentials()
        except (LoginRejected, Banned) as refusal:
            # Each try with a wrong password counts towards a ban.
            self._refusal = refusal
            raise
        self._logged_in = True
        self.serial += 1

    async def _send_credentials(self) -> None:
        content = credentials(self._access)
        (await self._client()).cookies.clear()
        check_login(await self._post("auth/login", content))

    def _name_of(self, path: str) -> str:
        if path in self._names or self.server is None:
            return self._names.get(path, path)
        return endpoint_name(path, self.server)

    async def _post(
        self, name: str, content: Params | Upload, again: Params | Upload | None = None
    ) -> Answer:
        """Send one request; after a lost connection once more, if that can do no harm.

        `again` is what to send when the server may have answered; None is nothing.
        """
        if self._refusal is not None:
            raise self._refusal.bare()
        client = await self._client()
        with _in_our_words(self._access):
            try:
                return await _exchange(client, name, content)
            except httpx.TransportError as error:
                repetition = _repetition(error, content, again)
                if client.is_closed or repetition is None:
                    raise
                return await _exchange(client, name, repetition)

    async def _client(self) -> httpx.AsyncClient:
        async with self._opening:
            if self._closed:
                raise ApiError(_CLOSED)
            if self._http is None:
                self._http = await self._open()
            return self._http

    async def _open(self) -> httpx.AsyncClient:
        access = self._access
        if access.api_key and access.basic_username:
            raise Refused(
                "An API key and HTTP basic credentials cannot be used together.",
                "Both need the Authorization header: use a user name and password"
                " instead of the API key.",
            )
        url = _url(access)
        # Without TLS no certificates are read: that takes longer than everything else here.
        tls = await asyncio.to_thread(_tls_context, access) if url.scheme == "https" else False
        basic = (access.basic_username, access.basic_password) if access.basic_username else None
        base_url, headers = _base_url(url), _headers(access)
        with _proxies_in_our_words():
            return httpx.AsyncClient(
                base_url=base_url,
                headers=headers,
                auth=basic,
                verify=tls,
                timeout=httpx.Timeout(
                    access.timeout, connect=min(access.timeout, _CONNECT_SECONDS)
                ),
                limits=httpx.Limits(max_connections=6, keepalive_expiry=_KEEPALIVE_SECONDS),
                trust_env=not is_loopback(url.hostname or ""),
                transport=self._transport,
            )


async def _exchange(client: httpx.AsyncClient, name: str, content: Params | Upload) -> Answer:
    content_type, body = encode(content)
    request = client.build_request(
        "POST", f"api/v2/{name}", content=body, headers={"Content-Type": content_type}
    )
    async with contextlib.aclosing(await client.send(request, stream=True)) as response:
        pages = Pages()
        async for part in response.aiter_bytes():
            pages.add(part)
    return Answer(response.status_code, response.headers, pages.parts)


def _url(access: Access) -> SplitResult:
    try:
        return urlsplit(parse_url(access.url))
    except ValueError as error:
        reason = str(error)
        raise BadAddress(f"{reason[0].upper()}{reason[1:]}.") from error


def _base_url(url: SplitResult) -> httpx.URL:
    try:
        base_url = httpx.URL(url.geturl())
        # The host is decoded only when it is read.
        return base_url.copy_with(host=base_url.host)
    except (httpx.InvalidURL, ValueError) as error:
        raise BadAddress(f"The address is not valid: {error}.") from error


@contextlib.contextmanager
def _proxies_in_our_words() -> Iterator[None]:
    """Turn what httpx raises over the proxies of the environment into `ApiError`."""
    try:
        yield
    except (httpx.InvalidURL, ImportError, ValueError) as error:
        raise Unreachable(
            f"The proxy that the environment names cannot be used: {error}",
            "See HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY.",
        ) from error


def _headers(access: Access) -> dict[bytes, bytes]:
    headers = {"User-Agent": f"qbtui/{__version__}", "Accept-Encoding": "gzip", **access.headers}
    if access.host_header:
        headers["Host"] = access.host_header
    if access.api_key:
        headers["Authorization"] = f"Bearer {access.api_key}"
    for name in headers:
        if not name.isascii():
            raise ApiError(f"The header {name} in the profile cannot be sent.")
    return {name.encode(): value.encode() for name, value in headers.items()}


def _tls_context(access: Access) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=access.ca_file or None)
    except OSError as error:
        message = f"The certificates in {access.ca_file} cannot be read: {error}."
        raise BadCertificate(message) from error
    if not access.verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _gate(endpoint: Endpoint, server: ServerVersion) -> None:
    if not server.at_least(endpoint.since):
        raise Unsupported(
            f"{endpoint.path} needs qBittorrent {endpoint.since} or newer;"
            f" this server is {server.text.removeprefix('v')}."
        )


def _other_name(path: str, name: str) -> str:
    _, old_name = RENAMED[path]
    return old_name if name == path else path


def _server_version(text: str) -> ServerVersion:
    try:
        version = ServerVersion(parse_version(text), text)
    except ValueError as error:
        raise NotQbittorrent("What answers at this address is not qBittorrent.") from error
    if version.release < OLDEST:
        raise UnsupportedServer(f"This server is qBittorrent {text}, which is too old.")
    return version


def _repetition(
    error: httpx.TransportError, content: Params | Upload, again: Params | Upload | None
) -> Params | Upload | None:
    """Return what to send after `error`: `content`, where it cannot have arrived, or `again`."""
    if isinstance(error, httpx.ConnectError):
        return content if _cause(error, ssl.SSLError) is None else None
    return again if isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError) else None


@contextlib.contextmanager
def _in_our_words(access: Access) -> Iterator[None]:
    """Turn what httpx raises into `ApiError`."""
    try:
        yield
    except httpx.DecodingError as error:
        raise BadReply(f"The answer is damaged: {error}.") from error
    except httpx.LocalProtocolError as error:
        # What httpx says quotes the header, which may be a secret.
        raise ApiError("A header in the profile holds what HTTP does not allow.") from error
    except httpx.HTTPError as error:
        raise _failure(error, _url(access)) from error


def _failure(error: httpx.HTTPError, url: SplitResult) -> ApiError:
    if tls := _cause(error, ssl.SSLError):
        return _tls_failure(tls, url.netloc)
    if isinstance(error, httpx.ConnectTimeout):
        return TimedOut(f"No answer from {url.netloc}.", Unreachable.hint)
    if isinstance(error, httpx.TimeoutException):
        return TimedOut(f"{url.netloc} did not answer in time.")
    if _cause(error, socket.gaierror):
        return Unreachable(f"There is no host named {url.hostname}.")
    if _cause(error, ConnectionRefusedError):
        return Unreachable(f"{url.netloc} refuses the connection.")
    if isinstance(error, httpx.ProxyError):
        return Unreachable(f"The proxy that the environment names failed: {error}.")
    was_dropped = any(words in str(error) for words in _DROPPED)
    if isinstance(error, httpx.RemoteProtocolError) and not was_dropped:
        return NotQbittorrent(f"What answers at {url.netloc} is not a web server.")
    if isinstance(error, httpx.ConnectError):
        return Unreachable(f"There is no connection to {url.netloc}: {error}.")
    return Unreachable(f"{url.netloc} dropped the connection.", _DROPPED_HINT)


def _may_have_arrived(error: ApiError) -> bool:
    """Tell whether the server may have done what it was asked, for all that is known."""
    if isinstance(error.__cause__, httpx.TransportError):
        return not isinstance(error.__cause__, _NEVER_SENT)
    return isinstance(error, ServerFailure | BadReply | NotQbittorrent)


def _tls_failure(error: ssl.SSLError, place: str) -> BadCertificate:
    if isinstance(error, ssl.SSLCertVerificationError):
        return BadCertificate(f"The certificate of {place} is not trusted: {error.verify_message}.")
    return BadCertificate(
        f"{place} does not speak TLS as it should.", "Does its address start with http://?"
    )


_Cause = TypeVar("_Cause", bound=BaseException)


def _cause(error: BaseException | None, kind: type[_Cause]) -> _Cause | None:
    """Find `kind` among what led to `error`, through groups."""
    while error is not None:
        if isinstance(error, kind):
            return error
        if isinstance(error, BaseExceptionGroup):
            found = (_cause(each, kind) for each in error.exceptions)
            return next((each for each in found if each is not None), None)
        error = error.__cause__ or error.__context__
    return None
