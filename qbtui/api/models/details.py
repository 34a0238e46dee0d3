"""What a server says of one torrent: properties, trackers, peers, web seeds, files."""

from __future__ import annotations

import msgspec

from qbtui.api.models.reply import Number, Reply, Whole


class Properties(Reply):
    """The answer of `torrents/properties`: -1 is unknown, or no limit."""

    name: str = ""
    hash: str = ""
    time_elapsed: Number = -1
    seeding_time: Number = -1
    eta: Number = 8640000
    nb_connections: Number = -1
    nb_connections_limit: Number = -1
    total_downloaded: Number = -1
    total_downloaded_session: Number = -1
    total_uploaded: Number = -1
    total_uploaded_session: Number = -1
    dl_speed: Number = -1
    dl_speed_avg: Number = -1
    up_speed: Number = -1
    up_speed_avg: Number = -1
    dl_limit: Number = -1
    up_limit: Number = -1
    total_wasted: Number = -1
    seeds: Number = -1
    seeds_total: Number = -1
    peers: Number = -1
    peers_total: Number = -1
    share_ratio: Number = -1
    popularity: Number | None = None
    reannounce: Number = -1
    total_size: Number = -1
    pieces_num: Number = -1
    piece_size: Number = -1
    pieces_have: Number = -1
    created_by: str = ""
    last_seen: Number = -1
    addition_date: Number = -1
    completion_date: Number = -1
    creation_date: Number = -1
    save_path: str = ""
    download_path: str = ""
    comment: str = ""
    infohash_v1: str = ""
    infohash_v2: str = ""
    is_private: bool | None = None
    private: bool | None = None
    has_metadata: bool | None = None
    progress: Number | None = None
    availability: Number | None = None


class Tracker(Reply):
    """One row of `torrents/trackers`; counts of -1 are unknown."""

    needed = frozenset({"url"})

    url: str = ""
    tier: Whole | str = -1
    """-1, or an empty text up to 4.3, for the rows of DHT, PeX and LSD."""
    status: Whole | str = 1
    """0 disabled, 1 not contacted, 2 working, 3 updating, 4 not working, 5 error, 6 unreachable."""
    msg: str = ""
    num_peers: Number = -1
    num_seeds: Number = -1
    num_leeches: Number = -1
    num_downloaded: Number = -1
    updating: bool = False
    next_announce: Number = -1
    min_announce: Number = -1

    @property
    def is_real(self) -> bool:
        """Whether it is a tracker: not one of the rows for DHT, PeX and LSD."""
        return not self.url.startswith("** [")


class Peer(Reply):
    """One peer of `sync/torrentPeers`; `key` is what the server lists it under."""

    key: str = ""
    ip: str = ""
    port: Whole = 0
    i2p_dest: str = ""
    host_name: str = ""
    client: str = ""
    peer_id_client: str = ""
    progress: Number = 0
    dl_speed: Number = 0
    up_speed: Number = 0
    downloaded: Number = 0
    uploaded: Number = 0
    connection: str = ""
    flags: str = ""
    flags_desc: str = ""
    relevance: Number = 0
    contribution: Number | None = None
    files: str = ""
    country_code: str | None = ""
    country: str | None = ""

    @property
    def address(self) -> str:
        """The peer as `transfer/banPeers` wants it: IPv6 in brackets."""
        return f"[{self.ip}]:{self.port}" if ":" in self.ip else f"{self.ip}:{self.port}"


class WebSeed(Reply):
    """One row of `torrents/webseeds`."""

    needed = frozenset({"url"})

    url: str = ""


class File(Reply):
    """One row of `torrents/files`; releases before 4.3.5 send no index."""

    needed = frozenset({"index", "name", "priority"})
    whole = True

    index: Whole = -1
    name: str = ""
    """The path inside the torrent, parts joined by `/`."""
    size: Number = 0
    progress: Number = 0
    priority: Whole = 1
    """0 skip, 1 normal, 6 high, 7 maximum."""
    piece_range: list[int] = msgspec.field(default_factory=list)
    availability: Number = -1


class AddedPeers(Reply):
    """How it went with the peers given to `torrents/addPeers`, for one torrent."""

    added: Whole = 0
    failed: Whole = 0


class SslParameters(Reply):
    """What an SSL torrent needs, each in PEM; `text.raw` has the lines."""

    needed = frozenset({"ssl_certificate", "ssl_private_key", "ssl_dh_params"})

    ssl_certificate: str = ""
    ssl_private_key: str = ""
    ssl_dh_params: str = ""

    def params(self) -> dict[str, str]:
        """Return the form parameters."""
        return {name: getattr(self, name) for name in self.__struct_fields__}


class MetadataFile(Reply):
    """One file of a torrent that is not added yet."""

    whole = True

    path: str = ""
    length: Number = 0
    priority: Whole = 1


class MetadataInfo(Reply):
    """The content of a torrent that is not added yet."""

    name: str = ""
    length: Number = -1
    piece_length: Number = -1
    pieces_num: Number = -1
    private: bool = False
    files: list[MetadataFile] = msgspec.field(default_factory=list)


class MetadataTracker(Reply):
    """A tracker of a torrent that is not added yet."""

    url: str = ""
    tier: Whole = 0


class Metadata(Reply):
    """What is known of a torrent before it is added."""

    infohash_v1: str = ""
    infohash_v2: str = ""
    hash: str = ""
    info: MetadataInfo | None = None
    """None while the server still looks for it."""
    trackers: list[MetadataTracker] = msgspec.field(default_factory=list)
    webseeds: list[str] = msgspec.field(default_factory=list)
    created_by: str = ""
    creation_date: Number = -1
    comment: str = ""
