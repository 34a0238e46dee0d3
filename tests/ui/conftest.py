"""Where every test of the interface runs: in a terminal of 256 colours, and without any hurry."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.app import App

from qbtui.actions import present
from qbtui.ui import clipboard, desk, typeahead
from qbtui.ui.widgets import message_bar
from tests.ui.rest import resting

FOR_EVER = 3600.0
"""Seconds."""


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing around the tests decide about colours."""
    for name in ("NO_COLOR", "COLORFGBG", "COLORTERM", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture(autouse=True)
def no_hurry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Wait for the program, and let nothing of it come or go because a machine is slow."""
    for module, name in (
        (clipboard, "SECONDS"),
        (desk, "ERROR_SECONDS"),
        (message_bar, "SECONDS"),
        (present, "SETTLING"),
        (typeahead, "MOMENT"),
        (App, "NOTIFICATION_TIMEOUT"),
        (App, "CLICK_CHAIN_TIME_THRESHOLD"),
    ):
        monkeypatch.setattr(module, name, FOR_EVER)
    with resting():
        yield
