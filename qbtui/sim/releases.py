"""What differs between releases of qBittorrent, as data.

Every table names the release from which on something holds; nothing here knows requests.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, cached_property
from typing import TypeVar

Number = tuple[int, int, int]
T = TypeVar("T")

OLDEST, NEWEST = "4.1.0", "5.3.0"

API = {
    "4.1.0": "2.0",
    "4.1.1": "2.0.1",
    "4.1.2": "2.0.2",
    "4.1.3": "2.1",
    "4.1.4": "2.1.1",
    "4.1.5": "2.2",
    "4.1.9": "2.2.1",
    "4.2.0": "2.3",
    "4.2.1": "2.4",
    "4.2.2": "2.4.1",
    "4.2.4": "2.5",
    "4.2.5": "2.5.1",
    "4.3.0": "2.6",
    "4.3.1": "2.6.1",
    "4.3.2": "2.7",
    "4.3.4": "2.8.1",
    "4.3.5": "2.8.2",
    "4.4.0": "2.8.4",
    "4.4.1": "2.8.5",
    "4.5.0": "2.8.18",
    "4.5.1": "2.8.19",
    "4.6.0": "2.9.2",
    "4.6.1": "2.9.3",
    "5.0.0": "2.11.2",
    "5.1.0": "2.11.4",
    "5.2.0": "2.15.1",
    "5.3.0": "2.16.2",
}
"""The text of `app/webapiVersion`."""

UNSET_TIME = {"4.1.0": 4294967295, "4.2.0": 0, "5.0.0": -1}
"""What stands in the list of torrents for a moment that never came."""

NO_LIMIT = {"4.1.0": -1, "4.4.0": 0}
"""How the list says that a torrent has no rate limit."""

PRIORITIES = {"4.1.0": (4, 7), "4.3.0": (1, -1)}
"""How `torrents/files` shows a file whose priority nobody set, and one whose was set to -1."""

PSEUDO_TIER: Mapping[str, int | str] = {"4.1.0": "", "4.4.0": -1}
"""The tier of the rows for DHT, PeX and LSD."""

PEERS_UNKNOWN = {"4.1.0": 0, "4.4.0": -1}
"""The peers of a tracker that was not asked yet."""

AVERAGE_OF_NOTHING = {"4.1.0": 0, "5.0.0": -1}
"""The average rate of a torrent that was never active."""

FOLDER_END = {"4.1.0": "/", "4.4.0": ""}
"""What stands behind the path of a folder."""

LOG_UNIT = {"4.1.0": 1000, "4.5.0": 1}
"""Ticks per second of a log entry's timestamp."""

HIGHEST_LIMITS: Mapping[str, tuple[float, int] | None] = {"4.1.0": (9999, 525600), "5.1.1": None}
"""What a ratio and a seeding time in minutes are cut to."""

INFINITE_RATIO = {"4.1.0": 9999, "5.1.1": -1}

ILLEGAL_JSON = {"4.1.0": "illegal value", "5.2.0": "illegal number"}
"""What is said of a text that is no JSON."""

EXPORT_TYPE = {"4.1.0": "text/plain; charset=UTF-8", "5.0.0": "application/x-bittorrent"}
"""What `torrents/export` calls its answer."""

UNSET_CREATION = {"4.1.0": 0, "5.0.0": -1}
"""The creation date in the properties of a torrent whose .torrent has none."""

CATEGORY_PATH_KEY = {"4.1.0": "savePath", "4.4.0": "save_path", "4.4.1": "savePath"}

COOKIE_NAME = {"4.1.0": "SID", "5.2.0": "QBT_SID_{port}"}
COOKIE_ATTRIBUTES = {
    "4.1.0": "HttpOnly; path=/",
    "4.2.0": "HttpOnly; path=/; SameSite=Strict",
    "5.0.0": "HttpOnly; SameSite=Strict; path=/",
    "5.2.0": "HttpOnly; SameSite=Lax; expires={expires}; path=/",
}

HEAD_ALLOWED = {"4.1.0": True, "4.3.0": False, "5.0.0": True}
UNKNOWN_METHOD_STATUS = {"4.1.0": 400, "5.0.0": 501}
UNKNOWN_ENDPOINT = {"4.1.0": "", "5.2.0": "Endpoint does not exist"}
TEXT_TYPE = {"4.1.0": "text/plain", "4.3.0": "text/plain; charset=UTF-8"}
REASON_OF_SUCCESS = {"4.1.0": True, "5.3.0": False}
"""Whether a status that is no error has a reason phrase."""
UPWARDS_STATUS = {"4.1.0": 500, "4.3.0": 400}
"""What a path that leads out of the folder of pages is answered with."""

