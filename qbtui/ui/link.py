"""The conversation with the server of the moment: one client and one poller at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING

from textual.worker import Worker

from qbtui.api.access import Access
from qbtui.api.client import Client
from qbtui.config.model import Server
from qbtui.links import expand
from qbtui.state.connection import Connection, Phase
from qbtui.state.live import Live

if TYPE_CHECKING:
    from qbtui.ui.screens.main import MainScreen

MakeClient = Callable[[Access], Client]


class Link:
    """Starts, replaces and ends the poller of one server."""

    def __init__(self, screen: MainScreen, make_client: MakeClient) -> None:
        self._screen = screen
        self._make_client = make_client
        self._worker: Worker[None] | None = None
        self.live = Live(make_client(Access(url="")), screen)
        """Never None: until a server is known it is one that never runs."""
        self.live.connection = Connection(Phase.REFUSED)

    def open(self, server: Server) -> None:
        """Talk to `server` from now on, instead of the one before."""
        before = self.live
        self.live = Live(self._make_client(access(server)), self._screen)
        if self._worker is not None:
            self._worker.cancel()
            self._screen.run_worker(before.client.close(), group="closing")
        self._worker = self._screen.run_worker(self.live.run(), group="live")

    async def close(self) -> None:
        """Stop polling and log out."""
        if self._worker is None:
            return
        self._worker.cancel()
        self._worker = None
        await self.live.client.close()


def access(server: Server) -> Access:
    """Return how to reach the server of a profile that holds its password."""
    values = {field.name: getattr(server, field.name) for field in fields(Access)}
    return Access(**{**values, "ca_file": expand(server.ca_file)})
