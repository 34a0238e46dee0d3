"""What keeps an action from a server for good."""

from __future__ import annotations

import pytest

from qbtui.actions import ACTIONS
from qbtui.actions.model import Action
from qbtui.api.version import ServerVersion, parse_version

OLDEST, NEWEST = (
    ServerVersion(parse_version(release), f"v{release}") for release in ("4.1.0", "5.3.0")
)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_an_action_is_barred_by_read_only_and_by_the_release_alone(action: Action) -> None:
    assert action.barred(None, read_only=False) is None
    assert action.barred(NEWEST, read_only=False) is None
    assert bool(action.barred(OLDEST, read_only=False)) == bool(action.since)
    assert bool(action.barred(NEWEST, read_only=True)) == action.mutates