NO_CONTENT = {
    "5.2.0": (
        "auth/login app/deleteAPIKey torrents/addTrackers torrents/editTracker"
        " torrents/removeTrackers torrents/setComment torrents/setTags"
    ),
    "5.3.0": "transfer/setSpeedLimits",
}
"""The endpoints that answer 204 where the others answer 200 with nothing."""

FEATURES = {
    "add answers in json": "5.2.0",
    "api key": "5.2.0",
    "basic auth": "5.2.0",
    "bracketed peer keys": "4.3.1",
    "capital escapes": "5.0.0",
    "categories are objects": "4.1.3",
    "category download path": "4.4.0",
    "category share limits": "5.3.0",
    "cookie renewal": "5.2.0",
    "doubly encoded urls to remove": "5.0.4",
    "duplicates are refused": "4.4.0",
    "fetch metadata": "5.3.0",
    "file indexes": "4.3.5",
    "first file of those asked for": "5.2.0",
    "head without a body": "5.0.0",
    "incremental maindata": "4.6.0",
    "login answers by status": "5.2.0",
    "length may be missing": "4.3.0",
    "log is plain text": "4.2.4",
    "merged deltas": "5.3.0",
    "missing parameters are named": "5.2.0",
    "no empty deltas": "5.2.0",
    "proxy authentication": "4.6.0",
    "relative folders": "4.4.0",
    "second version": "4.4.0",
    "session before scope": "4.3.0",
    "session timeout preference": "4.2.0",
    "status texts": "4.3.0",
    "stop and start": "5.0.0",
    "tags": "4.2.0",
    "tiers in addTrackers": "4.5.0",
    "tracker errors apart": "5.2.0",
    "tracker groups": "4.3.0",
    "tracker numbers": "4.1.5",
    "trackers of many": "5.2.0",
    "unknown sort is refused": "4.3.2",
    "whole host names": "5.2.0",
}
"""What a release can or does, and the release that brought it."""

TORRENT_FIELDS = {
    "4.1.0": (
        "added_on amount_left auto_tmm category completed completion_on dl_limit dlspeed downloaded"
        " downloaded_session eta f_l_piece_prio force_start hash last_activity magnet_uri max_ratio"
        " max_seeding_time name num_complete num_incomplete num_leechs num_seeds priority progress"
        " ratio ratio_limit save_path seeding_time_limit seen_complete seq_dl size state"
        " super_seeding tags time_active total_size tracker up_limit uploaded uploaded_session"
        " upspeed"
    ),
    "4.2.0": "availability",
    "4.3.0": "trackers_count",
    "4.3.1": "content_path",
    "4.3.4": "seeding_time",
    "4.4.0": "download_path infohash_v1 infohash_v2",
    "4.6.0": "inactive_seeding_time_limit max_inactive_seeding_time",
    "5.0.0": "comment has_metadata popularity private reannounce root_path",
    "5.2.0": (
        "connections_count connections_limit created_by creation_date piece_size pieces_have"
        " pieces_num share_limit_action total_wasted"
    ),
    "5.3.0": "share_limits_mode",
}
"""The fields of `torrents/info`; those of `sync/maindata` are the same, without the hash."""

MAINDATA_FIELDS = {
    "5.2.0": "has_tracker_warning has_tracker_error has_other_announce_error",
}
"""The fields of a torrent that only `sync/maindata` has."""

PROPERTY_FIELDS = {
    "4.1.0": (
        "addition_date comment completion_date created_by creation_date dl_limit dl_speed"
        " dl_speed_avg eta last_seen nb_connections nb_connections_limit peers peers_total"
        " piece_size pieces_have pieces_num reannounce save_path seeding_time seeds seeds_total"
        " share_ratio time_elapsed total_downloaded total_downloaded_session total_size"
        " total_uploaded total_uploaded_session total_wasted up_limit up_speed up_speed_avg"
    ),
    "4.4.0": "download_path infohash_v1 infohash_v2",
    "4.5.1": "hash is_private name",
    "5.0.0": "has_metadata popularity private",
    "5.1.0": "progress",
    "5.2.0": "availability",
}

TRACKER_FIELDS = {
    "4.1.0": "msg num_peers status url",
    "4.1.5": "num_downloaded num_leeches num_seeds tier",
    "5.2.0": "endpoints min_announce next_announce updating",
}

FILE_FIELDS = {
    "4.1.0": "availability name piece_range priority progress size",
    "4.3.5": "index",
}

PEER_FIELDS = {
    "4.1.0": (
        "client connection country country_code dl_speed downloaded files flags flags_desc ip port"
        " progress relevance up_speed uploaded"
    ),
    "4.5.0": "peer_id_client",
    "5.2.0": "host_name",
    "5.3.0": "contribution",
}

