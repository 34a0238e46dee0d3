"""Files whose names hold blanks, quotes and backslashes are offered so that they read back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbtui.fields import Field, Kind
from qbtui.links import split_links, split_words
from qbtui.ui.dialogs.completion import offers, piece_start, quote, unquote

PATH = st.text(
    st.sampled_from("ab/ '\"\\$`~é") | st.characters(exclude_categories=["C", "Z"]), min_size=1
).map("/{}".format)
LINKS = Field("links", "Links", Kind.LINKS)


@given(PATH)
def test_a_file_reads_back_as_one_word(path: str) -> None:
    file = path + "x"
    assert split_words(quote(file)) == (file,)
    assert unquote(quote(file)) == file


@given(PATH)
def test_a_folder_may_be_gone_on_from(path: str) -> None:
    folder = path + "/"
    typed = f"one {quote(folder)}"
    assert typed[piece_start(Kind.LINKS, typed) :] == quote(folder)
    assert unquote(quote(folder)) == folder


@pytest.mark.parametrize(
    ("typed", "piece"),
    [
        ('"b c" d', "d"),
        ("'b c' ", ""),
        ("/my\\ fi", "/my\\ fi"),
        ('"a \\" b', '"a \\" b'),
        ("https://host.test/it's /a", "/a"),
        ("", ""),
    ],
)
def test_the_last_word_begins_where_it_is_read_to_begin(typed: str, piece: str) -> None:
    assert typed[piece_start(Kind.LINKS, typed) :] == piece


@pytest.mark.parametrize("name", ["b\\c", 'it\'s "x"', "a b", "$HOME `x`", '"', "\\"])
def test_what_is_offered_names_the_file(tmp_path: Path, name: str) -> None:
    folder = tmp_path / f"in {name}"
    folder.mkdir()
    file = folder / f"{name}.torrent"
    file.touch()
    (inside,) = offers(LINKS, f"{tmp_path}/in")
    assert unquote(inside) == f"{folder}/"
    (offered,) = offers(LINKS, inside)
    assert split_links(offered) == (str(file),)
