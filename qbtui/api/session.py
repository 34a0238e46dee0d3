"""One HTTP session with one server: logging in, repeating, and what the server is.

What calls exist is in the scopes, how one is sent in `http`, and what answers mean in `answer`.
"""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial
from typing import TYPE_CHECKING, Any

from qbtui.api.access import Access
from qbtui.api.answer import Answer, check, check_version, decode, decode_again
from qbtui.api.auth import check_login, credentials
from qbtui.api.beside import beside
from qbtui.api.endpoint import USUAL_LIMIT, Endpoint, Last, Params, Upload
from qbtui.api.errors import (
    ApiError,
    Banned,
    LoginRejected,
    NotQbittorrent,
    ProxyRejected,
    Refused,
    Unsupported,
    UnsupportedServer,
)
from qbtui.api.faults import may_have_arrived, repetition
from qbtui.api.http import CLOSED, HttpClient
from qbtui.api.version import (
    OLDEST,
    RENAMED,
    ServerVersion,
    endpoint_name,
    parse_version,
)

if TYPE_CHECKING:
    import httpx

_LOGOUT_SECONDS = 2.0
_LARGE = 20_000
"""Bytes of an answer from which decoding it may take longer than a frame: see `decoding`."""
_BASIC_HINT = (
    "They are for a proxy, which must not pass them on: qBittorrent 5.2 and later would take them"
    " for its own."
)


class Session:
    """The `Sender` of the scopes: a cookie, a login, and what the server is."""

    def __init__(self, access: Access, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.server: ServerVersion | None = None
        self.serial = 0
        """Grows with each login: the server then knows nothing of what it sent before."""
        self._access = access
        self._http = HttpClient(access, transport)
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

    async def call(
        self, endpoint: Endpoint, content: Params | Upload, last: Last | None = None
    ) -> Any:  # noqa: ANN401 - typed by the decorators
        """Send one call; see `endpoint.Sender`, and `answer.decode_again` for `last`."""
        read = decode if last is None else partial(decode_again, last=last)
        try:
            answer = await self._call(endpoint, content)
            if answer.size < _LARGE:
                return read(answer, endpoint)
            return await beside(lambda: read(answer, endpoint))
        except ApiError as error:
            # What breaks because we hung up says nothing about the server.
            told = ApiError(CLOSED) if self._closed else error
            told.uncertain = endpoint.mutates and may_have_arrived(error)
            raise told from error.__cause__

    async def _call(self, endpoint: Endpoint, content: Params | Upload) -> Answer:
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
        return answer

    async def close(self) -> None:
        """Log out, when this session logged in, and close the connections for good."""
        self._closed = True
        if self._logged_in:
            with contextlib.suppress(ApiError, TimeoutError):
                async with asyncio.timeout(_LOGOUT_SECONDS):
                    await self._http.post("auth/logout", {})
        await self._http.close()

    async def _ask(self, name: str, endpoint: Endpoint, content: Params | Upload) -> Answer:
        """Send once; when the session has ended, log in and send once more."""
        serial, again = self.serial, endpoint.again(content)
        answer = await self._post(name, content, again, endpoint.limit)
        # Only a write can be denied by itself, and then the server says why.
        ended = answer.status == 403 and not (endpoint.mutates and answer.says_why)
        if not ended:
            return answer
        async with self._entering:
            if self.serial == serial:
                await self._log_in()
        return await self._post(name, content, again, endpoint.limit)

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
        await self._http.forget_cookies()
        check_login(await self._post("auth/login", content))

    def _name_of(self, path: str) -> str:
        if path in self._names or self.server is None:
            return self._names.get(path, path)
        return endpoint_name(path, self.server)

    async def _post(
        self,
        name: str,
        content: Params | Upload,
        again: Params | Upload | None = None,
        limit: int = USUAL_LIMIT,
    ) -> Answer:
        """Send one request; after a lost connection once more, if that can do no harm.

        `again` is what to send when the server may have answered; None is nothing.
        """
        if self._closed:
            raise ApiError(CLOSED)
        if self._refusal is not None:
            raise self._refusal.bare()
        try:
            return await self._http.post(name, content, limit)
        except ApiError as error:
            repeated = repetition(error, content, again)
            if repeated is None:
                raise
        return await self._http.post(name, repeated, limit)


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
