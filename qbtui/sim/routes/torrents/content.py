"""What is in a torrent: files and pieces."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from qbtui.sim import releases
from qbtui.sim.call import Call
from qbtui.sim.changes.files import MIXED, PRIORITIES
from qbtui.sim.coercion import whole
from qbtui.sim.content import SimFile
from qbtui.sim.messages import Response
from qbtui.sim.refusals import BadRequest, Conflict, NotFound
from qbtui.sim.releases import Release
from qbtui.sim.router import Answer, route
from qbtui.sim.rows import availability, chosen, plain
from qbtui.sim.torrent import SimTorrent

_DOWNLOAD_LIMIT = 64 * 1024 * 1024


@route("torrents/files", "hash")
def files(call: Call) -> Answer:
    """Return all files, or from 4.3.5 on some by their index."""
    rows = file_rows(call.torrent, call.release)
    asks = "indexes" in call.params and call.release.has("file indexes")
    named = _named(call, rows) if asks else rows
    firsts = named if call.release.has("first file of those asked for") else rows
    if firsts:
        firsts[0]["is_seed"] = call.torrent.finished
    return named


def _named(call: Call, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for text in call.text("indexes").split("|"):
        index = whole(text)
        if index is None or index < 0:
            raise Conflict(f'"{text}" is not a valid file index.')
        if index >= len(rows):
            raise Conflict(f"Index {text} is out of bounds.")
        is_copied = call.release.has("first file of those asked for")
        found.append(dict(rows[index]) if is_copied else rows[index])
    return found


def file_rows(torrent: SimTorrent, release: Release) -> list[dict[str, Any]]:
    """Return the files of a torrent, as the release describes them when it lists many."""
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
    torrent = call.world.torrents.get(call.text("hash").lower())
    if torrent is None:
        raise NotFound("Torrent not found")
    if not torrent.has_metadata:
        raise Conflict("Torrent metadata not available")
    file = _wanted(torrent.content.files, call.text("file"))
    if file.progress < 1:
        raise Conflict("File not fully downloaded")
    return Response(200, bytes(min(file.size, _DOWNLOAD_LIMIT)), "application/octet-stream")


def _wanted(files: Sequence[SimFile], text: str) -> SimFile:
    """Return a file by its index or its path."""
    index = whole(text)
    if index is not None:
        if not 0 <= index < len(files):
            raise Conflict(f"File index {text} is out of bounds")
        return files[index]
    for file in files:
        if file.path == text:
            return file
    raise Conflict(f'"{text}" is not a valid file path')


@route("torrents/filePrio", "hash", "id", "priority", mutates=True)
def file_prio(call: Call) -> Answer:
    """Set the priority of files."""
    priority = whole(call.text("priority"))
    if priority is None:
        raise BadRequest("Priority must be an integer")
    if priority not in PRIORITIES:
        raise BadRequest("Priority is not valid")
    torrent = call.torrent
    if not torrent.has_metadata:
        raise Conflict("Torrent's metadata has not yet downloaded")
    indexes = []
    for text in call.text("id").split("|"):
        index = whole(text)
        if index is None:
            raise BadRequest("File IDs must be integers")
        if not 0 <= index < len(torrent.content.files):
            raise Conflict("File ID is not valid")
        indexes.append(index)
    call.world.files.set_priority(torrent, indexes, priority)
    return None


@route("torrents/renameFile", "hash", "id", "name", since="4.2.1", until="4.3.3", mutates=True)
def rename_file_by_index(call: Call) -> Answer:
    """Rename a file, without its folders."""
    torrent, every = call.torrent, call.torrent.content.files
    index, name = call.number("id", -1), call.text("name")
    if not name:
        raise BadRequest("Name cannot be empty")
    if "/" in name:
        raise Conflict("Name is not valid")
    if not 0 <= index < len(every):
        raise Conflict("ID is not valid")
    old = every[index].path
    folder, slash, _ = old.rpartition("/")
    call.world.files.rename(torrent, old, f"{folder}{slash}{name}")
    return None


@route("torrents/renameFile", "hash", "oldPath", "newPath", since="4.3.3", mutates=True)
def rename_file(call: Call) -> Answer:
    """Rename or move a file by its path."""
    _rename(call, call.world.files.rename, "file")
    return None


@route("torrents/renameFolder", "hash", "oldPath", "newPath", since="4.3.3", mutates=True)
def rename_folder(call: Call) -> Answer:
    """Rename or move a folder by its path."""
    _rename(call, call.world.files.rename_folder, "folder")
    return None


def _rename(call: Call, rename: Callable[[SimTorrent, str, str], None], kind: str) -> None:
    torrent, old, new = call.torrent, call.text("oldPath"), call.text("newPath")
    try:
        rename(torrent, old, new)
    except Conflict:
        raise Conflict(_why_not(call, kind, old, new)) from None


def _why_not(call: Call, kind: str, old: str, new: str) -> str:
    """Say what is wrong with two paths of which one cannot become the other."""
    if call.release.at_least("5.2.0") and not new.rpartition("/")[2]:
        return f"{kind.capitalize()} name has invalid characters"
    if not old:
        return f"The old path is invalid: '{old}'."
    if not new:
        return f"The new path is invalid: '{new}'."
    if new.startswith("/"):
        return f"Absolute path isn't allowed: '{new}'."
    paths = [file.path for file in call.torrent.content.files]
    is_there = old in paths if kind == "file" else any(path.startswith(f"{old}/") for path in paths)
    return f"The {kind} already exists: '{new}'." if is_there else f"No such {kind}: '{old}'."
