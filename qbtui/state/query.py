"""What of the list is asked for: status, category, tag and tracker filters, and words in the name.

The filters of the sidebar are counted in `groups`; sorting and the view are a `Listing`'s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from msgspec import Struct

from qbtui.api.models.torrent import Torrent
from qbtui.api.version import ServerVersion
from qbtui.text import looked_for, raw, searched, shown

Test = Callable[[Torrent], bool]

DOWNLOADING = frozenset(
    {
        "downloading", "metaDL", "forcedMetaDL", "stalledDL", "queuedDL", "checkingDL",
        "forcedDL", "stoppedDL", "allocating",
    }
)  # fmt: skip
SEEDING = frozenset({"uploading", "stalledUP", "queuedUP", "checkingUP", "forcedUP"})
STOPPED = frozenset({"stoppedDL", "stoppedUP"})
_BUSY = frozenset(
    {"downloading", "metaDL", "forcedMetaDL", "forcedDL", "uploading", "forcedUP", "moving"}
)
_RATES = frozenset({"dlspeed", "upspeed"})


class Status(Struct, frozen=True):
    """One status filter."""

    id: str
    title: str
    states: frozenset[str] = frozenset()
    """The states that belong to it, or with `excludes` those that do not."""
    excludes: bool = False
    by_rates: bool = False
    """Whether the rates decide, in a way that differs between servers: see `is_active`."""


STATUSES: dict[str, Status] = {
    status.id: status
    for status in (
        Status("all", "All", excludes=True),
        Status("downloading", "Downloading", DOWNLOADING),
        Status("seeding", "Seeding", SEEDING),
        Status("completed", "Completed", SEEDING | {"stoppedUP"}),
        Status("running", "Running", STOPPED, excludes=True),
        Status("stopped", "Stopped", STOPPED),
        Status("active", "Active", by_rates=True),
        Status("inactive", "Inactive", excludes=True, by_rates=True),
        Status("stalled", "Stalled", frozenset({"stalledUP", "stalledDL"})),
        Status("stalled_uploading", "Stalled uploading", frozenset({"stalledUP"})),
        Status("stalled_downloading", "Stalled downloading", frozenset({"stalledDL"})),
        Status(
            "checking", "Checking",
            frozenset({"checkingUP", "checkingDL", "checkingResumeData", "queuedForChecking"}),
        ),
        Status("moving", "Moving", frozenset({"moving"})),
        Status("errored", "Errored", frozenset({"error", "missingFiles", "unknown"})),
    )
}  # fmt: skip
"""In the order of the WebUI's sidebar."""

TRACKERLESS = ""
TRACKER_FLAGS = {
    "tracker error": ("has_tracker_error", "Tracker error"),
    "other error": ("has_other_announce_error", "Other error"),
    "tracker warning": ("has_tracker_warning", "Warning"),
}
"""Tracker filters that are no host, of which none has a blank -> torrent field and title."""


class Filters(Struct, frozen=True):
    """What the sidebar chose; a torrent shows when it meets all four. None asks for nothing."""

    status: str = "all"
    """A key of STATUSES."""
    category: str | None = None
    """With the categories below it, where they are nested; empty is uncategorised."""
    tag: str | None = None
    """Empty is untagged."""
    tracker: str | None = None
    """A host, TRACKERLESS, or a key of TRACKER_FLAGS."""


class Query(NamedTuple):
    """What `Listing.filter` takes: `listing.filter(*query)`."""

    keep: Test | None
    """None keeps all."""
    reads: frozenset[str]
    """The torrent fields that `keep` looks at."""


def make_query(
    filters: Filters,
    text: str = "",
    *,
    server: ServerVersion | None = None,
    hosts: Mapping[str, Iterable[Iterable[str]]] | None = None,
    nested: bool = True,
) -> Query:
    """Return the query for the sidebar's choice and the words in `text`.

    `hosts` are the hashes that use each tracker host, as `groups.Groups.hosts` has them; a host's
    query must be made again when they changed.
    `nested` is whether a slash in its name puts a category below another.
    """
    parts: list[Query] = []
    if filters.status != "all":
        parts.append(_status_query(STATUSES[filters.status], server))
    if filters.category is not None:
        parts.append(Query(_category_test(filters.category, nested), frozenset({"category"})))
    if filters.tag is not None:
        parts.append(Query(_tag_test(filters.tag), frozenset({"tags"})))
    if filters.tracker is not None:
        parts.append(_tracker_query(filters.tracker, {} if hosts is None else hosts))
    words = match_words(text)
    if words is not None:
        parts.append(Query(_name_test(words), frozenset({"name"})))
    return Query(
        _all_of([part.keep for part in parts if part.keep]),
        frozenset().union(*(part.reads for part in parts)),
    )


