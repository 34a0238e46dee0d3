"""Fixtures of the live tests: real servers, shared by the tests of a release and emptied for each.

A test that asks for one of them runs once for every release.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.live.provision import SUITES
from tests.live.server import Server
from tests.live.swarm import Swarm
from tests.live.website import Website

EVERY_RELEASE = [pytest.param(suite, marks=pytest.mark.live) for suite in SUITES]
ALIKE = pytest.mark.parametrize(
    "suite",
    [
        EVERY_RELEASE[0],
        EVERY_RELEASE[-1],
        *(pytest.param(one, marks=[pytest.mark.live, pytest.mark.long]) for one in SUITES[1:-1]),
    ],
    indirect=True,
    scope="session",
)
"""For tests of what no release does otherwise: those in between take their time only when asked."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that need a server, unless QBTUI_LIVE=1 asks for them."""
    if os.environ.get("QBTUI_LIVE") == "1":
        return
    live = [item for item in items if item.get_closest_marker("live")]
    config.hook.pytest_deselected(items=live)
    items[:] = [item for item in items if item not in live]


@pytest.fixture(scope="session", params=EVERY_RELEASE)
def suite(request: pytest.FixtureRequest) -> str:
    """Name the Debian suite whose release the test runs against."""
    return str(request.param)


@pytest.fixture(scope="session")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of what the servers said; pytest keeps it for a while."""
    return tmp_path_factory.mktemp("servers")


@pytest.fixture(scope="session")
def running_swarm(suite: str, logs: Path) -> Iterator[Swarm]:
    """Run the two servers that the tests of a release share; use `swarm` or `server` instead."""
    with Swarm(suite, logs) as swarm:
        yield swarm


@pytest.fixture
def swarm(running_swarm: Swarm) -> Swarm:
    """Return two servers without torrents, between which real transfers can run."""
    running_swarm.empty()
    return running_swarm


@pytest.fixture
def server(swarm: Swarm) -> Server:
    """Return a server as if new. It is shared: a test that stops or bans takes `own_server`."""
    return swarm.leecher


@pytest.fixture
def start_server(suite: str, logs: Path) -> Iterator[Callable[[str], Server]]:
    """Return a function that starts a server of the given name for this test alone."""
    with ExitStack() as servers:
        yield lambda name: servers.enter_context(Server(suite, name, logs))


@pytest.fixture
def own_server(start_server: Callable[[str], Server]) -> Server:
    """Return a server that the test may stop, kill, restart, lock out of, or reconfigure."""
    return start_server("own")


@pytest.fixture
def website(tmp_path: Path) -> Iterator[Website]:
    """Return a web site that the servers can fetch .torrent files from and announce to."""
    folder = tmp_path / "website"
    folder.mkdir()
    with Website(folder) as site:
        yield site
