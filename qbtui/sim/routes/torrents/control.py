"""What is done to torrents as a whole: start, stop, move, rename, delete, order."""

from __future__ import annotations

from collections.abc import Callable

from qbtui.sim.call import Call
from qbtui.sim.refusals import BadRequest, Conflict, Forbidden
from qbtui.sim.router import Answer, route
from qbtui.sim.torrent import SimTorrent


@route("torrents/resume", "hashes", until="5.0.0", mutates=True)
@route("torrents/start", "hashes", since="5.0.0", mutates=True)
def start(call: Call) -> Answer:
    """Start torrents."""
    call.world.control.start(call.torrents)
    return None


@route("torrents/pause", "hashes", until="5.0.0", mutates=True)
@route("torrents/stop", "hashes", since="5.0.0", mutates=True)
def stop(call: Call) -> Answer:
    """Stop torrents."""
    call.world.control.stop(call.torrents)
    return None


@route("torrents/setForceStart", "hashes", "value", mutates=True)
def set_force_start(call: Call) -> Answer:
    """Start torrents, whatever the queue says or as it says."""
    call.world.control.set_force_start(call.torrents, call.flag("value") is True)
    return None


@route("torrents/delete", "hashes", "deleteFiles", mutates=True)
def delete(call: Call) -> Answer:
    """Remove torrents."""
    torrents = {torrent.hash: torrent for torrent in call.torrents}
    call.world.control.delete(torrents.values(), delete_files=call.flag("deleteFiles") is True)
    return None


@route("torrents/recheck", "hashes", mutates=True)
def recheck(call: Call) -> Answer:
    """Check the content of torrents."""
    call.world.control.recheck(call.torrents)
    return None


@route("torrents/reannounce", "hashes", since="4.1.2", mutates=True)
def reannounce(call: Call) -> Answer:
    """Announce to all trackers, or from 5.2 on to some."""
    urls = call.piped_urls("urls") if call.release.at_least("5.2.0") else []
    call.world.control.reannounce(call.torrents, urls or None)
    return None


@route("torrents/increasePrio", "hashes", mutates=True)
def increase(call: Call) -> Answer:
    """Move torrents up in the queue."""
    return _move(call, call.world.queue.increase)


@route("torrents/decreasePrio", "hashes", mutates=True)
def decrease(call: Call) -> Answer:
    """Move torrents down in the queue."""
    return _move(call, call.world.queue.decrease)


@route("torrents/topPrio", "hashes", mutates=True)
def top(call: Call) -> Answer:
    """Move torrents to the top of the queue."""
    return _move(call, call.world.queue.top)


@route("torrents/bottomPrio", "hashes", mutates=True)
def bottom(call: Call) -> Answer:
    """Move torrents to the bottom of the queue."""
    return _move(call, call.world.queue.bottom)


def _move(call: Call, move: Callable[[list[SimTorrent]], None]) -> Answer:
    if not call.world.flag("queueing_enabled"):
        raise Conflict("Torrent queueing must be enabled")
    move(call.named("hashes"))
    return None


@route("torrents/setLocation", "hashes", "location", mutates=True)
def set_location(call: Call) -> Answer:
    """Move the content of torrents."""
    location = call.text("location").strip()
    if not location:
        raise BadRequest("Save path cannot be empty")
    try:
        call.world.location.set_location(call.torrents, location)
    except Forbidden:
        if call.release.at_least("4.1.2") and not call.release.at_least("4.5.2"):
            raise
        call.world.say(f"Failed to move content to {location}: permission denied")
    except Conflict:
        raise Conflict("Cannot make save path") from None
    return None


@route("torrents/setSavePath", "id", "path", since="4.4.0", mutates=True)
def set_save_path(call: Call) -> Answer:
    """Set the folder for finished content."""
    path = call.text("path")
    if not path:
        raise BadRequest("Save path cannot be empty")
    _move_to(call.world.location.set_save_path, call.selected("id"), path)
    return None


@route("torrents/setDownloadPath", "id", "path", since="4.4.0", mutates=True)
def set_download_path(call: Call) -> Answer:
    """Set the folder for unfinished content."""
    _move_to(call.world.location.set_download_path, call.selected("id"), call.text("path"))
    return None


def _move_to(
    move: Callable[[list[SimTorrent], str], None], torrents: list[SimTorrent], path: str
) -> None:
    try:
        move(torrents, path)
    except Conflict:
        raise Conflict("Cannot create target directory") from None


@route("torrents/rename", "hash", "name", mutates=True)
def rename(call: Call) -> Answer:
    """Change the name that is shown."""
    name = call.text("name").strip()
    if not name:
        raise Conflict("Incorrect torrent name")
    call.world.control.rename(call.torrent, " ".join(name.splitlines()))
    return None


@route("torrents/setComment", "hashes", "comment", since="5.2.0", mutates=True)
def set_comment(call: Call) -> Answer:
    """Change the comment."""
    call.world.control.set_comment(call.torrents, call.text("comment").strip())
    return None


@route("torrents/setAutoManagement", "hashes", "enable", mutates=True)
def set_auto_management(call: Call) -> Answer:
    """Let the category decide about folders, or not."""
    call.world.control.set_auto_management(call.torrents, call.flag("enable") is True)
    return None


@route("torrents/toggleSequentialDownload", "hashes", mutates=True)
def toggle_sequential(call: Call) -> Answer:
    """Flip the order of pieces."""
    call.world.control.toggle_sequential(call.torrents)
    return None


@route("torrents/toggleFirstLastPiecePrio", "hashes", mutates=True)
def toggle_first_last(call: Call) -> Answer:
    """Flip the priority of the ends of files."""
    call.world.control.toggle_first_last(call.torrents)
    return None


@route("torrents/setSuperSeeding", "hashes", "value", mutates=True)
def set_super_seeding(call: Call) -> Answer:
    """Turn super seeding on or off."""
    call.world.control.set_super_seeding(call.torrents, call.flag("value") is True)
    return None
