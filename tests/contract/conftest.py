"""The fixtures of the live tests that real servers need here too."""

from tests.live.conftest import logs, pytest_collection_modifyitems, suite

__all__ = ["logs", "pytest_collection_modifyitems", "suite"]
