"""Made-up answers of a server with any number of torrents, the same ones every time.

Torrents with low numbers come first in the list; the changes of a tick say whether these, which
are on the screen, are among them. Nothing here speaks HTTP.
"""

from __future__ import annotations

import hashlib
import random

Json = dict[str, object]

SEED = 20_240_601
MARK = "Sample"
"""In the name of every torrent: where it shows, rows show."""
VISIBLE = 5
"""How many of the torrents on the screen the tick `five` changes."""
CHANGED = 500
"""How many torrents a tick changes at most."""

_STATES = ("stalledUP", "uploading", "uploading", "downloading", "stalledDL", "stoppedUP")
_CATEGORIES = ("films", "music", "books", "software", "")
_TAGS = ("", "keep", "keep, share", "new")
_SITES = 12
_NOW = 1_717_200_000
_WORDS = ("river", "cloud", "stone", "ember", "meadow", "harbor", "signal", "winter", "atlas")
_WIDE_WORDS = ("春の小川", "東京物語", "長い旅")


class World:
    """A server's torrents, and how far its clock has ticked."""

    def __init__(self, count: int) -> None:
        self._random = random.Random(SEED)
        self._torrents = {_hash(number): self._torrent(number) for number in range(count)}
        self._uploading = [
            hash_ for hash_, row in self._torrents.items() if row["state"] == "uploading"
        ]
        self._ticks = 0

    def full(self) -> Json:
        """Return what `sync/maindata` says at first."""
        return {
            "full_update": True,
            "torrents": self._torrents,
            "categories": {
                name: {"name": name, "savePath": f"/srv/{name}"} for name in _CATEGORIES if name
            },
            "tags": ["keep", "new", "share"],
            "trackers": self._trackers(),
            "server_state": _SERVER_STATE,
        }

    def tick(self, visible: int) -> Json:
        """Return the changes of a tick: of `visible` rows at the top, the rest far below them."""
        self._ticks += 1
        below = len(self._uploading) // 2
        hashes = self._uploading[:visible] + self._uploading[below : below + CHANGED - visible]
        return {"torrents": {hash_: self._moved(self._torrents[hash_]) for hash_ in hashes}}

    def properties(self) -> Json:
        """Return what `torrents/properties` says of any torrent."""
        return {"save_path": "/srv/films", "piece_size": 4 << 20, "pieces_num": 512}

    def _moved(self, row: Json) -> Json:
        uploaded = int(str(row["uploaded"])) + self._ticks * 3_000_000
        return {
            "upspeed": 20_000 + 1_013 * self._ticks,
            "uploaded": uploaded,
            "uploaded_session": uploaded // 7,
            "ratio": round(uploaded / int(str(row["size"])), 4),
            "time_active": 90_000 + self._ticks,
        }

    def _trackers(self) -> dict[str, list[str]]:
        trackers: dict[str, list[str]] = {}
        for hash_, row in self._torrents.items():
            trackers.setdefault(str(row["tracker"]), []).append(hash_)
        return trackers

    def _name(self, number: int) -> str:
        words = " ".join(self._random.choices(_WORDS, k=3))
        wide = self._random.random() < 0.04
        return f"{MARK} {number:06} {self._random.choice(_WIDE_WORDS) if wide else words}"

    def _torrent(self, number: int) -> Json:
        pick = self._random
        name, hash_ = self._name(number), _hash(number)
        state = pick.choice(_STATES)
        size = pick.randrange(10_000_000, 60_000_000_000)
        progress = pick.random() if state.endswith("DL") or state == "downloading" else 1
        uploaded = int(size * pick.random() * 4)
        added = _NOW - number * 3_600
        folder = pick.choice(_CATEGORIES)
        return {
            **_REST,
            "name": name,
            "state": state,
            "magnet_uri": f"magnet:?xt=urn:btih:{hash_}&dn={name}&tr=https%3A%2F%2Ftracker",
            "infohash_v1": hash_,
            "size": size,
            "total_size": size,
            "progress": progress,
            "completed": int(size * progress),
            "amount_left": size - int(size * progress),
            "dlspeed": pick.randrange(1, 9_000_000) if state == "downloading" else 0,
            "upspeed": pick.randrange(1, 2_000_000) if state == "uploading" else 0,
            "num_seeds": pick.randrange(40),
            "num_complete": pick.randrange(900),
            "num_leechs": pick.randrange(20),
            "num_incomplete": pick.randrange(200),
            "ratio": round(uploaded / size, 4),
            "uploaded": uploaded,
            "uploaded_session": uploaded // 7,
            "downloaded": int(size * progress),
            "eta": pick.randrange(60, 90_000) if state == "downloading" else 8_640_000,
            "category": folder,
            "tags": pick.choice(_TAGS),
            "tracker": f"https://tracker{pick.randrange(_SITES)}.example/announce",
            "added_on": added,
            "completion_on": added + 1_800 if progress == 1 else -1,
            "seen_complete": added + 900,
            "last_activity": _NOW - pick.randrange(9_000),
            "save_path": f"/srv/{folder}",
            "content_path": f"/srv/{folder}/{name}",
            "root_path": f"/srv/{folder}/{name}",
        }


def _hash(number: int) -> str:
    return hashlib.sha1(b"%d" % number).hexdigest()


_REST: Json = {
    "auto_tmm": True,
    "availability": -1,
    "comment": "",
    "dl_limit": -1,
    "download_path": "",
    "downloaded_session": 0,
    "f_l_piece_prio": False,
    "force_start": False,
    "has_metadata": True,
    "inactive_seeding_time_limit": -2,
    "infohash_v2": "",
    "max_inactive_seeding_time": -1,
    "max_ratio": -1,
    "max_seeding_time": -1,
    "popularity": 1.25,
    "priority": 0,
    "private": False,
    "ratio_limit": -2,
    "reannounce": 0,
    "seeding_time": 86_400,
    "seeding_time_limit": -2,
    "seq_dl": False,
    "super_seeding": False,
    "time_active": 90_000,
    "trackers_count": 1,
    "up_limit": -1,
}

_SERVER_STATE: Json = {
    "alltime_dl": 9_000_000_000_000,
    "alltime_ul": 21_000_000_000_000,
    "connection_status": "connected",
    "dht_nodes": 380,
    "dl_info_data": 1_000_000_000,
    "dl_info_speed": 4_000_000,
    "dl_rate_limit": 0,
    "free_space_on_disk": 800_000_000_000,
    "global_ratio": "2.33",
    "queueing": False,
    "refresh_interval": 500,
    "up_info_data": 2_000_000_000,
    "up_info_speed": 1_500_000,
    "up_rate_limit": 0,
    "use_alt_speed_limits": False,
}
