"""How a release describes a torrent in its list, and what is shown of all torrents together.

Built once per change and shared by every session. What a session was told is in `delta`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import msgspec

from qbtui.sim import releases
from qbtui.sim.swarm import NOT_WORKING, TRACKER_ERROR, UNREACHABLE, WORKING

if TYPE_CHECKING:
    from qbtui.sim.changes.labels import SimCategory
    from qbtui.sim.releases import Release
    from qbtui.sim.torrent import SimTorrent
    from qbtui.sim.world import World

_ESCAPE = re.compile("%[0-9A-F]{2}")
_ENCODER = msgspec.json.Encoder()

SAME = (
    "added_on auto_tmm category comment completed connections_count connections_limit "
    "content_path created_by creation_date dlspeed download_path downloaded downloaded_session "
    "eta has_metadata hash infohash_v1 infohash_v2 name num_complete num_incomplete num_leechs "
    "num_seeds piece_size pieces_num priority private root_path seeding_time super_seeding "
    "time_active total_size uploaded uploaded_session upspeed"
)
"""The fields that are named and counted like the attributes of a torrent."""
_SAME = tuple(SAME.split())
_same = attrgetter(*_SAME)


class Row(dict[str, Any]):
    """A torrent as JSON fields; never changed, so its encoding is kept."""

    __slots__ = ("_encoded",)

    @property
    def encoded(self) -> bytes:
        """The fields as JSON."""
        try:
            return self._encoded
        except AttributeError:
            self._encoded: bytes = _ENCODER.encode(dict(self))
            return self._encoded


class Rows:
    """The torrents and the groups of a world, as one release describes them."""

    def __init__(self, world: World, release: Release) -> None:
        self.torrents: dict[str, Row] = {}
        """By hash, with the fields of `sync/maindata`."""
        self.trackers: dict[str, list[str]] = {}
        """The hashes of each tracker's torrents; a changed list is a new one."""
        self.revision = 0
        """The world's revision that this shows."""
        self._world = world
        self._release = release
        self._urls: dict[str, tuple[str, ...]] = {}
        self._links: dict[str, tuple[tuple[object, ...], str]] = {}

    def refresh(self) -> None:
        """Look at what changed in the world."""
        if self.revision == self._world.revision:
            return
        changed: set[str] = set()
        for hash in self._world.removed_since(self.revision):
            if self.torrents.pop(hash, None) is not None:
                changed.update(self._urls.pop(hash, ()))
                del self._links[hash]
        # By hash, so that what every answer has to sort is nearly sorted already.
        for torrent in sorted(self._world.changed_since(self.revision), key=attrgetter("hash")):
            urls = tuple(tracker.url for tracker in torrent.trackers)
            before = self._urls.get(torrent.hash, ())
            self.torrents[torrent.hash] = self._row(torrent, urls)
            if urls != before:
                self._urls[torrent.hash] = urls
                changed.update({*urls} ^ {*before})
        self._index(changed)
        self.revision = self._world.revision

    def categories(self) -> dict[str, dict[str, Any]]:
        """Return the categories by name, as the release describes them."""
        made = self._world.labels.categories
        return {name: category_row(category, self._release) for name, category in made.items()}

    def _index(self, urls: set[str]) -> None:
        for url in urls:
            hashes = self._world.sources.index.get(url)
            if hashes:
                self.trackers[url] = sorted(hashes)
            else:
                self.trackers.pop(url, None)

    def _row(self, torrent: SimTorrent, urls: tuple[str, ...]) -> Row:
        # A link costs as much as ten other fields, and hardly ever changes.
        parts = (torrent.name, urls, torrent.infohash_v1, torrent.infohash_v2)
        known, link = self._links.get(torrent.hash, (None, ""))
        if known != parts:
            link = torrent.magnet_uri
            if not self._release.has("capital escapes"):
                link = _ESCAPE.sub(lambda found: found[0].lower(), link)
            self._links[torrent.hash] = (parts, link)
        values = torrent_values(torrent, self._release)
        values["magnet_uri"] = link
        return Row({name: values[name] for name in self._release.maindata_fields})


