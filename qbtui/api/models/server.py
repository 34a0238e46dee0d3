"""What a server says of itself: session state, transfer rates, build, categories."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from qbtui.api.models.reply import Number, Reply, Whole
from qbtui.text import enter


class ServerState(Reply):
    """The `server_state` of `sync/maindata`: rates in bytes/s, sizes in bytes."""

    connection_status: str = ""
    """connected, firewalled or disconnected."""
    dht_nodes: Number = 0
    dl_info_speed: Number = 0
    up_info_speed: Number = 0
    dl_info_data: Number = 0
    up_info_data: Number = 0
    dl_rate_limit: Number = 0
    """The limit in force now; 0 is none."""
    up_rate_limit: Number = 0
    alltime_dl: Number = 0
    alltime_ul: Number = 0
    total_wasted_session: Number = 0
    global_ratio: str = "-"
    total_peer_connections: Number = 0
    read_cache_hits: str = ""
    read_cache_overload: str = ""
    write_cache_overload: str = ""
    total_buffers_size: Number = 0
    total_queued_size: Number = 0
    queued_io_jobs: Number = 0
    average_time_queue: Number = 0
    queueing: bool = False
    use_alt_speed_limits: bool = False
    use_subcategories: bool | None = None
    """Sent by 4.6 to 5.1 only: from 5.2 on categories are always nested."""
    refresh_interval: Number = 1500
    """Milliseconds between the server's own updates."""
    free_space_on_disk: Number = -1
    last_external_address_v4: str = ""
    last_external_address_v6: str = ""
    queued_tracker_announces: Number = -1
    """Not told before 5.3, as the next."""
    request_latency: Number = -1
    """Milliseconds."""


class Category(Reply):
    """A category; its name is the key it is listed under."""

    name: str = ""
    savePath: str = ""  # noqa: N815 - the server's own spelling
    save_path: str = ""
    """What 4.4.0 alone calls `savePath`."""
    download_path: str | bool | None = None
    """None follows the global setting, False is no incomplete folder."""

    @property
    def path(self) -> str:
        """The folder for its torrents; empty follows the global setting."""
        return self.savePath or self.save_path


class MaindataReply(msgspec.Struct):
    """An answer of `sync/maindata`, whole or a difference; torrents are still encoded.

    Keeping each torrent raw lets the store decode fifty thousand of them in slices, and a broken
    one costs only itself.
    """

    rid: Whole = 0
    full_update: bool = False
    torrents: Mapping[str, msgspec.Raw] = {}
    torrents_removed: list[str] = []
    categories: dict[str, Any] | list[str] = {}
    """An array of names up to 4.1.2."""
    categories_removed: list[str] = []
    tags: list[str] = []
    tags_removed: list[str] = []
    trackers: dict[str, list[str]] = {}
    """Tracker URL -> hashes of the torrents that use it."""
    trackers_removed: list[str] = []
    server_state: dict[str, Any] = {}


class PeersReply(msgspec.Struct):
    """An answer of `sync/torrentPeers`: peers by `ip:port`, whole or a difference."""

    rid: Whole = 0
    full_update: bool = False
    peers: dict[str, dict[str, Any]] = {}
    peers_removed: list[str] = []


class TransferInfo(Reply):
    """The answer of `transfer/info`: rates in bytes/s, totals of the session in bytes."""

    dl_info_speed: Number = 0
    dl_info_data: Number = 0
    up_info_speed: Number = 0
    up_info_data: Number = 0
    dl_rate_limit: Number = 0
    up_rate_limit: Number = 0
    dht_nodes: Number = 0
    connection_status: str = ""
    last_external_address_v4: str = ""
    last_external_address_v6: str = ""


class SpeedLimits(Reply):
    """The limits of `transfer/getSpeedLimits` in bytes/s; 0 is none."""

    dl_limit: Number = 0
    up_limit: Number = 0
    alt_dl_limit: Number = 0
    alt_up_limit: Number = 0


class BuildInfo(Reply):
    """The answer of `app/buildInfo`: versions of the libraries the server was built with."""

    qt: str = ""
    libtorrent: str = ""
    boost: str = ""
    openssl: str = ""
    zlib: str = ""
    bitness: Whole = 0
    platform: str = ""


class ProcessInfo(Reply):
    """The answer of `app/processInfo`."""

    launch_time: Number = -1
    """Epoch seconds."""


class NetworkInterface(Reply):
    """One row of `app/networkInterfaceList`."""

    name: str = ""
    """What to show."""
    value: str = ""
    """What the preference `current_network_interface` holds."""


class DirectoryEntry(Reply):
    """One row of `app/getDirectoryContent`; moments are epoch seconds, -1 is unknown."""

    name: str = ""
    type: str = ""
    """dir or file."""
    size: Number = -1
    creation_date: Number = -1
    last_access_date: Number = -1
    last_modification_date: Number = -1


class Cookie(Reply):
    """One cookie of `app/cookies`, written back as it is read."""

    needed = frozenset({"name", "domain", "path", "value", "expiration_date"})
    whole = True

    name: str = ""
    domain: str = ""
    path: str = ""
    value: str = ""
    expiration_date: Number = msgspec.field(default=0, name="expirationDate")
    """Epoch seconds."""


class ApiKey(Reply):
    """The answer of `app/rotateAPIKey`."""

    needed = frozenset({"key"})

    key: str = msgspec.field(default="", name="apiKey")


class LogEntry(Reply):
    """One row of `log/main`."""

    id: Whole = -1
    timestamp: Number = 0
    """Epoch seconds."""
    type: Whole = 1
    """1 normal, 2 info, 4 warning, 8 critical."""
    message: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.timestamp = _seconds(self.timestamp)


class PeerLogEntry(Reply):
    """One row of `log/peers`."""

    id: Whole = -1
    timestamp: Number = 0
    """Epoch seconds."""
    ip: str = ""
    blocked: bool = False
    """False is banned."""
    reason: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.timestamp = _seconds(self.timestamp)


def _seconds(timestamp: Number) -> Number:
    """Return epoch seconds: releases before 4.5 log milliseconds."""
    return timestamp / 1000 if timestamp > 1e11 else timestamp


def enter_all(values: list[str]) -> list[str]:
    """Make each text of a reply safe to show."""
    return [enter(value) for value in values]
