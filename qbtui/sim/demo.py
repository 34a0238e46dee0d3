"""Worlds that are worth looking at: free content of all kinds in all states."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qbtui.sim.world import World

SEED = 20_260


def demo_world(
    torrents: int = 60, seed: int = SEED, release: tuple[int, int, int] = (5, 3, 0)
) -> World:
    """Return a world of this many torrents that is already running."""
    raise NotImplementedError


def populate(world: World, count: int) -> None:
    """Add this many torrents, as varied and much faster; their files are made up when asked for."""
    raise NotImplementedError
