"""What every test run says about itself, and that none depends on chance or a machine's speed."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

from tests.versions import TRIED

settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")


def pytest_report_header() -> list[str]:
    """Say whether real servers take part, and with which versions of other packages."""
    live = os.environ.get("QBTUI_LIVE") == "1"
    return [
        f"live: {'against real servers' if live else 'left out; ./test runs them (QBTUI_LIVE=1)'}",
        f"versions: {TRIED}",
    ]
