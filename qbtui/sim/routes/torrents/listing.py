"""Torrents as they are: lists, properties, and the .torrent file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from qbtui.sim import releases
from qbtui.sim.call import Call
from qbtui.sim.messages import Response
from qbtui.sim.refusals import BadRequest, Conflict
from qbtui.sim.releases import Release
from qbtui.sim.router import Answer, route
from qbtui.sim.routes.torrents.content import file_rows
from qbtui.sim.routes.torrents.trackers import own_tracker_rows
from qbtui.sim.rows import availability, chosen, plain, ratio, torrent_values
from qbtui.sim.torrent import SimTorrent

ERRORED = ("error", "missingFiles")
Condition = Callable[[SimTorrent], bool]
FILTERS: dict[str, Condition] = {
    "downloading": lambda torrent: not torrent.finished,
    "seeding": lambda torrent: torrent.finished and not torrent.stopped,
    "completed": lambda torrent: torrent.finished,
    "paused": lambda torrent: torrent.stopped,
    "resumed": lambda torrent: not torrent.stopped,
    "stopped": lambda torrent: torrent.stopped,
    "running": lambda torrent: not torrent.stopped,
    "active": lambda torrent: torrent.dlspeed > 0 or torrent.upspeed > 0,
    "inactive": lambda torrent: torrent.dlspeed == 0 and torrent.upspeed == 0,
    "stalled": lambda torrent: torrent.state.startswith("stalled"),
    "stalled_uploading": lambda torrent: torrent.state == "stalledUP",
    "stalled_downloading": lambda torrent: torrent.state == "stalledDL",
    "checking": lambda torrent: torrent.state.startswith("checking"),
    "moving": lambda torrent: torrent.state == "moving",
    "errored": lambda torrent: torrent.state in ERRORED,
}


@route("torrents/info")
def info(call: Call) -> Answer:
    """Return the torrents that match, sorted and cut as asked."""
    call.server.rows.refresh()
    conditions = list(_conditions(call))
    matching = [
        torrent
        for torrent in _asked_for(call)
        if all(condition(torrent) for condition in conditions)
    ]
    return [_row(call, torrent) for torrent in _cut(call, _sorted(call, matching))]


def _asked_for(call: Call) -> list[SimTorrent]:
    hashes = call.hashes() if call.release.at_least("4.4.0") else call.piped("hashes")
    if not hashes or not call.release.at_least("4.1.1"):
        return list(call.world.torrents.values())
    known = call.world.torrents
    return [known[hash] for hash in dict.fromkeys(hashes) if hash in known]


def _conditions(call: Call) -> Iterator[Condition]:
    """Yield what a torrent has to be, so far as the release asks for it."""
    word, release = call.text("filter"), call.release
    if word in release.names(releases.FILTERS) and word in FILTERS:
        yield FILTERS[word]
    private = call.flag("private") if release.at_least("5.0.0") else None
    if private is not None:
        yield lambda torrent: bool(torrent.private) == private
    if "category" in call.params:
        yield _in_category(call, call.text("category"))
    if "tag" in call.params and release.at_least("4.4.0"):
        tag = call.text("tag")
        yield lambda torrent: tag in torrent.tags if tag else not torrent.tags


def _in_category(call: Call, category: str) -> Condition:
    if not (call.world.labels.nested and category):
        return lambda torrent: torrent.category == category
    return lambda torrent: f"{torrent.category}/".startswith(f"{category}/")


def _row(call: Call, torrent: SimTorrent) -> dict[str, Any]:
    known = call.server.rows.torrents[torrent.hash]
    row = {name: known.get(name) for name in call.release.torrent_fields}
    row["hash"] = torrent.hash
    if call.flag("includeTrackers") and call.release.at_least("5.1.0"):
        row["trackers"] = own_tracker_rows(torrent, call.release)
    if call.flag("includeFiles") and call.release.at_least("5.2.0"):
        row["files"] = file_rows(torrent, call.release)
    return row


def _sorted(call: Call, torrents: list[SimTorrent]) -> list[SimTorrent]:
    name, rows = call.text("sort"), call.server.rows.torrents
    if not name or not torrents:
        return torrents
    if name not in call.release.torrent_fields:
        if call.release.has("unknown sort is refused"):
            raise BadRequest("'sort' parameter is invalid")
        return torrents

    def key(torrent: SimTorrent) -> tuple[bool, Any]:
        value = torrent.hash if name == "hash" else rows[torrent.hash][name]
        return (value is not None, value.casefold() if isinstance(value, str) else value)

    return sorted(torrents, key=key, reverse=call.flag("reverse") is True)


def _cut(call: Call, torrents: list[SimTorrent]) -> list[SimTorrent]:
    limit, offset = call.number("limit"), call.number("offset")
    if offset < 0:
        offset += len(torrents)
    if offset >= len(torrents) and call.release.at_least("5.3.0"):
        return []
    if not 0 <= offset < len(torrents):
        offset = 0
    return torrents[offset : offset + limit] if limit > 0 else torrents[offset:]


@route("torrents/count", since="4.6.1")
def count(call: Call) -> Answer:
    """Return how many torrents there are."""
    return str(len(call.world.torrents))


@route("torrents/properties", "hash")
def properties(call: Call) -> Answer:
    """Return the details of one torrent."""
    torrent, release = call.torrent, call.release
    row = torrent_values(torrent, release)
    same = ("eta", "save_path", "infohash_v1", "infohash_v2", "download_path", "name", "hash")
    values = {
        **{name: row[name] for name in same},
        **_amounts(torrent, release),
        "addition_date": torrent.added_on,
        "availability": availability(torrent),
        "comment": torrent.comment,
        "completion_date": torrent.completion_on,
        "created_by": torrent.created_by,
        "creation_date": _creation_date(torrent, release),
        "has_metadata": torrent.has_metadata,
        "is_private": bool(torrent.private),
        "last_seen": torrent.seen_complete,
        "popularity": -1 if torrent.popularity is None else plain(torrent.popularity),
        "private": torrent.private,
        "progress": plain(torrent.progress),
        "reannounce": row["reannounce"],
        "seeding_time": torrent.seeding_time,
        "share_ratio": ratio(torrent.ratio, release),
        "time_elapsed": torrent.time_active,
    }
    return chosen(values, release.names(releases.PROPERTY_FIELDS))


def _creation_date(torrent: SimTorrent, release: Release) -> int:
    known = torrent.creation_date >= 0
    return torrent.creation_date if known else release.pick(releases.UNSET_CREATION)


def _amounts(torrent: SimTorrent, release: Release) -> dict[str, Any]:
    active, unknown = torrent.time_active, release.pick(releases.AVERAGE_OF_NOTHING)
    return {
        "dl_limit": torrent.dl_limit if torrent.dl_limit > 0 else -1,
        "dl_speed": torrent.dlspeed,
        "dl_speed_avg": torrent.downloaded // active if active else unknown,
        "nb_connections": torrent.num_seeds + torrent.num_leechs,
        "nb_connections_limit": torrent.connections_limit,
        "peers": torrent.num_leechs,
        "peers_total": torrent.num_incomplete,
        "piece_size": torrent.piece_size,
        "pieces_have": max(torrent.pieces_have, 0),
        "pieces_num": torrent.pieces_num,
        "seeds": torrent.num_seeds,
        "seeds_total": torrent.num_complete,
        "total_downloaded": torrent.downloaded,
        "total_downloaded_session": torrent.downloaded_session,
        "total_size": torrent.total_size,
        "total_uploaded": torrent.uploaded,
        "total_uploaded_session": torrent.uploaded_session,
        "total_wasted": torrent.wasted,
        "up_limit": torrent.up_limit if torrent.up_limit > 0 else -1,
        "up_speed": torrent.upspeed,
        "up_speed_avg": torrent.uploaded // active if active else unknown,
    }


@route("torrents/export", "hash", since="4.5.0")
def export(call: Call) -> Answer:
    """Return the torrent's .torrent file."""
    torrent = call.torrent
    if not torrent.has_metadata:
        raise Conflict("Unable to export torrent file. Error: Missing metadata")
    name = torrent.name if call.release.at_least("5.2.0") else torrent.hash
    headers = [("Content-Disposition", f'attachment; filename="{_ascii(name)}.torrent"')]
    body = torrent.metainfo.encode()
    return Response(200, body, call.release.pick(releases.EXPORT_TYPE), headers)


def _ascii(name: str) -> str:
    return "".join(letter if letter.isascii() and letter.isprintable() else "_" for letter in name)
