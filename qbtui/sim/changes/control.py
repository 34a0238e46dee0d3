"""What a torrent does: starting, stopping, checking, removing, and its switches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qbtui.sim.torrent import SimTorrent
    from qbtui.sim.world import World

Torrents = Iterable["SimTorrent"]


class Control:
    """Changes what torrents do."""

    def __init__(self, world: World) -> None:
        self._world = world

    def start(self, torrents: Torrents) -> None:
        """Start them; clears errors and looks for missing files again."""
        raise NotImplementedError

    def stop(self, torrents: Torrents) -> None:
        """Stop them."""
        raise NotImplementedError

    def set_force_start(self, torrents: Torrents, value: bool) -> None:
        """Start them, ignoring the queue or not."""
        raise NotImplementedError

    def delete(self, torrents: Torrents, *, delete_files: bool) -> None:
        """Remove them; with files, the disk gets its room back."""
        raise NotImplementedError

    def recheck(self, torrents: Torrents) -> None:
        """Check their pieces again; stopped ones stop again afterwards."""
        raise NotImplementedError

    def reannounce(self, torrents: Torrents, urls: Iterable[str] | None = None) -> None:
        """Announce to these trackers, or to all."""
        raise NotImplementedError

    def set_super_seeding(self, torrents: Torrents, value: bool) -> None:
        """Turn super seeding on or off; ignored by those that are not complete."""
        raise NotImplementedError

    def set_auto_management(self, torrents: Torrents, enable: bool) -> None:
        """Let the category decide about the folders, moving them there, or not."""
        raise NotImplementedError

    def toggle_sequential(self, torrents: Torrents) -> None:
        """Flip the sequential download of each."""
        raise NotImplementedError

    def toggle_first_last(self, torrents: Torrents) -> None:
        """Flip the priority of the first and last pieces of each."""
        raise NotImplementedError

    def rename(self, torrent: SimTorrent, name: str) -> None:
        """Change the name that is shown; raises `Conflict` for an empty one."""
        raise NotImplementedError

    def set_comment(self, torrents: Torrents, comment: str) -> None:
        """Change the comment."""
        raise NotImplementedError
