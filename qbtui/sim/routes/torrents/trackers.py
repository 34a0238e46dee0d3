"""Where a torrent gets peers and content from: trackers and web seeds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote

from qbtui.sim import releases
from qbtui.sim.addresses import in_one_tier, tiers_of
from qbtui.sim.call import Call
from qbtui.sim.coercion import whole
from qbtui.sim.refusals import BadRequest, Conflict
from qbtui.sim.releases import Release
from qbtui.sim.router import Answer, route
from qbtui.sim.rows import chosen
from qbtui.sim.swarm import (
    DISABLED,
    NOT_CONTACTED,
    NOT_WORKING,
    TRACKER_ERROR,
    UNREACHABLE,
    UPDATING,
    WORKING,
    SimTracker,
)
from qbtui.sim.torrent import SimTorrent

PSEUDO = {"DHT": "dht", "PeX": "pex", "LSD": "lsd"}
"""The rows before the trackers, and the preference that turns each on."""
INVALID_URL = "New tracker URL is invalid"
WRONG_SCHEME = "URL scheme must be one of [ftp, http, https]"
WORDS = {
    DISABLED: "Disabled",
    NOT_CONTACTED: "Not contacted yet",
    WORKING: "Working",
    UPDATING: "Updating...",
    NOT_WORKING: "Not working",
}
"""The statuses as releases before the numbers say them."""


@route("torrents/trackers", "hash")
def trackers(call: Call) -> Answer:
    """Return the trackers, and from 4.1.5 on the rows of DHT, PeX and LSD before them."""
    return tracker_rows(call.torrent, call.release)


def tracker_rows(torrent: SimTorrent, release: Release) -> list[dict[str, Any]]:
    """Return the rows of a torrent, as the release describes them."""
    rows = own_tracker_rows(torrent, release)
    if not release.has("tracker numbers"):
        return rows
    return [_pseudo_row(torrent, name, release) for name in PSEUDO] + rows


def own_tracker_rows(torrent: SimTorrent, release: Release) -> list[dict[str, Any]]:
    """Return the rows of the trackers alone."""
    names = release.names(releases.TRACKER_FIELDS)
    return [chosen(_row(torrent, tracker, release), names) for tracker in torrent.trackers]


def _row(torrent: SimTorrent, tracker: SimTracker, release: Release) -> dict[str, Any]:
    asked = tracker.status != NOT_CONTACTED or tracker.num_peers >= 0
    unknown = release.pick(releases.PEERS_UNKNOWN)
    counts = {
        "num_peers": tracker.num_peers if asked else unknown,
        "num_seeds": tracker.num_seeds,
        "num_leeches": tracker.num_leeches,
        "num_downloaded": tracker.num_downloaded,
    }
    status = {
        "status": _status(tracker, release),
        "msg": tracker.message,
        "updating": tracker.updating,
        "next_announce": max(int(tracker.next_announce), 0),
        "min_announce": max(int(tracker.min_announce), 0),
    }
    endpoint = {"name": "192.0.2.10:6881", "bt_version": 2 if torrent.infohash_v2 else 1}
    endpoints = [{**endpoint, **counts, **status}] if tracker.status != NOT_CONTACTED else []
    return {"url": tracker.url, "tier": tracker.tier, **counts, **status, "endpoints": endpoints}


def _status(tracker: SimTracker, release: Release) -> int | str:
    status = tracker.status
    if not release.has("tracker errors apart"):
        if status in (TRACKER_ERROR, UNREACHABLE):
            status = NOT_WORKING
        if tracker.updating:
            status = UPDATING
    return status if release.has("tracker numbers") else WORDS[status]


def _pseudo_row(torrent: SimTorrent, name: str, release: Release) -> dict[str, Any]:
    works = torrent.world.flag(PSEUDO[name]) and not torrent.private
    counts = ("num_peers", "num_seeds", "num_leeches", "num_downloaded")
    return {
        "url": f"** [{name}] **",
        "tier": release.pick(releases.PSEUDO_TIER),
        "status": WORKING if works else DISABLED,
        "msg": "This torrent is private" if torrent.private else "",
        **dict.fromkeys(counts, 0),
    }


@route("torrents/addTrackers", "hash", "urls", mutates=True, post="4.4.4")
def add_trackers(call: Call) -> Answer:
    """Add trackers; from 4.5 on a blank line begins the next tier."""
    tiers = tiers_of(call.text("urls"))
    if not call.release.has("tiers in addTrackers"):
        tiers = in_one_tier(tiers)
    call.world.sources.add_trackers(_torrents(call), tiers)
    return None


@route(
    "torrents/editTracker", "hash", "origUrl", "newUrl", since="4.1.5", until="5.2.0", mutates=True
)
def edit_tracker_url(call: Call) -> Answer:
    """Give a tracker another URL."""
    old, new = call.text("origUrl"), call.text("newUrl")
    if not new:
        raise BadRequest(INVALID_URL)
    _edit(call, old, new if new != old else None, tier=None)
    return None


@route("torrents/editTracker", "hash", "url", since="5.2.0", mutates=True)
def edit_tracker(call: Call) -> Answer:
    """Give a tracker another URL or tier."""
    tier: int | None = None
    if "tier" in call.params:
        tier = whole(call.text("tier"))
        if tier is None:
            raise BadRequest("tier must be an integer")
        if not 0 <= tier <= 255:
            raise BadRequest("tier must be between 0 and 255")
    old, new = call.text("url"), call.text("newUrl")
    if "newUrl" not in call.params and tier is None:
        raise BadRequest("Must specify at least one of [newUrl, tier]")
    if "newUrl" in call.params and not new:
        raise BadRequest(INVALID_URL)
    _edit(call, old, new if new and new != old else None, tier)
    return None


def _edit(call: Call, old: str, new: str | None, tier: int | None) -> None:
    known = {tracker.url for tracker in call.torrent.trackers}
    if new is not None and new in known:
        raise Conflict("New tracker URL already exists")
    if old not in known:
        raise Conflict("Tracker not found")
    call.world.sources.edit_tracker(call.torrent, old, new, tier)


@route("torrents/removeTrackers", "hash", "urls", since="4.1.5", mutates=True)
def remove_trackers(call: Call) -> Answer:
    """Remove trackers."""
    twice = call.release.has("doubly encoded urls to remove")
    urls = call.piped_urls("urls") if twice else call.piped("urls")
    everywhere = call.text("hash") == "*" and call.release.at_least("5.1.0")
    torrents = list(call.world.torrents.values()) if everywhere else _torrents(call)
    removed = call.world.sources.remove_trackers(torrents, urls)
    if not removed and not call.release.at_least("4.5.0"):
        raise Conflict("No trackers were removed")
    return None


def _torrents(call: Call) -> list[SimTorrent]:
    """Return the torrent of `hash`, or from 5.2 on the known ones of several, or all."""
    if call.release.has("trackers of many"):
        return call.selected("hash")
    return [call.torrent]


@route("torrents/webseeds", "hash")
def web_seeds(call: Call) -> Answer:
    """Return the web seeds."""
    return [{"url": url} for url in call.torrent.web_seeds]


@route("torrents/addWebSeeds", "hash", "urls", since="5.1.0", mutates=True)
def add_web_seeds(call: Call) -> Answer:
    """Add web seeds."""
    urls = call.piped_urls("urls")
    with _telling(*urls):
        call.world.sources.add_web_seeds(call.torrent, urls)
    return None


@route("torrents/editWebSeed", "hash", "origUrl", "newUrl", since="5.1.0", mutates=True)
def edit_web_seed(call: Call) -> Answer:
    """Give a web seed another URL."""
    old, new = unquote(call.text("origUrl")), unquote(call.text("newUrl"))
    with _telling(old, new):
        call.world.sources.edit_web_seed(call.torrent, old, new)
    return None


@route("torrents/removeWebSeeds", "hash", "urls", since="5.1.0", mutates=True)
def remove_web_seeds(call: Call) -> Answer:
    """Remove web seeds."""
    urls = call.piped_urls("urls")
    with _telling(*urls):
        call.world.sources.remove_web_seeds(call.torrent, urls)
    return None


@contextmanager
def _telling(*urls: str) -> Iterator[None]:
    """Say in the server's words why web seeds were refused."""
    try:
        yield
    except BadRequest:
        text = WRONG_SCHEME if all(urls) else '"" is not a valid URL'
        raise BadRequest(text) from None
    except Conflict:
        raise Conflict(f'"{urls[0]}" is not an existing URL') from None
