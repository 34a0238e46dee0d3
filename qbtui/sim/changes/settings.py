"""Writing preferences, and what follows at once from some of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qbtui.sim.preferences import READ_ONLY, Value

if TYPE_CHECKING:
    from qbtui.sim.world import World

_RATES = frozenset({"dl_limit", "up_limit", "alt_dl_limit", "alt_up_limit"})
_SHARE_LIMITS = ("max_ratio", "max_seeding_time", "max_inactive_seeding_time")
_SHARE_KEYS = frozenset(_SHARE_LIMITS) | {f"{key}_enabled" for key in _SHARE_LIMITS}
_TWINS = (("schedule_from_hour", "schedule_from_min"), ("schedule_to_hour", "schedule_to_min"))
_VALUE_IS_ENOUGH = (5, 2)
"""The release from which on a share limit needs no `_enabled` beside it."""


class Settings:
    """Writes preferences. What only a release does differently is the router's to know."""

    def __init__(self, world: World) -> None:
        self._world = world

    def write(self, values: Mapping[str, object]) -> None:
        """Set these preferences.

        Unknown and read-only keys are ignored, wrong types become 0, false or "", rates are
        rounded down to whole KiB/s.
        """
        world = self._world
        for key, value in self._complete(values).items():
            before = world.preferences.get(key)
            if before is None or key in READ_ONLY:
                continue
            world.preferences[key] = _rounded(key, _typed(key, value, before))
        self._apply(values)

    def _complete(self, values: Mapping[str, object]) -> dict[str, object]:
        """Return what is really written: some keys count only together."""
        complete = dict(values)
        for hour, minute in _TWINS:
            if not (hour in values and minute in values):
                complete.pop(hour, None)
                complete.pop(minute, None)
        for key in _SHARE_LIMITS:
            enabled = values.get(f"{key}_enabled")
            if self._world.release < _VALUE_IS_ENOUGH and key in values and enabled is None:
                complete.pop(key)
            elif enabled is False:
                complete[key] = -1
            elif enabled is True and key not in values and self._world.release < _VALUE_IS_ENOUGH:
                complete[key] = 0
            if key in complete:
                limit = complete[key]
                complete[f"{key}_enabled"] = isinstance(limit, int | float) and limit >= 0
        if values.get("random_port") is True:
            complete["listen_port"] = 0
        return complete

    def _apply(self, values: Mapping[str, object]) -> None:
        """Let the written values take effect."""
        world = self._world
        if "banned_IPs" in values:
            world.banned = set(world.text("banned_IPs").split())
        if "save_path" in values:
            world.labels.follow_defaults()
        if "queueing_enabled" in values:
            world.queue.announce_positions()
        if _SHARE_KEYS.intersection(values):
            for torrent in world.torrents.values():
                world.note_change(torrent)


def _typed(key: str, value: object, before: Value) -> Value:
    """Return the value with the type of the one before; the proxy has either of two."""
    if key == "max_ratio":
        return value if isinstance(value, int | float) and not isinstance(value, bool) else 0
    match before:
        case bool():
            return value if isinstance(value, bool) else False
        case int():
            usable = isinstance(value, int | float) and not isinstance(value, bool)
            return int(value) if usable and isinstance(value, int | float) else 0
        case str():
            return value if isinstance(value, str) else ""
        case _:
            return dict(value) if isinstance(value, dict) else {}


def _rounded(key: str, value: Value) -> Value:
    """Return rates in whole KiB/s, the least of them 1 KiB/s."""
    if key not in _RATES or not isinstance(value, int):
        return value
    return max(1, value // 1024) * 1024 if value > 0 else 0
