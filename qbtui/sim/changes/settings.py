"""Writing preferences, and what follows at once from some of them."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from qbtui.sim import ranges
from qbtui.sim.coercion import to_bool, to_float, to_int, to_text
from qbtui.sim.preferences import READ_ONLY, Value
from qbtui.sim.releases import OLDEST, Release

if TYPE_CHECKING:
    from qbtui.sim.world import World

_RATES = frozenset({"dl_limit", "up_limit", "alt_dl_limit", "alt_up_limit"})
_SHARE_LIMITS = ("max_ratio", "max_seeding_time", "max_inactive_seeding_time")
_SHARE_KEYS = frozenset(_SHARE_LIMITS) | {f"{key}_enabled" for key in _SHARE_LIMITS}
_SHOWN = _SHARE_KEYS | {"max_connec_per_torrent"}
"""What shows in every torrent."""
_TWINS = (("schedule_from_hour", "schedule_from_min"), ("schedule_to_hour", "schedule_to_min"))
_VALUE_IS_ENOUGH = "5.2.0"
"""The release from which on a share limit needs no `_enabled` beside it."""


class Settings:
    """Writes preferences, as the release of the world takes them."""

    def __init__(self, world: World) -> None:
        self._world = world

    def write(self, values: Mapping[str, object]) -> None:
        """Set these preferences.

        Unknown and read-only keys are ignored, wrong types are converted, rates are rounded down
        to whole KiB/s, and what means nothing becomes something that does.
        """
        world = self._world
        for key, value in self._complete(values).items():
            before = world.preferences.get(key)
            if before is None or key in READ_ONLY:
                continue
            if key == "proxy_auth_enabled" and not world.release.has("proxy authentication"):
                continue
            world.preferences[key] = _allowed(key, _typed(key, value, before), world.release)
        self._apply(values)

    def _complete(self, values: Mapping[str, object]) -> dict[str, object]:
        """Return what is really written: some keys count only together."""
        complete = dict(values)
        needs_both = not self._world.release.at_least(_VALUE_IS_ENOUGH)
        for hour, minute in _TWINS:
            if not (hour in values and minute in values):
                complete.pop(hour, None)
                complete.pop(minute, None)
        for key in _SHARE_LIMITS:
            enabled = values.get(f"{key}_enabled")
            if needs_both and key in values and enabled is None:
                complete.pop(key)
            elif enabled is not None and not to_bool(enabled):
                complete[key] = -1
            elif enabled is not None and key not in values and needs_both:
                complete[key] = 0
            complete.pop(f"{key}_enabled", None)
            if key in complete:
                complete[f"{key}_enabled"] = to_float(complete[key]) >= 0
        if values.get("random_port") is True:
            complete["listen_port"] = 0
        return complete

    def _apply(self, values: Mapping[str, object]) -> None:
        """Let the written values take effect."""
        world = self._world
        if "banned_IPs" in values:
            world.sources.disconnect_banned()
        if "save_path" in values:
            world.labels.follow_defaults()
        if "queueing_enabled" in values:
            world.queue.switch()
        if _SHOWN.intersection(values):
            for torrent in world.torrents.values():
                world.note_change(torrent)


def _typed(key: str, value: object, before: Value) -> Value:
    """Return the value with the type of the one before; the proxy has either of two."""
    if key == "max_ratio":
        return max(to_float(value), -1)
    match before:
        case bool():
            return to_bool(value)
        case int() | float():
            return to_int(value, 64 if key in ranges.EIGHT_BYTES else 32)
        case str():
            return to_text(value)
        case _:
            return dict(value) if isinstance(value, dict) else {}


def _allowed(key: str, value: Value, release: Release) -> Value:
    """Return what the release makes of a value of the right type."""
    if isinstance(value, str):
        return _allowed_text(key, value)
    if isinstance(value, int) and not isinstance(value, bool):
        return _allowed_number(key, value, release)
    return value


def _allowed_text(key: str, text: str) -> str:
    if key in ranges.WORDS and text not in ranges.WORDS[key]:
        return ranges.WORDS[key][0]
    if key in ranges.ADDRESSES:
        return "\n".join(sorted(filter(None, map(_address, text.split("\n")))))
    if key in ranges.NETWORKS:
        return "\n".join(filter(None, map(_network, text.replace(",", "\n").split("\n"))))
    if key in ranges.FOLDERS:
        return text.rstrip("/") or text[:1]
    return text or ranges.IF_EMPTY.get(key, "")


def _allowed_number(key: str, number: int, release: Release) -> int:
    if key in _RATES:
        return max(1, number // 1024) * 1024 if number > 0 else 0
    if key in ranges.CHOICES:
        known, default, since = ranges.CHOICES[key]
        return number if number in known or not release.at_least(since) else default
    if key in ranges.NONE_BELOW_ONE:
        return number if number > 0 else -1
    if key in ranges.TWO_BYTES:
        return number & 0xFFFF
    if not release.at_least(ranges.FOUR_BYTES_UNTIL.get(key, OLDEST)):
        return number & 0xFFFF_FFFF
    if key in ranges.NOT_NEGATIVE_SINCE and release.at_least(ranges.NOT_NEGATIVE_SINCE[key]):
        return max(number, 0)
    if key not in ranges.RANGES or not release.at_least(ranges.RANGES_SINCE.get(key, OLDEST)):
        return number
    low, high = ranges.RANGES[key]
    return min(max(number, low), high)


def _address(text: str) -> str:
    """Return an IP address as it is written properly; "" for none. A number is an address too."""
    try:
        return str(ip_address(int(text) if text.isdecimal() else text.strip()))
    except ValueError:
        return ""


def _network(text: str) -> str:
    try:
        return str(ip_network(text.strip(), strict=False)) if text.strip() else ""
    except ValueError:
        return ""
