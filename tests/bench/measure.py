"""Takes the measurements of a program; how they are printed is not known here."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.pseudo_terminal import Program
from tests.bench.running import ROWS, Bench, BenchServer, Size, bare_first_frame, make_home
from tests.bench.watched import longest, reset

FIRST_WORD = "help"
"""Of the key bar: where it shows, the whole first frame does."""
SILENCE = 0.09
"""Seconds after which what a key or a tick caused is over; less than until the details follow."""
SLOW_SILENCE = 0.7
"""The same for a program that takes longer; less than until the next poll."""
SETTLED = 0.4
"""Seconds of silence after which what a key caused later on is over too."""
WINDOW = 10.0
"""Seconds for which the processor time of a ticking program is taken."""
LINES = 60
"""More lines than the list shows."""
DOWN, PAGE_DOWN, ESCAPE, REFRESH = "\x1b[B", "\x1b[6~", "\x1b", "\x12"

Figures = dict[str, float]
"""What was measured, medians by name: seconds, MB, bytes; `cpu` is a part of one core."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one event caused."""

    seconds: float
    size: int


def version_time(runs: int) -> float:
    """Return the seconds of `qbtui --version`."""
    command = [sys.executable, "-m", "qbtui", "--version"]

    def once() -> float:
        start = time.monotonic()
        subprocess.run(command, check=True, capture_output=True)
        return time.monotonic() - start

    return statistics.median(once() for _ in range(runs))


def measure_qbtui(torrents: int, size: Size, runs: int) -> Figures:
    """Measure the program with so many torrents."""
    with make_home() as home, BenchServer(torrents) as server:
        bench = Bench(server, size, Path(home))
        figures = _medians([_start(bench) for _ in range(runs)])
        with bench.qbtui() as program:
            program.shown(ROWS)
            program.burst(SETTLED)
            figures |= _weight(program) | _steps(bench, program, runs)
            figures |= {
                **_named("sort", [_pressed(program, "n", before="s") for _ in range(runs)]),
                **_named("dialog", [_dialog(program) for _ in range(runs)]),
            }
            figures |= _weight_refreshed(bench, program, runs)
        return figures | _stalls(bench, runs) | _ticking(bench, bench.qbtui)


def measure_data_table(torrents: int, size: Size, runs: int) -> Figures:
    """Measure the same data in Textual's own table."""
    with make_home() as home, BenchServer(torrents) as server:
        bench = Bench(server, size, Path(home))
        with bench.data_table() as program:
            rows = program.shown(ROWS)
            figures = {
                "rows": rows - program.started,
                "after_answer": rows - server.answered("full").sent,
            }
            program.burst(SETTLED)
            figures |= _weight(program) | _steps(bench, program, runs, SLOW_SILENCE)
        return figures | _ticking(bench, bench.data_table)


def measure_tewi(torrents: int, size: Size, command: str) -> Figures:
    """Measure tewi-torrent, which fetches all torrents and shows the first 1,000."""
    with make_home() as home, BenchServer(torrents) as server:
        bench = Bench(server, size, Path(home))
        with bench.tewi(command) as program:
            figures = {"rows": program.shown(ROWS) - program.started}
            program.burst(SETTLED)
            figures |= _weight(program)
        return figures | _ticking(bench, lambda: bench.tewi(command))


def _start(bench: Bench[BenchServer]) -> Figures:
    """Start the program until its first rows, beside a bare one."""
    bare = bare_first_frame(bench)
    with bench.qbtui() as program:
        frame = program.shown(FIRST_WORD) - program.started
        rows = program.shown(ROWS)
        answer = bench.server.answered("full")
    return {
        "bare_frame": bare,
        "frame": frame,
        "ratio": frame / bare,
        "rows": rows - program.started,
        "after_answer": rows - answer.sent,
    }


def _steps(
    bench: Bench[BenchServer], program: Program, runs: int, silence: float = SILENCE
) -> Figures:
    """Measure what both tables can do: ticks, and the cursor by a row and by a page."""
    # First what changes nothing: the details tell of what has changed when they are polled next.
    unseen = [_tick(bench, program, "unseen", silence) for _ in range(runs)]
    ticks = [_tick(bench, program, "five", silence) for _ in range(runs)]
    moves = [_pressed(program, DOWN) for _ in range(runs)]
    program.type(DOWN * LINES)
    program.burst(SETTLED)
    scrolls = [_pressed(program, DOWN) for _ in range(runs)]
    pages = [_pressed(program, PAGE_DOWN) for _ in range(runs)]
    return {
        **_named("tick", ticks),
        **_named("unseen", unseen),
        **_named("cursor", moves),
        **_named("scroll", scrolls),
        **_named("page", pages),
    }


def _tick(bench: Bench[BenchServer], program: Program, kind: str, silence: float) -> Step:
    """Let the server say that something changed."""
    answer = bench.server.tick(kind)
    burst = program.burst(silence)
    return Step(max(burst.last - answer.ready, 0), burst.size)


def _pressed(program: Program, key: str, before: str = "") -> Step:
    """Press a key; what comes later because of it is not counted."""
    if before:
        program.type(before)
        program.burst(SETTLED)
    pressed = time.monotonic()
    program.type(key)
    burst = program.burst(SILENCE, patience=SLOW_SILENCE)
    program.burst(SETTLED)
    return Step(burst.last - pressed, burst.size)


def _dialog(program: Program) -> Step:
    """Open the dialog that asks before torrents are deleted, and leave it."""
    step = _pressed(program, "d")
    _pressed(program, ESCAPE)
    return step


def _stalls(bench: Bench[BenchServer], runs: int) -> Figures:
    """Measure for how long the loop looks at no key, from the first frame on."""
    return _medians(
        [
            {"stall": _stall(bench, keys=""), "stall_keys": _stall(bench, keys="jk")}
            for _ in range(runs)
        ]
    )


def _stall(bench: Bench[BenchServer], keys: str) -> float:
    """Return the longest time without a look, with `keys` pressed again and again meanwhile."""
    reset(bench.watched)
    with bench.qbtui_watched() as program:
        program.shown(FIRST_WORD)
        longest(bench.watched)
        program.type_until_shown(ROWS, keys)
        program.burst(SETTLED)
        return longest(bench.watched)


def _ticking(bench: Bench[BenchServer], start: Callable[[], Program]) -> Figures:
    """Measure how busy the program is while the server's world goes on by itself."""
    bench.server.run()
    with start() as program:
        program.shown(ROWS)
        program.burst_for(2.0)
        before = program.processor_time
        program.burst_for(WINDOW)
        return {"cpu": (program.processor_time - before) / WINDOW}


def _weight(program: Program) -> Figures:
    return {"memory": program.memory, "peak": program.peak}


def _weight_refreshed(bench: Bench[BenchServer], program: Program, runs: int) -> Figures:
    """Weigh the program when it has fetched the whole list again, as after a lost connection."""
    for _ in range(runs):
        program.type(REFRESH)
        bench.server.answered("full")
        # It polls on when all of that is merged and painted.
        bench.server.answered("none")
    return {f"refreshed_{name}": weight for name, weight in _weight(program).items()}


def _named(name: str, steps: list[Step]) -> Figures:
    return {
        name: statistics.median(step.seconds for step in steps),
        f"{name}_bytes": statistics.median(step.size for step in steps),
    }


def _medians(runs: list[Figures]) -> Figures:
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}
