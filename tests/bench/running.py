"""What the measurements run: the server, and each program on a pseudo-terminal of its own."""

from __future__ import annotations

import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Generic, NamedTuple, Protocol, Self, TypeVar
from urllib.parse import urlsplit

from qbtui.sim.serve import HOST
from tests.bench import bare
from tests.bench.pseudo_terminal import Program

USERNAME, PASSWORD = "admin", "adminadmin"
"""Those of the simulated server."""
ROWS = "%"
"""What nothing but rows has."""


@dataclass(frozen=True, slots=True)
class Size:
    """Of a terminal."""

    columns: int
    lines: int

    @classmethod
    def parse(cls, text: str) -> Size:
        """Read such as `200x50`."""
        columns, _, lines = text.partition("x")
        return cls(int(columns), int(lines))

    def __str__(self) -> str:
        return f"{self.columns}x{self.lines}"


class Answer(NamedTuple):
    """When an answer was ready, and when all of it was sent: by `time.monotonic`."""

    ready: float
    sent: float


class ServerEndedError(Exception):
    """The server is gone."""


class BenchServer:
    """The simulated server in a process of its own; `with` runs it."""

    def __init__(self, torrents: int) -> None:
        command = [sys.executable, "-m", "tests.bench.server", str(torrents)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.url = f"http://{HOST}:{self._read()}"

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

    def answered(self, kind: str) -> Answer:
        """Wait until it has given such an answer."""
        while True:
            word, ready, sent = self._read().split()
            if word == kind:
                return Answer(float(ready), float(sent))

    def tick(self, kind: str) -> Answer:
        """Make `kind` the next answer, and wait for it."""
        self._say(kind)
        return self.answered(kind)

    def run(self) -> None:
        """Let its world go on by itself."""
        self._say("run")

    def _say(self, word: str) -> None:
        pipe = _pipe(self._process.stdin)
        pipe.write(f"{word}\n")
        pipe.flush()

    def _read(self) -> str:
        line = _pipe(self._process.stdout).readline()
        if not line:
            raise ServerEndedError
        return line.strip()


class Served(Protocol):
    """A server of any kind."""

    url: str


S = TypeVar("S", bound=Served)


class Bench(Generic[S]):
    """A server, a size of terminal and a home for the programs."""

    def __init__(self, server: S, size: Size, home: Path) -> None:
        self.server = server
        self.watched = home / "watched"
        self._size = size
        self._environment = {
            "HOME": str(home),
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "QBTUI_PASSWORD": PASSWORD,
            "BENCH_USERNAME": USERNAME,
        }

    def bare(self) -> Program:
        """Start the least that a Textual program can be."""
        return self._module("tests.bench.bare")

    def qbtui(self) -> Program:
        """Start the program."""
        return self._module("qbtui", *self._address)

    def qbtui_watched(self) -> Program:
        """Start the program with its event loop watched."""
        return self._module("tests.bench.watched", str(self.watched), *self._address)

    def data_table(self) -> Program:
        """Start the program with Textual's own table."""
        return self._module("tests.bench.data_table", self.server.url)

    def tewi(self, command: str) -> Program:
        """Start tewi-torrent, another program for the same purpose."""
        port = urlsplit(self.server.url).port
        words = f"--client-type qbittorrent --host {HOST} --port {port} --view-mode oneline"
        secret = ("--username", USERNAME, "--password", PASSWORD)
        return self._run([command, *shlex.split(words), *secret])

    @property
    def _address(self) -> tuple[str, ...]:
        return ("--url", self.server.url, "--username", USERNAME)

    def _module(self, module: str, *arguments: str) -> Program:
        return self._run([sys.executable, "-m", module, *arguments])

    def _run(self, command: list[str]) -> Program:
        return Program(command, self._size.columns, self._size.lines, self._environment)


def bare_first_frame(bench: Bench[BenchServer]) -> float:
    """Return the seconds until the bare program shows what it has to show."""
    with bench.bare() as program:
        return program.shown(bare.MARK) - program.started


def make_home() -> tempfile.TemporaryDirectory[str]:
    """Make an empty home: no settings, and nothing remembered."""
    return tempfile.TemporaryDirectory()


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream
