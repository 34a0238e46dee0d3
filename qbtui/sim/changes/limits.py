"""Limits of rates, ratios and seeding times: of torrents and of the whole server."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from math import ceil, inf
from typing import TYPE_CHECKING

from qbtui.sim.share_limits import ShareLimits
from qbtui.sim.torrent import ENDLESS

if TYPE_CHECKING:
    from qbtui.sim.torrent import SimTorrent
    from qbtui.sim.world import World

Torrents = Iterable["SimTorrent"]

_ACTIONS = {0: "Stop", 1: "Remove", 2: "EnableSuperSeeding", 3: "RemoveWithContent"}
"""What the preference `max_ratio_act` stands for."""


class Limits:
    """Sets limits, and says which are in force."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._was_time: bool | None = None
        """Whether it was time for the alternative limits; None without a schedule."""

    def set_download(self, torrents: Torrents, limit: int) -> None:
        """Limit the download of each, bytes/s; 0 and below is none."""
        for torrent in torrents:
            torrent.dl_limit = max(0, limit)
            torrent.was_limited |= limit > 0
            torrent.touch()

    def set_upload(self, torrents: Torrents, limit: int) -> None:
        """Limit the upload of each, bytes/s; 0 and below is none."""
        for torrent in torrents:
            torrent.up_limit = max(0, limit)
            torrent.was_limited |= limit > 0
            torrent.touch()

    def set_share(self, torrents: Torrents, share: ShareLimits) -> None:
        """Set when seeding ends."""
        for torrent in torrents:
            torrent.share = share
            torrent.touch()

    def in_force(self, torrent: SimTorrent) -> ShareLimits:
        """Return the limits after falling back to category and preferences; -1 is none."""
        world = self._world
        of_all = ShareLimits(
            world.real("max_ratio"),
            world.number("max_seeding_time"),
            world.number("max_inactive_seeding_time"),
            _ACTIONS.get(world.number("max_ratio_act"), "Stop"),
            world.text("share_limits_mode") or "MatchAny",
        )
        return torrent.share.or_else(world.labels.share_limits(torrent.category)).or_else(of_all)

    def reached(self, torrent: SimTorrent) -> bool:
        """Say whether a torrent has seeded enough; a forced one never has."""
        return not torrent.forced and self.seconds_left(torrent) == 0

    def seconds_left(self, torrent: SimTorrent) -> int:
        """Return how long a torrent will seed; 8640000 is for ever."""
        limits = self.in_force(torrent)
        waits: list[float] = []
        if 0 <= limits.ratio < inf:
            missing = limits.ratio * torrent.ratio_base - torrent.uploaded
            waits.append(missing / torrent.upspeed if torrent.upspeed else missing * ENDLESS)
        if limits.seeding_time >= 0:
            waits.append(limits.seeding_time * 60 - torrent.seeding_time)
        if limits.inactive_seeding_time >= 0:
            waits.append(limits.inactive_seeding_time * 60 - torrent.inactive_seeding_time)
        if not waits:
            return ENDLESS
        wait = max(waits) if limits.mode == "MatchAll" else min(waits)
        return ceil(min(ENDLESS, max(0, wait)))

    @property
    def download(self) -> int:
        """The global limit in force, bytes/s; 0 is none."""
        return self._world.number("alt_dl_limit" if self._world.alternative else "dl_limit")

    @property
    def upload(self) -> int:
        """The global limit in force, bytes/s; 0 is none."""
        return self._world.number("alt_up_limit" if self._world.alternative else "up_limit")

    def set_global_download(self, limit: int) -> None:
        """Change the global limit in force: the alternative one while that is on."""
        key = "alt_dl_limit" if self._world.alternative else "dl_limit"
        self._world.settings.write({key: limit})

    def set_global_upload(self, limit: int) -> None:
        """Change the global limit in force: the alternative one while that is on."""
        key = "alt_up_limit" if self._world.alternative else "up_limit"
        self._world.settings.write({key: limit})

    def set_alternative(self, value: bool) -> None:
        """Turn the alternative limits on or off."""
        self._world.alternative = value

    def follow_schedule(self) -> None:
        """Turn the alternative limits on or off whenever the schedule begins or ends."""
        is_time = self._is_time if self._world.flag("scheduler_enabled") else None
        if is_time is not None and is_time != self._was_time:
            self.set_alternative(is_time)
        self._was_time = is_time

    @property
    def _is_time(self) -> bool:
        """Whether the schedule wants the alternative limits; the simulated clock shows UTC."""
        now = datetime.fromtimestamp(self._world.now, UTC)
        start, end = self._minute("schedule_from"), self._minute("schedule_to")
        is_within = min(start, end) <= now.hour * 60 + now.minute <= max(start, end)
        return (start > end) != (is_within and now.weekday() in self._days)

    def _minute(self, key: str) -> int:
        return self._world.number(f"{key}_hour") * 60 + self._world.number(f"{key}_min")

    @property
    def _days(self) -> range:
        """The days of the schedule, Monday is 0."""
        match self._world.number("scheduler_days"):
            case 0:
                return range(7)
            case 1:
                return range(5)
            case 2:
                return range(5, 7)
            case day:
                return range(day - 3, day - 2)
