"""What a torrent does: starting, stopping, checking, removing, and its switches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qbtui.sim.refusals import Conflict
from qbtui.sim.tasks import Check

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
        for torrent in torrents:
            self._run(torrent)
            torrent.forced = False
            torrent.touch()

    def _run(self, torrent: SimTorrent) -> None:
        was_stopped, torrent.stopped, torrent.error = torrent.stopped, False, ""
        if torrent.missing_files:
            torrent.missing_files = False
            self._check(torrent)
        if was_stopped:
            self.reannounce([torrent])

    def stop(self, torrents: Torrents) -> None:
        """Stop them."""
        for torrent in torrents:
            torrent.stopped = True
            torrent.queued = torrent.forced = False
            torrent.touch()

    def set_force_start(self, torrents: Torrents, value: bool) -> None:
        """Start them, ignoring the queue or not."""
        for torrent in torrents:
            self._run(torrent)
            torrent.forced = value
            torrent.touch()

    def delete(self, torrents: Torrents, *, delete_files: bool) -> None:
        """Remove them; with files, the disk gets its room back."""
        for torrent in list(torrents):
            self._world.remove(torrent)
            content = " and its files" if delete_files else ""
            self._world.say(f'Removed torrent{content}. Torrent: "{torrent.name}"')
            if delete_files:
                self._world.disk.free += torrent.stored

    def recheck(self, torrents: Torrents) -> None:
        """Check their pieces again; stopped ones stop again afterwards."""
        for torrent in torrents:
            if torrent.has_metadata:
                stopped = torrent.stopped
                torrent.missing_files, torrent.error, torrent.stopped = False, "", False
                self._check(torrent, stop_after=stopped)
                torrent.touch()

    def _check(self, torrent: SimTorrent, *, stop_after: bool = False) -> None:
        before, stored, finished = torrent.check, torrent.stored, torrent.finished
        states = torrent.content.forget()
        if before is not None:
            states, finished = before.states, before.was_finished
            stop_after = stop_after or before.stop_after
        torrent.check = Check(states, stored, was_finished=finished, stop_after=stop_after)

    def reannounce(self, torrents: Torrents, urls: Iterable[str] | None = None) -> None:
        """Announce to these trackers, or to all."""
        chosen = None if urls is None else set(urls)
        for torrent in torrents:
            for tracker in torrent.trackers if torrent.running else ():
                if chosen is None or tracker.url in chosen:
                    tracker.next_announce = self._world.now
            self._world.activity.announce(torrent)

    def set_super_seeding(self, torrents: Torrents, value: bool) -> None:
        """Turn super seeding on or off."""
        for torrent in torrents:
            torrent.super_seeding = value
            torrent.touch()

    def set_auto_management(self, torrents: Torrents, enable: bool) -> None:
        """Let the category decide about the folders, moving them there, or not."""
        for torrent in torrents:
            if enable != torrent.auto_tmm:
                torrent.auto_tmm = enable
                if enable:
                    self._world.location.follow_category(torrent)
                torrent.touch()

    def toggle_sequential(self, torrents: Torrents) -> None:
        """Flip the sequential download of each."""
        for torrent in torrents:
            torrent.sequential = not torrent.sequential
            torrent.content.reorder()
            torrent.touch()

    def toggle_first_last(self, torrents: Torrents) -> None:
        """Flip the priority of the first and last pieces of each."""
        for torrent in torrents:
            torrent.first_last = not torrent.first_last
            torrent.content.reorder()
            torrent.touch()

    def rename(self, torrent: SimTorrent, name: str) -> None:
        """Change the name that is shown; raises `Conflict` for an empty one."""
        if not name.strip():
            raise Conflict("the name is empty")
        torrent.name = " ".join(name.split("\n")).strip()
        torrent.touch()

    def set_comment(self, torrents: Torrents, comment: str) -> None:
        """Change the comment."""
        for torrent in torrents:
            torrent.comment = comment
            torrent.touch()
