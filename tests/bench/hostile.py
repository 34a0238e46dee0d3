"""How long keys wait, and what is needed, while a server says what none should.

`python -m tests.bench.hostile` prints a table. Each row is a program of its own, in which keys are
pressed for some seconds while the server answers like that and nothing else.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tests.bench.running import Bench, Size, make_home
from tests.bench.watched import longest, reset
from tests.hostile import REFUSED, WITHOUT_END, Answer, HostileServer, http

SECONDS = 6.0
"""For which it goes on."""
KEYS = "jk"
PRESS = 0.2
"""Seconds between two times that they are pressed."""
SIZE = Size(200, 50)
LIST, DETAILS = "sync/maindata", "torrents/properties"
MARKS = "a" + "\u0301\u0316" * 250_000


def _as_json(value: object) -> Answer:
    return http(json.dumps(value, ensure_ascii=False).encode(), "Content-Type: application/json")


def _torrent(**values: object) -> Answer:
    row = {"name": "%", "state": "stoppedUP", **values}
    return _as_json({"rid": 1, "full_update": True, "torrents": {f"{1:040x}": row}})


ANSWERS: dict[str, tuple[str, Answer]] = {
    "as always": (DETAILS, _as_json({})),
    **{
        what: (DETAILS if what in WITHOUT_END else LIST, answer)
        for what, (answer, _) in REFUSED.items()
    },
    "a list without an end": (LIST, REFUSED["without an end"][0]),
    "a comment of a megabyte of marks": (DETAILS, _as_json({"comment": MARKS})),
    "a name of 60,001 marks": (LIST, _torrent(name=MARKS[:60_001])),
    "nested 100,000 deep": (
        LIST,
        http(b'{"rid":1,"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    ),
    "15 MB of half characters": (DETAILS, http(b'{"comment":"' + rb"\ud83d" * 2_500_000 + b'"}')),
}
"""What is said -> in answer to what, and how."""


def measure(what: str) -> tuple[float, float, float]:
    """Return the longest pause in seconds, and MB: what was needed before, and at most since."""
    endpoint, answer = ANSWERS[what]
    with make_home() as home, HostileServer(torrents=50) as server:
        bench = Bench(server, SIZE, Path(home))
        reset(bench.watched)
        with bench.qbtui_watched() as program:
            program.shown("%")
            program.burst(1.0)
            before = program.memory
            longest(bench.watched)
            server.answers[endpoint] = answer
            for _ in range(int(SECONDS / PRESS)):
                program.type(KEYS)
                program.burst_for(PRESS)
            return longest(bench.watched), before, program.peak


def table(answers: Iterable[str]) -> Iterator[str]:
    """Yield the lines of the table of these answers, each as soon as it is known."""
    yield "| the server says | longest pause | memory before, at most |"
    yield "|---|---:|---:|"
    for what in answers:
        pause, before, peak = measure(what)
        yield f"| {what} | {pause * 1000:.0f} ms | {before:.0f} MB, {peak:.0f} MB |"


def main(arguments: Sequence[str]) -> int:
    """Measure all answers, or those that are named, and print."""
    for line in table(arguments or ANSWERS):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
