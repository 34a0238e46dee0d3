"""What the General tab says of a torrent: a row per fact, in groups, over `torrents/properties`.

What only the list tells, or told first, comes from the torrent's row. Nothing here paints.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from qbtui import units
from qbtui.api.models.details import Properties
from qbtui.api.models.torrent import Torrent
from qbtui.columns.cells import amount, optional_ratio, progress, yes_or_no
from qbtui.columns.states import state_of, state_word
from qbtui.text import enter_lines, left_out

NO_LIMIT = units.INFINITE
UNKNOWN = "Unknown"
NEVER = "Never"


class Fact(Struct, frozen=True):
    """One row of the General tab."""

    group: str
    label: str
    text: Callable[[Torrent, Properties], str]
    """What stands there; an empty text leaves the row out."""


class FactGroup(Struct, frozen=True):
    """Facts that stand together, ready to show."""

    title: str
    facts: tuple[tuple[str, str], ...]
    """Labels and values."""


def _with(text: str, other: str, word: str) -> str:
    """Return `text (other word)`, without what is not known."""
    return f"{text} ({other} {word})" if text and other else text


def _connections(_: Torrent, p: Properties) -> str:
    limit = amount(p.nb_connections_limit) if p.nb_connections_limit > 0 else NO_LIMIT
    return f"{amount(p.nb_connections)} ({limit} max)"


def _pieces(_: Torrent, p: Properties) -> str:
    if p.pieces_num < 0 or p.piece_size < 0:
        return UNKNOWN
    return f"{amount(p.pieces_num)} x {units.size(p.piece_size)} (have {amount(p.pieces_have)})"


def _private(_: Torrent, p: Properties) -> str:
    known = p.private if p.private is not None else p.is_private
    return yes_or_no(None if p.has_metadata is False else known, "N/A")


def _moment(epoch: float, otherwise: str) -> str:
    return units.moment(epoch) or otherwise


def _identifier(torrent: Torrent, p: Properties) -> str:
    """Return the ID of a torrent, unless that is one of its hashes."""
    identifier = p.hash or torrent.hash
    return "" if identifier == p.infohash_v1 else identifier


_BAR = 27
"""Cells of the progress with its bar."""
_TRANSFER = "Transfer"
_INFORMATION = "Information"

FACTS: tuple[Fact, ...] = (
    Fact(_INFORMATION, "Name", lambda t, p: p.name or t.name),
    Fact(_INFORMATION, "Save path", lambda _, p: p.save_path),
    Fact(_INFORMATION, "Incomplete path", lambda _, p: p.download_path),
    Fact(
        _TRANSFER,
        "Progress",
        lambda t, p: progress(t.progress if p.progress is None else p.progress, _BAR),
    ),
    Fact(_TRANSFER, "Time active", lambda _, p: units.active(p.time_elapsed, p.seeding_time)),
    Fact(_TRANSFER, "ETA", lambda _, p: units.eta(p.eta)),
    Fact(_TRANSFER, "Connections", _connections),
    Fact(
        _TRANSFER,
        "Downloaded",
        lambda _, p: _with(
            units.size(p.total_downloaded), units.size(p.total_downloaded_session), "session"
        ),
    ),
    Fact(
        _TRANSFER,
        "Uploaded",
        lambda _, p: _with(
            units.size(p.total_uploaded), units.size(p.total_uploaded_session), "session"
        ),
    ),
    Fact(_TRANSFER, "Seeds", lambda _, p: _with(amount(p.seeds), amount(p.seeds_total), "total")),
    Fact(
        _TRANSFER,
        "Download speed",
        lambda _, p: _with(units.speed(p.dl_speed), units.speed(p.dl_speed_avg), "avg."),
    ),
    Fact(
        _TRANSFER,
        "Upload speed",
        lambda _, p: _with(units.speed(p.up_speed), units.speed(p.up_speed_avg), "avg."),
    ),
    Fact(_TRANSFER, "Peers", lambda _, p: _with(amount(p.peers), amount(p.peers_total), "total")),
    Fact(_TRANSFER, "Download limit", lambda _, p: units.limit(int(p.dl_limit))),
    Fact(_TRANSFER, "Upload limit", lambda _, p: units.limit(int(p.up_limit))),
    Fact(_TRANSFER, "Wasted", lambda _, p: units.size(p.total_wasted)),
    Fact(_TRANSFER, "Share ratio", lambda _, p: units.ratio(p.share_ratio)),
    Fact(
        _TRANSFER,
        "Reannounce in",
        lambda _, p: units.duration(p.reannounce) if p.reannounce >= 0 else "",
    ),
    Fact(_TRANSFER, "Last seen complete", lambda _, p: _moment(p.last_seen, NEVER)),
    Fact(_TRANSFER, "Popularity", lambda _, p: optional_ratio(p.popularity)),
    Fact(
        _TRANSFER,
        "Availability",
        lambda _, p: units.availability(-1 if p.availability is None else p.availability),
    ),
    Fact(_INFORMATION, "Status", lambda t, _: state_of(state_word(t)).label),
    Fact(_INFORMATION, "Total size", lambda _, p: units.size(p.total_size) or UNKNOWN),
    Fact(_INFORMATION, "Pieces", _pieces),
    Fact(_INFORMATION, "Created by", lambda _, p: p.created_by),
    Fact(_INFORMATION, "Added on", lambda _, p: _moment(p.addition_date, UNKNOWN)),
    Fact(_INFORMATION, "Completed on", lambda _, p: units.moment(p.completion_date)),
    Fact(_INFORMATION, "Created on", lambda _, p: units.moment(p.creation_date)),
    Fact(_INFORMATION, "Private", _private),
    Fact(_INFORMATION, "Info hash v1", lambda _, p: p.infohash_v1),
    Fact(_INFORMATION, "Info hash v2", lambda _, p: p.infohash_v2),
    Fact(_INFORMATION, "Torrent ID", _identifier),
    # The last of its group: what is said of it follows.
    Fact(_INFORMATION, "Comment", lambda _, p: enter_lines(p.comment)),
)
"""The rows, which torrent it is and where it lies first, then in qBittorrent's own order; what
only newer servers tell stands where it belongs."""


def facts(torrent: Torrent, properties: Properties, whole: str = "") -> list[FactGroup]:
    """Return the groups of the General tab for `torrent`, without rows that say nothing.

    `whole` says how to see all of a comment; it stands below one that is cut.
    """
    said: dict[str, list[tuple[str, str]]] = {fact.group: [] for fact in FACTS}
    for fact in FACTS:
        text = fact.text(torrent, properties)
        if text:
            said[fact.group].append((fact.label, text))
    if more := left_out(properties.comment):
        cut = f"{more:,} more characters"
        said[_INFORMATION].append(("", f"{cut}: {whole}" if whole else cut))
    return [FactGroup(title, tuple(rows)) for title, rows in said.items()]
