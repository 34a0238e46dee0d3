"""Keys from bytes, wherever these are cut."""

from __future__ import annotations

import pytest
from textual.constants import ESCAPE_DELAY
from textual.events import Key, Paste
from textual.message import Message

from qbtui.ui.keyboard import REST_SECONDS, TORN_SECONDS, Keyboard
from tests.internals import keys_in

SEQUENCES = {
    b"\x1b[A": ["up"],
    b"\x1b[D": ["left"],
    b"\x1bOP": ["f1"],
    b"\x1b[15~": ["f5"],
    b"\x1b[1;5C": ["ctrl+right"],
    b"\x1b[1;3D": ["alt+left"],
    b"\x1b[100;3u": ["alt+d"],
    "ยé漢".encode(): ["ย", "é", "漢"],
}
MOMENT = 0.001


class Clock:
    """The time of a keyboard and of the parser it holds."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        monkeypatch.setattr("textual._parser.get_time", lambda: self.now)

    def keyboard(self) -> Keyboard:
        """Return a keyboard that lives in this time."""
        return Keyboard(lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def names(found: list[Message]) -> list[str]:
    return [event.key for event in found if isinstance(event, Key)]


@pytest.mark.parametrize("pause", [0, MOMENT, TORN_SECONDS - MOMENT])
@pytest.mark.parametrize("sequence", SEQUENCES)
def test_a_sequence_in_two_reads_is_one_key(clock: Clock, sequence: bytes, pause: float) -> None:
    for cut in range(1, len(sequence)):
        if sequence[:cut] == b"\x1b" and pause > ESCAPE_DELAY:
            continue
        keyboard = clock.keyboard()
        found = keyboard.feed(sequence[:cut])
        clock.now += pause
        found += keyboard.tick()
        found += keyboard.feed(sequence[cut:])
        assert names(found) == SEQUENCES[sequence]


@pytest.mark.parametrize("sequence", [each for each in SEQUENCES if each[0] == 0x1B])
def test_a_sequence_in_many_reads_is_one_key(clock: Clock, sequence: bytes) -> None:
    keyboard, found = clock.keyboard(), list[Message]()
    for byte in sequence:
        found += keyboard.tick()
        found += keyboard.feed(bytes([byte]))
        clock.now += MOMENT
    assert names(found) == SEQUENCES[sequence]


@pytest.mark.parametrize("cut", [1, 2, 9])
@pytest.mark.parametrize("rest", [b"[D", b"[1;5D", b"OP", b"[3~"])
def test_the_rest_of_a_sequence_that_is_late_is_no_letters(
    clock: Clock, rest: bytes, cut: int
) -> None:
    keyboard = clock.keyboard()
    found = keyboard.feed(b"\x1b")
    clock.now += ESCAPE_DELAY + MOMENT
    found += keyboard.tick()
    assert names(found) == ["escape"]
    clock.now += REST_SECONDS - MOMENT
    found = keyboard.feed(rest[:cut])
    clock.now += MOMENT
    found += keyboard.tick()
    (key,) = names(found + (keyboard.feed(rest[cut:]) if rest[cut:] else []))
    assert key in {"left", "ctrl+left", "f1", "delete"}


def test_letters_long_after_an_escape_are_letters(clock: Clock) -> None:
    keyboard = clock.keyboard()
    keyboard.feed(b"\x1b")
    clock.now += ESCAPE_DELAY + MOMENT
    assert names(keyboard.tick()) == ["escape"]
    clock.now += REST_SECONDS + MOMENT
    assert names(keyboard.feed(b"[D")) == ["left_square_bracket", "D"]
    # Nor is what a key is typed after.
    keyboard.feed(b"\x1b")
    clock.now += ESCAPE_DELAY + MOMENT
    keyboard.tick()
    assert names(keyboard.feed(b"j")) == ["j"]
    assert names(keyboard.feed(b"OP")) == ["O", "P"]


@pytest.mark.parametrize("typed", [b"On the road", b"[1080p] x", b"[", b"O"])
def test_what_is_typed_soon_after_an_escape_is_typed(clock: Clock, typed: bytes) -> None:
    keyboard = clock.keyboard()
    keyboard.feed(b"\x1b")
    clock.now += ESCAPE_DELAY + MOMENT
    keyboard.tick()
    found = keyboard.feed(typed)
    for _ in range(3):
        clock.now += TORN_SECONDS
        found += keyboard.tick()
    assert names(found) == [event.key for event in keys_in(typed.decode())]


def test_what_is_torn_for_good_is_escape_and_a_key(clock: Clock) -> None:
    for typed, key in ((b"\x1b[", "alt+left_square_bracket"), (b"\x1bO", "alt+shift+o")):
        keyboard = clock.keyboard()
        found = keyboard.feed(typed)
        for _ in range(3):
            clock.now += TORN_SECONDS
            found += keyboard.tick()
        assert names(found) == [key]


def test_bytes_that_are_no_characters_are_no_keys(clock: Clock) -> None:
    keyboard = clock.keyboard()
    assert names(keyboard.feed(b"a\xff\xfeb\xc3(")) == ["a", "b", "left_parenthesis"]


def test_a_paste_comes_whole(clock: Clock) -> None:
    keyboard, sent = clock.keyboard(), b"\x1b[200~one\ttwo \xc3\xa9\x1b[201~j"
    for cut in range(1, len(sent)):
        found = [*keyboard.feed(sent[:cut]), *keyboard.tick(), *keyboard.feed(sent[cut:])]
        pastes = [event.text for event in found if isinstance(event, Paste)]
        assert pastes == ["one\ttwo é"]
        assert names(found) == ["j"]
