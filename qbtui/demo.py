"""Shows the program on a simulated server: the one place where both sides meet.

The simulation runs in this process, behind the client's transport; nothing is sent anywhere.
"""

from __future__ import annotations

from pathlib import Path

from qbtui.api.access import Access
from qbtui.api.client import Client
from qbtui.config.launch import Launch
from qbtui.config.model import Config, Server

_PASSWORD = "demonstration"  # noqa: S105 - it opens nothing but the simulation
_SERVER = Server(url="http://localhost:8080", username="admin", password=_PASSWORD)


def demo_launch(config_path: Path, read_only: bool) -> Launch:
    """Return how to start the interface on the simulated server, without any configuration."""
    return Launch(
        config=Config(),
        config_path=config_path,
        name=None,
        server=_SERVER,
        password=_PASSWORD,
        read_only=read_only,
        demo=True,
    )


class DemoClients:
    """Makes the clients of a demonstration; other servers than its own are reached as always."""

    def __init__(self, torrents: int) -> None:
        self.torrents = torrents

    def __call__(self, access: Access) -> Client:
        """Return a client for `access`; the world is made when it is first asked for."""
        if access.url != _SERVER.url:
            return Client(access)
        from qbtui.sim.demo import demo_world
        from qbtui.sim.server import Server as SimulatedServer
        from qbtui.sim.transport import SimTransport

        world = SimulatedServer(demo_world(self.torrents), password=_PASSWORD)
        return Client(access, SimTransport(world))
