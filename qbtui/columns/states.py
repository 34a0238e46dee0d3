"""The states of a torrent: the words, the glyph, the style and the rank in a sort of each.

Which states a status filter lets through is `state.query`.
"""

from __future__ import annotations

from typing import NamedTuple

from qbtui.api.models.torrent import Torrent


class State(NamedTuple):
    """How one state shows."""

    glyph: str
    """One cell that tells the state without colour; double strokes mean forced."""
    label: str
    style: str
    """A style name of `ui.theme`."""
    short: str = ""
    """Stands for the label where that has no room."""

    def words(self, cells: int) -> str:
        """Return the label, or what stands for it in `cells` cells."""
        return self.label if len(self.label) <= cells else self.short or self.label


_UNKNOWN = State("·", "Unknown", "state.queued")

STATES: dict[str, State] = {
    "unknown": _UNKNOWN,
    "forcedDL": State("⇓", "[F] Downloading", "state.downloading", "Forced DL"),
    "downloading": State("↓", "Downloading", "state.downloading"),
    "forcedMetaDL": State("M", "[F] Metadata", "state.downloading", "Forced meta"),
    "metaDL": State("m", "Metadata", "state.downloading"),
    "stalledDL": State("⇣", "Stalled", "state.stalled"),
    "forcedUP": State("⇑", "[F] Seeding", "state.seeding"),
    "uploading": State("↑", "Seeding", "state.seeding"),
    "stalledUP": State("⇡", "Seeding", "state.stalled"),
    "checkingResumeData": State("c", "Checking resume", "state.checking", "Checking"),
    "queuedDL": State("…", "Queued", "state.queued"),
    "queuedUP": State("…", "Queued", "state.queued"),
    "checkingUP": State("c", "Checking", "state.checking"),
    "checkingDL": State("c", "Checking", "state.checking"),
    "stoppedDL": State("■", "Stopped", "state.stopped"),
    "stoppedUP": State("✓", "Completed", "state.stopped"),
    "moving": State("→", "Moving", "state.moving"),
    "missingFiles": State("?", "Missing Files", "state.error", "Missing"),
    "error": State("!", "Errored", "state.error"),
}
"""State word of the API since 5.0 -> how it shows, in the order of a sort by state."""

_FORCED = {
    "downloading": "forcedDL",
    "stalledDL": "forcedDL",
    "queuedDL": "forcedDL",
    "metaDL": "forcedMetaDL",
    "uploading": "forcedUP",
    "stalledUP": "forcedUP",
    "queuedUP": "forcedUP",
}
_FREE = {"forcedDL": "downloading", "forcedMetaDL": "metaDL", "forcedUP": "uploading"}

_RANKS = {state: rank for rank, state in enumerate(STATES)}


def state_word(torrent: Torrent) -> str:
    """Return the state of a torrent with the force that it has.

    The server's own word follows an order up to two seconds later, and old ones have none for
    forced metadata.
    """
    words = _FORCED if torrent.force_start else _FREE
    return words.get(torrent.state, torrent.state)


def state_of(word: str) -> State:
    """Return how the state `word` shows; an unknown one stands under its own name."""
    known = STATES.get(word)
    return known or _UNKNOWN._replace(label=word or _UNKNOWN.label)


def state_rank(word: str) -> int:
    """Return the place of the state `word` in a sort; unknown ones come first."""
    return _RANKS.get(word, 0)
