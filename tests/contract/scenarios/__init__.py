"""What is asked of the servers: one function for each scenario, one module for each scope.

A scenario starts on a server without torrents, categories and tags, with the settings of
`tests.live.server`. It calls new and old endpoints alike: a release that has one not says so.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.contract.scenarios import (
    adding,
    app,
    auth,
    content,
    control,
    doors,
    labels,
    limits,
    listing,
    log,
    odd,
    queue,
    settings,
    sources,
    sync,
    transfer,
)
from tests.contract.script import Script

Scenario = Callable[[Script], None]

_MODULES = (
    auth,
    doors,
    app,
    settings,
    log,
    transfer,
    adding,
    listing,
    control,
    queue,
    labels,
    limits,
    content,
    sources,
    sync,
    odd,
)
SCENARIOS: dict[str, Scenario] = {
    f"{module.__name__.rpartition('.')[2]}.{scenario.__name__}": scenario
    for module in _MODULES
    for scenario in module.SCENARIOS
}
"""By name, such as `torrents.stop`."""
