"""The groups of the sidebar with their counts: statuses, categories, tags and trackers.

Counts ignore every filter. What belongs to a group is said in `query`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from qbtui.api.version import ServerVersion
from qbtui.order import without_case
from qbtui.state.maindata import Change, Maindata
from qbtui.state.query import (
    STATUSES,
    TRACKER_FLAGS,
    TRACKERLESS,
    Filters,
    active_by_rates,
    is_active,
    is_trackerless,
    tracker_host,
)
from qbtui.text import enter, parts, raw

DEEPEST = 50
"""Levels of a category's name from which it is not taken for a nested one."""

_STATUS_FIELDS = frozenset({"state", "dlspeed", "upspeed"})
_TRACKER_FIELDS = frozenset({"tracker", "trackers_count"}) | {
    flag for flag, _ in TRACKER_FLAGS.values()
}


class Group(Struct, frozen=True):
    """One row of the sidebar."""

    kind: str
    """The field of `query.Filters` that it sets."""
    value: str | None
    """What it sets it to."""
    title: str
    count: int
    """The torrents in it; a category's with those of the categories below."""
    depth: int = 0
    """How deep a category is nested."""
    has_children: bool = False
    """Whether categories are nested in it; they follow it."""

    @property
    def key(self) -> str:
        """What tells it from all other groups, whatever its count."""
        return f"{self.kind}:{'*' if self.value is None else '=' + raw(self.value)}"

    @property
    def is_all(self) -> bool:
        """Whether it lets all torrents through, as long as no other of its kind is chosen."""
        return self.is_chosen(Filters())

    def is_chosen(self, filters: Filters) -> bool:
        """Tell whether `filters` let through what is in it, and of its kind nothing else."""
        return bool(getattr(filters, self.kind) == self.value)

    def choose(self, filters: Filters) -> Filters:
        """Return `filters` with it chosen among those of its kind, or with none if it was."""
        nothing = getattr(Filters(), self.kind)
        choice: dict[str, Any] = {self.kind: nothing if self.is_chosen(filters) else self.value}
        return replace(filters, **choice)


class Groups:
    """All groups of a store; each list is a new one whenever something in it changed."""

    def __init__(self) -> None:
        self.statuses: list[Group] = []
        self.categories: list[Group] = []
        """All, Uncategorized, then the tree of categories, a parent before its children."""
        self.tags: list[Group] = []
        """All, Untagged, then the tags."""
        self.trackers: list[Group] = []
        """All, Trackerless, what the server reports of announces, then the hosts."""
        self.hosts: Mapping[str, Sequence[Iterable[str]]] = {}
        """Tracker host -> for each of its URLs, the hashes of the torrents that use it; the same
        object as long as nothing in it changes."""
        self.nested = True
        """Whether a slash in its name puts a category below another."""

    @property
    def rows(self) -> list[Group]:
        """All groups, in the order of the sidebar."""
        return [*self.statuses, *self.categories, *self.tags, *self.trackers]

    def update(
        self, store: Maindata, change: Change | None = None, server: ServerVersion | None = None
    ) -> bool:
        """Count anew what `change` may have touched, None being anything; tell whether it did."""
        before = self.rows
        everything = change is None or change.full or bool(change.removed)
        fields = frozenset() if change is None else change.fields
        groups = change is not None and change.groups
        if everything or fields & _STATUS_FIELDS:
            self.statuses = list(_statuses(store, server))
        if everything or groups or "category" in fields:
            # A server that has subcategories turned off says so; all others nest.
            self.nested = store.server.use_subcategories is not False
            self.categories = list(_categories(store, self.nested))
        if everything or groups or "tags" in fields:
            self.tags = list(_tags(store))
        if everything or groups or fields & _TRACKER_FIELDS:
            hosts = _hosts(store)
            if hosts != self.hosts:
                self.hosts = hosts
            self.trackers = list(_trackers(store, self.hosts))
        return self.rows != before


def _statuses(store: Maindata, server: ServerVersion | None) -> Iterator[Group]:
    torrents = store.torrents.values()
    states = Counter(map(attrgetter("state"), torrents))
    by_rates = active_by_rates(server)
    active = _count(is_active(torrent, by_rates) for torrent in torrents)
    for status in STATUSES.values():
        count = active if status.by_rates else sum(states[state] for state in status.states)
        if status.excludes:
            count = len(torrents) - count
        yield Group("status", status.id, status.title, count)


def _categories(store: Maindata, nested: bool) -> Iterator[Group]:
    torrents = store.torrents.values()
    own = Counter(map(attrgetter("category"), torrents))
    yield Group("category", None, "All", len(torrents))
    yield Group("category", "", "Uncategorized", own.pop("", 0))
    names = {*store.categories, *own}
    if nested:
        names |= {above for name in names for above in _above(name)}
    counts = Counter(own)
    for name, count in own.items():
        for above in _above(name) if nested else ():
            counts[above] += count
    parents = {next(_above(name), "") for name in names} if nested else set()
    for name in sorted(names, key=_path_without_case):
        yield Group(
            "category",
            name,
            _levels(name)[-1] if nested else name,
            counts[name],
            len(_levels(name)) - 1 if nested else 0,
            name in parents,
        )


def _levels(name: str) -> list[str]:
    """Return the parts of a nested category; too many of them are one name."""
    return parts(name, "/") if raw(name).count("/") < DEEPEST else [name]


def _above(name: str) -> Iterator[str]:
    """Yield the categories that `name` is nested in, the nearest first."""
    parent = raw(name) if len(_levels(name)) > 1 else ""
    while parent := parent.rpartition("/")[0]:
        yield enter(parent)


def _tags(store: Maindata) -> Iterator[Group]:
    torrents = store.torrents.values()
    counts: Counter[str] = Counter()
    for joined, count in Counter(map(attrgetter("tags"), torrents)).items():
        for tag in parts(joined, ", "):
            counts[tag] += count
    yield Group("tag", None, "All", len(torrents))
    yield Group("tag", "", "Untagged", counts.pop("", 0))
    for tag in sorted({*store.tags, *counts}, key=without_case):
        yield Group("tag", tag, tag, counts[tag])


def _hosts(store: Maindata) -> dict[str, list[Iterable[str]]]:
    users: dict[str, list[str]] = {}
    if not store.trackers:
        for torrent in store.torrents.values():
            users.setdefault(torrent.tracker, []).append(torrent.hash)
    hosts: dict[str, list[Iterable[str]]] = {}
    for url, hashes in (store.trackers or users).items():
        if url:
            hosts.setdefault(tracker_host(url), []).append(hashes)
    return hosts


def _trackers(store: Maindata, hosts: Mapping[str, Sequence[Iterable[str]]]) -> Iterator[Group]:
    torrents = store.torrents.values()
    yield Group("tracker", None, "All", len(torrents))
    yield Group("tracker", TRACKERLESS, "Trackerless", _count(map(is_trackerless, torrents)))
    for value, (flag, title) in TRACKER_FLAGS.items():
        if flag in store.known_fields:
            yield Group("tracker", value, title, _count(map(attrgetter(flag), torrents)))
    for host in sorted(hosts):
        users = store.torrents.keys() & set(chain.from_iterable(hosts[host]))
        yield Group("tracker", host, host, len(users))


def _count(flags: Iterable[bool]) -> int:
    return sum(flags)


def _path_without_case(name: str) -> list[tuple[tuple[str, str], str]]:
    return [(without_case(part), raw(part)) for part in _levels(name)]
