"""Adding torrents: from files, magnet links, bare hashes and web addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qbtui.sim.metainfo import Metainfo
    from qbtui.sim.torrent import SimTorrent
    from qbtui.sim.world import World


@dataclass(frozen=True)
class AddOptions:
    """How a torrent is to be added; None leaves it to the preferences."""

    save_path: str | None = None
    download_path: str | None = None
    use_download_path: bool | None = None
    category: str = ""
    tags: frozenset[str] = frozenset()
    rename: str = ""
    stopped: bool | None = None
    content_layout: str | None = None
    """`Original`, `Subfolder` or `NoSubfolder`."""
    skip_checking: bool = False
    """Take the files to be there."""
    up_limit: int = 0
    """Bytes/s; 0 and below is none."""
    dl_limit: int = 0
    ratio_limit: float = -2
    seeding_time_limit: int = -2
    """Minutes."""
    inactive_seeding_time_limit: int = -2
    share_limit_action: str = "Default"
    share_limits_mode: str = "Default"
    auto_tmm: bool | None = None
    sequential: bool = False
    first_last: bool = False
    stop_condition: str | None = None
    """`None`, `MetadataReceived` or `FilesChecked`."""
    add_to_top_of_queue: bool | None = None
    forced: bool = False
    file_priorities: tuple[int, ...] | None = None


class Adding:
    """Adds torrents to the world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.remote: dict[str, bytes] = {}
        """The .torrent files of the simulated web, by http or https address."""
        self.unpublished: dict[str, Metainfo] = {}
        """The metadata that magnets will find, by any of its hashes; others find made-up ones."""

    def add_metainfo(self, metainfo: Metainfo, options: AddOptions) -> SimTorrent:
        """Add a .torrent; raises `Conflict` for a duplicate (merging its trackers if wanted),
        and `BadRequest` when the file priorities do not fit."""
        raise NotImplementedError

    def add_source(self, source: str, options: AddOptions) -> SimTorrent | None:
        """Add a magnet link, a bare hash, or an http(s) address, which answers None because it is
        fetched later; failures are told in the log. Raises `BadRequest` and `Conflict`."""
        raise NotImplementedError

    def metadata(self, source: str) -> Metainfo:
        """Return what a magnet, hash or address leads to; the caller makes it wait.

        Raises `BadRequest` for no source, `NotFound` for an address where there is nothing and
        `Unsupported` for one with something else.
        """
        raise NotImplementedError
