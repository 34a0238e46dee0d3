"""Asks the terminal that it runs in how far each character moves the cursor.

`python -m tests.widths FILE` writes a line per character to FILE: its code point in hexadecimal,
and the cells that it takes after each of LETTERS.
"""

from __future__ import annotations

import os
import re
import select
import sys
import termios
import tty
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from qbtui.text import is_of_letter, width

LETTERS = ("a", "क", "漢")
_REPORT = re.compile(rb"\x1b\[\d+;(\d+)R")
_SECONDS = 30


def probed() -> list[str]:
    """Return all characters that belong to the letter before them."""
    return [character for character in map(chr, range(0x300, 0x20000)) if is_of_letter(character)]


def names() -> list[str]:
    """Return whole words in which they are used, and what emoji are reduced to."""
    return [
        "ภาษาไทย ที่นี่.mkv",
        "हिन्दी फ़िल्में",
        "தமிழ்",
        "cafe\u0301",
        "q\u0301\u0302\u0303",
        "👨👩👧 ❤ 👍",
        "한국",
    ]


def _column(text: str) -> int:
    """Return how many cells the terminal moves its cursor for `text`."""
    os.write(sys.stdout.fileno(), f"\r{text}\x1b[6n".encode())
    answer = b""
    while not (found := _REPORT.search(answer)):
        if not select.select([sys.stdin.fileno()], [], [], _SECONDS)[0]:
            raise TimeoutError("the terminal does not say where the cursor is")
        answer += os.read(sys.stdin.fileno(), 100)
    return int(found[1]) - 1


def _lines() -> Iterator[str]:
    for text in probed():
        cells = [_column(letter + text) - width(letter) for letter in LETTERS]
        yield f"{ord(text):x} {unicodedata.category(text)} {cells}"
    for text in names():
        yield f"{text!r} {_column(text)}"


def expected() -> list[str]:
    """Return the lines of a terminal that agrees with `qbtui.text.width`."""
    marks = [f"{ord(text):x} {unicodedata.category(text)} {[width(text)] * 3}" for text in probed()]
    return [*marks, *(f"{text!r} {width(text)}" for text in names())]


def main() -> None:
    """Ask for everything, and write it where the first argument says."""
    settings = termios.tcgetattr(sys.stdin)
    tty.setraw(sys.stdin)
    try:
        lines = [*_lines()]
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSANOW, settings)
    # Whole or not at all: somebody waits for it.
    target = Path(sys.argv[1])
    partial = target.with_suffix(".part")
    partial.write_text("\n".join(lines))
    partial.rename(target)


if __name__ == "__main__":
    main()
