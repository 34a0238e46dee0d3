"""Writing preferences, and what follows at once from some of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qbtui.sim.world import World


class Settings:
    """Writes preferences. What only a release does differently is the router's to know."""

    def __init__(self, world: World) -> None:
        self._world = world

    def write(self, values: Mapping[str, object]) -> None:
        """Set these preferences; unknown and read-only keys are ignored, wrong types become 0,
        false or "", rates are rounded down to whole KiB/s."""
        raise NotImplementedError
