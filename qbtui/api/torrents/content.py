"""What is in a torrent: files and pieces."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from qbtui.api.endpoint import LONG_LIMIT, LONGEST_LIMIT, Params, Scope, numbers, read, write
from qbtui.api.models.details import File
from qbtui.api.models.reply import Whole

Priority = Literal[0, 1, 6, 7]
"""Skip, normal, high, maximum: the only ones that a server takes."""
PRIORITIES: tuple[Priority, ...] = get_args(Priority)
"""All of them, from the lowest."""
_NORMAL = 1


class Content(Scope):
    """Paths are relative to the torrent, their parts joined by `/`."""

    async def files(self, hash: str, indexes: Iterable[int] | None = None) -> list[File]:
        """Return the files, each with its index; empty without metadata.

        `indexes` asks for some of them; releases before 4.3.5 answer with all.

        Raises:
            Conflict: there is no file with such an index.
        """
        files = await self._files(hash, indexes)
        for position, file in enumerate(files):
            if file.index < 0:
                # Releases before 4.3.5 send no index: it is the place in the list.
                file.index = position
            if file.priority not in PRIORITIES:
                # Servers with an old libtorrent have more numbers, all of them between.
                file.priority = _NORMAL
        return files

    @read("torrents/files", list[File], limit=LONG_LIMIT)
    def _files(self, hash: str, indexes: Iterable[int] | None) -> Params:
        return {"hash": hash, "indexes": None if indexes is None else numbers(indexes)}

    @read("torrents/pieceStates", list[Whole])
    def piece_states(self, hash: str) -> Params:
        """Return of each piece: 0 missing, 1 being fetched, 2 there."""
        return {"hash": hash}

    @read("torrents/pieceHashes", list[str], limit=LONG_LIMIT)
    def piece_hashes(self, hash: str) -> Params:
        """Return the hash of each piece in hexadecimal; empty without metadata."""
        return {"hash": hash}

    @read("torrents/pieceAvailability", list[Whole], since="5.2.0")
    def piece_availability(self, hash: str) -> Params:
        """Return how many peers have each piece."""
        return {"hash": hash}

    @read("torrents/downloadFile", bytes, since="5.3.0", limit=LONGEST_LIMIT)
    def download_file(self, hash: str, path: str) -> Params:
        """Return the bytes of one finished file, all in memory.

        Raises:
            Conflict: there is no such file, or it is not complete.
        """
        return {"hash": hash, "file": path}

    @write("torrents/filePrio")
    def file_prio(self, hash: str, ids: Iterable[int], priority: Priority) -> Params:
        """Set the priority of files by their index; before 4.1.5 of one file only.

        Raises:
            Conflict: no metadata yet, or no such file.
        """
        return {"hash": hash, "id": numbers(ids), "priority": priority}

    @write("torrents/renameFile", since="4.2.1")
    def rename_file(self, hash: str, old_path: str, new_path: str, index: int) -> Params:
        """Rename a file, or from 4.3.3 on move it inside the torrent.

        Raises:
            Conflict: there is no such file, the new path is taken, or not a valid path.
        """
        if new_path.rpartition("/")[0] != old_path.rpartition("/")[0]:
            self.require("4.3.3", "Moving a file to another folder")
        name = new_path.rpartition("/")[2]
        return {"hash": hash, "oldPath": old_path, "newPath": new_path, "id": index, "name": name}

    @write("torrents/renameFolder", since="4.3.3")
    def rename_folder(self, hash: str, old_path: str, new_path: str) -> Params:
        """Rename or move a folder with all that is in it; the new path must not exist.

        Raises:
            Conflict: there is no such folder, the new path is taken, or not a valid path.
        """
        return {"hash": hash, "oldPath": old_path, "newPath": new_path}
