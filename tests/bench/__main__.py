"""The command: measures on two sizes of terminal, and prints a table."""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.bench.measure import Figures, Size, measure, version_time

SIZES = (Size(80, 24), Size(200, 50))

ROWS: tuple[tuple[str, Callable[[Figures], str]], ...] = (
    ("first frame, of a bare Textual program", lambda figures: _ms(figures.bare_first_frame)),
    ("first frame", lambda figures: f"{_ms(figures.first_frame)} ({figures.ratio:.2f}x)"),
    ("first rows", lambda figures: _ms(figures.first_rows)),
    ("... after the server's answer", lambda figures: _ms(figures.rows_after_answer)),
    ("tick that changes five rows", lambda figures: _ms(figures.tick)),
    ("cursor key", lambda figures: _ms(figures.cursor)),
    ("memory", lambda figures: f"{figures.memory:.0f} MB"),
    ("written by a tick that changes nothing on the screen", lambda f: _bytes(f.unseen_bytes)),
    ("written by a tick that changes five rows", lambda figures: _bytes(figures.five_bytes)),
    ("written by a cursor key", lambda figures: _bytes(figures.cursor_bytes)),
)
"""What is measured, and how it is written."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--torrents", type=int, default=1000, help="how many the server has")
    parser.add_argument("--runs", type=int, default=7, help="how many the medians are of")
    given = parser.parse_args(arguments)
    version = version_time(given.runs)
    columns = [measure(size, given.torrents, given.runs) for size in SIZES]
    print("\n".join(_table(given.torrents, given.runs, version, columns)))
    return 0


def _table(torrents: int, runs: int, version: float, columns: list[Figures]) -> Iterator[str]:
    yield f"`python -m tests.bench --torrents {torrents} --runs {runs}`, medians, {_machine()}:"
    yield ""
    yield f"| {torrents:,} torrents | {' | '.join(map(str, SIZES))} |"
    yield f"|---{'|---:' * len(SIZES)}|"
    yield f"| `--version` |{f' {_ms(version)} |' * len(SIZES)}"
    for title, written in ROWS:
        yield f"| {title} | {' | '.join(written(figures) for figures in columns)} |"


def _machine() -> str:
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    processor = cpu[1].strip() if cpu else platform.machine()
    textual = importlib.metadata.version("textual")
    return f"{os.cpu_count()} x {processor}, Python {platform.python_version()}, Textual {textual}"


def _ms(value: float) -> str:
    return f"{value:.0f} ms"


def _bytes(value: float) -> str:
    return f"{value:,.0f} B"


if __name__ == "__main__":
    sys.exit(main())