def torrent_values(torrent: SimTorrent, release: Release) -> dict[str, Any]:
    """Return all fields of today but the magnet link, with the values that the release gives."""
    share, has_metadata, never = torrent.share, torrent.has_metadata, release.unset_time
    in_force = torrent.world.limits.in_force(torrent)
    state = torrent.state
    return {
        **dict(zip(_SAME, _same(torrent), strict=True)),
        "amount_left": torrent.amount_left if has_metadata else 0,
        "availability": availability(torrent),
        "completion_on": torrent.completion_on if torrent.completion_on >= 0 else never,
        "dl_limit": rate_limit(torrent, torrent.dl_limit, release),
        "f_l_piece_prio": _first_last(torrent, release),
        "force_start": torrent.forced,
        "inactive_seeding_time_limit": share.inactive_seeding_time,
        "last_activity": _last_activity(torrent, release),
        "max_inactive_seeding_time": in_force.inactive_seeding_time,
        "max_ratio": plain(in_force.ratio),
        "max_seeding_time": in_force.seeding_time,
        "pieces_have": max(torrent.pieces_have, 0),
        "popularity": None if torrent.popularity is None else plain(torrent.popularity),
        "progress": plain(torrent.progress),
        "ratio": ratio(torrent.ratio, release),
        "ratio_limit": plain(share.ratio),
        "reannounce": _reannounce(torrent),
        "save_path": torrent.save_path + release.pick(releases.FOLDER_END),
        "seeding_time_limit": share.seeding_time,
        "seen_complete": torrent.seen_complete if torrent.seen_complete >= 0 else never,
        "seq_dl": torrent.sequential,
        "share_limit_action": share.action,
        "share_limits_mode": share.mode,
        "size": max(torrent.size, 0),
        "state": release.states.get(state, state),
        "tags": ", ".join(sorted(torrent.tags)),
        "total_wasted": torrent.wasted,
        "tracker": _tracker(torrent, release),
        "trackers_count": len(torrent.trackers),
        "up_limit": rate_limit(torrent, torrent.up_limit, release),
        **_announce_errors(torrent),
    }


def category_row(category: SimCategory, release: Release) -> dict[str, Any]:
    """Return a category as `torrents/categories` shows it."""
    row: dict[str, Any] = {
        "name": category.name,
        release.pick(releases.CATEGORY_PATH_KEY): category.save_path,
    }
    has_path = category.download_path is not None or release.has("category share limits")
    if release.has("category download path") and has_path:
        row["download_path"] = category.download_path
    if release.has("category share limits"):
        row |= {
            "ratio_limit": plain(category.share.ratio),
            "seeding_time_limit": category.share.seeding_time,
            "inactive_seeding_time_limit": category.share.inactive_seeding_time,
            "share_limit_action": category.share.action,
            "share_limits_mode": category.share.mode,
        }
    return row


def rate_limit(torrent: SimTorrent, limit: int, release: Release) -> int:
    """Return the rate limit of a torrent, bytes/s, as the release says it."""
    if limit > 0:
        return limit
    return 0 if torrent.was_limited else release.pick(releases.NO_LIMIT)


def _first_last(torrent: SimTorrent, release: Release) -> bool:
    """Tell whether the ends come first; old releases have forgotten it of a complete torrent."""
    return torrent.first_last and (not torrent.finished or release.at_least("4.4.0"))


def ratio(value: float, release: Release) -> float:
    """Return a ratio, where -1 is infinite, as the release writes it."""
    highest = release.pick(releases.HIGHEST_LIMITS)
    infinite = release.pick(releases.INFINITE_RATIO)
    return infinite if value < 0 or (highest and value > highest[0]) else plain(value)


def plain(value: float) -> float:
    """Return a number as the server writes it: without a fraction where there is none."""
    return int(value) if float(value).is_integer() else value


def availability(torrent: SimTorrent) -> float:
    """Return the copies among the peers: -1 for what is complete, else 0 for what is stopped."""
    is_known = torrent.has_metadata and (torrent.running or torrent.finished)
    return plain(torrent.availability) if is_known else 0


def chosen(values: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    """Return the values whose names a release knows."""
    return {name: value for name, value in values.items() if name in names}


def _last_activity(torrent: SimTorrent, release: Release) -> int:
    if torrent.last_activity >= 0:
        return torrent.last_activity
    rests = torrent.stopped or torrent.check is not None
    return 0 if rests and not release.at_least("4.3.8") else torrent.added_on


def _tracker(torrent: SimTorrent, release: Release) -> str:
    working = next((each.url for each in torrent.trackers if each.status == WORKING), "")
    if working or not torrent.trackers or not release.at_least("5.0.0"):
        return working
    return torrent.trackers[0].url


def _reannounce(torrent: SimTorrent) -> int:
    now = torrent.world.now
    times = [each.next_announce - now for each in torrent.trackers if each.next_announce > now]
    return int(min(times, default=0))


def _announce_errors(torrent: SimTorrent) -> dict[str, bool]:
    statuses = {each.status for each in torrent.trackers}
    warns = any(each.status == WORKING and each.message for each in torrent.trackers)
    return {
        "has_other_announce_error": bool(statuses & {NOT_WORKING, UNREACHABLE}),
        "has_tracker_error": TRACKER_ERROR in statuses,
        "has_tracker_warning": warns,
    }
