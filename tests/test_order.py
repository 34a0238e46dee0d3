"""Names are in the order in which a person looks for them."""

from __future__ import annotations

import random

import pytest

from qbtui.order import natural, without_case


@pytest.mark.parametrize(
    "ordered",
    [
        ["episode 2", "Episode 10", "episode 100"],
        ["a", "a1", "a1b", "a2", "ab"],
        ["x0", "x1", "x999999999999", "x1234567890123"],
        ["1" * 30, "1" * 31, "2" * 31],
        ["s1e2", "s1e10", "s2e1"],
        ["part 1 of 2", "part 1a", "part 01b", "part 2"],
    ],
)
def test_numbers_are_sorted_by_their_value(ordered: list[str]) -> None:
    shuffled = random.Random(1).sample(ordered, len(ordered))
    assert sorted(shuffled, key=natural) == ordered


def test_zeros_in_front_and_case_make_no_difference() -> None:
    assert natural("Disc 007") == natural("disc 7")


def test_labels_are_sorted_without_case_but_never_by_chance() -> None:
    assert sorted("bBAa", key=without_case) == ["A", "a", "B", "b"]
