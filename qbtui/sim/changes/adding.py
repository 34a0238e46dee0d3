"""Adding torrents: from files, magnet links, bare hashes and web addresses."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import unquote, urlsplit

from qbtui.sim.addresses import host_of, in_one_tier, tiers_of
from qbtui.sim.changes.location import absolute
from qbtui.sim.content import Content
from qbtui.sim.log import Level
from qbtui.sim.metainfo import V1, V2, Metainfo, make, parse, parse_magnet
from qbtui.sim.refusals import BadRequest, Conflict, NotFound, Refusal
from qbtui.sim.share_limits import ShareLimits
from qbtui.sim.swarm import SimTracker, join_swarm
from qbtui.sim.torrent import SimTorrent

if TYPE_CHECKING:
    from qbtui.sim.world import World

FETCHING = 2.0
"""Seconds until a .torrent has arrived from the web."""
_TIERS_OF_THEIR_OWN = "4.6.0"
"""The release from which on the trackers that every torrent gets come after its own."""


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
        self._pending: list[tuple[float, str, AddOptions]] = []
        self.remote: dict[str, bytes] = {}
        """The .torrent files of the simulated web, by http or https address."""
        self.finds_everything = False
        """Whether there is a made-up .torrent at every other address."""
        self.unpublished: dict[str, Metainfo] = {}
        """The metadata that magnets will find, by any of its hashes; others find made-up ones."""

    def add_metainfo(self, metainfo: Metainfo, options: AddOptions) -> SimTorrent:
        """Add a .torrent.

        Raises `Conflict` for a duplicate, merging its trackers if the preferences want it, and
        `BadRequest` when the file priorities do not fit.
        """
        world = self._world
        known = self._known(metainfo.infohash_v1, metainfo.infohash_v2)
        if known is not None:
            self._refuse(known, metainfo.trackers, metainfo.private)
        count = len(metainfo.files)
        if options.file_priorities is not None and len(options.file_priorities) != count:
            raise BadRequest("as many priorities as files are needed")
        content = Content.of(metainfo, 1 if options.skip_checking else 0)
        torrent = SimTorrent(world, metainfo.hash, options.rename or metainfo.name, content)
        describe(torrent, metainfo)
        torrent.resuming_until = world.now + 1
        self._lay_out(torrent, options.content_layout)
        if options.file_priorities is not None:
            content.prefer(dict(enumerate(options.file_priorities)))
        if torrent.finished:
            torrent.completion_on = int(world.now)
        self._take_in(torrent, options)
        return torrent

    def add_source(self, source: str, options: AddOptions) -> SimTorrent | None:
        """Add a magnet link, a bare hash, or what is at an http(s) address.

        An address answers None because it is fetched later; the log tells of failures. Raises
        `BadRequest` and `Conflict`.
        """
        if source.startswith(("http://", "https://")):
            self._pending.append((self._world.now + FETCHING, source, options))
            return None
        magnet = parse_magnet(source)
        known = self._known(magnet.infohash_v1, magnet.infohash_v2)
        if known is not None:
            self._refuse(known, (magnet.trackers,), False)
        name = options.rename or magnet.name or magnet.hash
        torrent = SimTorrent(self._world, magnet.hash, name, Content())
        torrent.infohash_v1, torrent.infohash_v2 = magnet.infohash_v1, magnet.infohash_v2
        torrent.has_metadata = False
        torrent.trackers = [SimTracker(url, tier) for tier, url in enumerate(magnet.trackers)]
        torrent.web_seeds = magnet.web_seeds
        if not self._world.lonely:
            torrent.metadata_at = self._world.now + self._world.random.uniform(3, 9)
        self._take_in(torrent, options)
        return torrent

    def metadata(self, source: str) -> Metainfo:
        """Return what a magnet, hash or address leads to; the caller makes it wait.

        Raises `BadRequest` for no source, `NotFound` for an address where there is nothing and
        `Unsupported` for one with something else.
        """
        if source.startswith(("http://", "https://")):
            return self._fetch(source)
        magnet = parse_magnet(source)
        return self.find_metadata(magnet.infohash_v1, magnet.infohash_v2, magnet.name)

    def find_metadata(self, infohash_v1: str, infohash_v2: str, name: str) -> Metainfo:
        """Return the metadata that a swarm has, made up if nobody published it."""
        for hash in (infohash_v1, infohash_v2):
            if hash in self.unpublished:
                return self.unpublished[hash]
        hash = infohash_v1 or infohash_v2
        return _invented(name or hash, hash, V1 if infohash_v1 else V2)

    def _fetch(self, address: str) -> Metainfo:
        if address in self.remote:
            return parse(self.remote[address])
        host = host_of(address)
        if not self.finds_everything or not host:
            raise NotFound(f"nothing at {address}")
        name = unquote(urlsplit(address).path.rpartition("/")[2]).removesuffix(".torrent")
        return _invented(name or host, address)

    def fetch_due(self) -> None:
        """Add what has arrived from the simulated web by now."""
        now = self._world.now
        due = [each for each in self._pending if each[0] <= now]
        self._pending = [each for each in self._pending if each[0] > now]
        for _, url, options in due:
            try:
                self.add_metainfo(self.metadata(url), options)
            except Refusal as refusal:
                message = f'Failed to load torrent. Source: "{url}". Reason: "{refusal}"'
                self._world.say(message, Level.WARNING)

    def _known(self, *infohashes: str) -> SimTorrent | None:
        wanted = {infohash for infohash in infohashes if infohash}
        for hash in {infohash[:40] for infohash in wanted}:
            if hash in self._world.torrents:
                return self._world.torrents[hash]
        return None

    def _refuse(self, known: SimTorrent, tiers: Sequence[Sequence[str]], private: bool) -> NoReturn:
        """Refuse a duplicate, but keep what it knew of trackers."""
        if self._world.flag("merge_trackers") and not private and not known.private:
            self._world.sources.add_trackers([known], tiers)
        self._world.say(f'Duplicate torrent. Torrent: "{known.name}"', Level.WARNING)
        raise Conflict(f"{known.hash} is there already")

    def _take_in(self, torrent: SimTorrent, options: AddOptions) -> None:
        """Set what the options say, and let the torrent begin."""
        world = self._world
        torrent.added_on = int(world.now)
        torrent.category = world.labels.ensure_category(options.category)
        world.labels.create_tags(options.tags)
        torrent.tags = frozenset(options.tags)
        torrent.up_limit, torrent.dl_limit = max(0, options.up_limit), max(0, options.dl_limit)
        torrent.was_limited = bool(torrent.up_limit or torrent.dl_limit)
        torrent.share = ShareLimits(
            options.ratio_limit,
            options.seeding_time_limit,
            options.inactive_seeding_time_limit,
            options.share_limit_action,
            options.share_limits_mode,
        )
        torrent.sequential, torrent.first_last = options.sequential, options.first_last
        torrent.forced = options.forced
        torrent.stop_condition = options.stop_condition or world.text("torrent_stop_condition")
        stopped = options.stopped
        if stopped is None:
            stopped = world.flag("add_stopped_enabled") or world.flag("start_paused_enabled")
        torrent.stopped = stopped and not options.forced
        self._settle_down(torrent, options)
        if world.lonely:
            torrent.num_complete = torrent.num_incomplete = 0
        else:
            join_swarm(torrent, world.random)
        world.insert([torrent])
        self._announce_elsewhere(torrent)
        on_top = options.add_to_top_of_queue
        if world.flag("add_to_top_of_queue") if on_top is None else on_top:
            world.queue.put_on_top(torrent)
        world.say(f'Added new torrent. Torrent: "{torrent.name}"')

    def _announce_elsewhere(self, torrent: SimTorrent) -> None:
        """Add the trackers that the preferences want in every torrent that is not private."""
        world = self._world
        if torrent.private or not world.flag("add_trackers_enabled"):
            return
        tiers = tiers_of(world.text("add_trackers"))
        if not world.release.at_least(_TIERS_OF_THEIR_OWN):
            tiers = in_one_tier(tiers)
        else:
            tiers = [[]] * (1 + max((each.tier for each in torrent.trackers), default=-1)) + tiers
        world.sources.add_trackers([torrent], tiers)

    def _settle_down(self, torrent: SimTorrent, options: AddOptions) -> None:
        """Choose the folders."""
        world, labels = self._world, self._world.labels
        automatic = options.auto_tmm
        if automatic is None:
            automatic = options.save_path is None and world.flag("auto_tmm_enabled")
        torrent.auto_tmm = automatic
        by_category = automatic or world.flag("use_category_paths_in_manual_mode")
        category = torrent.category if by_category else ""
        own = None if automatic else options.save_path
        if own and not world.release.has("relative folders"):
            torrent.save_path = own.rstrip("/")
        elif own:
            torrent.save_path = absolute(own, world.default_save_path)
        else:
            torrent.save_path = labels.save_path(category)
        if automatic or options.use_download_path is None:
            torrent.download_path = labels.download_path(category)
        elif options.use_download_path:
            general = world.text("temp_path")
            torrent.download_path = absolute(options.download_path or general, general)

    def _lay_out(self, torrent: SimTorrent, layout: str | None) -> None:
        """Add or strip the root folder."""
        world, content = self._world, torrent.content
        if layout is None:
            flat = world.preferences.get("create_subfolder_enabled") is False
            layout = world.text("torrent_content_layout") or ("NoSubfolder" if flat else "Original")
        if layout == "Subfolder" and not content.rooted:
            folder = content.top.rpartition(".")[0] or content.top or torrent.name
            for file in content.files:
                file.path = f"{folder}/{file.path}"
        elif layout == "NoSubfolder" and content.rooted:
            for file in content.files:
                file.path = file.path.partition("/")[2]
        content.find_top()


def _invented(name: str, seed: str, version: int = V1) -> Metainfo:
    """Make up a torrent, the same one for the same seed."""
    size = random.Random(seed).randrange(40 << 20, 1 << 30)
    files = [(f"{name}.bin", size), ("README.txt", 2_048)]
    return make(name, files, 1 << 20, version=version)


def describe(torrent: SimTorrent, metainfo: Metainfo) -> None:
    """Take over what a .torrent says of a torrent besides its files."""
    torrent.has_metadata = True
    torrent.infohash_v1, torrent.infohash_v2 = metainfo.infohash_v1, metainfo.infohash_v2
    torrent.private_flag = metainfo.private
    torrent.comment, torrent.created_by = metainfo.comment, metainfo.created_by
    torrent.creation_date = metainfo.creation_date
    torrent.web_seeds = tuple(dict.fromkeys((*torrent.web_seeds, *metainfo.web_seeds)))
    known = {tracker.url for tracker in torrent.trackers}
    for tier, urls in enumerate(metainfo.trackers):
        torrent.trackers += [SimTracker(url, tier) for url in urls if url not in known]
