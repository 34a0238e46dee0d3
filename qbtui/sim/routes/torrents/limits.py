"""Limits of single torrents."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qbtui.sim import releases
from qbtui.sim.call import Call
from qbtui.sim.router import Answer, route
from qbtui.sim.torrent import ShareLimits, SimTorrent

_OLD = ("hashes", "ratioLimit", "seedingTimeLimit")
_4_6 = (*_OLD, "inactiveSeedingTimeLimit")
_5_2 = (*_4_6, "shareLimitAction")
_5_3 = (*_5_2, "shareLimitsMode")


@route("torrents/downloadLimit", "hashes")
def download_limit(call: Call) -> Answer:
    """Return the download limits by hash."""
    return {hash: _limit(_known(call, hash), "dl_limit") for hash in call.piped("hashes")}


@route("torrents/uploadLimit", "hashes")
def upload_limit(call: Call) -> Answer:
    """Return the upload limits by hash."""
    return {hash: _limit(_known(call, hash), "up_limit") for hash in call.piped("hashes")}


def _known(call: Call, hash: str) -> SimTorrent | None:
    return call.world.torrents.get(hash)


def _limit(torrent: SimTorrent | None, name: str) -> int:
    return -1 if torrent is None else max(getattr(torrent, name), 0)


@route("torrents/setDownloadLimit", "hashes", "limit", mutates=True)
def set_download_limit(call: Call) -> Answer:
    """Set the download limit."""
    call.world.limits.set_download(call.torrents, call.number("limit"))
    return None


@route("torrents/setUploadLimit", "hashes", "limit", mutates=True)
def set_upload_limit(call: Call) -> Answer:
    """Set the upload limit."""
    call.world.limits.set_upload(call.torrents, call.number("limit"))
    return None


@route("torrents/setShareLimits", *_OLD, until="4.6.0", mutates=True)
@route("torrents/setShareLimits", *_4_6, since="4.6.0", until="5.2.0", mutates=True)
@route("torrents/setShareLimits", *_5_2, since="5.2.0", until="5.3.0", mutates=True)
@route("torrents/setShareLimits", *_5_3, since="5.3.0", mutates=True)
def set_share_limits(call: Call) -> Answer:
    """Set when seeding ends; what the release does not know stays as it is."""
    for torrent in call.torrents:
        call.world.limits.set_share([torrent], _share_limits(call, torrent.share))
    return None


def _share_limits(call: Call, before: ShareLimits) -> ShareLimits:
    highest = call.release.pick(releases.HIGHEST_LIMITS)
    most_ratio, most_time = highest or (float("inf"), 2**31)
    changes: dict[str, Any] = {
        "ratio": min(call.decimal("ratioLimit", -2), most_ratio),
        "seeding_time": min(call.number("seedingTimeLimit", -2), most_time),
    }
    if call.release.at_least("4.6.0"):
        inactive = call.number("inactiveSeedingTimeLimit", -2)
        changes["inactive_seeding_time"] = min(inactive, most_time)
    if call.release.at_least("5.2.0"):
        changes["action"] = call.text("shareLimitAction") or "Default"
    if call.release.at_least("5.3.0"):
        changes["mode"] = call.text("shareLimitsMode") or "Default"
    return replace(before, **changes)
