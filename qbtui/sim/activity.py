"""What happens as time passes: the steps of the world's clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qbtui.sim.swarm import SimPeer
    from qbtui.sim.torrent import SimTorrent
    from qbtui.sim.world import World


class Activity:
    """Lets the world's torrents work."""

    def __init__(self, world: World) -> None:
        self._world = world

    def step(self, seconds: float) -> None:
        """Let this much time pass."""
        raise NotImplementedError

    def peers(self, torrent: SimTorrent) -> dict[str, SimPeer]:
        """Return the connected peers of a torrent by key."""
        raise NotImplementedError
