"""What is in a torrent: files and pieces."""

from __future__ import annotations

from typing import Any

from qbtui.sim import releases
from qbtui.sim.call import Call
from qbtui.sim.changes.files import MIXED
from qbtui.sim.content import SimFile
from qbtui.sim.messages import Response
from qbtui.sim.refusals import BadRequest, Conflict
from qbtui.sim.releases import Release
from qbtui.sim.router import Answer, route
from qbtui.sim.rows import availability, chosen, plain
from qbtui.sim.torrent import SimTorrent

PRIORITIES = (-1, 0, 1, 6, 7)
NO_PRIORITY = 4
"""A number that is no priority."""
_DOWNLOAD_LIMIT = 64 * 1024 * 1024


@route("torrents/files", "hash")
def files(call: Call) -> Answer:
    """Return all files, or from 4.3.5 on some by their index."""
    rows = file_rows(call.torrent, call.release)
    if "indexes" not in call.params or not call.release.has("file indexes"):
        return rows
    chosen_rows = []
    for text in call.text("indexes").split("|"):
        if not text.isdecimal():
            raise Conflict(f"'{text}' is not a valid file index.")
        if int(text) >= len(rows):
            raise Conflict(f"Index {text} is out of bounds.")
        chosen_rows.append(rows[int(text)])
    return chosen_rows


def file_rows(torrent: SimTorrent, release: Release) -> list[dict[str, Any]]:
    """Return the files of a torrent, as the release describes them."""
    names = release.names(releases.FILE_FIELDS)
    rows = []
    for index, file in enumerate(torrent.content.files):
        row = {
            "availability": availability(torrent),
            "index": index,
            "name": _name(file, release),
            "piece_range": torrent.content.piece_range(file),
            "priority": _priority(file, release),
            "progress": plain(file.progress),
            "size": file.size,
        }
        if index == 0:
            row["is_seed"] = torrent.finished
        rows.append(chosen(row, names))
    return rows


def _priority(file: SimFile, release: Release) -> int:
    """Return the priority as the release shows it."""
    normal, mixed = release.pick(releases.PRIORITIES)
    if file.priority == MIXED:
        return mixed
    return file.priority if file.was_chosen else normal


def _name(file: SimFile, release: Release) -> str:
    """Return the path of a file; old releases keep skipped ones in folders of their own."""
    if file.priority or release.at_least("4.4.0"):
        return file.path
    folder, slash, name = file.path.rpartition("/")
    return f"{folder}{slash}.unwanted/{name}"


@route("torrents/pieceStates", "hash")
def piece_states(call: Call) -> Answer:
    """Return the state of each piece."""
    return list(call.torrent.content.states)


@route("torrents/pieceHashes", "hash")
def piece_hashes(call: Call) -> Answer:
    """Return the hash of each piece."""
    torrent = call.torrent
    return torrent.metainfo.piece_hashes if torrent.has_metadata else []


@route("torrents/pieceAvailability", "hash", since="5.2.0")
def piece_availability(call: Call) -> Answer:
    """Return how many peers have each piece."""
    torrent = call.torrent
    if not torrent.has_metadata or torrent.finished:
        return []
    return torrent.content.availability(torrent.num_seeds, torrent.num_leechs)


@route("torrents/downloadFile", "hash", "file", since="5.3.0")
def download_file(call: Call) -> Answer:
    """Return the bytes of a finished file: zeros, as nothing else is known of them."""
    torrent, wanted = call.torrent, call.text("file")
    if not torrent.has_metadata:
        raise Conflict("Torrent's metadata has not yet downloaded")
    every = torrent.content.files
    if wanted.isdecimal() and int(wanted) < len(every):
        file = every[int(wanted)]
    else:
        found = [each for each in every if each.path == wanted]
        if not found:
            raise Conflict(f'"{wanted}" is not a valid file path')
        file = found[0]
    if file.progress < 1:
        raise Conflict("File not fully downloaded")
    return Response(200, bytes(min(file.size, _DOWNLOAD_LIMIT)), "application/octet-stream")


@route("torrents/filePrio", "hash", "id", "priority", mutates=True)
def file_prio(call: Call) -> Answer:
    """Set the priority of files."""
    priority = call.number("priority", NO_PRIORITY)
    if priority not in PRIORITIES:
        raise BadRequest("Priority is not valid")
    torrent = call.torrent
    if not torrent.has_metadata:
        raise Conflict("Torrent's metadata has not yet downloaded")
    indexes = call.text("id").split("|")
    if not all(text.removeprefix("-").isdecimal() for text in indexes):
        raise BadRequest("File IDs must be integers")
    numbers = [int(text) for text in indexes]
    if not all(0 <= number < len(torrent.content.files) for number in numbers):
        raise Conflict("File ID is not valid")
    call.world.files.set_priority(torrent, numbers, priority)
    return None


@route("torrents/renameFile", "hash", "id", "name", since="4.2.1", until="4.3.3", mutates=True)
def rename_file_by_index(call: Call) -> Answer:
    """Rename a file, without its folders."""
    torrent, every = call.torrent, call.torrent.content.files
    index, name = call.number("id", -1), call.text("name")
    if not name:
        raise BadRequest("Name cannot be empty")
    if "/" in name:
        raise Conflict("Name has to be legal")
    if not 0 <= index < len(every):
        raise Conflict("ID is not valid")
    old = every[index].path
    folder, slash, _ = old.rpartition("/")
    call.world.files.rename(torrent, old, f"{folder}{slash}{name}")
    return None


@route("torrents/renameFile", "hash", "oldPath", "newPath", since="4.3.3", mutates=True)
def rename_file(call: Call) -> Answer:
    """Rename or move a file by its path."""
    call.world.files.rename(call.torrent, call.text("oldPath"), call.text("newPath"))
    return None


@route("torrents/renameFolder", "hash", "oldPath", "newPath", since="4.3.3", mutates=True)
def rename_folder(call: Call) -> Answer:
    """Rename or move a folder by its path."""
    call.world.files.rename_folder(call.torrent, call.text("oldPath"), call.text("newPath"))
    return None
