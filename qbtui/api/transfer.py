"""The scope `transfer`: rates and limits of the whole server; one torrent's are in `torrents`."""

from __future__ import annotations

from collections.abc import Iterable

from qbtui.api.endpoint import Params, Scope, piped, read, write
from qbtui.api.models.reply import Whole
from qbtui.api.models.server import SpeedLimits, TransferInfo


class Transfer(Scope):
    """Rates and limits in bytes/s; a limit of 0 is none."""

    @read("transfer/info", TransferInfo)
    def info(self) -> Params:
        """Return rates, totals of the session and the state of the connection."""
        return {}

    @read("transfer/speedLimitsMode", Whole)
    def speed_limits_mode(self) -> Params:
        """Return 1 while the alternative limits are in force, else 0."""
        return {}

    @write("transfer/toggleSpeedLimitsMode")
    def toggle_speed_limits_mode(self) -> Params:
        """Change between the normal and the alternative limits."""
        return {}

    @write("transfer/setSpeedLimitsMode", since="4.5.0")
    def set_speed_limits_mode(self, alternative: bool) -> Params:
        """Put the alternative or the normal limits in force."""
        return {"mode": int(alternative)}

    @read("transfer/downloadLimit", Whole)
    def download_limit(self) -> Params:
        """Return the download limit in force."""
        return {}

    @read("transfer/uploadLimit", Whole)
    def upload_limit(self) -> Params:
        """Return the upload limit in force."""
        return {}

    @write("transfer/setDownloadLimit")
    def set_download_limit(self, limit: int) -> Params:
        """Set the download limit in force: the alternative one while that mode is on."""
        return {"limit": limit}

    @write("transfer/setUploadLimit")
    def set_upload_limit(self, limit: int) -> Params:
        """Set the upload limit in force: the alternative one while that mode is on."""
        return {"limit": limit}

    @read("transfer/getSpeedLimits", SpeedLimits, since="5.3.0")
    def speed_limits(self) -> Params:
        """Return the normal and the alternative limits."""
        return {}

    @write("transfer/setSpeedLimits", since="5.3.0")
    def set_speed_limits(self, limits: SpeedLimits) -> Params:
        """Set the normal and the alternative limits; older servers have preferences for them."""
        return {
            "dl_limit": int(limits.dl_limit),
            "up_limit": int(limits.up_limit),
            "alt_dl_limit": int(limits.alt_dl_limit),
            "alt_up_limit": int(limits.alt_up_limit),
        }

    @write("transfer/banPeers", since="4.2.0")
    def ban_peers(self, peers: Iterable[str]) -> Params:
        """Ban peers for good, each as `Peer.address`; the preference `banned_IPs` unbans."""
        return {"peers": piped(peers)}
