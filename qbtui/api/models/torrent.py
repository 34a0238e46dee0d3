"""One torrent of the list, as `sync/maindata` and `torrents/info` describe it."""

from __future__ import annotations

from qbtui.api.models.reply import Number, Reply
from qbtui.api.version import RENAMED_STATES
from qbtui.text import parts, raw


class Torrent(Reply, gc=False):
    """The fields that qbtui shows or acts on; a server may leave any of them out.

    Rates are bytes/s, sizes bytes, moments epoch seconds, durations seconds, limits of seeding
    time minutes. `state.maindata` owns `hash`, `version` and the renaming of old state words.
    """

    needed = frozenset({"hash"})

    hash: str = ""
    """The torrent ID: 40 hexadecimal digits."""
    version: int = 0
    """Changes whenever a field changes; compare it instead of the fields."""
    name: str = ""
    state: str = "unknown"
    size: Number = -1
    """Bytes of the selected files; -1 without metadata."""
    total_size: Number = -1
    progress: Number = 0
    """0..1 of the selected files."""
    dlspeed: Number = 0
    upspeed: Number = 0
    priority: Number = 0
    """Queue position from 1; below 1 is not queued."""
    num_seeds: Number = 0
    num_complete: Number = -1
    num_leechs: Number = 0
    num_incomplete: Number = -1
    ratio: Number = 0
    popularity: Number | None = None
    eta: Number = 8640000
    category: str = ""
    tags: str = ""
    """Joined by a comma and a space; `tag_list` splits them."""
    tracker: str = ""
    trackers_count: Number = -1
    creation_date: Number = -1
    added_on: Number = -1
    completion_on: Number = -1
    seen_complete: Number = -1
    last_activity: Number = -1
    dl_limit: Number = -1
    """0 or -1 is no limit."""
    up_limit: Number = -1
    downloaded: Number = 0
    uploaded: Number = 0
    downloaded_session: Number = 0
    uploaded_session: Number = 0
    amount_left: Number = 0
    completed: Number = 0
    ratio_limit: Number = -2
    """The torrent's own limit: -2 the global one, -1 none. `max_ratio` is the one in force."""
    max_ratio: Number = -1
    seeding_time_limit: Number = -2
    inactive_seeding_time_limit: Number = -2
    share_limit_action: str = "Default"
    share_limits_mode: str = "Default"
    time_active: Number = 0
    seeding_time: Number = 0
    save_path: str = ""
    download_path: str = ""
    content_path: str = ""
    """Only a name where that is in `save_path`, as the rest is said there; see
    `full_content_path`."""
    availability: Number = -1
    infohash_v1: str = ""
    infohash_v2: str = ""
    reannounce: Number = -1
    private: bool | None = None
    comment: str = ""
    auto_tmm: bool = False
    seq_dl: bool = False
    f_l_piece_prio: bool = False
    super_seeding: bool = False
    force_start: bool = False
    has_metadata: bool | None = None
    has_tracker_warning: bool = False
    has_tracker_error: bool = False
    has_other_announce_error: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        self.state = RENAMED_STATES.get(self.state, self.state)

    @property
    def knows_files(self) -> bool:
        """Whether its metadata is here; before 5.0 only a size that is known shows it."""
        return self.total_size >= 0 if self.has_metadata is None else self.has_metadata

    @property
    def tag_list(self) -> list[str]:
        """The torrent's tags."""
        return parts(self.tags, ", ") if self.tags else []

    @property
    def full_content_path(self) -> str:
        """Where the content is on the server, exactly; empty without metadata."""
        path = raw(self.content_path)
        return path if is_path(path) or not path else f"{raw(self.save_path)}/{path}"

    @property
    def is_stopped(self) -> bool:
        """Whether the user stopped it."""
        return self.state in {"stoppedDL", "stoppedUP"}

    @property
    def is_queued(self) -> bool:
        """Whether it has a place in the queue."""
        return self.priority > 0

    @property
    def is_idle(self) -> bool | None:
        """Whether there is something to start: the user stopped it, or an error did.

        None while its state tells what is done to it instead.
        """
        if self.state == "moving" or self.state.startswith("checking"):
            return None
        return self.is_stopped or self.state in {"error", "missingFiles"}

    @property
    def is_complete(self) -> bool:
        """Whether all selected files are there."""
        return self.progress >= 1


class Listed(Torrent, gc=False):
    """What `torrents/info` says besides.

    `sync/maindata` says it too, but fifty thousand links would take more memory than all the rest.
    """

    magnet_uri: str = ""
    """The magnet link with name, trackers and web seeds."""


def is_path(text: str) -> bool:
    """Tell whether `text` is more than a name, on any server's system."""
    return "/" in text or "\\" in text
