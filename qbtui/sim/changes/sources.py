"""Where torrents get their data from: trackers, web seeds and peers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qbtui.sim.torrent import SimTorrent
    from qbtui.sim.world import World

Torrents = Iterable["SimTorrent"]


class Sources:
    """Changes trackers, web seeds and peers."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.index: dict[str, set[str]] = {}
        """The hashes of the torrents of each tracker URL, as `sync/maindata` lists them."""

    def add_trackers(self, torrents: Torrents, tiers: Sequence[Sequence[str]]) -> None:
        """Add announce URLs, tier by tier; known ones are skipped."""
        raise NotImplementedError

    def edit_tracker(
        self, torrent: SimTorrent, url: str, new: str | None = None, tier: int | None = None
    ) -> None:
        """Change URL and tier; raises `BadRequest` (no URL), `Conflict` (unknown or taken)."""
        raise NotImplementedError

    def remove_trackers(self, torrents: Torrents, urls: Iterable[str]) -> int:
        """Remove announce URLs and say how many went; old releases refuse when that is 0."""
        raise NotImplementedError

    def add_web_seeds(self, torrent: SimTorrent, urls: Iterable[str]) -> None:
        """Add web seeds; raises `BadRequest` for anything but http, https and ftp."""
        raise NotImplementedError

    def edit_web_seed(self, torrent: SimTorrent, url: str, new: str) -> None:
        """Change a web seed; raises `BadRequest`, and `Conflict` (unknown or taken)."""
        raise NotImplementedError

    def remove_web_seeds(self, torrent: SimTorrent, urls: Iterable[str]) -> None:
        """Remove web seeds; unknown ones are skipped. Raises `BadRequest` for no URL."""
        raise NotImplementedError

    def add_peers(
        self, torrents: Torrents, addresses: Iterable[tuple[str, int]]
    ) -> dict[str, tuple[int, int]]:
        """Connect to peers; say for each hash how many were added and how many failed."""
        raise NotImplementedError

    def ban_peers(self, addresses: Iterable[str]) -> None:
        """Ban IP addresses for good: in the preference, in the log, and out they go."""
        raise NotImplementedError

    def index_trackers(self, torrent: SimTorrent) -> None:
        """Take the trackers of a torrent into the index."""
        raise NotImplementedError

    def forget_trackers(self, torrent: SimTorrent) -> None:
        """Take the trackers of a torrent out of the index."""
        raise NotImplementedError
