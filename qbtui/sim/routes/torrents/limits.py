"""Limits of single torrents."""

from __future__ import annotations

from collections.abc import Callable

from qbtui.sim import releases
from qbtui.sim.call import Call
from qbtui.sim.router import Answer, route
from qbtui.sim.rows import rate_limit
from qbtui.sim.share_limits import ACTIONS, BY_DEFAULT, MODES, NO_LIMIT, Limit, ShareLimits
from qbtui.sim.torrent import SimTorrent

_HIGHEST_RATE = 2**31 - 1
_OLD = ("hashes", "ratioLimit", "seedingTimeLimit")
_4_6 = (*_OLD, "inactiveSeedingTimeLimit")
_5_2 = (*_4_6, "shareLimitAction")
_5_3 = (*_5_2, "shareLimitsMode")


@route("torrents/downloadLimit", "hashes")
def download_limit(call: Call) -> Answer:
    """Return the download limits by hash."""
    return {hash: _limit(call, hash, "dl_limit") for hash in call.text("hashes").split("|")}


@route("torrents/uploadLimit", "hashes")
def upload_limit(call: Call) -> Answer:
    """Return the upload limits by hash."""
    return {hash: _limit(call, hash, "up_limit") for hash in call.text("hashes").split("|")}


def _limit(call: Call, hash: str, name: str) -> int:
    is_read = call.release.at_least("4.4.0")
    torrent = call.world.torrents.get(hash.lower() if is_read else hash)
    return -1 if torrent is None else rate_limit(torrent, getattr(torrent, name), call.release)


@route("torrents/setDownloadLimit", "hashes", "limit", mutates=True)
def set_download_limit(call: Call) -> Answer:
    """Set the download limit."""
    _set_rate(call, call.world.limits.set_download)
    return None


@route("torrents/setUploadLimit", "hashes", "limit", mutates=True)
def set_upload_limit(call: Call) -> Answer:
    """Set the upload limit."""
    _set_rate(call, call.world.limits.set_upload)
    return None


def _set_rate(call: Call, change: Callable[[list[SimTorrent], int], None]) -> None:
    """Set a limit; the highest that there can be is none, as if there never was one."""
    torrents, limit = call.torrents, call.wrapped("limit")
    change(torrents, limit if limit < _HIGHEST_RATE else 0)
    for torrent in torrents:
        torrent.was_limited = limit < _HIGHEST_RATE


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
    knows = call.release.at_least
    return ShareLimits(
        ratio=_usable(call.decimal("ratioLimit"), most_ratio),
        seeding_time=_usable(_minutes(call, "seedingTimeLimit"), most_time),
        inactive_seeding_time=(
            _usable(_minutes(call, "inactiveSeedingTimeLimit"), most_time)
            if knows("4.6.0")
            else before.inactive_seeding_time
        ),
        action=call.word("shareLimitAction", ACTIONS) if knows("5.2.0") else before.action,
        mode=call.word("shareLimitsMode", MODES) if knows("5.3.0") else before.mode,
    )


def _minutes(call: Call, name: str) -> int:
    return call.number(name) if call.release.at_least("5.2.0") else call.wrapped(name)


def _usable(limit: Limit, most: float) -> Limit:
    """Return a limit that is not above the highest; one below all words for none is none."""
    return type(limit)(NO_LIMIT) if limit < BY_DEFAULT else type(limit)(min(limit, most))
