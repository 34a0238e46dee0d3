"""The surface of the API that the client covers, compared with a snapshot.

After a wanted change write the snapshot again: `python -m tests.api.test_catalogue`.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest

from qbtui.api.app import App
from qbtui.api.body import encode
from qbtui.api.endpoint import CATALOGUE, Endpoint, Params, Scope, Upload
from qbtui.api.log import Log
from qbtui.api.models.details import SslParameters
from qbtui.api.models.reply import Whole
from qbtui.api.models.server import Cookie, SpeedLimits
from qbtui.api.sync import Sync
from qbtui.api.torrents import AddOptions, Torrents
from qbtui.api.transfer import Transfer
from qbtui.api.version import OLDEST, RENAMED, ServerVersion, parse_version

SURFACE = Path(__file__).with_name("surface.json")
SCOPES = (App, Log, Sync, Transfer, Torrents)

SAMPLES: dict[str, Any] = {
    "alternative": True,
    "categories": ["one", "two/three"],
    "category": "one",
    "cookies": [Cookie("n", "example.org", "/", "v", 5)],
    "comment": "text",
    "critical": True,
    "delete_files": False,
    "download_path": "/inc",
    "downloader": "engine",
    "enable": True,
    "file": b"d4:info",
    "filter": "all",
    "hash": "a" * 40,
    "hashes": ["a" * 40, "b" * 40],
    "ids": [0, 2],
    "inactive_seeding_time_limit": -1,
    "index": 2,
    "indexes": [0, 2],
    "info": True,
    "interface": "lo",
    "kind": "all",
    "last_known_id": -1,
    "limit": 1024,
    "limits": SpeedLimits(1, 2, 3, 4),
    "location": "/new",
    "metadata": True,
    "name": "name",
    "new_path": "a/new",
    "new_url": "http://new",
    "normal": True,
    "offset": 5,
    "old_path": "a/old",
    "options": AddOptions(save_path="/a"),
    "parameters": SslParameters("c", "k", "d"),
    "path": "/a/b",
    "peers": ["1.2.3.4:5", "[::1]:6"],
    "priority": 7,
    "private": False,
    "ratio_limit": 1.5,
    "reverse": True,
    "rid": 3,
    "save_path": "/a",
    "seeding_time_limit": 60,
    "share_limit_action": "Stop",
    "share_limits_mode": "MatchAny",
    "sort": "name",
    "source": "magnet:?xt=urn:btih:a",
    "tag": "one",
    "tags": ["one", "two"],
    "tier": 1,
    "url": "http://old",
    "urls": ["http://a", "http://b"],
    "value": True,
    "values": {"dht": True},
    "warning": True,
}
"""An argument for every parameter of every endpoint method."""


@dataclass(frozen=True)
class Method:
    """One endpoint method, and the scope that the client calls it through."""

    scope: type[Scope]
    name: str
    endpoint: Endpoint
    build: Callable[..., Params | Upload]

    @property
    def arguments(self) -> list[str]:
        """The names of its parameters."""
        return list(inspect.signature(self.build).parameters)[1:]

    def sample(self) -> Params | Upload:
        """Build a call with sample arguments."""
        given = {name: SAMPLES[name] for name in self.arguments}
        return self.build(self.scope(NoServer()), **given)


class NoServer:
    """A sender that is not connected: the tests only build."""

    server: ServerVersion | None = None

    async def call(self, endpoint: Endpoint, content: Params | Upload) -> NoReturn:
        """Never called."""
        raise AssertionError(endpoint, content)


def methods() -> list[Method]:
    """Return every endpoint method of every scope."""
    return [
        Method(scope, name, member.endpoint, inspect.unwrap(member))
        for scope in SCOPES
        for name, member in inspect.getmembers(scope, lambda member: hasattr(member, "endpoint"))
    ]


METHODS = [pytest.param(method, id=method.endpoint.path) for method in methods()]


def surface() -> dict[str, object]:
    """Describe every endpoint: what it sends and answers, and which releases have it."""
    rows = {method.endpoint.path: describe(method) for method in methods()}
    return dict(sorted(rows.items()))


def describe(method: Method) -> dict[str, object]:
    """Describe one endpoint."""
    row, content = method.endpoint, method.sample()
    reply = row.reply.__name__ if isinstance(row.reply, type) else str(row.reply)
    reply = reply.replace(str(Whole), "Whole")
    return {
        "method": f"{method.scope.__name__.lower()}.{method.name}",
        "params": sorted(params_of(content)),
        "reply": reply,
        "mutates": row.mutates,
        "since": row.since,
    }


def params_of(content: Params | Upload) -> Params:
    """Return the form parameters of a call."""
    return content.params if isinstance(content, Upload) else content


def test_the_surface_is_the_one_that_was_agreed() -> None:
    assert surface() == json.loads(SURFACE.read_text())


def test_the_catalogue_is_not_empty_by_accident() -> None:
    assert len(CATALOGUE) > 90
    assert set(surface()) == set(CATALOGUE)
    assert {path.split("/")[0] for path in CATALOGUE} == {
        scope.__name__.lower() for scope in SCOPES
    }


def test_no_sample_is_left_over() -> None:
    assert {name for method in methods() for name in method.arguments} == set(SAMPLES)


@pytest.mark.parametrize("method", METHODS)
def test_an_endpoint_builds_what_can_be_sent(method: Method) -> None:
    content = method.sample()
    params = params_of(content)
    assert all(isinstance(value, str | int | float | None) for value in params.values())
    content_type, body = encode(content)
    assert ("multipart" in content_type) == isinstance(content, Upload)
    assert all(name.encode() in body for name, value in params.items() if value is not None)


@pytest.mark.parametrize("row", CATALOGUE.values(), ids=list(CATALOGUE))
def test_a_gate_names_releases(row: Endpoint) -> None:
    assert parse_version(row.since) >= OLDEST


@pytest.mark.parametrize("method", METHODS)
def test_an_endpoint_says_what_it_does(method: Method) -> None:
    assert method.name.startswith("_") or method.build.__doc__
    assert method.endpoint.path.startswith(f"{method.scope.__name__.lower()}/")


def test_renamed_endpoints_are_in_the_catalogue() -> None:
    assert set(RENAMED) <= set(CATALOGUE)


if __name__ == "__main__":
    SURFACE.write_text(json.dumps(surface(), indent=1) + "\n")