SERVER_STATE_FIELDS = {
    "4.1.0": (
        "alltime_dl alltime_ul average_time_queue connection_status dht_nodes dl_info_data"
        " dl_info_speed dl_rate_limit global_ratio queued_io_jobs queueing read_cache_hits"
        " read_cache_overload refresh_interval total_buffers_size total_peer_connections"
        " total_queued_size total_wasted_session up_info_data up_info_speed up_rate_limit"
        " use_alt_speed_limits write_cache_overload"
    ),
    "4.1.4": "free_space_on_disk",
    "4.6.0": "use_subcategories",
    "5.1.0": "last_external_address_v4 last_external_address_v6",
    "5.2.0": "-use_subcategories",
    "5.3.0": "queued_tracker_announces request_latency session_state",
}

TRANSFER_FIELDS = {
    "4.1.0": (
        "connection_status dht_nodes dl_info_data dl_info_speed dl_rate_limit up_info_data"
        " up_info_speed up_rate_limit"
    ),
    "5.1.0": "last_external_address_v4 last_external_address_v6",
}

STATES = {
    "4.1.0": {
        "stoppedDL": "pausedDL",
        "stoppedUP": "pausedUP",
        "forcedMetaDL": "metaDL",
    },
    "4.4.0": {"stoppedDL": "pausedDL", "stoppedUP": "pausedUP"},
    "5.0.0": {},
}
"""The state words of today that a release calls otherwise."""

FILTERS = {
    "4.1.0": "all downloading seeding completed paused resumed active inactive errored",
    "4.2.2": "stalled stalled_uploading stalled_downloading",
    "4.4.0": "checking",
    "4.5.0": "moving",
    "5.0.0": "-paused -resumed stopped running",
}
"""The words that `torrents/info` filters by; an unknown one matches everything."""


@cache
def parse(text: str) -> Number:
    """Return the numbers of a release such as `5.1.0`.

    Raises:
        ValueError: it is not written like a release.
    """
    found = re.fullmatch(r"v?(\d+)\.(\d+)(?:\.(\d+))?", text)
    if found is None:
        raise ValueError(f"not a release: {text!r}")
    return int(found[1]), int(found[2]), int(found[3] or 0)


class Release:
    """One release, to be asked what it does."""

    def __init__(self, text: str) -> None:
        """Describe the release that is written so.

        Raises:
            ValueError: it is not written like a release, or older than the first with this API.
        """
        self._number = parse(text)
        if not self.at_least(OLDEST):
            raise ValueError(f"there is nothing before {OLDEST}")

    def __str__(self) -> str:
        return ".".join(map(str, self._number))

    def at_least(self, since: str) -> bool:
        """Tell whether it is release `since` or newer."""
        return self._number >= parse(since)

    def has(self, feature: str) -> bool:
        """Tell whether it has one of `FEATURES`."""
        return self.at_least(FEATURES[feature])

    def pick(self, history: Mapping[str, T]) -> T:
        """Return what a table says of this release; the table begins with the oldest."""
        return [value for since, value in history.items() if self.at_least(since)][-1]

    def names(self, history: Mapping[str, str]) -> frozenset[str]:
        """Return the words that came until this release; one after a minus is gone again."""
        found: set[str] = set()
        for since, words in history.items():
            if self.at_least(since):
                for word in words.split():
                    if word.startswith("-"):
                        found.discard(word[1:])
                    else:
                        found.add(word)
        return frozenset(found)

    @property
    def api(self) -> str:
        """The text of `app/webapiVersion`."""
        return self.pick(API)

    @cached_property
    def no_content(self) -> frozenset[str]:
        """The endpoints that answer 204."""
        return self.names(NO_CONTENT)

    @cached_property
    def unset_time(self) -> int:
        """A moment that never came, in the list of torrents."""
        return self.pick(UNSET_TIME)

    @cached_property
    def states(self) -> Mapping[str, str]:
        """State words of today -> what this release calls them, where that differs."""
        return self.pick(STATES)

    @cached_property
    def torrent_fields(self) -> tuple[str, ...]:
        """The fields of `torrents/info`, sorted as the server sends them."""
        return tuple(sorted(self.names(TORRENT_FIELDS)))

    @cached_property
    def maindata_fields(self) -> tuple[str, ...]:
        """The fields of a torrent in `sync/maindata`, sorted as the server sends them."""
        names = self.names(TORRENT_FIELDS) | self.names(MAINDATA_FIELDS)
        return tuple(sorted(names - {"hash"}))
