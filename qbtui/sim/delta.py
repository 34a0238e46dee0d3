"""What one session was told by `sync`, and how the difference to now is told.

Releases have one of two algorithms for torrents and all else, and one for peers. What a torrent
looks like is told in `rows`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from qbtui.sim.rows import Row

if TYPE_CHECKING:
    from qbtui.sim.releases import Release
    from qbtui.sim.rows import Rows
    from qbtui.sim.world import World

LAST_ID = 1_000_000
GROUPS = ("categories", "tags", "torrents", "trackers")
"""The groups whose entries come and go."""

Group = dict[str, Any]
"""The entries of a group by key; tags have no value."""
State = dict[str, Group]
"""Groups by name; `server_state` is one whose entries are fields."""

_ENCODER = msgspec.json.Encoder(order="sorted")
_MISSING = object()


@dataclass(slots=True)
class Changes:
    """Differences that were sent, or wait to be."""

    updated: State = field(default_factory=dict)
    """By group: new entries, and of changed ones the fields that changed."""
    removed: dict[str, dict[str, None]] = field(default_factory=dict)
    merges: bool = False
    """Whether a later difference of an entry adds to an earlier one, or takes its place."""

    def update(self, group: str, key: str, value: object) -> None:
        """Tell of an entry."""
        entries = self.updated.setdefault(group, {})
        entries[key] = self._with_earlier(entries.get(key), value)
        self.removed.get(group, {}).pop(key, None)

    def update_state(self, value: Group) -> None:
        """Tell of fields of `server_state`."""
        before = self.updated.get("server_state")
        self.updated["server_state"] = self._with_earlier(before, value)

    def _with_earlier(self, before: Any, value: Any) -> Any:  # noqa: ANN401 - any JSON
        adds = self.merges and isinstance(before, dict) and isinstance(value, dict)
        return {**before, **value} if adds else value

    def remove(self, group: str, key: str) -> None:
        """Tell that an entry is gone."""
        self.updated.get(group, {}).pop(key, None)
        self.removed.setdefault(group, {})[key] = None

    def forget(self, group: str, key: str) -> None:
        """Tell nothing of an entry."""
        self.updated.get(group, {}).pop(key, None)
        self.removed.get(group, {}).pop(key, None)


@dataclass(slots=True)
class Maindata(ABC):
    """The state of `sync/maindata` of one session."""

    release: Release
    """Decides what the groups look like."""
    sent: int = 0
    """The `rid` of the last answer."""
    accepted: int = 0
    """The last `rid` that came back; 0 is none."""
    seen: State = field(default_factory=dict)
    """What the differences are to."""
    pending: Changes = field(default_factory=Changes)
    """What was sent since and not acknowledged."""
    revision: int = 0
    """The revision of the rows that was last looked at."""

    @staticmethod
    def of(release: Release) -> Maindata:
        """Return what a session of a server of this release begins with."""
        return (Buffered if release.has("incremental maindata") else Cumulative)(release)

    @abstractmethod
    def answer(self, rows: Rows, now: State, rid: int, world: World) -> bytes:
        """Tell the difference to what the client has, or everything.

        Args:
            rows: the torrents, refreshed.
            now: the other groups and `server_state`.
            rid: what the client says it has.
            world: tells which torrents changed.
        """

    def _looked_at(self, rows: Rows, world: World) -> Iterator[tuple[str, object]]:
        """Yield the torrents that came, changed or went, by hash; `_MISSING` for the latter."""
        changed = [torrent.hash for torrent in world.changed_since(self.revision)]
        changed += world.removed_since(self.revision)
        self.revision = rows.revision
        for hash in changed:
            yield hash, rows.torrents.get(hash, _MISSING)

    def _everything(self, rows: Rows, now: State) -> Changes:
        """Return all there is, and take it for seen."""
        self.seen = {group: dict(entries) for group, entries in now.items()}
        self.seen["torrents"] = dict(rows.torrents)
        self.revision = rows.revision
        return Changes({group: dict(entries) for group, entries in self.seen.items()})

    def _encode(self, changes: Changes, *, full: bool = False, shows_empty: bool = False) -> bytes:
        answer: dict[str, Any] = {"rid": self.sent}
        if full:
            answer["full_update"] = True
        are_objects = self.release.has("categories are objects")
        for group, entries in changes.updated.items():
            if not entries and not shows_empty:
                continue
            if group == "torrents":
                answer[group] = msgspec.Raw(_torrents(entries))
            elif group == "tags" or (group == "categories" and not are_objects):
                answer[group] = list(entries)
            else:
                answer[group] = entries
        for group, keys in changes.removed.items():
            if keys and group in GROUPS:
                answer[f"{group}_removed"] = list(keys)
        return _ENCODER.encode(answer)


@dataclass(slots=True)
class Cumulative(Maindata):
    """Up to 4.5: `seen` is what was acknowledged, and `pending` leads from there to now.

    A `rid` that comes again brings everything since then.
    """

    def answer(self, rows: Rows, now: State, rid: int, world: World) -> bytes:
        """Tell the difference to what was acknowledged, or everything."""
        if rid > 0 and rid == self.sent:
            self._apply()
            self.accepted = rid
        self.sent = (self.sent if rid > 0 else 0) % LAST_ID + 1
        if 0 < rid == self.accepted:
            return self._encode(self._compare(rows, now, world))
        self.accepted, self.pending = 0, Changes()
        return self._encode(self._everything(rows, now), full=True, shows_empty=True)

    def _apply(self) -> None:
        for group, entries in self.pending.updated.items():
            self.seen.setdefault(group, {}).update(entries)
        for group, keys in self.pending.removed.items():
            for key in keys:
                self.seen.get(group, {}).pop(key, None)
        self.pending = Changes()

    def _compare(self, rows: Rows, now: State, world: World) -> Changes:
        """Return the difference to what was acknowledged, keeping what is sent with it."""
        changes = Changes()
        for hash, row in self._looked_at(rows, world):
            self._note("torrents", hash, row)
        for group, entries in now.items():
            waiting = self.pending.updated.get(group, {})
            for key in {**self.seen.get(group, {}), **waiting, **entries}:
                self._note(group, key, entries.get(key, _MISSING))
        for group, entries in self.pending.updated.items():
            before = self.seen.get(group, {})
            for key, value in entries.items():
                difference = _difference(before.get(key, _MISSING), value)
                if difference is not _MISSING:
                    changes.update(group, key, difference)
        changes.removed = {group: dict(keys) for group, keys in self.pending.removed.items()}
        return changes

    def _note(self, group: str, key: str, value: object) -> None:
        """Let the pending changes lead to `value`, which is `_MISSING` for what is not there."""
        before = self.seen.get(group, {}).get(key, _MISSING)
        if before is value or before == value:
            self.pending.forget(group, key)
        elif value is _MISSING:
            self.pending.remove(group, key)
        else:
            self.pending.update(group, key, value)


@dataclass(slots=True)
class Buffered(Maindata):
    """From 4.6 on: `seen` is what was last sent, and `pending` what was sent, acknowledged or not.

    A later difference takes the place of an earlier one of the same entry, which the client may
    never have got; from 5.3 on it is added to it.
    """

    def answer(self, rows: Rows, now: State, rid: int, world: World) -> bytes:
        """Tell the differences to what was last sent and those that wait, or everything."""
        if rid > 0 and rid == self.sent:
            self.accepted = rid
            self.pending = Changes()
        self.sent = self.sent % LAST_ID + 1
        if not 0 < rid == self.accepted:
            self.pending = self._everything(rows, now)
            return self._encode(self.pending, full=True)
        self._collect(rows, now, world)
        return self._encode(self.pending)

    def _collect(self, rows: Rows, now: State, world: World) -> None:
        """Put the differences to what was last sent into the buffer."""
        keep_empty = not self.release.has("no empty deltas")
        self.pending.merges = self.release.has("merged deltas")
        for hash, row in self._looked_at(rows, world):
            self._put("torrents", hash, row, keep_empty)
        for group in GROUPS:
            entries, seen = now.get(group, {}), self.seen.setdefault(group, {})
            if group != "torrents":
                for key in {**seen, **entries}:
                    self._put(group, key, entries.get(key, _MISSING))
        state = _difference(self.seen.get("server_state"), now["server_state"])
        if state is not _MISSING:
            self.pending.update_state(state)
            self.seen["server_state"] = now["server_state"]

    def _put(self, group: str, key: str, value: object, keep_empty: bool = False) -> None:
        seen = self.seen[group]
        if value is _MISSING:
            if seen.pop(key, _MISSING) is not _MISSING:
                self.pending.remove(group, key)
            return
        difference = _difference(seen.get(key, _MISSING), value)
        if difference is not _MISSING:
            self.pending.update(group, key, difference)
        elif keep_empty:
            self.pending.update(group, key, {})
        seen[key] = value


@dataclass(slots=True)
class Peers:
    """The state of `sync/torrentPeers` of one session: one, whatever torrent was asked for."""

    sent: int = 0
    accepted: int = 0
    last: Group = field(default_factory=dict)
    base: Group = field(default_factory=dict)
    flags_shown: bool | None = None
    """What was last acknowledged of `show_flags`."""

    def answer(self, peers: Mapping[str, dict[str, Any]], show_flags: bool, rid: int) -> Group:
        """Tell the difference to what the client has, or everything."""
        if rid > 0 and rid == self.sent:
            self.base, self.accepted = self.last, rid
        is_full = not 0 < rid == self.accepted
        if is_full:
            self.base, self.accepted = {}, 0
        self.sent = (self.sent if rid > 0 else 0) % LAST_ID + 1
        self.last = dict(peers)
        answer: Group = {"rid": self.sent}
        changed = {
            key: difference
            for key, peer in peers.items()
            if (difference := _difference(self.base.get(key, _MISSING), peer)) is not _MISSING
        }
        if changed or is_full:
            answer["peers"] = changed
        if is_full or show_flags != self.flags_shown:
            answer["show_flags"] = self.flags_shown = show_flags
        if is_full:
            answer["full_update"] = True
        removed = [key for key in self.base if key not in peers]
        return {**answer, "peers_removed": removed} if removed else answer


def _difference(before: Any, now: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return what of `now` is new: fields of an object, else all of it; `_MISSING` for nothing."""
    if before is now:
        return _MISSING
    if isinstance(before, dict) and isinstance(now, dict):
        get = before.get
        changed = {key: value for key, value in now.items() if get(key, _MISSING) != value}
        return changed or _MISSING
    return _MISSING if before == now else now


def _torrents(entries: Mapping[str, dict[str, Any]]) -> bytes:
    """Encode torrents by hash, whole rows from what is kept of them."""
    parts = [
        b'"%b":%b' % (hash.encode(), row.encoded if isinstance(row, Row) else _ENCODER.encode(row))
        for hash, row in sorted(entries.items())
    ]
    return b"{" + b",".join(parts) + b"}"
