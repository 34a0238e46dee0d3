"""The client: one attribute per API scope over one session, which logs in by itself.

Importing it does not import httpx, so that the first frame need not wait for that; the session,
which does, is made by the first call.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from qbtui.api.access import Access
from qbtui.api.app import App
from qbtui.api.endpoint import Endpoint, Last, Params, Upload
from qbtui.api.log import Log
from qbtui.api.sync import Sync
from qbtui.api.torrents import Torrents
from qbtui.api.transfer import Transfer
from qbtui.api.version import ServerVersion

if TYPE_CHECKING:
    import httpx

    from qbtui.api.session import Session

__all__ = ["Access", "Client"]


class Client:
    """Everything qbtui can ask of one server.

    Every method of a scope raises `errors.ApiError`, and nothing else.
    """

    server: ServerVersion | None = None
    """Known once `connect` succeeded."""

    def __init__(self, access: Access, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.access = access
        self.app = App(self)
        self.log = Log(self)
        self.sync = Sync(self)
        self.transfer = Transfer(self)
        self.torrents = Torrents(self)
        self._transport = transport
        self._session: Session | None = None
        self._opening = asyncio.Lock()

    @property
    def session_serial(self) -> int:
        """Grows with each login: the server has then forgotten every `rid` it gave."""
        return 0 if self._session is None else self._session.serial

    async def connect(self) -> ServerVersion:
        """Find out what answers at the URL, log in if it wants that, and learn its version.

        Raises:
            ApiError: in the words of `errors`; a wrong password is tried once only.
        """
        self.server = await (await self._open()).connect()
        return self.server

    async def call(
        self, endpoint: Endpoint, content: Params | Upload, last: Last | None = None
    ) -> Any:  # noqa: ANN401 - typed by the decorators
        """Send one call of a scope; see `endpoint.Sender`, and `polling` for the `last` answers."""
        return await (await self._open()).call(endpoint, content, last)

    def polling(self) -> Polling:
        """Return the scopes to ask the same again and again."""
        return Polling(self)

    async def close(self) -> None:
        """Log out, when this client logged in, and close the connections.

        What is called from then on raises ApiError: nobody would close what it opened.
        """
        await (await self._open()).close()

    async def _open(self) -> Session:
        async with self._opening:
            if self._session is None:
                self._session = await asyncio.to_thread(_session, self.access, self._transport)
            return self._session


class Polling:
    """What is asked of one thing again and again, over a client.

    An answer that is the last one over is not decoded: the same object is returned, which must not
    be changed.
    """

    def __init__(self, client: Client) -> None:
        self.torrents = Torrents(self)
        self._client = client
        self._last: Last = {}

    @property
    def server(self) -> ServerVersion | None:
        """What answers."""
        return self._client.server

    async def call(self, endpoint: Endpoint, content: Params | Upload) -> Any:  # noqa: ANN401 - typed by the decorators
        """Send one call of a scope; see `endpoint.Sender`."""
        return await self._client.call(endpoint, content, self._last)


def _session(access: Access, transport: httpx.AsyncBaseTransport | None) -> Session:
    from qbtui.api.session import Session

    return Session(access, transport)
