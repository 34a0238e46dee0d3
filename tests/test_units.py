"""What quantities look like, and that what is shown or typed reads back."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbtui import units

BYTES = st.integers(0, 2**62)


@pytest.fixture
def _utc(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (-1, ""),
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1.0 KiB"),
        (1024**2 - 1, "1023.9 KiB"),
        (1536 * 1024, "1.5 MiB"),
        (1024**3 * 3 // 2, "1.50 GiB"),
        (1024**4 + 1, "1.000 TiB"),
        (1024**6 * 5, "5.000 EiB"),
        (1024**7, "1024.000 EiB"),
        (2047.9, "1.9 KiB"),
    ],
)
def test_size_uses_powers_of_1024_and_cuts(count: float, shown: str) -> None:
    assert units.size(count) == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (-1, ""),
        (0, "0B"),
        (1023, "1023B"),
        (1024, "1.00K"),
        (1024 * 14.65, "14.6K"),
        (1024 * 512, "512K"),
        (1024**2 - 1, "1023K"),
        (1024**3 * 3 // 2, "1.50G"),
    ],
)
def test_compact_size_keeps_three_digits(count: float, shown: str) -> None:
    assert units.compact_size(count) == shown


@given(BYTES)
def test_compact_size_takes_at_most_five_cells(count: int) -> None:
    assert 2 <= len(units.compact_size(count)) <= 5


def test_speed_is_a_size_per_second() -> None:
    assert units.speed(1536) == "1.5 KiB/s"
    assert units.speed(0) == "0 B/s"
    assert units.speed(-1) == ""


def test_limit_of_nothing_is_infinite() -> None:
    assert [units.limit(rate) for rate in (-1, 0, 10240)] == ["∞", "∞", "10.0 KiB/s"]


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (-1, "∞"),
        (0, "0"),
        (0.5, "< 1m"),
        (59, "< 1m"),
        (60, "1m"),
        (3599, "59m"),
        (3600, "1h 0m"),
        (86_399, "23h 59m"),
        (86_400, "1d 0h"),
        (365 * 86_400 - 1, "364d 23h"),
        (365 * 86_400, "1y 0d"),
        (365 * 86_400 * 2 + 86_400 * 3, "2y 3d"),
    ],
)
def test_duration_shows_two_units(seconds: float, shown: str) -> None:
    assert units.duration(seconds) == shown


def test_eta_is_infinite_from_the_cap_on() -> None:
    assert units.eta(units.ETA_CAP - 1) == "99d 23h"
    assert units.eta(units.ETA_CAP) == units.INFINITE
    assert units.eta(-1) == units.INFINITE


def test_active_tells_the_seeding_part_when_there_is_one() -> None:
    assert units.active(7200, 3600) == "2h 0m (seeded for 1h 0m)"
    assert units.active(7200, 0) == "2h 0m"


@pytest.mark.parametrize("unset", [-1, 0, 86_400, 4_294_967_295, 10**18])
def test_moment_is_empty_when_unset(unset: int) -> None:
    assert units.moment(unset) == ""


@pytest.mark.usefixtures("_utc")
def test_moment_is_local_time_to_the_minute() -> None:
    assert units.moment(1_000_000_000) == "2001-09-09 01:46"


@given(st.integers(-(2**63), 2**64))
def test_moment_takes_any_number(epoch: int) -> None:
    assert len(units.moment(epoch)) in (0, 16)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(-1, "∞"), (9999, "∞"), (0, "0.00"), (1.15, "1.15"), (0.29, "0.29"), (1.999, "1.99")],
)
def test_ratio_is_cut_to_two_decimals(value: float, shown: str) -> None:
    assert units.ratio(value) == shown


@pytest.mark.parametrize(
    ("part", "shown"),
    [(-1, ""), (0, "0.0%"), (1e-9, "0.0%"), (0.07, "7.0%"), (0.29, "29.0%"), (1, "100.0%")],
)
def test_percent_is_cut_to_one_decimal(part: float, shown: str) -> None:
    assert units.percent(part) == shown


@given(st.floats(0, 1, exclude_max=True))
def test_percent_is_whole_only_when_done(part: float) -> None:
    assert float(units.percent(part).removesuffix("%")) < 100


def test_availability_has_three_decimals_and_hides_the_unknown() -> None:
    assert units.availability(1.23456) == "1.234"
    assert units.availability(-1) == ""


@given(st.floats(0, allow_infinity=False))
def test_decimals_take_any_number(value: float) -> None:
    assert units.ratio(value)
    assert units.availability(value)[-4] == "."


def test_count_of_leaves_an_unknown_swarm_out() -> None:
    assert units.count_of(3, 12) == "3 (12)"
    assert units.count_of(3, 0) == "3 (0)"
    assert units.count_of(3, -1) == "3"


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("", 0),
        ("0", 0),
        ("none", 0),
        ("∞", 0),
        ("500", 500 * 1024),
        ("500B/s", 500),
        (" 5M ", 5 * 1024**2),
        ("5MiB/s", 5 * 1024**2),
        ("1.5 k", 1536),
        (".5m", 512 * 1024),
        ("1g", 1024**3),
    ],
)
def test_parse_rate_reads_what_people_type(text: str, rate: int) -> None:
    assert units.parse_rate(text) == rate


@pytest.mark.parametrize("text", ["fast", "-1", "5X", "5iB", "1 2", "5M/h", "1,5M", "٣M"])
def test_parse_rate_refuses_the_rest_and_says_what_is_wanted(text: str) -> None:
    with pytest.raises(ValueError, match="is no rate; write it as 500k, 5M or none"):
        units.parse_rate(text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("90", 90), ("45m", 45), ("2h30m", 150), ("1d 12h", 2160), ("1 W", 10_080), ("1y", 525_600)],
)
def test_parse_minutes_reads_what_people_type(text: str, minutes: int) -> None:
    assert units.parse_minutes(text) == minutes


@pytest.mark.parametrize("text", ["", "soon", "1.5h", "-5", "2h x", "h"])
def test_parse_minutes_refuses_the_rest_and_says_what_is_wanted(text: str) -> None:
    with pytest.raises(ValueError, match="is no time; write it as 90"):
        units.parse_minutes(text)


@pytest.mark.parametrize(
    ("text", "count"), [("700", 700), ("1.5G", 1024**3 * 3 // 2), ("20 MiB", 20 * 1024**2)]
)
def test_parse_size_reads_what_people_type(text: str, count: int) -> None:
    assert units.parse_size(text) == count


@pytest.mark.parametrize("text", ["", "big", "none", "1 2"])
def test_parse_size_refuses_the_rest_and_says_what_is_wanted(text: str) -> None:
    with pytest.raises(ValueError, match="is no size; write it as 700M"):
        units.parse_size(text)


@given(BYTES)
def test_a_shown_size_reads_back_as_what_shows_the_same(count: int) -> None:
    assert units.size(units.parse_size(units.size(count))) == units.size(count)
    assert units.speed(units.parse_rate(units.speed(count))) == units.speed(count)


@given(BYTES)
def test_a_typed_size_or_rate_is_exact(count: int) -> None:
    assert units.parse_size(units.typed_size(count)) == count
    assert units.parse_rate(units.typed_rate(count)) == count


@given(st.integers(0, 10**9))
def test_a_typed_time_is_exact(minutes: int) -> None:
    assert units.parse_minutes(units.typed_minutes(minutes)) == minutes


def test_typed_forms_are_short() -> None:
    assert units.typed_rate(5 * 1024**2) == "5M"
    assert units.typed_rate(0) == "none"
    assert units.typed_size(700) == "700"
    assert units.typed_minutes(2160) == "1d 12h"
