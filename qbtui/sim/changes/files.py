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

_STRICT = "5.2.0"
"""The release from which on paths are checked otherwise."""
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
        self._world.activity.settle(torrent)
        torrent.touch()

    def rename(self, torrent: SimTorrent, old: str, new: str) -> None:
        """Rename a file by its whole path; raises `Conflict` for a bad or taken one."""
        files = self._files(torrent)
        target = self._path(new)
        file = next((file for file in files if file.path == old), None)
        if file is None:
            raise Conflict(f"no file {old}")
        taken = self._taken if self._is_strict else self._is_file
        if target != old and taken(files, target):
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
        same = target == source and not self._is_strict
        taken = self._taken if self._is_strict else self._is_folder
        if not same and taken(files, target):
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

    @property
    def _is_strict(self) -> bool:
        """Whether names are looked at as newer releases do, which let ".." and backslashes pass."""
        return self._world.release.at_least(_STRICT)

    def _path(self, path: str) -> str:
        usable = path if self._is_strict else path.rstrip("/")
        refused = {"", "."} if self._is_strict else {"", ".", ".."}
        has_bad_part = any(part in refused or "\0" in part for part in usable.split("/"))
        if has_bad_part or ("\\" in usable and not self._is_strict):
            raise Conflict(f"{path!r} is no path inside a torrent")
        return usable

    @staticmethod
    def _is_file(files: list[SimFile], path: str) -> bool:
        """Say whether a file of this path is there."""
        return any(file.path == path for file in files)

    @staticmethod
    def _is_folder(files: list[SimFile], path: str) -> bool:
        """Say whether a folder of this path is there."""
        return any(file.path.startswith(f"{path}/") for file in files)

    @classmethod
    def _taken(cls, files: list[SimFile], path: str) -> bool:
        """Say whether a file or folder of this path is there."""
        return cls._is_file(files, path) or cls._is_folder(files, path)
