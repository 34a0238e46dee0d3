"""The command: measures, and prints tables."""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from tests.bench.measure import (
    Figures,
    measure_data_table,
    measure_qbtui,
    measure_tewi,
    version_time,
)
from tests.bench.running import Size


def _ms(name: str) -> Callable[[Figures], str]:
    return lambda figures: f"{figures[name] * 1000:,.0f} ms"


def _bytes(name: str) -> Callable[[Figures], str]:
    return lambda figures: f"{figures[name]:,.0f} B"


def _memory(when: str = "") -> Callable[[Figures], str]:
    memory, peak = f"{when}memory", f"{when}peak"
    return lambda figures: f"{figures[memory]:.0f} MB, {figures[peak]:.0f} MB"


def _cpu(figures: Figures) -> str:
    return f"{figures['cpu'] * 100:.1f} %"


ROWS: tuple[tuple[str, Callable[[Figures], str]], ...] = (
    ("first frame, of a bare Textual program", _ms("bare_frame")),
    ("first frame", lambda figures: f"{_ms('frame')(figures)} ({figures['ratio']:.2f}x)"),
    ("first rows", _ms("rows")),
    ("first rows, after the server's answer", _ms("after_answer")),
    ("longest pause until then", _ms("stall")),
    ("longest pause until then, while keys are pressed", _ms("stall_keys")),
    ("tick that changes five rows", _ms("tick")),
    ("cursor key", _ms("cursor")),
    ("page key", _ms("page")),
    ("sort by name", _ms("sort")),
    ("memory, and its peak", _memory()),
    ("the same, after refreshing everything", _memory("refreshed_")),
    ("processor, while ticking", _cpu),
    ("written by a tick that changes nothing on the screen", _bytes("unseen_bytes")),
    ("written by a tick that changes five rows", _bytes("tick_bytes")),
    ("written by a cursor key", _bytes("cursor_bytes")),
    ("written by a page key", _bytes("page_bytes")),
    ("written by a line of scrolling", _bytes("scroll_bytes")),
    ("written by a dialog", _bytes("dialog_bytes")),
)
"""What is measured of the program, and how it is written."""

OTHERS = frozenset(
    {
        "first rows",
        "first rows, after the server's answer",
        "tick that changes five rows",
        "cursor key",
        "page key",
        "memory, and its peak",
        "processor, while ticking",
        "written by a tick that changes nothing on the screen",
        "written by a tick that changes five rows",
        "written by a cursor key",
    }
)
"""The rows in which other programs are compared with it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    given = _parser().parse_args(arguments)
    size: Size = given.size
    own = {count: measure_qbtui(count, size, given.runs) for count in given.torrents}
    print("\n".join(_own_table(own, version_time(given.runs), _command(given))), flush=True)
    for count in given.torrents if given.compare else ():
        others = {
            "qbtui": own[count],
            "Textual's DataTable": measure_data_table(count, size, given.runs),
        }
        if given.tewi:
            others["tewi-torrent"] = measure_tewi(count, size, given.tewi)
        print("\n".join(_comparison(count, others)), flush=True)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--torrents",
        type=int,
        nargs="+",
        default=[1_000, 10_000, 50_000],
        metavar="N",
        help="how many the server has",
    )
    parser.add_argument("--runs", type=int, default=5, help="how many the medians are of")
    parser.add_argument("--size", type=Size.parse, default=Size(200, 50), help="of the terminal")
    parser.add_argument(
        "--compare", action="store_true", help="measure the same data in Textual's DataTable too"
    )
    parser.add_argument(
        "--tewi",
        type=shutil.which,
        default=None,
        metavar="PROGRAM",
        help="with --compare, measure this command of the package tewi-torrent too",
    )
    return parser


def _own_table(own: Mapping[int, Figures], version: float, command: str) -> Iterator[str]:
    yield f"`{command}`, medians, {_machine()}:"
    yield ""
    yield f"| {' | '.join(['torrents', *(f'{count:,}' for count in own)])} |"
    yield f"|---{'|---:' * len(own)}|"
    yield f"| `--version` |{f' {version * 1000:.0f} ms |' * len(own)}"
    for title, written in ROWS:
        yield f"| {title} | {' | '.join(written(figures) for figures in own.values())} |"


def _comparison(count: int, others: Mapping[str, Figures]) -> Iterator[str]:
    yield ""
    yield f"| {' | '.join([f'{count:,} torrents', *others])} |"
    yield f"|---{'|---:' * len(others)}|"
    for title, written in ROWS:
        if title in OTHERS:
            cells = [_cell(written, figures) for figures in others.values()]
            yield f"| {title} | {' | '.join(cells)} |"


def _cell(written: Callable[[Figures], str], figures: Figures) -> str:
    try:
        return written(figures)
    except KeyError:  # Not measured of this program.
        return ""


def _command(given: argparse.Namespace) -> str:
    counts = " ".join(map(str, given.torrents))
    compare = " --compare" if given.compare else ""
    tewi = " --tewi tewi" if given.compare and given.tewi else ""
    size = f" --size {given.size}" if given.size != Size(200, 50) else ""
    return f"python -m tests.bench --torrents {counts} --runs {given.runs}{size}{compare}{tewi}"


def _machine() -> str:
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    processor = cpu[1].strip() if cpu else platform.machine()
    textual = importlib.metadata.version("textual")
    return f"{os.cpu_count()} x {processor}, Python {platform.python_version()}, Textual {textual}"


if __name__ == "__main__":
    sys.exit(main())
