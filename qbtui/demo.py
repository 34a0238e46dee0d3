"""Shows the program on a simulated server: the one place where both sides meet.

The simulation runs in this process, behind the client's transport; nothing is sent anywhere.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from qbtui.api.access import Access
from qbtui.api.client import Client
from qbtui.config.launch import Launch
from qbtui.config.model import Config, Server

if TYPE_CHECKING:
    from qbtui.sim.server import Server as SimulatedServer

_NAME = "DEMO"
_PASSWORD = "demonstration"  # noqa: S105 - it opens nothing but the simulation
# No real server can have this address: `.invalid` is reserved for that.
_SERVER = Server(url="http://demo.invalid", username="admin", password=_PASSWORD)

# What never leaves the process need not be made small on the way.
_UNPACKED = {"Accept-Encoding": "identity"}


def demo_launch(read_only: bool) -> Launch:
    """Return how to start the interface on the simulated server: without a file of settings."""
    return Launch(
        config=Config(servers={_NAME: _SERVER}),
        config_path=None,
        name=_NAME,
        server=_SERVER,
        password=_PASSWORD,
        read_only=read_only,
    )


class DemoClients:
    """Makes the clients of a demonstration; other servers than its own are reached as always."""

    def __init__(self, torrents: int) -> None:
        self.torrents = torrents

    def __call__(self, access: Access) -> Client:
        """Return a client for `access`; all that are for the simulation share one world."""
        if access.url != _SERVER.url:
            return Client(access)
        from qbtui.sim.transport import SimTransport

        return Client(replace(access, headers=_UNPACKED), SimTransport(self._simulation))

    @cached_property
    def _simulation(self) -> SimulatedServer:
        """The simulated server, made when it is first asked for."""
        from qbtui.sim.demo import demo_world
        from qbtui.sim.server import Server as SimulatedServer

        return SimulatedServer(demo_world(self.torrents), password=_PASSWORD)
