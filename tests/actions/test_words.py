"""How actions speak of what they act on."""

from __future__ import annotations

import pytest

from qbtui.actions import words


@pytest.mark.parametrize(
    ("number", "thing", "said"),
    [
        (1, "torrent", "1 torrent"),
        (3000, "torrent", "3,000 torrents"),
        (2, "category", "2 categories"),
        (2, "hash", "2 hashes"),
        (0, "file", "0 files"),
    ],
)
def test_things_are_counted_in_english(number: int, thing: str, said: str) -> None:
    assert words.count(number, thing) == said
