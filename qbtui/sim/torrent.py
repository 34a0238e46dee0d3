"""One torrent of the simulated server: what it is, what it wants, and the state that follows.

Attributes are named as in `torrents/info` wherever the API has a word for them. How rates, peers
and progress come about is told in `activity`; how a client changes a torrent, in `changes`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from qbtui.sim.content import Content
from qbtui.sim.share_limits import GLOBAL_SHARE_LIMITS, ShareLimits

if TYPE_CHECKING:
    from qbtui.sim.metainfo import Metainfo
    from qbtui.sim.swarm import SimPeer, SimTracker
    from qbtui.sim.tasks import Check, Move
    from qbtui.sim.world import World

NEVER = -1
"""A moment that has not come."""
ENDLESS = 8_640_000
"""Seconds that stand for no end in sight."""
MONTH = 30 * 86_400


@dataclass(slots=True, eq=False)
class SimTorrent:
    """A torrent; after a change to a plain attribute, call `touch`."""

    world: World = field(repr=False)
    hash: str
    """The torrent ID: 40 lower case hexadecimal digits."""
    name: str
    content: Content = field(repr=False)
    """Files and pieces; of no size while there is no metadata."""
    infohash_v1: str = ""
    infohash_v2: str = ""
    has_metadata: bool = True
    private_flag: bool = False
    comment: str = ""
    created_by: str = ""
    creation_date: int = NEVER
    category: str = ""
    tags: frozenset[str] = frozenset()
    save_path: str = ""
    download_path: str = ""
    """The folder of the incomplete files; "" is none."""
    trackers: list[SimTracker] = field(default_factory=list, repr=False)
    web_seeds: tuple[str, ...] = ()
    ssl: dict[str, str] = field(default_factory=dict, repr=False)
    """What `torrents/SSLParameters` shows, where somebody set it."""
    stopped: bool = False
    forced: bool = False
    queued: bool = False
    """Waits for a slot; `Queue` decides."""
    auto_tmm: bool = False
    sequential: bool = False
    first_last: bool = False
    super_seeding: bool = False
    error: str = ""
    """What went wrong; "" is nothing."""
    missing_files: bool = False
    resuming_until: float = NEVER
    """While its resume data is checked at the start of the server."""
    check: Check | None = None
    move: Move | None = None
    metadata_at: float = NEVER
    """When the metadata of a magnet will arrive; -1 is never."""
    stop_condition: str = "None"
    """`None`, `MetadataReceived` or `FilesChecked`."""
    priority: int = 0
    """Place in the queue from 1, whether queueing is on or off; 0 is none."""
    added_on: int = NEVER
    completion_on: int = NEVER
    seen_complete: int = NEVER
    last_activity: int = NEVER
    dl_limit: int = 0
    """Bytes/s; 0 is none."""
    up_limit: int = 0
    was_limited: bool = False
    """Whether it ever had a rate limit."""
    share: ShareLimits = GLOBAL_SHARE_LIMITS
    dlspeed: int = 0
    upspeed: int = 0
    downloaded: int = 0
    uploaded: int = 0
    downloaded_session: int = 0
    uploaded_session: int = 0
    wasted: int = 0
    num_seeds: int = 0
    """Connected seeds."""
    num_leechs: int = 0
    num_complete: int = -1
    """Seeds of the swarm; -1 unknown."""
    num_incomplete: int = -1
    supply: float = 0
    """Bytes/s that the swarm would give."""
    demand: float = 0
    """Bytes/s that the swarm would take; 0 while nobody asks."""
    appetite: float = 0
    """Bytes/s that it takes when somebody asks."""
    known_peers: dict[str, SimPeer] | None = field(default=None, repr=False)
    """None until somebody looks at the peers."""
    visited: float = 0
    """When its trackers and limits were last looked after."""
    revision: int = 0
    """The world's revision when it last changed."""
    active_before: float = 0
    """Seconds of activity before the current stretch."""
    active_since: float = NEVER
    seeding_before: float = 0
    seeding_since: float = NEVER

    # What it is

    @property
    def metainfo(self) -> Metainfo:
        """The .torrent that it came from; raises `Conflict` without metadata."""
        return self.content.metainfo

    @property
    def private(self) -> bool | None:
        """None without metadata."""
        return self.private_flag if self.has_metadata else None

    @property
    def magnet_uri(self) -> str:
        """A magnet link with name and trackers."""
        topics = []
        if self.infohash_v1:
            topics.append(f"xt=urn:btih:{self.infohash_v1}")
        if self.infohash_v2:
            topics.append(f"xt=urn:btmh:1220{self.infohash_v2}")
        parts = [*topics, f"dn={quote(self.name, safe='')}"]
        parts += [f"tr={_quoted(tracker.url)}" for tracker in self.trackers]
        return "magnet:?" + "&".join(parts)

    # Where it is

    @property
    def folder(self) -> str:
        """Where its files are now."""
        return self.download_path if self.download_path and not self.finished else self.save_path

    @property
    def content_path(self) -> str:
        """The only file, the root folder, or the folder of all files; "" without metadata."""
        if not self.has_metadata:
            return ""
        # Asking for the files would make them up, which for thousands of torrents takes a minute.
        top = self.content.only or self.content.top
        return f"{self.folder}/{top}" if top else self.folder

    @property
    def root_path(self) -> str:
        """The root folder; "" when there is none."""
        root = self.content.root if self.has_metadata else ""
        return f"{self.folder}/{root}" if root else ""

    # How much is there

    @property
    def size(self) -> int:
        """Bytes of the selected files; -1 without metadata."""
        return self.content.wanted if self.has_metadata else -1

    @property
    def total_size(self) -> int:
        """Bytes of all files; -1 without metadata."""
        return self.content.total if self.has_metadata else -1

    @property
    def completed(self) -> int:
        """Bytes of the selected files that are there."""
        return self.content.completed

    @property
    def stored(self) -> int:
        """Bytes of all files that are on the disk."""
        return self.content.stored if self.check is None else self.check.stored

    @property
    def amount_left(self) -> int:
        """Bytes of the selected files that are not there."""
        return self.content.wanted - self.content.completed

    @property
    def progress(self) -> float:
        """From 0 to 1; of the check while one runs."""
        if self.check is not None:
            return min(1.0, self.check.checked / self.content.total) if self.content.total else 1.0
        return self.completed / self.content.wanted if self.content.wanted else 0.0

    @property
    def finished(self) -> bool:
        """Whether all that is wanted is there."""
        return self.has_metadata and self.check is None and self.amount_left == 0

    @property
    def piece_size(self) -> int:
        """Bytes; -1 without metadata."""
        return self.content.piece_size if self.has_metadata else -1

    @property
    def pieces_num(self) -> int:
        """Pieces in all; -1 without metadata."""
        return self.content.piece_count if self.has_metadata else -1

    @property
    def pieces_have(self) -> int:
        """Pieces that are there; -1 without metadata."""
        return self.content.pieces_have if self.has_metadata else -1

    # What it does

    @property
    def state(self) -> str:
        """The word of a server of today; older ones say `paused` for `stopped`."""
        if self.resuming_until >= 0:
            return "checkingResumeData"
        if self.move is not None:
            return "moving"
        if self.missing_files:
            return "missingFiles"
        if self.error:
            return "error"
        if not self.has_metadata:
            return self._held("DL") or ("forcedMetaDL" if self.forced else "metaDL")
        if self.check is not None and not self.stopped:
            return "checkingUP" if self.check.was_finished else "checkingDL"
        if self.finished:
            forced, busy, idle, word = "forcedUP", self.upspeed, "stalledUP", "uploading"
        else:
            forced, busy, idle, word = "forcedDL", self.dlspeed, "stalledDL", "downloading"
        return self._held(word) or (forced if self.forced else word if busy else idle)

    def _held(self, word: str) -> str:
        ending = "UP" if word == "uploading" else "DL"
        if self.stopped:
            return f"stopped{ending}"
        return f"queued{ending}" if self.queued and not self.forced else ""

    @property
    def running(self) -> bool:
        """Whether it takes part in its swarm."""
        return not (
            self.stopped
            or (self.queued and not self.forced)
            or self.error
            or self.missing_files
            or self.check is not None
            or self.move is not None
            or self.resuming_until >= 0
        )

    @property
    def has_givers(self) -> bool:
        """Whether somebody is there from whom it takes data."""
        connected = self.num_seeds or self.num_leechs or self.web_seeds
        return bool(connected) and self.running and self.has_metadata and not self.finished

    @property
    def has_takers(self) -> bool:
        """Whether somebody is there to whom it can give something."""
        return self.num_leechs > 0 and self.content.pieces_have > 0 and self.running

    @property
    def time_active(self) -> int:
        """Seconds."""
        return int(self._until_now(self.active_before, self.active_since))

    @property
    def seeding_time(self) -> int:
        """Seconds."""
        return int(self._until_now(self.seeding_before, self.seeding_since))

    @property
    def inactive_seeding_time(self) -> int:
        """Seconds since it last sent something; 0 when it does not seed."""
        if not (self.running and self.finished):
            return 0
        return max(0, int(self.world.now) - max(self.last_activity, self.completion_on))

    @property
    def ratio_base(self) -> int:
        """Bytes that a ratio counts as downloaded: what is there, when hardly anything was."""
        return self.completed if self.downloaded < self.completed / 100 else self.downloaded

    @property
    def ratio(self) -> float:
        """Uploaded to downloaded; -1 is infinite."""
        base = self.ratio_base
        if base == 0:
            return -1.0 if self.uploaded else 0.0
        return self.uploaded / base

    @property
    def popularity(self) -> float | None:
        """Ratio for each month of activity; None is infinite."""
        if self.ratio < 0:
            return None
        return self.ratio * MONTH / self.time_active if self.time_active else 0.0

    @property
    def availability(self) -> float:
        """Copies among the connected peers; -1 unknown."""
        if not self.running or self.finished or not self.has_metadata:
            return -1.0
        return self.num_seeds + min(0.999, round(self.num_leechs * 0.137, 3))

    @property
    def eta(self) -> int:
        """Seconds until it is complete, or until it reaches a share limit; 8640000 is never."""
        if not self.running:
            return ENDLESS
        if not self.finished:
            return min(ENDLESS, self.amount_left // self.dlspeed) if self.dlspeed else ENDLESS
        return self.world.limits.seconds_left(self)

    # Whom it knows

    @property
    def connections_count(self) -> int:
        """Connected peers."""
        return self.num_seeds + self.num_leechs

    @property
    def connections_limit(self) -> int:
        """Peers at once; -1 is no limit."""
        return self.world.number("max_connec_per_torrent")

    # When it changes

    def touch(self) -> None:
        """Note that something changed: keep the times, and let the pollers see it."""
        now, running = self.world.now, self.running
        if running != (self.active_since >= 0):
            self.active_before = self._until_now(self.active_before, self.active_since)
            self.active_since = now if running else NEVER
            if not running:
                self.content.pause()
        if (running and self.finished) != (self.seeding_since >= 0):
            self.seeding_before = self._until_now(self.seeding_before, self.seeding_since)
            self.seeding_since = now if running and self.finished else NEVER
        if not running:
            self.dlspeed = self.upspeed = self.num_seeds = self.num_leechs = 0
            self.known_peers = None
        self.world.note_change(self)

    def _until_now(self, before: float, since: float) -> float:
        return before + (self.world.now - since if since >= 0 else 0)


@lru_cache
def _quoted(url: str) -> str:
    """Return the URL of a tracker, which many torrents share, as part of a link."""
    return quote(url, safe="")
