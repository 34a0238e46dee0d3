"""What every test run says about itself."""

from __future__ import annotations

import os


def pytest_report_header() -> str:
    """Say whether real servers take part."""
    if os.environ.get("QBTUI_LIVE") == "1":
        return "live: against real servers"
    return "live: left out; ./test runs them too (QBTUI_LIVE=1)"
