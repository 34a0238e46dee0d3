"""Limits of rates, ratios and seeding times: of torrents and of the whole server."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qbtui.sim.torrent import ShareLimits, SimTorrent
    from qbtui.sim.world import World

Torrents = Iterable["SimTorrent"]


class Limits:
    """Sets limits, and says which are in force."""

    def __init__(self, world: World) -> None:
        self._world = world

    def set_download(self, torrents: Torrents, limit: int) -> None:
        """Limit the download of each, bytes/s; 0 and below is none."""
        raise NotImplementedError

    def set_upload(self, torrents: Torrents, limit: int) -> None:
        """Limit the upload of each, bytes/s; 0 and below is none."""
        raise NotImplementedError

    def set_share(self, torrents: Torrents, share: ShareLimits) -> None:
        """Set when seeding ends."""
        raise NotImplementedError

    def in_force(self, torrent: SimTorrent) -> ShareLimits:
        """Return the limits after falling back to category and preferences; -1 is none."""
        raise NotImplementedError

    def seconds_left(self, torrent: SimTorrent) -> int:
        """Return how long a torrent will seed; 8640000 is for ever."""
        raise NotImplementedError

    @property
    def download(self) -> int:
        """The global limit in force, bytes/s; 0 is none."""
        raise NotImplementedError

    @property
    def upload(self) -> int:
        """The global limit in force, bytes/s; 0 is none."""
        raise NotImplementedError

    def set_global_download(self, limit: int) -> None:
        """Change the global limit in force: the alternative one while that is on."""
        raise NotImplementedError

    def set_global_upload(self, limit: int) -> None:
        """Change the global limit in force: the alternative one while that is on."""
        raise NotImplementedError

    def set_alternative(self, value: bool) -> None:
        """Turn the alternative limits on or off."""
        raise NotImplementedError
