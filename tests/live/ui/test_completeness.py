"""Every action that changes a server is run by a test here."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import tests.live.ui
from qbtui.actions import ACTIONS
from tests.live.ui.covering import COVERED


def test_every_action_that_changes_a_server_is_run_against_one() -> None:
    for module in iter_modules(tests.live.ui.__path__, "tests.live.ui."):
        import_module(module.name)
    assert {action.id for action in ACTIONS if action.mutates} - COVERED == set()
