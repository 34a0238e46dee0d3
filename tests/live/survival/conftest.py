"""A user with an empty home folder, and what stands between them and a server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.live.server import Server
from tests.live.survival.relay import Relay
from tests.program import Program
from tests.terminal import Terminal

OLD_AND_NEW = [pytest.param(suite, marks=pytest.mark.live) for suite in ("bookworm", "sid")]

Open = Callable[..., Terminal]
"""Starts the program; it ends with the test."""


@pytest.fixture(scope="session", params=OLD_AND_NEW)
def suite(request: pytest.FixtureRequest) -> str:
    """Name a suite with a release from before 5.0 and one with the newest."""
    return str(request.param)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Return the program of a user who never used it."""
    return Program(tmp_path)


@pytest.fixture
def open_program(program: Program) -> Iterator[Open]:
    """Return a function that starts the program with a server's address and credentials."""
    with ExitStack() as terminals:

        def start(url: str, *arguments: str, password: str = Server.password) -> Terminal:
            given = ("--url", url, "--username", Server.username, *arguments)
            return terminals.enter_context(program.start(*given, password=password))

        yield start


@pytest.fixture
def relay(own_server: Server) -> Iterator[Relay]:
    """Return a reverse proxy in front of the test's own server, which sees every request."""
    with Relay(own_server.port) as relay:
        yield relay
