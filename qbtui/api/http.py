"""HTTP with one server: sends a request and reads its answer.

What the calls are and what the answers mean is not known here.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from urllib.parse import SplitResult, urlsplit

import httpx

from qbtui import __version__
from qbtui.address import is_loopback, parse_url
from qbtui.api.access import Access
from qbtui.api.answer import Answer
from qbtui.api.body import encode
from qbtui.api.endpoint import Params, Upload
from qbtui.api.errors import ApiError, BadAddress, BadCertificate, Refused
from qbtui.api.faults import in_our_words, proxies_in_our_words
from qbtui.api.pages import Pages

CLOSED = "The connection was closed."

_CONNECT_SECONDS = 10.0
# Servers drop an idle connection after about 7 s: never be the one who uses it last.
_KEEPALIVE_SECONDS = 5.0


class HttpClient:
    """Sends to one server, over connections that are kept for a while."""

    def __init__(self, access: Access, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._access = access
        self._transport = transport
        self._client: httpx.AsyncClient | None = None
        self._opening = asyncio.Lock()
        self._closed = False

    async def post(self, name: str, content: Params | Upload) -> Answer:
        """Send one request, and return its answer.

        Raises:
            ApiError: there is none; `faults.repetition` says whether it may be sent again.
        """
        client = await self._opened()
        with in_our_words(self._access.url):
            return await _exchange(client, name, content)

    async def forget_cookies(self) -> None:
        """Send no cookie that came so far."""
        (await self._opened()).cookies.clear()

    async def close(self) -> None:
        """Close the connections; whatever is sent from then on fails."""
        async with self._opening:
            self._closed = True
            if self._client is not None:
                await self._client.aclose()

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
                timeout=httpx.Timeout(
                    access.timeout, connect=min(access.timeout, _CONNECT_SECONDS)
                ),
                limits=httpx.Limits(max_connections=6, keepalive_expiry=_KEEPALIVE_SECONDS),
                trust_env=not is_loopback(url.hostname or ""),
                transport=self._transport,
            )


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
