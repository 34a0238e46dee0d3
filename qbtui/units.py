"""Turns quantities into text for people, and what people type into quantities.

Sizes count in powers of 1024 and are cut, not rounded, as qBittorrent's own interfaces do, so that
100.0% means done. Nothing here knows about fields, columns or the server; an unknown value is "".
"""

from __future__ import annotations

import re
import time
from decimal import Decimal
from math import ceil

INFINITE = "∞"
"""Stands for no limit, and for a time that never comes."""

ETA_CAP = 8_640_000
"""Seconds; the server sends this when it expects no end."""

_RATIO_CAP = 9999
_UNITS = ("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB")
_DECIMALS = (0, 1, 1, 2, 3, 3, 3)

_MINUTE, _HOUR, _DAY, _YEAR = 60, 3600, 86_400, 365 * 86_400
_UNSET_MOMENT = 4_294_967_295
_LAST_MOMENT = 253_402_000_000  # The end of the year 9999, whatever the time zone.

_NO_LIMIT_WORDS = frozenset({"", "none", INFINITE})
_AMOUNT = re.compile(
    r"(\d+(?:\.\d*)?|\.\d+)\s*(?:([kmgtpe])(?:i?b)?|(b))?", re.ASCII | re.IGNORECASE
)
_STEPS = "kmgtpe"
_SPAN = re.compile(r"(?:\d+\s*[ywdhm]\s*)+", re.ASCII)
_SPAN_PART = re.compile(r"(\d+)\s*([ywdhm])", re.ASCII)
_SPAN_MINUTES = {"y": 525_600, "w": 10_080, "d": 1440, "h": 60, "m": 1}


def size(count: float) -> str:
    """Return `count` bytes as `512 B`, `1.5 KiB`, `1.46 GiB`; negative is unknown, so ""."""
    if count < 0:
        return ""
    whole = int(count)
    step = _step(whole)
    decimals = _DECIMALS[step]
    scaled = whole * 10**decimals >> 10 * step
    return f"{_point(scaled, decimals)} {_UNITS[step]}"


def compact_size(count: float) -> str:
    """Return `count` bytes in at most five cells: `512B`, `1.46G`, `14.6G`, `1023K`."""
    if count < 0:
        return ""
    whole = int(count)
    step = _step(whole)
    digits = len(str(whole >> 10 * step))
    decimals = max(0, 3 - digits) if step else 0
    scaled = whole * 10**decimals >> 10 * step
    return _point(scaled, decimals) + _UNITS[step][0]


def speed(bytes_per_second: float) -> str:
    """Return a rate as `1.5 MiB/s`; negative is unknown, so ""."""
    text = size(bytes_per_second)
    return f"{text}/s" if text else ""


def limit(bytes_per_second: int) -> str:
    """Return a rate limit; 0 and below are no limit."""
    return speed(bytes_per_second) if bytes_per_second > 0 else INFINITE


def duration(seconds: float, cap: float | None = None) -> str:
    """Return a span of time in its two largest units: `3h 5m`, `2d 4h`, `1y 12d`.

    Negative spans, and those from `cap` on, are infinite.
    """
    if seconds < 0 or (cap is not None and seconds >= cap):
        return INFINITE
    whole = int(seconds)
    if whole < _MINUTE:
        return "< 1m" if seconds else "0"
    if whole < _HOUR:
        return f"{whole // _MINUTE}m"
    if whole < _DAY:
        return f"{whole // _HOUR}h {whole % _HOUR // _MINUTE}m"
    if whole < _YEAR:
        return f"{whole // _DAY}d {whole % _DAY // _HOUR}h"
    return f"{whole // _YEAR}y {whole % _YEAR // _DAY}d"


def eta(seconds: float) -> str:
    """Return the time that is left, infinite from the server's cap of 100 days on."""
    return duration(seconds, ETA_CAP)


def active(total: float, seeding: float) -> str:
    """Return a torrent's active time in seconds: `3d 4h (seeded for 2d 1h)`."""
    return f"{duration(total)} (seeded for {duration(seeding)})" if seeding > 0 else duration(total)


def moment(epoch: float) -> str:
    """Return a Unix time as local `2024-05-31 18:05`; "" for what the server sends when unset."""
    if epoch <= _DAY or epoch == _UNSET_MOMENT or epoch > _LAST_MOMENT:
        return ""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(epoch))


