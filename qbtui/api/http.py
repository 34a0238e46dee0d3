"""HTTP with one server: sends a request and reads its answer.

What the calls are and what the answers mean is not known here.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from http.cookiejar import Cookie, CookieJar
from typing import Any
from urllib.parse import SplitResult, urlsplit

import httpx

from qbtui import __version__
from qbtui.address import is_loopback, parse_url
from qbtui.api.access import Access
from qbtui.api.answer import Answer
from qbtui.api.body import encode
from qbtui.api.endpoint import USUAL_LIMIT, Params, Upload
from qbtui.api.errors import ApiError, BadAddress, BadCertificate, BadReply, Refused
from qbtui.api.faults import (
    for_another_name,
    in_our_words,
    is_for_another_name,
    proxies_in_our_words,
)
from qbtui.api.inflate import Inflater
from qbtui.api.pages import Pages
from qbtui.text import enter

CLOSED = "The connection was closed."
_LOCATION = "location"

_CONNECT_SECONDS = 10.0
# Servers drop an idle connection after about 7 s: never be the one who uses it last.
_KEEPALIVE_SECONDS = 5.0
_MOST_COOKIES = 8_000
"""Characters of all that are sent back: servers refuse a request with much longer headers."""
_LONGEST_PAGE = 64_000
"""Bytes that are read of an answer that is none, to quote it."""
_SLOWEST = 2_000
"""Bytes a second, on the average, below which nobody waits for the rest of an answer."""
_DENSEST = 200
"""How many bytes one may stand for where an answer is large: no list of torrents comes to half."""


class HttpClient:
    """Sends to one server, over connections that are kept for a while."""

    def __init__(self, access: Access, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._access = access
        self._transport = transport
        self._client: httpx.AsyncClient | None = None
        self._opening = asyncio.Lock()
        self._closed = False
        self._connect_seconds = min(access.timeout, _CONNECT_SECONDS)

    async def post(self, name: str, content: Params | Upload, limit: int = USUAL_LIMIT) -> Answer:
        """Send one request, and return its answer: at most `limit` bytes once decompressed.

        Raises:
            ApiError: there is none; `faults.repetition` says whether it may be sent again.
        """
        client = await self._opened()
        content_type, body = encode(content)
        request = client.build_request(
            "POST", f"api/v2/{name}", content=body, headers={"Content-Type": content_type}
        )
        patience = self._access.timeout + self._connect_seconds + len(body) / _SLOWEST
        try:
            with in_our_words(self._access.url):
                return await _exchange(client, request, limit, patience)
        except BadCertificate as error:
            if is_for_another_name(error):
                names = await self._certified_names()
                raise for_another_name(self._access.url, names) from error.__cause__
            raise

    async def forget_cookies(self) -> None:
        """Send no cookie that came so far."""
        (await self._opened()).cookies.clear()

    async def close(self) -> None:
        """Close the connections; whatever is sent from then on fails."""
        async with self._opening:
            self._closed = True
            if self._client is not None:
                await self._client.aclose()

    async def _certified_names(self) -> list[str]:
        """Return the names that the certificate is for, if they can be had; sends no secret."""
        url = _url(self._access.url)
        context = await asyncio.to_thread(_tls_context, self._access)
        context.check_hostname = False
        client = httpx.AsyncClient(
            verify=context,
            timeout=self._connect_seconds,
            event_hooks={"response": [_put_location_away]},
            trust_env=_asks_environment(url),
            transport=self._transport,
        )
        try:
            with in_our_words(self._access.url):
                async with (
                    asyncio.timeout(self._connect_seconds),
                    client,
                    client.stream("HEAD", _base_url(url)) as answer,
                ):
                    connection = answer.extensions["network_stream"]
                    return _names_in(connection.get_extra_info("ssl_object"))
        except ApiError:
            return []

    async def _opened(self) -> httpx.AsyncClient:
        async with self._opening:
            if self._closed:
                raise ApiError(CLOSED)
            if self._client is None:
                self._client = await self._open()
            return self._client

    async def _open(self) -> httpx.AsyncClient:
        access = self._access
        if access.api_key and access.basic_username:
            raise Refused(
                "An API key and HTTP basic credentials cannot be used together.",
                "Both need the Authorization header: use a user name and password"
                " instead of the API key.",
                "api_key",
            )
        url = _url(access.url)
        # Without TLS no certificates are read: that takes longer than everything else here.
        tls = await asyncio.to_thread(_tls_context, access) if url.scheme == "https" else False
        basic = (access.basic_username, access.basic_password) if access.basic_username else None
        base_url, headers = _base_url(url), _headers(access)
        with proxies_in_our_words():
            return httpx.AsyncClient(
                base_url=base_url,
                headers=headers,
                auth=basic,
                verify=tls,
                timeout=httpx.Timeout(access.timeout, connect=self._connect_seconds),
                limits=httpx.Limits(max_connections=6, keepalive_expiry=_KEEPALIVE_SECONDS),
                cookies=_Cookies(),
                event_hooks={"response": [_put_location_away]},
                trust_env=_asks_environment(url),
                transport=self._transport,
            )


def _asks_environment(url: SplitResult) -> bool:
    """Tell whether what the environment says of proxies holds for this address."""
    return not is_loopback(url.hostname or "")


def _names_in(tls: ssl.SSLObject | None) -> list[str]:
    """Return the names in the certificate that came over a connection, safe to be shown."""
    certificate: dict[str, Any] = (tls.getpeercert() if tls is not None else None) or {}
    return [enter(name) for _, name in certificate.get("subjectAltName", ())]


class _Cookies(CookieJar):
    """Keeps no cookies that could not be sent: every request from then on would fail."""

    def set_cookie(self, cookie: Cookie) -> None:
        """Keep a cookie, if it can be sent with those that are there."""
        text = f"{cookie.name}={cookie.value}{cookie.path}"
        kept = sum(len(f"{each.name}={each.value}") for each in self)
        if text.isascii() and text.isprintable() and kept + len(text) <= _MOST_COOKIES:
            super().set_cookie(cookie)


def _url(text: str) -> SplitResult:
    try:
        return urlsplit(parse_url(text))
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


async def _put_location_away(response: httpx.Response) -> None:
    """Keep where a redirect leads from httpx.

    It makes a request of it even where it is not to follow, and fails in many ways where it is odd.
    """
    response.extensions[_LOCATION] = response.headers.pop(_LOCATION, "")


async def _exchange(
    client: httpx.AsyncClient, request: httpx.Request, limit: int, patience: float
) -> Answer:
    """Send a request and read its answer, which must begin within `patience` seconds."""
    began = asyncio.get_running_loop().time()
    async with (
        asyncio.timeout(patience) as deadline,
        contextlib.aclosing(await client.send(request, stream=True)) as response,
    ):
        inflater, pages = Inflater(response.headers.get("content-encoding", "")), Pages()
        async for sent in response.aiter_raw():
            came = response.num_bytes_downloaded
            deadline.reschedule(began + patience + came / _SLOWEST)
            for piece in inflater.feed(sent):
                pages.add(piece)
                _check_size(pages.size, came, limit)
                # What is made of one read may take longer than a frame.
                await asyncio.sleep(0)
            if not response.is_success and pages.size > _LONGEST_PAGE:
                break
        else:
            inflater.end()
    headers = {**response.headers, _LOCATION: response.extensions[_LOCATION]}
    return Answer(response.status_code, headers, pages.parts)


def _check_size(size: int, came: int, limit: int) -> None:
    if size > limit:
        raise BadReply(f"The answer has more than {limit // 1_000_000} MB, and was not read.")
    if size > USUAL_LIMIT and size > _DENSEST * came:
        raise BadReply(
            f"The answer has more than {USUAL_LIMIT // 1_000_000} MB, compressed as no list of"
            " torrents is, and was not read."
        )
