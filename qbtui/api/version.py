"""Which release a server is, and what each release calls things.

The WebAPI number alone is ambiguous (several releases share one), so gates name releases.
"""

from __future__ import annotations

import re

from msgspec import Struct

Release = tuple[int, int, int]
"""Major, minor and patch number of a qBittorrent release."""

OLDEST: Release = (4, 1, 0)
"""The first release with the API that qbtui speaks."""

RENAMED: dict[str, tuple[Release, str]] = {
    "torrents/start": ((5, 0, 0), "torrents/resume"),
    "torrents/stop": ((5, 0, 0), "torrents/pause"),
}
"""Endpoint -> the release that brought its name, and the name before."""

RENAMED_STATES = {"pausedDL": "stoppedDL", "pausedUP": "stoppedUP"}
"""State words up to 4.6 -> the word since 5.0, which qbtui uses throughout."""


class ServerVersion(Struct, frozen=True):
    """What a server said about itself."""

    release: Release
    """From `app/version`."""
    text: str
    """The release as the server writes it, such as `v5.1.0` or `v5.2.0beta1`."""

    def at_least(self, since: str) -> bool:
        """Tell whether the server is release `since` (such as `5.1.0`) or newer."""
        return self.release >= parse_version(since)


def parse_version(text: str) -> Release:
    """Return the first three numbers in `text`, padded with zeros.

    Raises:
        ValueError: there is no number in the text.
    """
    found = re.match(r"v?(\d+)(?:\.(\d+))?(?:\.(\d+))?", text.strip())
    if found is None:
        raise ValueError(f"not a version: {text!r}")
    major, minor, patch = (int(part or 0) for part in found.groups())
    return major, minor, patch


def endpoint_name(path: str, server: ServerVersion) -> str:
    """Return what `server` calls the endpoint that the newest release calls `path`."""
    renamed_in, old_name = RENAMED.get(path, (OLDEST, path))
    return path if server.release >= renamed_in else old_name
