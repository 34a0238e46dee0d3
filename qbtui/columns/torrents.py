"""The columns of the torrent list: those of qBittorrent's own WebUI, in its order."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from qbtui import units
from qbtui.api.models.torrent import Torrent
from qbtui.columns.cells import natural, progress, rate, yes_or_no
from qbtui.columns.model import Column
from qbtui.columns.states import state_of, state_rank, state_word

_NEVER = 1 << 40
"""Sorts after every real number."""
_SWARM = 1 << 24
"""More than any number of connected peers."""


def _state_style(torrent: Torrent) -> str:
    return state_of(state_word(torrent)).style


def _by(field: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - the options of Column
    """Sort by one field, which the server must know."""
    return {"sort": attrgetter(field), "fields": frozenset({field}), "needs": field, **more}


def _size(
    id_: str,
    title: str,
    field: str,
    help_: str,
    rank: int,
    default: bool = False,
    of_files: bool = False,
) -> Column[Torrent]:
    """Return a column of bytes; those `of_files` are blank until the files are known."""
    get: Callable[[Torrent], float] = attrgetter(field)

    def text(torrent: Torrent) -> str:
        return "" if of_files and not torrent.knows_files else units.compact_size(get(torrent))

    return Column(
        id_,
        title,
        text,
        max(6, len(title) + 1),
        help_,
        right=True,
        rank=rank,
        down_first=True,
        default=default,
        **_by(field),
    )


def _rate(id_: str, title: str, field: str, help_: str, style: str) -> Column[Torrent]:
    get: Callable[[Torrent], float] = attrgetter(field)
    return Column(
        id_,
        title,
        lambda torrent: rate(get(torrent)),
        6,
        help_,
        right=True,
        rank=1,
        down_first=True,
        style=lambda torrent: style if get(torrent) > 0 else "",
        **_by(field),
    )


def _limit(id_: str, title: str, field: str, help_: str, rank: int) -> Column[Torrent]:
    get: Callable[[Torrent], int] = attrgetter(field)
    return Column(
        id_,
        title,
        lambda torrent: units.limit(get(torrent)),
        12,
        help_,
        right=True,
        rank=rank,
        default=False,
        **_by(field, sort=lambda torrent: get(torrent) if get(torrent) > 0 else _NEVER),
    )


def _moment(
    id_: str, title: str, field: str, help_: str, rank: int, default: bool = False
) -> Column[Torrent]:
    get: Callable[[Torrent], float] = attrgetter(field)
    return Column(
        id_,
        title,
        lambda torrent: units.moment(get(torrent)),
        16,
        help_,
        rank=rank,
        down_first=True,
        default=default,
        **_by(field),
    )


def _text(
    id_: str,
    title: str,
    field: str,
    width: int,
    help_: str,
    rank: int,
    default: bool = False,
    most: int = 0,
) -> Column[Torrent]:
    get: Callable[[Torrent], str] = attrgetter(field)
    return Column(
        id_,
        title,
        get,
        width,
        help_,
        grows=1,
        most=most,
        rank=rank,
        default=default,
        **_by(field, sort=lambda torrent: natural(get(torrent))),
    )


def _swarm(
    id_: str, title: str, connected: str, swarm: str, help_: str, rank: int
) -> Column[Torrent]:
    get_connected: Callable[[Torrent], int] = attrgetter(connected)
    get_swarm: Callable[[Torrent], int] = attrgetter(swarm)
    return Column(
        id_,
        title,
        lambda torrent: units.count_of(get_connected(torrent), get_swarm(torrent)),
        9,
        help_,
        right=True,
        rank=rank,
        sort=lambda torrent: get_swarm(torrent) * _SWARM + get_connected(torrent),
        fields=frozenset({connected, swarm}),
        down_first=True,
        needs=connected,
    )


def _ratio(
    id_: str, title: str, field: str, help_: str, rank: int, default: bool = False
) -> Column[Torrent]:
    get: Callable[[Torrent], float | None] = attrgetter(field)
    return Column(
        id_,
        title,
        lambda torrent: units.ratio(_infinite_as_negative(get(torrent))),
        max(6, len(title) + 1),
        help_,
        right=True,
        rank=rank,
        down_first=True,
        default=default,
        **_by(field, sort=lambda torrent: _infinite_last(get(torrent))),
    )


def _infinite_as_negative(value: float | None) -> float:
    """Return a ratio, -1 for one without end, for which newer servers say null."""
    return -1 if value is None else value


def _infinite_last(value: float | None) -> float:
    """Return a sort key: no end comes last."""
    return _NEVER if value is None or value < 0 else value


COLUMNS: tuple[Column[Torrent], ...] = (
    Column(
        "queue",
        "#",
        lambda torrent: str(int(torrent.priority)) if torrent.priority >= 1 else "*",
        4,
        "Place in the queue; * is not queued.",
        right=True,
        rank=4,
        sort=lambda torrent: torrent.priority if torrent.priority >= 1 else _NEVER,
        fields=frozenset({"priority"}),
        needs="queueing",
    ),
    Column(
        "glyph",
        "",
        lambda torrent: state_of(state_word(torrent)).glyph,
        1,
        "The state in one character.",
        style=_state_style,
    ),
    Column(
        "name",
        "Name",
        attrgetter("name"),
        24,
        "The torrent's name.",
        grows=8,
        good=34,
        sort=lambda torrent: natural(torrent.name),
        fields=frozenset({"name"}),
    ),
    _size(
        "size",
        "Size",
        "size",
        "Size of the files that are not skipped.",
        2,
        default=True,
        of_files=True,
    ),
    _size("total_size", "Total", "total_size", "Size of all files.", 20, of_files=True),
    Column(
        "progress",
        "Done",
        lambda torrent: units.percent(torrent.progress),
        6,
        "How much of the files that are not skipped is here; cut, so that 100.0% is all.",
        right=True,
        grows=3,
        good=12,
        most=18,
        rank=1,
        down_first=True,
        style=_state_style,
        draw=lambda torrent, cells: progress(torrent.progress, cells),
        **_by("progress"),
    ),
    Column(
        "state",
        "Status",
        lambda torrent: state_of(state_word(torrent)).label,
        11,
        "What the torrent does; [F] is forced, past the queue.",
        grows=1,
        good=15,
        most=24,
        rank=1,
        style=_state_style,
        draw=lambda torrent, cells: state_of(state_word(torrent)).words(cells),
        **_by(
            "state",
            sort=lambda torrent: state_rank(state_word(torrent)),
            fields=frozenset({"state", "force_start"}),
        ),
    ),
    _swarm(
        "seeds",
        "Seeds",
        "num_seeds",
        "num_complete",
        "Connected seeds, and in brackets those of the whole swarm.",
        5,
    ),
    _swarm(
        "peers",
        "Peers",
        "num_leechs",
        "num_incomplete",
        "Connected peers that are no seeds, and in brackets those of the whole swarm.",
        5,
    ),
    _rate("download", "Down", "dlspeed", "Download rate per second.", "state.downloading"),
    _rate("upload", "Up", "upspeed", "Upload rate per second.", "state.seeding"),
    Column(
        "eta",
        "ETA",
        lambda torrent: units.eta(torrent.eta),
        7,
        "Time left until it is complete, or its share limit is reached.",
        right=True,
        rank=1,
        style=lambda torrent: "muted" if units.eta(torrent.eta) == units.INFINITE else "",
        **_by("eta"),
    ),
    _ratio("ratio", "Ratio", "ratio", "Uploaded by downloaded.", 3, default=True),
    _ratio(
        "popularity",
        "Popularity",
        "popularity",
        "Ratio by months of activity.",
        9,
        default=True,
    ),
    _text(
        "category",
        "Category",
        "category",
        14,
        "The torrent's category.",
        6,
        default=True,
        most=24,
    ),
    _text("tags", "Tags", "tags", 12, "The torrent's tags.", 7, default=True, most=32),
    _moment("created", "Created On", "creation_date", "When the torrent file was made.", 22),
    _moment("added", "Added On", "added_on", "When it was added.", 8, default=True),
    _moment("completed", "Completed On", "completion_on", "When the last byte came.", 10),
    _text("tracker", "Tracker", "tracker", 20, "The tracker that answered last.", 21),
    _limit("download_limit", "Down Limit", "dl_limit", "Its own limit of the download rate.", 23),
    _limit("upload_limit", "Up Limit", "up_limit", "Its own limit of the upload rate.", 23),
    _size("downloaded", "Downloaded", "downloaded", "Received, waste included.", 12),
    _size("uploaded", "Uploaded", "uploaded", "Sent to others.", 12),
    _size(
        "downloaded_session",
        "Session Down",
        "downloaded_session",
        "Received since the server started.",
        24,
    ),
    _size(
        "uploaded_session",
        "Session Up",
        "uploaded_session",
        "Sent since the server started.",
        24,
    ),
    _size("remaining", "Remaining", "amount_left", "What is still missing.", 13, of_files=True),
    Column(
        "time_active",
        "Time Active",
        lambda torrent: units.active(torrent.time_active, torrent.seeding_time),
        12,
        "How long it has run, and of that how long it has seeded.",
        grows=1,
        most=30,
        rank=25,
        down_first=True,
        default=False,
        **_by("time_active"),
    ),
    _text("save_path", "Save Path", "save_path", 20, "Where complete files are.", 26),
    _size("completed_size", "Completed", "completed", "Here, of the files not skipped.", 14),
    _ratio("ratio_limit", "Ratio Limit", "max_ratio", "The ratio it may reach.", 27),
    _moment(
        "seen_complete", "Last Seen Complete", "seen_complete", "When a full copy was seen.", 28
    ),
    _moment("activity", "Last Activity", "last_activity", "When data last went in or out.", 11),
    Column(
        "availability",
        "Availability",
        lambda torrent: units.availability(torrent.availability),
        13,
        "Distributed copies among the connected peers.",
        right=True,
        rank=15,
        down_first=True,
        default=False,
        **_by("availability"),
    ),
    _text(
        "download_path",
        "Incomplete Save Path",
        "download_path",
        22,
        "Where incomplete files are.",
        29,
    ),
    _text("infohash_v1", "Info Hash v1", "infohash_v1", 40, "Its hash as a v1 torrent.", 30),
    _text("infohash_v2", "Info Hash v2", "infohash_v2", 40, "Its hash as a v2 torrent.", 31),
    Column(
        "reannounce",
        "Reannounce In",
        lambda torrent: units.duration(torrent.reannounce) if torrent.reannounce > 0 else "",
        14,
        "Time until the trackers are asked again.",
        right=True,
        rank=32,
        default=False,
        **_by("reannounce"),
    ),
    Column(
        "private",
        "Private",
        lambda torrent: yes_or_no(torrent.private),
        8,
        "Whether peers come from its trackers alone.",
        rank=33,
        default=False,
        **_by("private", sort=lambda torrent: -1 if torrent.private is None else torrent.private),
    ),
)
