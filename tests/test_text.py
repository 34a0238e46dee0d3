"""That no text from a stranger can move the cursor, hide itself or shift a column."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from qbtui.text import ELLIPSIS, REPLACEMENT, Foreign, enter, fit, raw, width

ANY = st.text(st.characters())
"""Any text at all, lone surrogates included."""

ODD = st.text(
    st.sampled_from(
        "ab [/\\]\t\n\x1b\x07\x9b\u200b\u200d\u202e\u2066\ufe0f\u0301\u0e31\u093e\u1161\u3164"
        "\u2028中한👍🏽🇩🇪👩é\ud800\u2630"
    )
)
"""Text made of the characters that make trouble together."""


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("\x1b[31mred\x1b[0m", f"{REPLACEMENT}[31mred{REPLACEMENT}[0m"),
        ("\x1b]0;title\x07", f"{REPLACEMENT}]0;title{REPLACEMENT}"),
        ("\x9b2J\x7f", f"{REPLACEMENT}2J{REPLACEMENT}"),
        ("two\nlines\tand\r\nmore", "two lines and  more"),
        ("exe.\u202etxt\u202c", "exe.txt"),
        ("\u2066isolated\u2069\u200f", "isolated"),
        ("zero\u200bwidth\u00ad\ufeff", "zerowidth"),
        ("👩\u200d👩\u200d👧", "👩👩👧"),
        ("👍🏽", "👍"),
        ("❤\ufe0f", "❤"),
        ("🇩🇪 flag", " flag"),
        ("e\u0301", "é"),
        ("q\u0301\u0302\u0303", "q"),
        ("a\u20dd", "a"),
        ("का", "क"),
        ("\u3164\uffa0\u1161", ""),
        ("\ud800 alone", f"{REPLACEMENT} alone"),
        ("\u2028\ue000\uffff", REPLACEMENT * 3),
        ("☰䷀", REPLACEMENT * 2),
    ],
)
def test_troublesome_text_is_changed_and_remembered(sent: str, shown: str) -> None:
    entered = enter(sent)
    assert entered == shown
    assert isinstance(entered, Foreign)
    assert raw(entered) == sent


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain.iso",
        "[red]bold[/]",
        "\\[x]",
        "C:\\x",
        "{0} %s",
        "Füße",
        "日本語 한국어",
        "😀 ★ ─ ░",
    ],
)
def test_harmless_text_stays_the_very_same(text: str) -> None:
    assert enter(text) is text


@given(ANY | ODD)
def test_raw_gives_back_what_was_sent(text: str) -> None:
    assert raw(enter(text)) == text


@given(ANY | ODD)
def test_entering_twice_changes_nothing_more(text: str) -> None:
    once = enter(text)
    assert enter(once) == once
    assert enter(str(once)[:]) == once
    assert raw(enter(once)) == text


@given(ANY | ODD)
def test_entered_text_is_one_glyph_of_one_or_two_cells_per_character(text: str) -> None:
    entered = enter(text)
    assert all(cell_len(character) in (1, 2) for character in entered)
    assert width(entered) == sum(cell_len(character) for character in entered)


@given(ANY | ODD)
def test_entered_text_is_printable_and_can_be_encoded(text: str) -> None:
    entered = enter(text)
    entered.encode()
    assert not any(unicodedata.category(character)[0] in "CM" for character in entered)


def test_no_character_is_left_whose_width_is_disputed() -> None:
    disputed = []
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        wide = unicodedata.east_asian_width(character) in "WF"
        if enter(character) == character and cell_len(character) != 1 + wide:
            disputed.append(character)
    assert disputed == []


@given(ANY | ODD, st.integers(-2, 30), st.sampled_from(["left", "right"]))
@example("中中中", 4, "left")
@example("中", 1, "right")
def test_fit_takes_exactly_its_cells(text: str, cells: int, align: str) -> None:
    assert width(fit(enter(text), cells, align)) == max(0, cells)


@given(ODD, st.integers(1, 30))
def test_fit_cuts_only_what_is_too_long(text: str, cells: int) -> None:
    entered = enter(text)
    fitted = fit(entered, cells)
    if width(entered) <= cells:
        assert fitted.startswith(entered)
    else:
        assert fitted.endswith(ELLIPSIS)
        assert entered.startswith(fitted.removesuffix(ELLIPSIS).rstrip())


def test_fit_aligns() -> None:
    assert fit("ab", 4) == "ab  "
    assert fit("ab", 4, "right") == "  ab"
    assert fit("中中中", 4) == "中 " + ELLIPSIS
