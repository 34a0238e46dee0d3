"""The program is waited for here as in the tests of its interface, however slow the server is."""

from __future__ import annotations

from tests.ui.conftest import no_hurry

__all__ = ["no_hurry"]
