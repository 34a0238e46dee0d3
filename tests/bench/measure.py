"""Runs the program and takes its measures; how they are printed is not known here."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Self

from tests.bench import bare, server
from tests.bench.payload import MARK
from tests.bench.pseudo_terminal import Program

FIRST_WORD = "help"
"""Of the key bar: where it shows, the whole first frame does."""
SILENCE = 0.09
"""Seconds after which what a key or a tick caused is over; less than until the next poll."""
SETTLED = 0.4
"""Seconds of silence after which what a key caused later on is over too."""


@dataclass(frozen=True, slots=True)
class Size:
    """Of a terminal."""

    columns: int
    lines: int

    def __str__(self) -> str:
        return f"{self.columns}x{self.lines}"


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured on one size of terminal: medians; milliseconds, MB and bytes."""

    bare_first_frame: float
    first_frame: float
    first_rows: float
    """From the start of the program."""
    rows_after_answer: float
    """From the moment the server had its answer ready."""
    tick: float
    """From that moment to the last byte."""
    cursor: float
    memory: float
    unseen_bytes: float
    five_bytes: float
    cursor_bytes: float

    @property
    def ratio(self) -> float:
        """How many times as long as a bare program the first frame takes."""
        return self.first_frame / self.bare_first_frame


class BenchServer:
    """The scripted server; `with` runs it."""

    def __init__(self, torrents: int) -> None:
        command = [sys.executable, "-m", "tests.bench.server", str(torrents)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.url = f"http://{server.HOST}:{self._read()}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        self._process.communicate()

    def answered(self, kind: str) -> float:
        """Wait until it has such an answer ready to be sent, and return when that was."""
        while True:
            word, moment = self._read().split()
            if word == kind:
                return float(moment)

    def tick(self, kind: str) -> float:
        """Make `kind` the next answer, and return when it was ready to be sent."""
        _pipe(self._process.stdin).write(f"{kind}\n")
        _pipe(self._process.stdin).flush()
        return self.answered(kind)

    def _read(self) -> str:
        return _pipe(self._process.stdout).readline().strip()


def version_time(runs: int) -> float:
    """Return the milliseconds of `qbtui --version`."""
    command = [sys.executable, "-m", "qbtui", "--version"]

    def once() -> float:
        start = time.monotonic()
        subprocess.run(command, check=True, capture_output=True)
        return time.monotonic() - start

    return _milliseconds(_times(runs, once))


def measure(size: Size, torrents: int, runs: int) -> Figures:
    """Return the figures for a terminal of this size and a server of so many torrents."""
    with tempfile.TemporaryDirectory() as home, BenchServer(torrents) as server_:
        bench = _Bench(server_, size, home)
        frames = [(bench.bare_start(), bench.start()) for _ in range(runs)]
        with bench.program() as program:
            program.shown(MARK)
            program.burst(SETTLED)
            ticks = [bench.tick(program, "five") for _ in range(runs)]
            unseen = [bench.tick(program, "unseen") for _ in range(runs)]
            moves = [bench.cursor(program) for _ in range(runs)]
            memory = program.memory
    return Figures(
        bare_first_frame=_milliseconds([bare_frame for bare_frame, _start in frames]),
        first_frame=_milliseconds([start.first_frame for _bare_frame, start in frames]),
        first_rows=_milliseconds([start.first_rows for _bare_frame, start in frames]),
        rows_after_answer=_milliseconds([start.after_answer for _bare_frame, start in frames]),
        tick=_milliseconds([step.seconds for step in ticks]),
        cursor=_milliseconds([step.seconds for step in moves]),
        memory=memory,
        unseen_bytes=statistics.median(step.size for step in unseen),
        five_bytes=statistics.median(step.size for step in ticks),
        cursor_bytes=statistics.median(step.size for step in moves),
    )


@dataclass(frozen=True, slots=True)
class _Start:
    """Seconds of one start."""

    first_frame: float
    first_rows: float
    after_answer: float


@dataclass(frozen=True, slots=True)
class _Step:
    """What one event caused."""

    seconds: float
    size: int


class _Bench:
    """A server, a size of terminal and a home for the programs."""

    def __init__(self, server_: BenchServer, size: Size, home: str) -> None:
        self._server = server_
        self._size = size
        self._environment = {
            "HOME": home,
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }

    def program(self) -> Program:
        """Start qbtui."""
        return self._run("qbtui", "--url", self._server.url)

    def bare_start(self) -> float:
        """Start the bare program, and return the seconds until its first frame."""
        with self._run("tests.bench.bare") as program:
            return program.shown(bare.MARK) - program.started

    def start(self) -> _Start:
        """Start qbtui until its first rows."""
        with self.program() as program:
            frame = program.shown(FIRST_WORD)
            rows = program.shown(MARK)
            answered = self._server.answered("full")
            return _Start(frame - program.started, rows - program.started, rows - answered)

    def tick(self, program: Program, kind: str) -> _Step:
        """Let the server say that something changed."""
        answered = self._server.tick(kind)
        burst = program.burst(SILENCE)
        return _Step(max(burst.last - answered, 0), burst.size)

    def cursor(self, program: Program) -> _Step:
        """Move the cursor one row down."""
        pressed = time.monotonic()
        program.type("j")
        burst = program.burst(SILENCE)
        program.burst(SETTLED)
        return _Step(burst.last - pressed, burst.size)

    def _run(self, module: str, *arguments: str) -> Program:
        command = [sys.executable, "-m", module, *arguments]
        return Program(command, self._size.columns, self._size.lines, self._environment)


def _times(count: int, once: Callable[[], float]) -> list[float]:
    return [once() for _ in range(count)]


def _milliseconds(seconds: list[float]) -> float:
    return statistics.median(seconds) * 1000


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream
