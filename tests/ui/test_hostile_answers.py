"""The program before a server that says what none should: it goes on, and tells of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.hostile import (
    NO_WEB_SERVER,
    ODD_COOKIES,
    ODD_LOCATIONS,
    PASSWORD,
    REFUSED,
    WITHOUT_END,
    Answer,
    HostileServer,
    http,
)
from tests.live.waiting import wait_for
from tests.program import Program
from tests.terminal import Terminal

LIST, DETAILS, TRACKERS = "sync/maindata", "torrents/properties", "torrents/trackers"
MUCH = 200_000
"""Kilobytes that nothing small may take more than was needed before, at any time."""
MARKS = "a" + "\u0301\u0316" * 250_000
"""A megabyte of marks of one letter: composed as it stands, it takes minutes."""


@pytest.fixture
def hostile() -> Iterator[HostileServer]:
    """Run a server that says nothing unusual yet."""
    with HostileServer(torrents=5) as server:
        yield server


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def start(program: Program, hostile: HostileServer, timeout: float = 1.0) -> Terminal:
    """Start the program, which gives up what takes longer than that many seconds to begin."""
    program.write_config(url=hostile.root, password=PASSWORD, timeout=timeout)
    return program.start(size=(160, 40))


def answers_keys(terminal: Terminal) -> None:
    """Open the help, and close it."""
    terminal.press("?")
    terminal.wait_for("Keys:")
    terminal.press("ctrl+g")
    terminal.wait_without("Keys:")


def most_memory(terminal: Terminal) -> int:
    """Return the kilobytes that the program has needed at most."""
    status = Path(f"/proc/{terminal.process.pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert found
    return int(found[1])


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_answer_is_told_and_forgotten_with_the_next_one(
    program: Program, hostile: HostileServer, what: str
) -> None:
    answer, words = REFUSED[what]
    # A list of torrents may be that long.
    endpoint = DETAILS if what in ("longer than there is", *WITHOUT_END) else LIST
    with start(program, hostile) as terminal:
        terminal.wait_for("Torrents 5", "Share ratio")
        before = most_memory(terminal)
        hostile.answers[endpoint] = answer
        terminal.wait_for(words)
        answers_keys(terminal)
        assert most_memory(terminal) < before + MUCH
        hostile.answers.clear()
        terminal.wait_without(words)
        terminal.wait_for("Share ratio")


@pytest.mark.parametrize("what", ["drop by drop", "nothing but promises", *WITHOUT_END])
def test_keys_are_answered_while_an_answer_has_no_end(
    program: Program, hostile: HostileServer, what: str
) -> None:
    with start(program, hostile, timeout=60) as terminal:
        terminal.wait_for("Torrents 5", "Share ratio")
        hostile.answers[LIST] = REFUSED[what][0]
        wait_for(lambda: hostile.under_way, "the answer to begin")
        answers_keys(terminal)
        terminal.press("q")
        assert terminal.wait() == 0


def test_wherever_a_server_redirects_to_is_told(program: Program, hostile: HostileServer) -> None:
    with start(program, hostile) as terminal:
        for location in ODD_LOCATIONS:
            hostile.answers.clear()
            terminal.wait_for("Torrents 5")
            terminal.wait_without("redirects")
            hostile.answers[LIST] = http(b"", f"Location: {location}", status="302 Found")
            terminal.wait_for(f"The address only redirects, to {location}.")
            answers_keys(terminal)


def test_no_cookie_ends_the_session(program: Program, hostile: HostileServer) -> None:
    with start(program, hostile) as terminal:
        terminal.wait_for("Torrents 5")
        hostile.additions[LIST] = [("Set-Cookie", cookie) for cookie in ODD_COOKIES]
        asked = hostile.asked
        wait_for(lambda: hostile.asked > asked + 3, "the next answers")
        assert len([each for each in hostile.server.journal if each.endpoint == "auth/login"]) == 1
        answers_keys(terminal)


def whole(rows: str, **parts: object) -> Answer:
    """Return an answer with these torrents, of encoded JSON, and with what else it has."""
    rest = json.dumps({"rid": 1, "full_update": True, **parts})[1:]
    encoded = f'{{"torrents":{{{rows}}},{rest}'.encode()
    return http(encoded.replace(b"BAD", b"\xff"), "Content-Type: application/json")


def test_what_cannot_be_read_costs_itself_alone(program: Program, hostile: HostileServer) -> None:
    odd = {
        "nested": '"x":' + "[" * 1000 + "]" * 1000,
        "infinite": '"size":1e400,"dlspeed":1e400',
        "immense": f'"size":{"9" * 5000},"added_on":{"9" * 400}',
        "half": '"tags":"\\ud83d"',
        "torn": '"category":"BAD"',
        "textual": '"progress":"nan","ratio":"-inf"',
        "marked": f'"comment":{json.dumps(MARKS)}',
        "listed": '"state":["x"],"num_seeds":{}',
    }
    rows = ",".join(
        f'"{number:040x}":{{"name":"{name} one","state":"stoppedUP",{values}}}'
        for number, (name, values) in enumerate(odd.items())
    )
    hostile.answers[LIST] = whole(
        rows,
        server_state={"refresh_interval": 500, "x": 10**400, "dl_info_speed": "nan"},
        categories={"films": {"name": "films", "savePath": "/data/a\udc80b"}},
        x=10**400,
    )
    with start(program, hostile) as terminal:
        terminal.wait_for(*(f"{name} one" for name in odd), f"Torrents {len(odd)}", "films")
        answers_keys(terminal)
        assert not program.reports.exists()


def as_json(value: Any) -> Answer:  # noqa: ANN401 - plain JSON
    return http(json.dumps(value, ensure_ascii=False).encode(), "Content-Type: application/json")


def test_text_without_end_costs_nothing(program: Program, hostile: HostileServer) -> None:
    hostile.answers[DETAILS] = as_json({"comment": MARKS, "share_ratio": 1, "name": MARKS[:60_001]})
    hostile.answers[TRACKERS] = as_json(
        [{"url": "http://t.test/", "msg": MARKS[:120_000], "tier": 0, "status": 4}]
    )
    torrent = {"hash": f"{1:040x}", "name": MARKS[:60_001], "state": "stoppedUP"}
    hostile.answers["torrents/info"] = as_json([torrent])
    hostile.answers[LIST] = whole(
        f'"{torrent["hash"]}":{json.dumps(torrent)}', server_state={"refresh_interval": 500}
    )
    with start(program, hostile) as terminal:
        terminal.wait_for("Torrents 1", "more characters: o e opens all of it")
        answers_keys(terminal)
        terminal.press("enter", "3")
        terminal.wait_for("http://t.test/", "Not working")
        answers_keys(terminal)
        terminal.press("q", "e")
        terminal.wait_for("60,001 characters stay")
        terminal.press("ctrl+g", "q", "q")
        assert terminal.wait() == 0
        assert not program.reports.exists()


def test_a_page_on_every_way_is_told(program: Program, hostile: HostileServer) -> None:
    with start(program, hostile) as terminal:
        terminal.wait_for("Torrents 5")
        hostile.answers[LIST] = http(b"<html>Log in</html>", "Content-Type: text/html")
        terminal.wait_for("A web page came instead of an answer")
        assert NO_WEB_SERVER not in terminal.words
        hostile.answers[LIST] = http(b"<html>Log in</html>", status="502 Bad Gateway")
        terminal.wait_for("qBittorrent behind it does not")
        hostile.answers.clear()
        terminal.wait_without("behind it")
