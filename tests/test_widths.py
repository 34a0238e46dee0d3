"""Our widths of marks and of the vowels that follow their letter are those of terminals."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rich.cells import cell_len, get_character_cell_size

import qbtui.ui.internals  # noqa: F401 - sets right how Rich measures
from qbtui.text import character_width, enter, shown, width
from tests.live.waiting import wait_for
from tests.widths import expected, names, probed

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


def test_what_draws_measures_as_we_do() -> None:
    for code in range(sys.maxunicode + 1):
        for character in shown(enter(chr(code))):
            assert get_character_cell_size(character) == character_width(character), hex(code)
    for character in probed():
        assert get_character_cell_size(character) == character_width(character), hex(ord(character))
    for name in names():
        assert cell_len(name) == width(name)
