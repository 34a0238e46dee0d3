"""Records what real servers answer: `python -m tests.contract.record [SUITE...] [-k SCENARIO]`.

Run it in a network namespace of its own, as the servers require; see the package's docstring.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from tests.contract.recordings import Recording, load, save
from tests.contract.scenarios import SCENARIOS
from tests.contract.script import Script
from tests.contract.subjects import on_server
from tests.live.provision import SUITES
from tests.live.server import Server
from tests.live.snapshot import Snapshot

AT_ONCE = 4
"""Servers of a release that share the scenarios: most of the time is spent waiting."""


def record(suite: str, only: str) -> None:
    """Record one release, all scenarios or those whose name contains `only`."""
    names = [name for name in SCENARIOS if only in name]
    with TemporaryDirectory() as logs, ExitStack() as stack, ThreadPoolExecutor(AT_ONCE) as pool:
        servers = [
            stack.enter_context(Server(suite, f"contract-{number}", Path(logs)))
            for number in range(AT_ONCE)
        ]
        shares = [names[number::AT_ONCE] for number in range(AT_ONCE)]
        found = [done for part in pool.map(_play, servers, shares) for done in part.items()]
    release = servers[0].release
    known: Recording = load(release) if only else {}
    recorded = {**known, **dict(found)}
    save(release, {name: recorded[name] for name in SCENARIOS if name in recorded})


def _play(server: Server, names: Sequence[str]) -> Recording:
    snapshot = Snapshot(server)
    recording: Recording = {}
    for name in names:
        snapshot.restore()
        try:
            with on_server(server) as subject:
                script = Script(subject, None)
                SCENARIOS[name](script)
        except (AssertionError, httpx.TransportError) as error:
            sys.stderr.write(f"{server.release}: {name} failed: {error!r}\n")
            server.kill()
            server.start()
        else:
            recording[name] = script.outcomes
    return recording


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("suites", nargs="*", default=SUITES, metavar="SUITE")
    parser.add_argument("-k", dest="only", default="", metavar="SCENARIO")
    arguments = parser.parse_args()
    for chosen in arguments.suites:
        record(chosen, arguments.only)
