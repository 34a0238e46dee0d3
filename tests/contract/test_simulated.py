"""The simulated server answers as real ones were recorded to answer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from qbtui.sim.releases import Release
from qbtui.sim.router import ROUTES, find
from tests.contract.recordings import RELEASES, differences, load
from tests.contract.scenarios import SCENARIOS
from tests.contract.script import Script
from tests.contract.shapes import Json
from tests.contract.subjects import Subject, in_process, on_socket

NOT_SIMULATED = {
    "settings.written: app/setPreferences: bittorrent_protocol": (
        RELEASES,
        "a number far beyond the three that mean something becomes 1 by an overflow",
    ),
    "settings.written: app/setPreferences: dht_bootstrap_nodes": (
        ("5.1.0", "5.3.0"),
        "the machines that libtorrent begins with are strangers', and change with its version",
    ),
    "settings.written: app/setPreferences: shutdown_timeout": (
        ("5.3.0",),
        "a number below 0 is not written; the simulation takes it for 0",
    ),
    "settings.groups: app/preferences: after watched": (
        ("4.2.5",),
        "folders that are not there are dropped; the simulated disk has every folder",
    ),
}
"""The steps that the simulation answers otherwise, in which releases, and why."""
NOT_ASKED = {"app/shutdown"}
"""The endpoints that no scenario calls with a session: the other scenarios need the server."""


PLACES = [
    *((release, in_process) for release in RELEASES),
    (RELEASES[-1], on_socket),
    *(pytest.param(release, on_socket, marks=pytest.mark.long) for release in RELEASES[:-1]),
]
"""What a socket adds is the same for every release."""


@pytest.mark.parametrize(("release", "place"), PLACES)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_simulated_server_answers_as_recorded(
    scenario: str, release: str, place: Callable[[str], AbstractContextManager[Subject]]
) -> None:
    recorded = load(release)[scenario]
    with place(release) as subject:
        script = Script(subject, recorded)
        SCENARIOS[scenario](script)
    found = differences(recorded, script.outcomes)
    excepted = _not_simulated(scenario, release)
    assert not {step: lines for step, lines in found.items() if step not in excepted}
    assert excepted <= found.keys(), "what is simulated after all is no exception"


def _not_simulated(scenario: str, release: str) -> set[str]:
    named = {name for name, (releases, _) in NOT_SIMULATED.items() if release in releases}
    return {
        name.removeprefix(f"{scenario}: ") for name in named if name.startswith(f"{scenario}: ")
    }


@pytest.mark.parametrize("release", RELEASES)
def test_every_endpoint_of_a_release_does_in_a_recording_what_it_is_for(release: str) -> None:
    served = {
        step.partition(":")[0]
        for scenario, steps in load(release).items()
        for step, outcome in steps.items()
        if not scenario.startswith("doors.") and _is_success(outcome)
    }
    there = {path for path in ROUTES if find(path, Release(release))}
    assert there - served == NOT_ASKED


def _is_success(outcome: Json) -> bool:
    """Tell whether a server answered a step with what was asked for."""
    line = outcome[0] if isinstance(outcome, list) and outcome else outcome
    return isinstance(line, str) and line.startswith("2")
