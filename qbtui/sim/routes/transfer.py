"""The scope `transfer`: rates and limits of the whole server."""

from __future__ import annotations

from dataclasses import asdict

from qbtui.sim import releases
from qbtui.sim.call import Call
from qbtui.sim.coercion import whole
from qbtui.sim.refusals import BadRequest
from qbtui.sim.router import Answer, route
from qbtui.sim.routes.torrents.peers import address
from qbtui.sim.rows import chosen

_LIMITS = ("up_limit", "dl_limit", "alt_up_limit", "alt_dl_limit")


@route("transfer/info")
def info(call: Call) -> Answer:
    """Return rates, totals and the state of the connection."""
    limits = call.world.limits
    values = {
        **asdict(call.world.statistics),
        "dl_rate_limit": limits.download,
        "up_rate_limit": limits.upload,
    }
    return chosen(values, call.release.names(releases.TRANSFER_FIELDS))


@route("transfer/speedLimitsMode")
def speed_limits_mode(call: Call) -> Answer:
    """Return 1 while the alternative limits are in force."""
    return str(int(call.world.alternative))


@route("transfer/toggleSpeedLimitsMode", mutates=True)
def toggle_speed_limits_mode(call: Call) -> Answer:
    """Change between the normal and the alternative limits."""
    call.world.limits.set_alternative(not call.world.alternative)
    return None


@route("transfer/setSpeedLimitsMode", "mode", since="4.5.0", mutates=True)
def set_speed_limits_mode(call: Call) -> Answer:
    """Put the alternative or the normal limits in force."""
    mode = whole(call.text("mode"))
    if mode is None:
        raise BadRequest("'mode': invalid argument")
    call.world.limits.set_alternative(mode != 0)
    return None


@route("transfer/downloadLimit")
def download_limit(call: Call) -> Answer:
    """Return the download limit in force."""
    return str(call.world.limits.download)


@route("transfer/uploadLimit")
def upload_limit(call: Call) -> Answer:
    """Return the upload limit in force."""
    return str(call.world.limits.upload)


@route("transfer/setDownloadLimit", "limit", mutates=True)
def set_download_limit(call: Call) -> Answer:
    """Set the download limit in force."""
    call.world.limits.set_global_download(call.wrapped("limit"))
    return None


@route("transfer/setUploadLimit", "limit", mutates=True)
def set_upload_limit(call: Call) -> Answer:
    """Set the upload limit in force."""
    call.world.limits.set_global_upload(call.wrapped("limit"))
    return None


@route("transfer/getSpeedLimits", since="5.3.0")
def speed_limits(call: Call) -> Answer:
    """Return the normal and the alternative limits."""
    return {name: max(call.world.number(name, 0), 0) for name in _LIMITS}


@route("transfer/setSpeedLimits", *_LIMITS, since="5.3.0", mutates=True)
def set_speed_limits(call: Call) -> Answer:
    """Set the normal and the alternative limits; what is not a whole KiB/s becomes at least one."""
    given = {name: call.number(name) for name in _LIMITS}
    kibibyte = 1024
    call.world.settings.write(
        {name: max(limit, kibibyte) if limit > 0 else 0 for name, limit in given.items()}
    )
    return None


@route("transfer/banPeers", "peers", since="4.2.0", mutates=True)
def ban_peers(call: Call) -> Answer:
    """Ban peers for good; what is no address is skipped."""
    addresses = (address(text) for text in call.piped("peers"))
    call.world.sources.ban_peers(found[0] for found in addresses if found)
    return None
