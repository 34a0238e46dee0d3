"""Brings a server back to how it started, so that tests can share it and not notice each other."""

from __future__ import annotations

import shutil
from itertools import count
from typing import Any

from tests.live.server import Server
from tests.live.waiting import wait_for


class Snapshot:
    """A server's preferences at the moment this was made; it must hold nothing else yet."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._folders = (f"downloads-{number}" for number in count(1))
        self._preferences = self._read_preferences()

    def restore(self) -> None:
        """Remove everything a test may have left on the server, and undo its settings."""
        self._remove_torrents()
        self._renew_downloads()
        self._remove_labels()
        if self.server.api("transfer/speedLimitsMode") == "1":
            self.server.api("transfer/toggleSpeedLimitsMode")
        self._restore_preferences()

    def _remove_torrents(self) -> None:
        server = self.server
        if server.torrents():
            server.api("torrents/delete", hashes="all", deleteFiles=True)
            wait_for(lambda: not server.torrents(), "the torrents to be gone")

    def _renew_downloads(self) -> None:
        """Give the server another download folder: it may still be deleting in the old one."""
        server = self.server
        shutil.rmtree(server.downloads, ignore_errors=True)
        before = server.save_path
        server.downloads = server.folder(next(self._folders))
        for key in ("save_path", "temp_path"):
            # The second lies in the first.
            self._preferences[key] = self._preferences[key].replace(before, server.save_path)

    def _remove_labels(self) -> None:
        if categories := self.server.api("torrents/categories"):
            self.server.api("torrents/removeCategories", categories="\n".join(categories))
        if tags := self.server.api("torrents/tags"):
            self.server.api("torrents/deleteTags", tags=",".join(tags))

    def _read_preferences(self) -> dict[str, Any]:
        preferences: dict[str, Any] = self.server.api("app/preferences")
        return preferences

    def _restore_preferences(self) -> None:
        now, before = self._read_preferences(), self._preferences
        if now == before:
            return
        changed = {key: value for key, value in before.items() if now.get(key) != value}
        # Up to 4.3.0 a call that leaves these two out empties them.
        trackers = {key: before[key] for key in ("add_trackers_enabled", "add_trackers")}
        self.server.set_preferences(**trackers | changed)
