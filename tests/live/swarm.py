"""Two servers of one release between which real transfers run."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from tests.live.loopback import HOST, free_port
from tests.live.server import Server
from tests.live.snapshot import Snapshot
from tests.live.torrents import Torrent
from tests.live.waiting import wait_for

SLOW = 200_000
"""Bytes per second at which a transfer runs unless told otherwise."""
SEEDING = {"uploading", "stalledUP"}
WORKING = 2
"""What `torrents/trackers` says of a tracker that has answered."""


def is_announced(server: Server, torrent: Torrent) -> bool:
    """Tell whether a tracker of the torrent has answered.

    While a server waits for an answer, it forgets the order to announce again.
    """
    if not server.torrent(torrent.hash):
        return False
    trackers = server.api("torrents/trackers", hash=torrent.hash)
    return any(tracker["status"] == WORKING for tracker in trackers)


class Swarm:
    """A server that seeds and tracks, and one that downloads from it."""

    def __init__(self, suite: str, logs: Path) -> None:
        self.seeder = Server(suite, "seeder", logs)
        self.leecher = Server(suite, "leecher", logs)
        self._tracker_port = free_port()
        self._initial: list[Snapshot] = []

    @property
    def tracker(self) -> str:
        """The announce URL of the seeder's embedded tracker."""
        return f"http://{HOST}:{self._tracker_port}/announce"

    def __enter__(self) -> Self:
        self.seeder.start().set_preferences(
            enable_embedded_tracker=True, embedded_tracker_port=self._tracker_port
        )
        self.leecher.start()
        self._initial = [Snapshot(server) for server in (self.seeder, self.leecher)]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.seeder.remove()
        self.leecher.remove()

    def empty(self) -> None:
        """Bring both servers back to how they started: without torrents, settings untouched."""
        for snapshot in self._initial:
            snapshot.restore()

    def seed(self, torrent: Torrent) -> None:
        """Have the seeder seed the torrent's content."""
        torrent.write_content(self.seeder.downloads)
        self.seeder.add(torrent.metainfo)
        wait_for(
            lambda: self.seeder.torrent(torrent.hash).get("state") in SEEDING,
            f"{torrent.name} to seed",
        )

    def connect(self, torrent: Torrent) -> None:
        """Tell the leecher that the seeder has the torrent."""
        self.leecher.api("torrents/addPeers", hashes=torrent.hash, peers=self.seeder.peer)

    def transfer(self, torrent: Torrent, rate: int = SLOW) -> None:
        """Start a download of the torrent that runs at `rate` bytes per second, 0 for unlimited.

        Returns once the leecher is receiving from the seeder; with a rate, choose a size for which
        the download outlasts the test.
        """
        self.seed(torrent)
        self.leecher.add(torrent.metainfo, dlLimit=rate)

        def receives() -> bool:
            self.connect(torrent)
            row = self.leecher.torrent(torrent.hash)
            return bool(row) and row["downloaded"] > 0

        wait_for(receives, f"{torrent.name} to download")

    def tracked(self, name: str, size: int = 20_000_000, **files: int) -> Torrent:
        """Make a torrent whose tracker is the seeder's."""
        return Torrent(name, size=size, files=files, trackers=(self.tracker,))
