"""What every test run says about itself, and that none depends on chance or a machine's speed."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")


def pytest_report_header() -> str:
    """Say whether real servers take part."""
    if os.environ.get("QBTUI_LIVE") == "1":
        return "live: against real servers"
    return "live: left out; ./test runs them too (QBTUI_LIVE=1)"
