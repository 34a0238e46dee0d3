"""Values become what the server makes of them."""

from __future__ import annotations

from math import inf, isnan

import pytest

from qbtui.sim import coercion


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *((" 5", 5), ("5 ", 5), ("+5", 5), ("007", 7), ("-2147483648", -(2**31))),
        ("0" * 5_000 + "7", 7),
        *(
            ("2147483648", None),
            ("1e3", None),
            ("1_0", None),
            ("٣", None),
            ("", None),
            ("--5", None),
            ("9" * 5_000, None),
        ),
    ],
)
def test_a_whole_number_has_32_bits_and_nothing_but_digits(text: str, number: int | None) -> None:
    assert coercion.whole(text) == number


def test_a_whole_number_may_have_more_bits() -> None:
    assert coercion.whole("2147483648", bits=64) == 2**31
    assert coercion.whole("9223372036854775808", bits=64) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *((" .5", 0.5), ("5.", 5), ("1e-3", 0.001), ("-1", -1), ("INF", inf), ("-inf", -inf)),
        *(("1,5", None), ("infinity", None), ("0x1p3", None), ("1_0.5", None), ("", None)),
    ],
)
def test_a_number_may_have_a_fraction_or_none_at_all(text: str, number: float | None) -> None:
    assert coercion.decimal(text) == number


def test_what_is_no_number_has_a_word() -> None:
    number = coercion.decimal("nan")
    assert number is not None
    assert isnan(number)


def test_json_is_read_as_text_is() -> None:
    assert [coercion.to_int(value) for value in (" 8 ", "1_0", 2.5, [1])] == [8, 0, 3, 0]
    assert [coercion.to_float(value) for value in (" 8.5", "1_0", None)] == [8.5, 0, 0]


def test_a_number_of_json_is_cut_to_its_bits() -> None:
    numbers = (3_000_000_000, -3_000_000_000, 2**63, 10**300, 1e300, -1e300)
    assert [coercion.to_int(number) for number in numbers] == [
        *(-1_294_967_296, 1_294_967_296, 0, 0, 0, 0)
    ]
    assert [coercion.to_int(number, 64) for number in numbers] == [
        *(3_000_000_000, -3_000_000_000, *[-(2**63)] * 4)
    ]
