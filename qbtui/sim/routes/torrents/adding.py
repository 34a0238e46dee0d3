"""Adding torrents, and looking at what would be added."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import unquote

import msgspec

from qbtui.sim.call import Call
from qbtui.sim.changes.adding import AddOptions
from qbtui.sim.coercion import whole
from qbtui.sim.messages import JSON, Response
from qbtui.sim.metainfo import Metainfo, parse, parse_magnet
from qbtui.sim.refusals import BadRequest, Conflict, NotFound, Refusal, Unsupported
from qbtui.sim.router import Answer, route
from qbtui.sim.share_limits import ACTIONS, MODES
from qbtui.sim.torrent import SimTorrent

WEB = ("http://", "https://")
Attempt = Callable[[], SimTorrent | None]
UNKNOWN_FILES = "`filePriorities` may only be specified when metadata has already been fetched"
SINCE = {
    "tags": "4.3.2",
    "ratioLimit": "4.3.4",
    "seedingTimeLimit": "4.3.4",
    "downloadPath": "4.4.0",
    "useDownloadPath": "4.4.0",
    "stopCondition": "4.5.0",
    "inactiveSeedingTimeLimit": "4.6.0",
    "addToTopOfQueue": "4.6.0",
    "shareLimitAction": "5.0.0",
    "forced": "5.1.0",
    "filePriorities": "5.2.0",
    "shareLimitsMode": "5.3.0",
}
"""The parameters of `torrents/add` that came later; before, they are ignored."""


@route("torrents/add", mutates=True, post="4.4.4")
def add(call: Call) -> Answer:
    """Add torrents from links and uploaded files."""
    urls = call.lines("urls")
    chooses = bool(call.text("filePriorities")) and call.release.at_least(SINCE["filePriorities"])
    if chooses:
        _check_alone(call, urls)
    options = add_options(call)
    if chooses and call.session.metadata.get(urls[0]) is None:
        raise BadRequest(UNKNOWN_FILES)
    outcome = _Outcome()
    for name, data in call.form.files.items():
        metainfo = _parse(name, data)
        outcome.note(partial(call.world.adding.add_metainfo, metainfo, options))
    for url in urls:
        outcome.note(partial(_add_source, call, url, options))
    return outcome.in_json() if call.release.has("add answers in json") else outcome.in_words(call)


class _Outcome:
    """How it went with each torrent."""

    def __init__(self) -> None:
        self.hashes: list[str] = []
        self.failed = 0
        self.duplicates = 0
        self.pending = 0

    def note(self, attempt: Attempt) -> None:
        try:
            torrent = attempt()
        except Refusal as refusal:
            self.failed += 1
            self.duplicates += isinstance(refusal, Conflict)
            return
        if torrent is None:
            self.pending += 1
        else:
            self.hashes.append(torrent.hash)

    def in_words(self, call: Call) -> str:
        """Say whether anything was added; earlier releases take a duplicate for added."""
        accepted = len(self.hashes) + self.pending
        if not call.release.has("duplicates are refused"):
            accepted += self.duplicates
        return "Ok." if accepted else "Fails."

    def in_json(self) -> Response:
        """Return the counts; 409 when nothing was added."""
        if not (self.hashes or self.pending):
            raise Conflict
        counts = {
            "added_torrent_ids": self.hashes,
            "failure_count": self.failed,
            "pending_count": self.pending,
            "success_count": len(self.hashes),
        }
        return Response(202 if self.pending else 200, msgspec.json.encode(counts), JSON)


def _parse(name: str, data: bytes) -> Metainfo:
    try:
        return parse(data)
    except Unsupported as error:
        raise Unsupported(f"Error: '{name}' is not a valid torrent file.") from error


def _add_source(call: Call, source: str, options: AddOptions) -> SimTorrent | None:
    fetched = call.session.metadata.get(source)
    if fetched is not None:
        return call.world.adding.add_metainfo(fetched, options)
    if _is_second_version(source) and not call.release.has("second version"):
        raise BadRequest("the second version of the protocol is not known yet")
    return call.world.adding.add_source(source, options)


def _is_second_version(source: str) -> bool:
    return not source.startswith(WEB) and not parse_magnet(source).infohash_v1


def _check_alone(call: Call, urls: list[str]) -> None:
    """Refuse to choose files of anything but one link."""
    if call.form.files:
        raise BadRequest("Cannot specify filePriorities when uploading torrent files")
    if len(urls) != 1:
        raise BadRequest("Cannot specify filePriorities when adding multiple torrents")


def add_options(call: Call) -> AddOptions:
    """Read how torrents are to be added, by the names that the release knows."""
    release = call.release
    known = {
        name: value
        for name, value in call.params.items()
        if release.at_least(SINCE.get(name, "4.1.0"))
    }
    say = replace(call, form=replace(call.form, fields=known))
    return AddOptions(
        save_path=say.text("savepath") or None,
        download_path=known.get("downloadPath"),
        use_download_path=_use_download_path(say),
        category=say.text("category"),
        tags=frozenset(say.words("tags")),
        rename=say.text("rename").strip(),
        stopped=say.flag("stopped" if release.has("stop and start") else "paused"),
        content_layout=_content_layout(say),
        skip_checking=say.flag("seedMode" if release.at_least("5.3.0") else "skip_checking")
        is True,
        up_limit=say.number("upLimit"),
        dl_limit=say.number("dlLimit"),
        ratio_limit=say.decimal("ratioLimit", -2),
        seeding_time_limit=say.number("seedingTimeLimit", -2),
        inactive_seeding_time_limit=say.number("inactiveSeedingTimeLimit", -2),
        share_limit_action=say.word("shareLimitAction", ACTIONS),
        share_limits_mode=say.word("shareLimitsMode", MODES),
        auto_tmm=say.flag("autoTMM") if release.at_least("4.1.5") else None,
        sequential=say.flag("sequentialDownload") is True,
        first_last=say.flag("firstLastPiecePrio") is True,
        stop_condition=say.text("stopCondition") or None,
        add_to_top_of_queue=say.flag("addToTopOfQueue"),
        forced=say.flag("forced") is True,
        file_priorities=_priorities(say),
    )


def _use_download_path(call: Call) -> bool | None:
    """A folder alone is enough from 5.0 on."""
    named = bool(call.text("downloadPath")) and call.release.at_least("5.0.0")
    chosen = call.flag("useDownloadPath")
    return named or None if chosen is None else chosen


def _content_layout(call: Call) -> str | None:
    if call.release.at_least("4.3.2"):
        return call.text("contentLayout") or None
    return {True: "Original", False: "NoSubfolder", None: None}[call.flag("root_folder")]


def _priorities(call: Call) -> tuple[int, ...] | None:
    words = call.words("filePriorities")
    if not words:
        return None
    priorities = [whole(word) for word in words]
    if None in priorities:
        raise BadRequest("Priority must be an integer")
    known = tuple(number for number in priorities if number in (0, 1, 6, 7))
    if len(known) < len(priorities):
        raise BadRequest("Priority is not valid")
    return known


@route("torrents/fetchMetadata", "source", since="5.2.0", post="5.2.0")
def fetch_metadata(call: Call) -> Answer:
    """Return the metadata of a source, or 202 the first time it is asked for."""
    source = unquote(call.text("source")).strip()
    if not source:
        raise BadRequest("Must specify URI or hash")
    if source in call.session.metadata:
        try:
            metainfo = call.world.adding.metadata(source)
        except NotFound:
            return _working(source)
        call.session.metadata[source] = metainfo
        return described(metainfo)
    answer = _working(source)
    call.session.metadata[source] = None
    return answer


def _working(source: str) -> Response:
    if source.startswith(WEB):
        return Response(202, b"{}", JSON)
    try:
        magnet = parse_magnet(source)
    except BadRequest as error:
        raise BadRequest(f"Unable to parse '{source}'") from error
    hashes = {
        "hash": magnet.hash,
        "infohash_v1": magnet.infohash_v1,
        "infohash_v2": magnet.infohash_v2,
    }
    return Response(202, msgspec.json.encode(hashes), JSON)


@route("torrents/parseMetadata", since="5.2.0", post="5.2.0")
def parse_metadata(call: Call) -> Answer:
    """Return the metadata of uploaded files."""
    if not call.form.files:
        raise BadRequest("Must specify torrent file(s)")
    found = []
    for name, data in call.form.files.items():
        try:
            found.append(described(parse(data)))
        except Unsupported as error:
            raise Unsupported(f"'{name}' is not a valid torrent file.") from error
    return found


@route("torrents/saveMetadata", "source", since="5.2.0")
def save_metadata(call: Call) -> Answer:
    """Return the .torrent file of what was fetched."""
    source = unquote(call.text("source")).strip()
    metainfo = call.session.metadata.get(source)
    if source not in call.session.metadata:
        _refuse_unknown(source)
    if metainfo is None:
        raise Conflict("Metadata is not yet available")
    return Response(200, metainfo.encode(), "application/x-bittorrent")


def _refuse_unknown(source: str) -> None:
    """Refuse what cannot have been asked for; what could be a torrent is taken for asked for."""
    if source.startswith(WEB):
        raise NotFound
    try:
        parse_magnet(source)
    except BadRequest:
        raise NotFound from None


def described(metainfo: Metainfo) -> dict[str, Any]:
    """Return what is known of a torrent that is not added."""
    return {
        "comment": metainfo.comment,
        "created_by": metainfo.created_by,
        "creation_date": metainfo.creation_date,
        "hash": metainfo.hash,
        "info": {
            "files": [{"path": path, "length": length} for path, length in metainfo.files],
            "length": metainfo.total,
            "name": metainfo.name,
            "piece_length": metainfo.piece_size,
            "pieces_num": metainfo.piece_count,
            "private": metainfo.private,
        },
        "infohash_v1": metainfo.infohash_v1,
        "infohash_v2": metainfo.infohash_v2,
        "trackers": [
            {"url": url, "tier": tier}
            for tier, urls in enumerate(metainfo.trackers)
            for url in urls
        ],
        "webseeds": list(metainfo.web_seeds),
    }
