"""What keeps a torrent from its swarm for a while: a hash check, a move of its files."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Check:
    """A hash check that is running."""

    states: bytes
    """The pieces that it will find."""
    stored: int
    """Bytes that are on the disk."""
    checked: float = 0
    """Bytes looked at."""
    was_finished: bool = False
    stop_after: bool = False
    """Whether the torrent stops when the check is done."""


@dataclass(slots=True)
class Move:
    """A move of the files to another folder."""

    until: float
    """When it will be done, epoch seconds."""
    target: str
