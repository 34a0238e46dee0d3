"""The bench measures what it says; how much that is depends on the machine and is not judged."""

from __future__ import annotations

import json
import re
import subprocess
import sys

from tests.bench.__main__ import ROWS
from tests.bench.payload import CHANGED, VISIBLE, World
from tests.bench.server import Script


def hashes(answer: bytes) -> set[str]:
    return set(json.loads(answer).get("torrents", {}))


def test_every_figure_is_printed() -> None:
    command = [sys.executable, "-m", "tests.bench", "--torrents", "200", "--runs", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    for title, _written in ROWS:
        assert re.search(rf"^\| {re.escape(title)} \| .+ \| .+ \|$", done.stdout, re.MULTILINE)


def test_worlds_are_the_same_every_time() -> None:
    assert World(50).full() == World(50).full()
    assert World(50).tick(VISIBLE) == World(50).tick(VISIBLE)


def test_answers_follow_the_script() -> None:
    script = Script(World(2000))
    kind, full = script.answer(0)
    assert (kind, len(hashes(full))) == ("full", 2000)
    assert script.answer(1)[0] == "none"
    for wanted in ("five", "unseen"):
        script.next_ticks.put(wanted)
    (five, five_answer), (unseen, unseen_answer) = script.answer(2), script.answer(3)
    top = set(list(json.loads(full)["torrents"])[:100])
    assert (five, len(hashes(five_answer) & top)) == ("five", VISIBLE)
    assert (unseen, hashes(unseen_answer) & top) == ("unseen", set())
    assert 0 < len(hashes(unseen_answer)) <= CHANGED
    assert script.answer(4)[0] == "none"
