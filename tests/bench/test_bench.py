"""The bench measures what it says; how much that is depends on the machine and is not judged."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from qbtui.sim.messages import Request
from tests.bench import hostile, measure
from tests.bench.__main__ import OTHERS, ROWS, main
from tests.bench.server import CHANGED, VISIBLE, Script
from tests.bench.watched import longest, reset


def poll(script: Script, rid: int, cookie: str) -> set[str]:
    """Return the hashes in the next answer."""
    body = f"rid={rid}".encode()
    headers = {"cookie": cookie, "content-type": "application/x-www-form-urlencoded"}
    answer = script.server.respond(Request("POST", "/api/v2/sync/maindata", "", headers, body))
    return set(msgspec.json.decode(answer.body).get("torrents", {}))


def logged_in(script: Script) -> str:
    body = b"username=admin&password=adminadmin"
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = script.server.respond(Request("POST", "/api/v2/auth/login", "", headers, body))
    return dict(answer.headers)["Set-Cookie"].partition(";")[0]


def test_every_figure_is_printed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measure, "WINDOW", 0.5)
    assert main(["--torrents", "200", "--runs", "1"]) == 0
    printed = capsys.readouterr().out
    for title, _written in ROWS:
        assert re.search(rf"^\| {re.escape(title)} \| .*\d.* \|$", printed, re.MULTILINE)


def test_what_a_hostile_server_costs_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert hostile.main(["damaged"]) == 0
    assert re.search(r"\| damaged \| \d+ ms \| \d+ MB, \d+ MB \|$", capsys.readouterr().out)


def test_programs_are_compared_by_what_is_measured() -> None:
    assert OTHERS.issubset(title for title, _written in ROWS)


def test_the_world_stands_still_but_for_the_script() -> None:
    script = Script(2000)
    cookie = logged_in(script)
    full = poll(script, 0, cookie)
    newest = {torrent.hash for torrent in script.server.world.torrents.values()}
    top = set(sorted(newest, key=lambda hash_: -script.server.world.find(hash_).added_on)[:100])
    assert full == newest
    assert poll(script, 1, cookie) == set()
    script.change(VISIBLE["five"])
    five = poll(script, 2, cookie)
    script.change(VISIBLE["unseen"])
    unseen = poll(script, 3, cookie)
    assert (len(five & top), len(unseen & top)) == (VISIBLE["five"], 0)
    assert 0 < len(unseen) <= CHANGED


def test_the_longest_pause_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "watched"
    reset(path)
    assert longest(path) == 0
    path.write_bytes(b"\0" * 6 + b"\xf0\x3f")
    assert (longest(path), longest(path)) == (1, 0)
