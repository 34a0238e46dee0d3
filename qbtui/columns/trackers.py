"""The columns of a torrent's trackers."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

from qbtui import units
from qbtui.api.models.details import Tracker
from qbtui.columns.cells import amount, natural
from qbtui.columns.model import Column

STATUSES = {
    0: ("Disabled", "muted"),
    1: ("Not contacted", "muted"),
    2: ("Working", "success"),
    3: ("Updating", "accent"),
    4: ("Not working", "error"),
    5: ("Tracker error", "error"),
    6: ("Unreachable", "error"),
}
"""Status number -> its words and their style."""
_UPDATING = STATUSES[3]


def _status(tracker: Tracker) -> tuple[str, str]:
    """Return the words of the status and their style."""
    if isinstance(tracker.status, str):
        # Before 4.1.5 the server sends words of its own.
        return tracker.status, ""
    if tracker.updating:
        return _UPDATING
    return STATUSES.get(tracker.status, (f"Status {tracker.status}", ""))


def _status_words(tracker: Tracker) -> str:
    return _status(tracker)[0]


def _tier(tracker: Tracker) -> int:
    """Return the tier; the rows of DHT, PeX and LSD have none and come first."""
    return tracker.tier if isinstance(tracker.tier, int) else -1


def _count(id_: str, title: str, field: str, help_: str, rank: int) -> Column[Tracker]:
    get: Callable[[Tracker], float] = attrgetter(field)
    return Column(
        id_,
        title,
        lambda tracker: amount(get(tracker)),
        max(6, len(title) + 1),
        help_,
        right=True,
        rank=rank,
        sort=get,
        down_first=True,
    )


def _moment(id_: str, title: str, field: str, help_: str, rank: int) -> Column[Tracker]:
    get: Callable[[Tracker], float] = attrgetter(field)
    return Column(
        id_, title, lambda tracker: units.moment(get(tracker)), 16, help_, rank=rank, sort=get
    )


COLUMNS: tuple[Column[Tracker], ...] = (
    Column(
        "tier",
        "Tier",
        lambda tracker: amount(_tier(tracker)),
        5,
        "Trackers of a tier are tried before those of the next.",
        right=True,
        rank=2,
        sort=_tier,
    ),
    Column(
        "name",
        "Tracker",
        attrgetter("url"),
        28,
        "The announce URL.",
        grows=2,
        good=56,
        sort=lambda tracker: natural(tracker.url),
    ),
    Column(
        "state",
        "Status",
        _status_words,
        13,
        "What came of the last announce.",
        sort=_status_words,
        style=lambda tracker: _status(tracker)[1],
    ),
    _count("peers", "Peers", "num_peers", "Peers that the tracker sent.", 3),
    _count("seeds", "Seeds", "num_seeds", "Seeds that the tracker knows.", 4),
    _count("leeches", "Leeches", "num_leeches", "Downloaders that the tracker knows.", 5),
    _count("downloaded", "Finished", "num_downloaded", "How often it was downloaded.", 6),
    Column(
        "message",
        "Message",
        attrgetter("msg"),
        20,
        "What the tracker said.",
        grows=3,
        rank=1,
        sort=lambda tracker: natural(tracker.msg),
    ),
    _moment("next", "Next Announce", "next_announce", "When it is asked next.", 7),
    _moment("earliest", "Min Announce", "min_announce", "When it may be asked again.", 8),
)
