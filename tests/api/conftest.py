"""What the tests of the client share."""

from __future__ import annotations

import pytest

from tests.api.scripted import Server


@pytest.fixture
def server() -> Server:
    """A scripted qBittorrent 5.1.0."""
    return Server()
