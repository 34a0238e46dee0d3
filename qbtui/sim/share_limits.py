"""When a torrent stops seeding, and what happens then; who watches over it is `changes.limits`."""

from __future__ import annotations

from dataclasses import dataclass

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


GLOBAL_SHARE_LIMITS = ShareLimits()
"""Of the torrents that have no limits of their own."""
