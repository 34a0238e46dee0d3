"""Why an action cannot run now: each need reads a job and returns the reason, or None.

Nothing is sent and nothing is fetched here: what is not known yet is no reason.
"""

from __future__ import annotations

from typing import Any

from qbtui.actions.model import Job, Need
from qbtui.api.models.details import Tracker
from qbtui.state.connection import Phase


def some_torrent(job: Job) -> str | None:
    """There is a torrent to act on."""
    return None if job.torrents else "No torrent here"


def one_torrent(job: Job) -> str | None:
    """There is exactly one torrent to act on."""
    if not job.torrents:
        return "No torrent here"
    return None if len(job.torrents) == 1 else "Only one torrent at a time"


def metadata(job: Job) -> str | None:
    """The files of the torrent are known."""
    if all(torrent.knows_files for torrent in job.torrents):
        return None
    return "The metadata has not arrived yet"


def unfinished(job: Job) -> str | None:
    """One of the torrents at least has something left to download."""
    if all(torrent.is_complete for torrent in job.torrents):
        return "All of it is here: there is no order to download it in"
    return None


def public(job: Job) -> str | None:
    """The torrent may have peers that its trackers did not name."""
    return "This torrent is private" if any(torrent.private for torrent in job.torrents) else None


def queueing(job: Job) -> str | None:
    """The server queues torrents."""
    if job.store.server.queueing:
        return None
    return "Queueing is off on the server: turn it on in its preferences"


def queued(job: Job) -> str | None:
    """One of the torrents at least has a place in the queue."""
    if any(torrent.is_queued for torrent in job.torrents):
        return None
    return "Not in the queue: it orders what is not complete"


def some_row(kind: type[Any], thing: str) -> Need:
    """Return the need for rows of a detail list; `thing` names one."""

    def need(job: Job) -> str | None:
        return None if job.rows_of(kind) else f"No {thing} here"

    return need


def one_row(job: Job) -> str | None:
    """One row of a detail list is chosen."""
    return None if len(job.rows) == 1 else "Only one at a time"


def real_trackers(job: Job) -> str | None:
    """None of the chosen trackers is one of the rows for DHT, PeX and LSD."""
    if all(tracker.is_real for tracker in job.rows_of(Tracker)):
        return None
    return "DHT, PeX and LSD are not trackers"


def polled(job: Job) -> str | None:
    """The server is asked again and again, until it refuses."""
    if job.connection.phase is Phase.REFUSED:
        return "Not connected: choose a server first"
    return None


def focused_list(job: Job) -> str | None:
    """Something that can be moved in has the focus."""
    if job.view.focused is not None:
        return None
    return "All pieces show: there is nothing to move to, mark or sort"


def serves(job: Job, since: str) -> bool:
    """Tell whether the server is known to be release `since` or newer."""
    server = job.connection.server
    return server is not None and server.at_least(since)
