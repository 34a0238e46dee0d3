"""What may complete a text, as plain functions."""

from __future__ import annotations

from pathlib import Path

import pytest

from qbtui.fields import Field, Kind
from qbtui.ui.dialogs.completion import completed, local_paths, offers, piece_start, quote, unquote


@pytest.mark.parametrize(
    ("kind", "typed", "piece"),
    [
        (Kind.TEXT, "two words", "two words"),
        (Kind.PATH, "/my files/x", "/my files/x"),
        (Kind.WORDS, "one two", "two"),
        (Kind.WORDS, "one ", ""),
        (Kind.LINKS, 'one "two thr', '"two thr'),
        (Kind.TAGS, "one, two thr", "two thr"),
        (Kind.TAGS, "one, ", ""),
    ],
)
def test_the_last_of_several_values_is_completed(kind: Kind, typed: str, piece: str) -> None:
    assert typed[piece_start(kind, typed) :] == piece


def test_choices_that_begin_with_the_text_come_first() -> None:
    field = Field("x", "X", choices=("big linux", "Linux", "films"))
    assert offers(field, "lin") == ["Linux", "big linux"]


def test_the_words_of_a_number_are_offered() -> None:
    field = Field("x", "X", Kind.RATE, words=(("global", -2), ("none", 0)))
    assert offers(field, "gl") == ["global"]


def test_links_offer_no_files_for_a_magnet_or_nothing() -> None:
    field = Field("x", "X", Kind.LINKS)
    assert offers(field, "magnet:?xt=") == []
    assert offers(field, "") == []


def test_local_files_are_offered_with_folders_and_without_hidden_ones(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.torrent", "a.txt", ".hidden", "bad\nname"):
        (tmp_path / name).touch()
    base = f"{tmp_path}/"
    assert local_paths(base) == [base + "a.txt", base + "b.torrent", base + "sub/"]
    assert local_paths(base, ".torrent") == [base + "b.torrent", base + "sub/"]
    assert local_paths(base + ".h") == [base + ".hidden"]
    assert local_paths(base + "gone/x") == []
    assert local_paths("~nobody-of-this-name/x") == []


@pytest.mark.parametrize(
    ("piece", "matches", "whole"),
    [
        ("li", ["linux", "linux-iso"], "linux"),
        ("linux", ["linux", "linux-iso"], None),
        ("m", ["movies", "music"], "movies"),
        ("nux", ["linux"], "linux"),
        ("/srv/", ["/srv/a", "/srv/b"], None),
        ("/srv/", ["/srv/only"], "/srv/only"),
        ("", ["a"], None),
        ("x", [], None),
    ],
)
def test_tab_adds_what_is_common_else_the_first(
    piece: str, matches: list[str], whole: str | None
) -> None:
    assert completed(piece, matches) == whole


@pytest.mark.parametrize("path", ["/plain", "/my file", "/it's", '/a "b" c'])
def test_quoting_is_undone(path: str) -> None:
    assert unquote(quote(path)) == path
