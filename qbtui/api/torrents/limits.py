"""Limits of single torrents: speed and sharing."""

from __future__ import annotations

from collections.abc import Iterable

from qbtui.api.endpoint import Params, Scope, piped, read, write
from qbtui.api.models.reply import Whole

USE_GLOBAL = -2
"""A share limit that follows the server's own."""
NO_LIMIT = -1
"""A share limit that never ends seeding."""


class Limits(Scope):
    """Speeds are bytes/s with 0 for none, times are minutes."""

    @read("torrents/downloadLimit", dict[str, Whole])
    def download_limit(self, hashes: Iterable[str]) -> Params:
        """Return the download limit of each torrent, 0 or -1 for none; does not take `all`."""
        return {"hashes": piped(hashes)}

    @read("torrents/uploadLimit", dict[str, Whole])
    def upload_limit(self, hashes: Iterable[str]) -> Params:
        """Return the upload limit of each torrent, 0 or -1 for none; does not take `all`."""
        return {"hashes": piped(hashes)}

    @write("torrents/setDownloadLimit")
    def set_download_limit(self, hashes: Iterable[str], limit: int) -> Params:
        """Set the download limit."""
        return {"hashes": piped(hashes), "limit": limit}

    @write("torrents/setUploadLimit")
    def set_upload_limit(self, hashes: Iterable[str], limit: int) -> Params:
        """Set the upload limit."""
        return {"hashes": piped(hashes), "limit": limit}

    @write("torrents/setShareLimits")
    def set_share_limits(
        self,
        hashes: Iterable[str],
        ratio_limit: float = USE_GLOBAL,
        seeding_time_limit: int = USE_GLOBAL,
        inactive_seeding_time_limit: int = USE_GLOBAL,
        share_limit_action: str = "Default",
        share_limits_mode: str = "Default",
    ) -> Params:
        """Set when seeding has been enough, and what happens then.

        The third limit needs 4.6, the action 5.2, the mode 5.3; older servers ignore them, and
        newer ones want all of them: pass what the torrent has to leave it as it is.
        """
        return {
            "hashes": piped(hashes),
            "ratioLimit": ratio_limit,
            "seedingTimeLimit": seeding_time_limit,
            "inactiveSeedingTimeLimit": inactive_seeding_time_limit,
            "shareLimitAction": share_limit_action,
            "shareLimitsMode": share_limits_mode,
        }
