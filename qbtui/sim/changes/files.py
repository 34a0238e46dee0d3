"""The files of a torrent: priorities and names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qbtui.sim.content import HIGH, MAXIMUM, NORMAL, SKIP
from qbtui.sim.refusals import BadRequest, Conflict

if TYPE_CHECKING:
    from qbtui.sim.content import SimFile
    from qbtui.sim.torrent import SimTorrent
    from qbtui.sim.world import World

MIXED = -1
"""The priority of a folder, which a file may be given too."""
PRIORITIES = {MIXED, SKIP, NORMAL, HIGH, MAXIMUM}


class Files:
    """Changes files. Everything raises `Conflict` without metadata."""

    def __init__(self, world: World) -> None:
        self._world = world

    def set_priority(self, torrent: SimTorrent, indexes: Iterable[int], priority: int) -> None:
        """Set the priority to -1, 0, 1, 6 or 7; raises `BadRequest`, `Conflict` for a bad index."""
        if priority not in PRIORITIES:
            raise BadRequest(f"{priority} is no priority")
        count = len(self._files(torrent))
        chosen = list(indexes)
        if not all(0 <= index < count for index in chosen):
            raise Conflict("no such file")
        torrent.content.prefer(dict.fromkeys(chosen, priority))
        self._world.queue.place(torrent)
        torrent.touch()

    def rename(self, torrent: SimTorrent, old: str, new: str) -> None:
        """Rename a file by its whole path; raises `Conflict` for a bad or taken one."""
        files = self._files(torrent)
        target = self._path(new)
        file = next((file for file in files if file.path == old), None)
        if file is None:
            raise Conflict(f"no file {old}")
        if target != old and self._taken(files, target):
            raise Conflict(f"{target} is there already")
        file.path = target
        self._renamed(torrent)

    def rename_folder(self, torrent: SimTorrent, old: str, new: str) -> None:
        """Rename a folder by its whole path; raises `Conflict` for a bad or taken one."""
        files = self._files(torrent)
        source, target = self._path(old), self._path(new)
        inside = [file for file in files if file.path.startswith(f"{source}/")]
        if not inside:
            raise Conflict(f"no folder {old}")
        if target != source and self._taken(files, target):
            raise Conflict(f"{target} is there already")
        for file in inside:
            file.path = target + file.path[len(source) :]
        self._renamed(torrent)

    def _files(self, torrent: SimTorrent) -> list[SimFile]:
        if not torrent.has_metadata:
            raise Conflict("there is no metadata yet")
        return torrent.content.files

    def _renamed(self, torrent: SimTorrent) -> None:
        torrent.content.find_top()
        torrent.touch()

    @staticmethod
    def _path(path: str) -> str:
        parts = path.split("/")
        if any(part in {"", ".", ".."} or "\0" in part for part in parts):
            raise Conflict(f"{path!r} is no path inside a torrent")
        return path

    @staticmethod
    def _taken(files: list[SimFile], path: str) -> bool:
        """Say whether a file or folder of this path is there."""
        return any(file.path == path or file.path.startswith(f"{path}/") for file in files)
