"""That no text from a stranger can move the cursor, hide itself or shift a column."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import unicodedata
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qbtui.columns.cells import natural
from qbtui.state.query import tracker_host
from qbtui.text import (
    ELLIPSIS,
    LONGEST,
    LONGEST_PAGE,
    MARKS,
    REPLACEMENT,
    Foreign,
    beginning,
    character_width,
    edited,
    enter,
    enter_lines,
    fit,
    is_mark,
    left_out,
    lines,
    looked_for,
    plain,
    plain_lines,
    raw,
    searched,
    shown,
    width,
)
from tests.live.waiting import wait_for
from tests.widths import expected, probed

ANY = st.text(st.characters())
"""Any text at all, lone surrogates included."""

ODD = st.text(
    st.sampled_from(
        "ab [/\\]\t\n\x1b\x07\x9b\u200b\u200d\u202e\u2066\ufe0f\u0301\u0316\u0344\u0e31\u093e"
        "\u1112\u1161\u11ab\u3164"
        "\u2028中한👍🏽🇩🇪👩é\ud800\u2630"
    )
)
"""Text made of the characters that make trouble together."""


@pytest.mark.parametrize(
    ("sent", "drawn"),
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
        ("q" + "\u0301" * 9, "q" + "\u0301" * MARKS),
        ("q" + "\u0344" * 9, "q" + "\u0308\u0301" * (MARKS // 2)),
        ("\u0301a \u0301b\x07\u0301", f"a b{REPLACEMENT}"),
        ("a\u20dd", "a"),
        ("\u1112\u1161\u11ab", "한"),
        ("\u3164\uffa0", ""),
        ("\ud800 alone", f"{REPLACEMENT} alone"),
        ("\u2028\ue000\uffff", REPLACEMENT * 3),
        ("☰䷀", REPLACEMENT * 2),
    ],
)
def test_troublesome_text_is_changed_and_remembered(sent: str, drawn: str) -> None:
    entered = enter(sent)
    assert shown(entered) == drawn
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
        "ภาษาไทย ที่นี่",
        "हिन्दी फ़िल्में",
        "தமிழ்",
        "q\u0301\u0302\u0303",
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
    assert shown(enter(shown(once))) == shown(once)
    assert raw(enter(once)) == text


@given(ANY | ODD, ANY | ODD)
def test_two_texts_are_one_when_the_server_says_the_same(one: str, other: str) -> None:
    assert (enter(one) == enter(other)) is (one == other)
    assert (enter(one) != enter(other)) is (one != other)
    assert enter(one) == one
    assert {one: 1}.get(enter(one)) == 1


def test_two_names_that_look_alike_are_two() -> None:
    composed, apart = "caf\u00e9", "cafe\u0301"
    assert shown(enter(composed)) == shown(enter(apart))
    assert len({enter(composed), enter(apart)}) == 2


@given(ANY | ODD)
def test_entered_text_is_letters_of_one_or_two_cells_and_a_few_marks_on_each(text: str) -> None:
    drawn = shown(enter(text))
    letters = [character for character in drawn if not is_mark(character)]
    assert all(character_width(character) in (1, 2) for character in letters)
    assert width(drawn) == sum(map(character_width, letters))
    assert not is_mark(drawn[:1] or "a")
    assert not re.search(rf"[\s{REPLACEMENT}]\u0301|[\u0301\u0316]{{{MARKS + 1}}}", drawn)


@given(ANY | ODD)
def test_entered_text_is_printable_and_can_be_encoded(text: str) -> None:
    drawn = shown(enter(text))
    drawn.encode()
    assert not any(unicodedata.category(character)[0] == "C" for character in drawn)


@pytest.mark.long
def test_no_character_is_left_whose_width_is_disputed() -> None:
    disputed = []
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        if unicodedata.category(character) in {"Cn", "Co", "Cs"}:
            continue  # None of these is left.
        wide = unicodedata.east_asian_width(character) in "WF"
        if shown(enter(character)) == character and character_width(character) != 1 + wide:
            disputed.append(character)
    assert disputed == []


def test_a_text_of_marks_without_end_takes_no_longer_than_another() -> None:
    # Composed as it stands it takes minutes.
    assert len(shown(enter("a" + "\u0301\u0316" * 250_000))) < 2 * MARKS


@pytest.mark.parametrize("letter", ["a", "é", "a\u0301", "\u202e", "中"])
def test_of_a_long_text_the_beginning_is_shown_and_all_is_kept(letter: str) -> None:
    fitting, longer = letter * (LONGEST // len(letter)), letter * 250_000
    assert shown(enter(longer)) == shown(enter(fitting)) + ELLIPSIS
    assert raw(enter(longer)) == plain(enter(longer)) == longer
    assert enter(enter(longer)) == enter(longer)
    assert enter(longer) != enter(longer + "b")
    assert [*map(raw, lines(enter(f"{longer}\n{longer}")))] == [longer, longer]


@pytest.mark.parametrize("line", ["", "a", "a\u0301\x1b", "中" * 300])
def test_a_page_is_shown_as_far_as_anybody_reads(line: str) -> None:
    count = LONGEST_PAGE // (len(line) + 1)
    page = f"{line}\n" * count
    assert enter_lines(page) == "\n".join([shown(enter(line))] * count)
    assert left_out(page) == 0
    longer = enter("\n" * LONGEST_PAGE + "12")
    assert (enter_lines(longer)[-2:], left_out(longer)) == (f"\n{ELLIPSIS}", 2)


def test_what_is_remembered_of_a_text_is_what_shows_of_it() -> None:
    class Watched(Foreign):
        __slots__ = ("__weakref__",)

    text = Watched("a\ufffd" + ELLIPSIS, "a\x1b" + "b" * 1_000_000)
    for use in (width, natural, tracker_host, lambda text: fit(text, 2), lambda text: fit(text, 9)):
        assert use(text)
    gone = weakref.ref(text)
    del text
    assert gone() is None


@given(ANY | ODD, st.integers(0, 30))
def test_a_beginning_ends_behind_the_marks_of_its_last_letter(text: str, cells: int) -> None:
    drawn = shown(enter(text))
    start = beginning(drawn, cells)
    assert drawn.startswith(start)
    assert width(start) <= cells
    rest = drawn.removeprefix(start)
    assert not rest or (not is_mark(rest[0]) and width(start + rest[0]) > cells)


@given(ANY | ODD)
def test_a_line_that_is_edited_shows_each_character_by_one(text: str) -> None:
    drawn = edited(text)
    assert len(drawn) == len(text)
    assert all(unicodedata.category(character)[0] != "C" for character in drawn)


def test_what_is_copied_is_what_the_server_said_without_control_characters() -> None:
    assert plain(enter("a\x1b[201~\r\nb\u200dc\x9b")) == "a[201~b\u200dc"


def test_a_file_of_text_has_no_control_characters_but_line_ends_and_tabs() -> None:
    said = enter("a\tb\x1b[31m\r\n\r\n\x00c\x9b\u200d\x85d")
    assert plain_lines(said) == "a\tb[31m\n\nc\u200d\nd\n"
    assert plain_lines("") == ""


def test_a_text_of_several_lines_is_shown_in_as_many() -> None:
    assert [*map(shown, lines(enter("a\x1b\r\n\nb\u200dc\n")))] == ["a\ufffd", "", "bc"]


def test_words_are_looked_for_in_what_shows_and_in_what_is_there() -> None:
    name = searched(enter("Cafe\u0301 👩\u200d👧"))
    assert looked_for("CAF\u00c9") in name
    assert looked_for("cafe\u0301") in name
    assert "👩👧" in name
    assert "👩\u200d👧" in name


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
        assert fitted.startswith(shown(entered))
    else:
        assert fitted.endswith(ELLIPSIS)
        assert entered.startswith(fitted.removesuffix(ELLIPSIS).rstrip())


def test_fit_aligns() -> None:
    assert fit("ab", 4) == "ab  "
    assert fit("ab", 4, "right") == "  ab"
    assert fit("中中中", 4) == "中 " + ELLIPSIS


PROBE = (sys.executable, "-m", "tests.widths")
ENVIRONMENT = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


@contextmanager
def in_tmux(home: Path, target: Path) -> Iterator[None]:
    tmux = ("tmux", "-S", str(home / "socket"), "-f", "/dev/null")
    command = " ".join((*PROBE, str(target)))
    environment = {name: value for name, value in ENVIRONMENT.items() if name != "TMUX"}
    subprocess.run(
        (*tmux, "new-session", "-d", "-x", "80", "-y", "24", command), env=environment, check=True
    )
    try:
        yield
    finally:
        # It has ended with what ran in it, unless that failed.
        subprocess.run((*tmux, "kill-server"), capture_output=True, check=False)


@contextmanager
def in_xterm(_home: Path, target: Path) -> Iterator[None]:
    command = ("xvfb-run", "-a", "xterm", "-u8", "-e", *PROBE, str(target))
    with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL) as process:
        yield
        process.wait()


TERMINALS = {"tmux": in_tmux, "xterm": in_xterm}


@pytest.mark.parametrize("terminal", TERMINALS)
def test_terminals_move_the_cursor_as_far_as_we_think(terminal: str, tmp_path: Path) -> None:
    if shutil.which(terminal) is None or (terminal == "xterm" and not shutil.which("xvfb-run")):
        pytest.skip(f"{terminal} is not installed")
    target = tmp_path / "widths"
    with TERMINALS[terminal](tmp_path, target):
        wait_for(target.exists, f"{terminal} to answer")
    assert target.read_text().split("\n") == expected()


def test_there_are_marks_and_vowels_to_ask_for() -> None:
    widths = [character_width(character) for character in probed()]
    assert {0, 1, 2} == set(widths)
    assert len(widths) > 2000
