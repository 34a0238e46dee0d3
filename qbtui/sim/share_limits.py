"""When a torrent stops seeding, and what happens then; who watches over it is `changes.limits`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

Limit = TypeVar("Limit", int, float)
"""A ratio, or minutes."""

BY_DEFAULT = -2
"""A share limit that follows the global one."""
NO_LIMIT = -1
"""A share limit that is none."""
ACTIONS = ("Default", "Stop", "Remove", "RemoveWithContent", "EnableSuperSeeding")
"""What happens at a share limit."""
MODES = ("Default", "MatchAny", "MatchAll")
"""Whether one share limit is enough."""


@dataclass(frozen=True, slots=True)
class ShareLimits:
    """When seeding ends. Minutes; -2 is the global limit, -1 none."""

    ratio: float = BY_DEFAULT
    seeding_time: int = BY_DEFAULT
    inactive_seeding_time: int = BY_DEFAULT
    action: str = "Default"
    """`Default`, `Stop`, `Remove`, `RemoveWithContent` or `EnableSuperSeeding`."""
    mode: str = "Default"
    """`Default`, `MatchAny` or `MatchAll`."""

    def or_else(self, others: ShareLimits) -> ShareLimits:
        """Return these limits, and the others wherever these are by default."""
        return ShareLimits(
            others.ratio if self.ratio == BY_DEFAULT else self.ratio,
            others.seeding_time if self.seeding_time == BY_DEFAULT else self.seeding_time,
            others.inactive_seeding_time
            if self.inactive_seeding_time == BY_DEFAULT
            else self.inactive_seeding_time,
            others.action if self.action == "Default" else self.action,
            others.mode if self.mode == "Default" else self.mode,
        )


GLOBAL_SHARE_LIMITS = ShareLimits()
"""Of the torrents that have no limits of their own."""