def ratio(value: float) -> str:
    """Return a share ratio with two decimals, cut; negative or 9999 and more is infinite."""
    return INFINITE if value < 0 or value >= _RATIO_CAP else _cut(Decimal(repr(value)), 2)


def percent(part: float) -> str:
    """Return `part` of 1 as `99.9%`, cut, so that only the whole is 100.0%; negative is ""."""
    return "" if part < 0 else _cut(Decimal(repr(part)).scaleb(2), 1) + "%"


def availability(value: float) -> str:
    """Return the distributed copies with three decimals, cut; negative is unknown, so ""."""
    return "" if value < 0 else _cut(Decimal(repr(value)), 3)


def count_of(connected: int, swarm: int) -> str:
    """Return `3 (12)`: connected peers, and those of the whole swarm when that is known."""
    return f"{connected} ({swarm})" if swarm >= 0 else str(connected)


def parse_size(text: str) -> int:
    """Return the bytes that `text` means: `700`, `1.5G`, `20 MiB`; a bare number is bytes.

    Raises:
        ValueError: it is no size.
    """
    return _parse_amount(text, 0, f"{text!r} is no size; write it as 700M or 1.5 GiB")


def parse_rate(text: str) -> int:
    """Return the bytes per second that `text` means: `5M`, `500 KiB/s`; a bare number is KiB/s.

    `0`, `none`, `∞` and nothing mean no limit, which is 0.

    Raises:
        ValueError: it is no rate.
    """
    amount = text.strip().lower().removesuffix("/s")
    if amount in _NO_LIMIT_WORDS:
        return 0
    complaint = f"{text!r} is no rate; write it as 500k, 5M or none (a bare number is KiB/s)"
    return _parse_amount(amount, 1, complaint)


def parse_minutes(text: str) -> int:
    """Return the minutes that `text` means: `90`, `2h30m`, `1d 12h`; a bare number is minutes.

    Raises:
        ValueError: it is no span of time.
    """
    span = text.strip().lower()
    if re.fullmatch(r"\d+", span, re.ASCII):
        return int(span)
    if not _SPAN.fullmatch(span):
        raise ValueError(f"{text!r} is no time; write it as 90, 2h 30m or 1d 12h")
    return sum(int(count) * _SPAN_MINUTES[unit] for count, unit in _SPAN_PART.findall(span))


def typed_size(count: int) -> str:
    """Return the shortest exact text that `parse_size` reads as `count` bytes."""
    return _exact(count) if count >= 1024 else str(count)


def typed_rate(bytes_per_second: int) -> str:
    """Return the shortest exact text that `parse_rate` reads as this rate; 0 is `none`."""
    return _exact(bytes_per_second) if bytes_per_second > 0 else "none"


def typed_minutes(minutes: int) -> str:
    """Return the text that `parse_minutes` reads as `minutes`: `45m`, `1d 12h`."""
    days, rest = divmod(minutes, 1440)
    parts = ((days, "d"), (rest // 60, "h"), (rest % 60, "m"))
    return " ".join(f"{count}{unit}" for count, unit in parts if count) or "0"


def _step(count: int) -> int:
    """Return the index of the largest unit that `count` bytes fill."""
    return min(max(0, count.bit_length() - 1) // 10, len(_UNITS) - 1)


def _point(scaled: int, decimals: int) -> str:
    if not decimals:
        return str(scaled)
    whole, rest = divmod(scaled, 10**decimals)
    return f"{whole}.{rest:0{decimals}}"


def _cut(value: Decimal, decimals: int) -> str:
    whole, _, rest = f"{value:f}".partition(".")
    return f"{whole}.{rest[:decimals]:0<{decimals}}"


def _exact(count: int) -> str:
    step = 0
    while count % 1024 == 0 and step < len(_STEPS):
        count //= 1024
        step += 1
    return f"{count}{_UNITS[step][0]}"


def _parse_amount(text: str, bare_step: int, complaint: str) -> int:
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        raise ValueError(complaint)
    number, letter, bytes_unit = match.groups()
    step = _STEPS.index(letter.lower()) + 1 if letter else 0 if bytes_unit else bare_step
    # Rounded up, so that a size which was cut for showing reads back as what shows the same.
    return ceil(Decimal(number) * (1 << 10 * step))
