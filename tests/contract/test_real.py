"""Real servers answer as they were recorded: a recording never grows stale."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.recordings import differences, load
from tests.contract.scenarios import SCENARIOS
from tests.contract.script import Script
from tests.contract.subjects import on_server
from tests.live.server import Server
from tests.live.snapshot import Snapshot

LONG = (
    "adding.odd_options",
    "control.location",
    "control.recheck",
    "odd.lists",
    "queue.queue",
    "settings.written",
    "sync.lost",
    "sync.taken_back",
)
"""Scenarios that wait for the server again and again."""


@pytest.fixture(scope="session")
def snapshot(suite: str, logs: Path) -> Iterator[Snapshot]:
    """Run the server that the scenarios of a release share."""
    with Server(suite, "contract", logs) as server:
        yield Snapshot(server)


@pytest.mark.parametrize(
    "scenario",
    [
        *(name for name in SCENARIOS if name not in LONG),
        *(pytest.param(name, marks=pytest.mark.long) for name in LONG),
    ],
)
def test_a_real_server_answers_as_recorded(scenario: str, snapshot: Snapshot) -> None:
    snapshot.restore()
    recorded = load(snapshot.server.release)[scenario]
    with on_server(snapshot.server) as subject:
        script = Script(subject, recorded)
        SCENARIOS[scenario](script)
    assert not differences(recorded, script.outcomes)