def match_words(text: str) -> Callable[[str], bool] | None:
    """Return a test of whether a text has all the words of `text`, None when there are none.

    Words are separated by blanks, `"two words"` is a phrase, `-word` must not be there; case does
    not matter. They are looked for in the text as it shows, and as the server has it.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in re.findall(r'(-?)(?:"([^"]*)"?|(\S+))', looked_for(text)):
        part = phrase or word
        if part and part != "-":
            (unwanted if minus else wanted).append(part)
    if not wanted and not unwanted:
        return None

    def matches(name: str) -> bool:
        name = searched(name)
        return all(part in name for part in wanted) and not any(part in name for part in unwanted)

    return matches


def active_by_rates(server: ServerVersion | None) -> bool:
    """Tell whether a torrent is active by its rates alone, as since 5.2, or by its state too."""
    return server is None or server.at_least("5.2.0")


def is_active(torrent: Torrent, by_rates: bool) -> bool:
    """Tell whether the server calls `torrent` active; `by_rates` is of `active_by_rates`."""
    if by_rates:
        return torrent.dlspeed > 0 or torrent.upspeed > 0
    return torrent.state in _BUSY or (torrent.state == "stalledDL" and torrent.upspeed > 0)


def tracker_host(url: str) -> str:
    """Return the host in a tracker's URL, in lower case; the whole text when there is none."""
    return _host(shown(url))


@lru_cache(maxsize=4096)
def _host(url: str) -> str:
    found = re.match(r"[a-z0-9+.-]+://(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)", url, re.IGNORECASE)
    return (found[1] or url if found else url).casefold()


def is_trackerless(torrent: Torrent) -> bool:
    """Tell whether `torrent` has no tracker at all."""
    return not torrent.tracker and torrent.trackers_count <= 0


def _status_query(status: Status, server: ServerVersion | None) -> Query:
    states, excludes = status.states, status.excludes
    if status.by_rates:
        by_rates = active_by_rates(server)
        return Query(
            lambda torrent: is_active(torrent, by_rates) is not excludes,
            _RATES if by_rates else _RATES | {"state"},
        )
    if excludes:
        return Query(lambda torrent: torrent.state not in states, frozenset({"state"}))
    return Query(lambda torrent: torrent.state in states, frozenset({"state"}))


def _category_test(name: str, nested: bool) -> Test:
    if not name or not nested:
        return lambda torrent: torrent.category == name
    below = raw(name) + "/"
    return lambda torrent: torrent.category == name or raw(torrent.category).startswith(below)


def _tag_test(name: str) -> Test:
    if not name:
        return lambda torrent: not torrent.tags
    part = raw(name)
    return lambda torrent: part in raw(torrent.tags) and name in torrent.tag_list


def _tracker_query(name: str, hosts: Mapping[str, Iterable[Iterable[str]]]) -> Query:
    if name == TRACKERLESS:
        return Query(is_trackerless, frozenset({"tracker", "trackers_count"}))
    if name in TRACKER_FLAGS:
        flag = TRACKER_FLAGS[name][0]
        return Query(lambda torrent: bool(getattr(torrent, flag)), frozenset({flag}))
    users = frozenset(chain.from_iterable(hosts.get(name, ())))
    return Query(lambda torrent: torrent.hash in users, frozenset({"tracker"}))


def _name_test(matches: Callable[[str], bool]) -> Test:
    return lambda torrent: matches(torrent.name)


def _all_of(tests: list[Test]) -> Test | None:
    if len(tests) <= 1:
        return tests[0] if tests else None
    return lambda torrent: all(test(torrent) for test in tests)
