"""Small worlds and torrents for the tests of the simulated server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qbtui.sim.changes.adding import AddOptions
from qbtui.sim.metainfo import Metainfo, make
from qbtui.sim.rows import torrent_values
from qbtui.sim.torrent import SimTorrent
from qbtui.sim.world import World

MEGABYTE = 1 << 20
TRACKER = "https://tracker.example.org/announce"


def content(name: str = "Album", megabytes: int = 64, *, private: bool = False) -> Metainfo:
    """Return a torrent of two big files, one small and one empty."""
    half = megabytes * MEGABYTE // 2
    files = [("a/one.bin", half), ("a/two.bin", half), ("b/notes.txt", 900), ("empty", 0)]
    return make(name, files, MEGABYTE, trackers=((TRACKER,),), private=private)


def added(
    world: World,
    name: str = "Album",
    *,
    megabytes: int = 64,
    complete: bool = False,
    options: AddOptions | None = None,
) -> SimTorrent:
    """Add a torrent with a lively swarm to the world."""
    chosen = options or AddOptions(skip_checking=complete)
    torrent = world.adding.add_metainfo(content(name, megabytes), chosen)
    torrent.supply, torrent.appetite = (0 if complete else 4.0 * MEGABYTE), 500_000.0
    torrent.demand = 500_000.0
    torrent.num_complete, torrent.num_incomplete = 12, 9
    torrent.touch()
    return torrent


def unlimited(seed: int = 1) -> World:
    """Return a world without queueing."""
    world = World(seed)
    world.settings.write({"queueing_enabled": False})
    return world


def until(world: World, holds: Callable[[], bool], seconds: int = 600) -> int:
    """Let time pass until something holds; return how many seconds that took."""
    for passed in range(seconds):
        if holds():
            return passed
        world.step(1)
    raise AssertionError(f"did not come true within {seconds} s")


def shown(torrent: SimTorrent) -> dict[str, Any]:
    """Return what the list of a server shows of a torrent."""
    return torrent_values(torrent, torrent.world.release)


def states(world: World, torrent: SimTorrent, seconds: int) -> list[str]:
    """Return the states that a torrent goes through, each once in a row."""
    seen = [torrent.state]
    for _ in range(seconds):
        world.step(1)
        if torrent.state != seen[-1]:
            seen.append(torrent.state)
    return seen
