"""The fields of the answers, compared with what real servers sent (`fields.json`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.sim.visitor import Visitor, visit

REAL: dict[str, dict[str, str]] = json.loads(Path(__file__).with_name("fields.json").read_text())


def sample(visitor: Visitor, name: str) -> dict[str, Any]:
    """Return one object of the kind."""
    hash = next(iter(visitor.server.world.torrents))
    if name in ("sync/maindata", "server_state"):
        maindata = visitor.json("sync/maindata")
        found: dict[str, Any] = maindata["server_state"]
        return found if name == "server_state" else next(iter(maindata["torrents"].values()))
    answer = visitor.json(name, hash=hash)
    if name == "torrents/trackers":
        return dict(answer[-1])
    if name == "torrents/categories":
        return dict(next(iter(answer.values())))
    return dict(answer[0] if isinstance(answer, list) else answer)


@pytest.mark.parametrize(
    ("release", "name"), [(release, name) for release, rows in REAL.items() for name in rows]
)
def test_fields_are_those_of_the_real_server(release: str, name: str) -> None:
    visitor = visit(release, torrents=1)
    visitor.post("torrents/createCategory", category="a", savePath="/srv/a")
    assert sorted(sample(visitor, name)) == REAL[release][name].split()
