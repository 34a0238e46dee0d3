"""The simulated server: its torrents, its clock, and what it keeps between requests.

Nothing here reads the time of day or speaks HTTP: whoever owns a world lets its time pass with
`step`, and reads and changes it between steps. The same seed gives the same world.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qbtui.sim import preferences
from qbtui.sim.activity import Activity
from qbtui.sim.changes.adding import Adding
from qbtui.sim.changes.control import Control
from qbtui.sim.changes.files import Files
from qbtui.sim.changes.labels import Labels
from qbtui.sim.changes.limits import Limits
from qbtui.sim.changes.location import Location
from qbtui.sim.changes.queue import Queue
from qbtui.sim.changes.settings import Settings
from qbtui.sim.changes.sources import Sources
from qbtui.sim.log import Level, Log
from qbtui.sim.refusals import NotFound
from qbtui.sim.releases import NEWEST, Release

if TYPE_CHECKING:
    from qbtui.sim.arrivals import Arrivals
    from qbtui.sim.swarm import SimPeer, Temper
    from qbtui.sim.torrent import SimTorrent

START = 1_767_000_000
"""When a world begins unless told otherwise, epoch seconds."""


@dataclass(slots=True)
class Statistics:
    """Totals and technical values of `server_state`; bytes, bytes/s unless said."""

    dl_info_speed: int = 0
    up_info_speed: int = 0
    dl_info_data: int = 0
    """Downloaded in this session."""
    up_info_data: int = 0
    alltime_dl: int = 0
    alltime_ul: int = 0
    total_wasted_session: int = 0
    total_peer_connections: int = 0
    dht_nodes: int = 0
    connection_status: str = "connected"
    """`connected`, `firewalled` or `disconnected`."""
    last_external_address_v4: str = "203.0.113.7"
    last_external_address_v6: str = ""
    read_cache_hits: float = 0
    """Percent, as all of the cache."""
    read_cache_overload: float = 0
    write_cache_overload: float = 0
    total_buffers_size: int = 0
    total_queued_size: int = 0
    queued_io_jobs: int = 0
    average_time_queue: int = 0
    """Milliseconds."""
    request_latency: int = 0
    """Milliseconds."""
    queued_tracker_announces: int = 0

    @property
    def global_ratio(self) -> float | None:
        """All-time uploaded to downloaded; None when nothing was downloaded."""
        return self.alltime_ul / self.alltime_dl if self.alltime_dl else None


@dataclass
class Disk:
    """The disk of the server, and the folders that it cannot use."""

    free: int = 2 << 40
    """Bytes; downloads eat it up."""
    forbidden: tuple[str, ...] = ("/root", "/proc", "/sys")
    """Folders that may not be written."""
    impossible: tuple[str, ...] = ("/dev/null", "/nonexistent")
    """Folders that cannot be made."""
    unmounted: tuple[str, ...] = ()
    """Folders whose files are gone for the time being."""


class World:
    """A qBittorrent server without its network. Raises `Refusal` where the server does."""

    def __init__(self, seed: int = 1, *, now: float = START, release: str = NEWEST) -> None:
        self.random = random.Random(seed)
        self.now = now
        """Epoch seconds."""
        self.started = now
        """When the server was last started, epoch seconds."""
        self.release = Release(release)
        self.revision = 1
        """Counts the changes of torrents; see `changed_since`."""
        self.torrents: dict[str, SimTorrent] = {}
        """By hash, oldest first."""
        self.preferences = preferences.defaults(self.release)
        """What `app/preferences` shows at this release; change it with `settings.write`."""
        self.cookies: list[dict[str, object]] = []
        """Those for downloads, as `app/cookies` shows them."""
        self.alternative = False
        """Whether the alternative rate limits are in force; set with `limits.set_alternative`."""
        self.statistics = Statistics()
        self.disk = Disk()
        self.log = Log()
        self.tempers: dict[str, Temper] = {}
        """How the trackers of a host answer; others work."""
        self.lonely = False
        """Whether new torrents find nobody else, as on a machine without a network."""
        self.arrivals: Arrivals | None = None
        """What adds torrents by itself; None is nothing."""
        self.adding = Adding(self)
        self.control = Control(self)
        self.queue = Queue(self)
        self.files = Files(self)
        self.labels = Labels(self)
        self.limits = Limits(self)
        self.location = Location(self)
        self.sources = Sources(self)
        self.settings = Settings(self)
        self.activity = Activity(self)
        self._changes: dict[str, int] = {}
        """The revision in which each torrent, gone or not, was changed last; the newest at the end.
        """

    # Time

    def step(self, seconds: float) -> None:
        """Let time pass: transfers, checks, moves, announces and what follows from them."""
        self.activity.step(seconds)

    def restart(self) -> None:
        """Begin anew: both logs, and all that counts since the start."""
        self.started = self.now
        self.log.clear()
        self.statistics.dl_info_data = self.statistics.up_info_data = 0
        self.statistics.total_wasted_session = 0
        for torrent in self.torrents.values():
            torrent.downloaded_session = torrent.uploaded_session = 0
            torrent.touch()

    # Torrents

    def find(self, hash: str) -> SimTorrent:
        """Return the torrent of this ID; raises `NotFound`."""
        torrent = self.torrents.get(hash)
        if torrent is None:
            raise NotFound(f"no torrent {hash}")
        return torrent

    def peers(self, torrent: SimTorrent) -> dict[str, SimPeer]:
        """Return the connected peers by key; from the first look on they change as time passes."""
        return self.activity.peers(torrent)

    # Changes

    def note_change(self, torrent: SimTorrent) -> None:
        """Let the pollers see a torrent again; called by `SimTorrent.touch`."""
        if self.torrents.get(torrent.hash) is not torrent:
            return
        torrent.revision = self._note(torrent.hash)
        self.activity.watch(torrent)

    def _note(self, hash: str) -> int:
        """Count a change, and return the revision that it makes."""
        self.revision += 1
        self._changes.pop(hash, None)
        self._changes[hash] = self.revision
        return self.revision

    def _since(self, revision: int) -> Iterator[str]:
        """Yield the IDs that came, changed or went after this revision, newest first."""
        for hash, changed in reversed(self._changes.items()):
            if changed <= revision:
                return
            yield hash

    def changed_since(self, revision: int) -> Iterator[SimTorrent]:
        """Yield the torrents that were added or changed after this revision, newest first."""
        return (self.torrents[hash] for hash in self._since(revision) if hash in self.torrents)

    def removed_since(self, revision: int) -> list[str]:
        """Return the IDs that went after this revision and did not come back, newest first."""
        return [hash for hash in self._since(revision) if hash not in self.torrents]

    def insert(self, torrents: Iterable[SimTorrent]) -> None:
        """Take new torrents in, trackers, queue and all; `adding` is how clients do it."""
        for torrent in torrents:
            self.torrents[torrent.hash] = torrent
            torrent.visited = self.now
            self.sources.index_trackers(torrent)
            self.queue.append(torrent)
            torrent.touch()

    def remove(self, torrent: SimTorrent) -> None:
        """Forget a torrent; `control.delete` is how clients do it."""
        del self.torrents[torrent.hash]
        self._note(torrent.hash)
        self.activity.leave(torrent)
        self.sources.forget_trackers(torrent)
        self.queue.discard(torrent)

    # Preferences and the log

    @property
    def default_save_path(self) -> str:
        """The folder of torrents that have no other."""
        return self.text("save_path").rstrip("/") or "/"

    @property
    def banned(self) -> frozenset[str]:
        """The addresses of peers with which it has nothing to do; a preference."""
        return frozenset(self.text("banned_IPs").split())

    def flag(self, key: str) -> bool:
        """Return a preference that is true or false; false when this release has none."""
        return bool(self.preferences.get(key, False))

    def number(self, key: str, default: int = -1) -> int:
        """Return a preference that is a whole number."""
        value = self.preferences.get(key, default)
        return int(value) if isinstance(value, int | float) else default

    def real(self, key: str, default: float = -1) -> float:
        """Return a preference that is a number; -1 when this release has none."""
        value = self.preferences.get(key, default)
        return float(value) if isinstance(value, int | float) else default

    def text(self, key: str) -> str:
        """Return a preference that is text; "" when this release has none."""
        value = self.preferences.get(key, "")
        return value if isinstance(value, str) else ""

    def say(self, message: str, level: Level = Level.NORMAL) -> None:
        """Write to the execution log."""
        self.log.write(self.now, level, message)
