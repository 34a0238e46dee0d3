"""Where torrents keep their files."""

from __future__ import annotations

from collections.abc import Iterable
from posixpath import join, normpath
from typing import TYPE_CHECKING

from qbtui.sim.refusals import BadRequest, Conflict, Forbidden
from qbtui.sim.tasks import Move

if TYPE_CHECKING:
    from qbtui.sim.torrent import SimTorrent
    from qbtui.sim.world import World

Torrents = Iterable["SimTorrent"]

_NAMES_ALL = "5.0.0"
"""Without a folder of their own for incomplete files, torrents name the only one they have."""
MOVED_A_SECOND = 150 << 20
"""Bytes."""
QUICKEST = 2.0
"""Seconds that a move takes at least."""


class Location:
    """Moves files; a move takes time by their size."""

    def __init__(self, world: World) -> None:
        self._world = world

    def set_location(self, torrents: Torrents, path: str) -> None:
        """Move torrents, which become manual.

        Raises `BadRequest` (empty), `Forbidden` (the router knows which releases say so) and
        `Conflict` (cannot be made).
        """
        world = self._world
        is_below = world.release.has("relative folders")
        folder = self._usable(path, world.default_save_path if is_below else "/")
        for torrent in torrents:
            torrent.auto_tmm = False
            self.move(torrent, folder)

    def set_save_path(self, torrents: Torrents, path: str) -> None:
        """Set the folder of the manual ones; raises as `set_location`."""
        folder = self._usable(path, self._world.default_save_path)
        for torrent in torrents:
            if not torrent.auto_tmm:
                self.move(torrent, folder)

    def set_download_path(self, torrents: Torrents, path: str) -> None:
        """Set the folder of the incomplete files of the manual ones, "" is none.

        Raises as `set_location`.
        """
        folder = self._usable(path, self._world.text("temp_path")) if path else ""
        names_all = self._world.release.at_least(_NAMES_ALL)
        for torrent in torrents:
            if not torrent.auto_tmm:
                stays = names_all and not (folder or torrent.finished)
                torrent.download_path = torrent.save_path if stays else folder
                torrent.touch()

    def follow_category(self, torrent: SimTorrent) -> None:
        """Bring an automatic torrent to where its category wants it."""
        torrent.download_path = self._world.labels.download_path(torrent.category)
        self.move(torrent, self._world.labels.save_path(torrent.category))

    def move(self, torrent: SimTorrent, folder: str) -> None:
        """Begin to move a torrent; without any content it is there at once."""
        if folder == torrent.save_path and torrent.move is None:
            torrent.touch()
            return
        if torrent.content.pieces_have == 0:
            torrent.save_path = folder
        else:
            seconds = max(QUICKEST, torrent.completed / MOVED_A_SECOND)
            torrent.move = Move(self._world.now + seconds, folder)
        torrent.touch()

    def _usable(self, path: str, base: str) -> str:
        if not path:
            raise BadRequest("the path is empty")
        disk, folder = self._world.disk, absolute(path, base)
        if below(folder, disk.impossible):
            raise Conflict(f"{folder} cannot be made")
        if below(folder, disk.forbidden):
            raise Forbidden(f"{folder} may not be written")
        return folder


def absolute(path: str, base: str) -> str:
    """Return a folder of the server: a relative one is below `base`."""
    return normpath(join(base, path))


def below(path: str, folders: Iterable[str]) -> bool:
    """Say whether a path is one of these folders or inside one."""
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)
