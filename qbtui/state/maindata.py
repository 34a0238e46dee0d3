"""The store: torrents, categories, tags, trackers and server state, merged from `sync/maindata`.

Asking the server, and deciding when, is `live`; what of the store is looked at is `query` and
`listing`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import count
from operator import attrgetter
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from qbtui.api.beside import beside
from qbtui.api.decoding import decode
from qbtui.api.errors import BadReply
from qbtui.api.models.server import Category, MaindataReply, ServerState, enter_all
from qbtui.api.models.torrent import Torrent, is_path
from qbtui.api.version import RENAMED_STATES
from qbtui.order import without_case
from qbtui.state.merge import accepted_types, merge
from qbtui.text import enter, raw

SLICE = 200
"""Torrents that are decoded before the event loop gets its turn: 1 ms, 10 ms where each has a value
that has to be left out."""
LARGE_ROW = 20_000
"""Bytes of a torrent from which decoding it may take longer than a frame, where it is odd."""
LONGEST_ROW = 4_000_000
"""Bytes of a torrent that are decoded at all: a comment has one million and a half at most."""

T = TypeVar("T")

_OWN_FIELDS = frozenset({"hash", "version"})
_SENT_FIELDS = frozenset(accepted_types(Torrent)) - _OWN_FIELDS
_WHOLE_TORRENT = frozenset({"name", "state"})
_COMMON = ("state", "category", "tags", "tracker", "save_path", "download_path", "eta")
"""Fields whose values many torrents share."""
_SIZES = ("total_size", "completed", "downloaded")
"""Fields of which most torrents have one value, that of `size`."""
_numbers = count(1)
"""Numbers the answers of all servers: what is painted of one's torrent is not of another's."""


class Change(Struct, frozen=True):
    """What one answer changed."""

    full: bool
    """Whether everything may have changed."""
    hashes: frozenset[str]
    """Torrents that came or changed."""
    removed: frozenset[str]
    fields: frozenset[str]
    """The torrent fields that changed in any of them; all fields where a torrent came."""
    groups: bool
    """Whether categories, tags or trackers changed."""


class Maindata:
    """The server's state as last merged; read it, never change it.

    A torrent's row is one object as long as the torrent is listed, changed in place by whole
    answers and differences alike: two objects for each would take twice the memory. Its `version`
    is the number of the answer in which a field last became another.
    """

    def __init__(self) -> None:
        self.rid = 0
        self.torrents: dict[str, Torrent] = {}
        self.categories: dict[str, Category] = {}
        """By name, in the server's own spelling of it made safe."""
        self.tags: list[str] = []
        """Sorted, without regard to case."""
        self.trackers: dict[str, list[str]] = {}
        """Tracker URL -> hashes; empty before 4.3."""
        self.server = ServerState()
        self.known_fields: frozenset[str] = frozenset()
        """Torrent fields that this server has ever sent: what it leaves out, it does not know."""
        self._answer = 0

    async def apply(self, reply: MaindataReply) -> Change:
        """Merge one answer, whole or a difference; the event loop gets turns in between.

        A torrent that cannot be decoded keeps the fields that can; it never costs the others.

        Raises:
            BadReply: a difference came where everything had been asked for; nothing was merged.
        """
        self._answer = next(_numbers)
        if reply.full_update:
            return await self._replace(reply)
        if self.rid == 0:
            raise BadReply("The server sent changes to a list that it has not sent.")
        return await self._update(reply)

    def reset(self) -> None:
        """Make the next request ask for everything; what is shown stays until it is answered."""
        self.rid = 0

    async def _replace(self, reply: MaindataReply) -> Change:
        torrents: dict[str, Torrent] = {}
        hashes: set[str] = set()
        fields: set[str] = set()
        known: frozenset[str] = frozenset()
        common: dict[object, object] = {}
        for number, (hash_, encoded) in enumerate(reply.torrents.items()):
            if number % SLICE == 0:
                await asyncio.sleep(0)
                # Decoding into a Torrent loses which keys were there, so one of each slice tells.
                known |= _SENT_FIELDS & (await _values_in(encoded)).keys()
            torrent = await self._torrent(hash_, encoded, common)
            row = self.torrents.get(torrent.hash, torrent)
            torrents[row.hash] = row
            news = _SENT_FIELDS if row is torrent else self._copy(torrent, row)
            if news:
                hashes.add(row.hash)
                fields |= news
        removed = frozenset(self.torrents.keys() - torrents.keys())
        before = (self.categories, self.tags, self.trackers)
        self.torrents, self.known_fields = torrents, known or self.known_fields
        self.categories, self.tags, self.trackers, self.server = {}, [], {}, ServerState()
        self._update_groups(reply)
        merge(self.server, reply.server_state)
        self.rid = reply.rid
        return Change(
            full=True,
            hashes=frozenset(hashes),
            removed=removed,
            fields=frozenset(fields),
            groups=before != (self.categories, self.tags, self.trackers),
        )

    async def _update(self, reply: MaindataReply) -> Change:
        agreed = True
        hashes: set[str] = set()
        fields: set[str] = set()
        for number, (key, encoded) in enumerate(reply.torrents.items(), start=1):
            if number % SLICE == 0:
                await asyncio.sleep(0)
            values = await _values_in(encoded)
            if not values:
                continue
            torrent = self.torrents.get(enter(key))
            if torrent is not None:
                news = self._merge_torrent(torrent, values)
            elif values.keys() >= _WHOLE_TORRENT:
                torrent = await self._torrent(key, encoded, {})
                self.torrents[torrent.hash] = torrent
                news = set(_SENT_FIELDS)
            else:
                agreed = False
                continue
            self.known_fields |= _SENT_FIELDS & values.keys()
            if news:
                hashes.add(torrent.hash)
                fields |= news
        removed = frozenset(filter(self.torrents.__contains__, enter_all(reply.torrents_removed)))
        for hash_ in removed:
            del self.torrents[hash_]
        groups = self._update_groups(reply)
        merge(self.server, reply.server_state)
        # Part of a torrent that was never sent whole: ask for everything again.
        self.rid = reply.rid if agreed else 0
        return Change(
            full=False,
            hashes=frozenset(hashes) - removed,
            removed=removed,
            fields=frozenset(fields),
            groups=groups,
        )

    async def _torrent(
        self, key: str, encoded: msgspec.Raw, common: dict[object, object]
    ) -> Torrent:
        """Decode a whole torrent, beside the event loop if it is a large one."""
        if _is_large(encoded):
            return await beside(partial(self._decode, key, encoded, common))
        return self._decode(key, encoded, common)

    def _decode(self, key: str, encoded: msgspec.Raw, common: dict[object, object]) -> Torrent:
        """Decode a whole torrent; `common` holds the values that many torrents share."""
        try:
            torrent = _row(encoded, Torrent)
        except msgspec.DecodeError:
            # Its own hash does not matter: it is listed under one.
            torrent = Torrent()
            self._merge_torrent(torrent, _decode_object(encoded))
        torrent.hash, torrent.version = enter(key), self._answer
        for name in _COMMON:
            value = getattr(torrent, name)
            setattr(torrent, name, common.setdefault(value, value))
        if torrent.infohash_v1 == torrent.hash:
            torrent.infohash_v1 = torrent.hash
        place = f"{raw(torrent.save_path)}/{raw(torrent.name)}"
        if torrent.content_path == place and not is_path(raw(torrent.name)):
            torrent.content_path = torrent.name
        for name in _SIZES:
            if getattr(torrent, name) == torrent.size:
                setattr(torrent, name, torrent.size)
        return torrent

    def _copy(self, torrent: Torrent, row: Torrent) -> set[str]:
        """Bring `row` up to date with `torrent`, and return the names of what changed."""
        values, before = _values_of(torrent), _values_of(row)
        if values == before:
            return set()
        changed = set()
        for name, value, old in zip(_SENT_FIELDS, values, before, strict=True):
            if value != old:
                setattr(row, name, value)
                changed.add(name)
        if changed:
            row.version = self._answer
        return changed

    def _merge_torrent(self, torrent: Torrent, values: dict[str, Any]) -> set[str]:
        state = values.get("state")
        if isinstance(state, str):
            values["state"] = RENAMED_STATES.get(state, state)
        for name in _OWN_FIELDS & values.keys():
            del values[name]
        changed = merge(torrent, values)
        if changed:
            torrent.version = self._answer
        return changed

    def _own_hashes(self, hashes: list[str]) -> list[str]:
        """Return `hashes` as the very texts of the torrents: copies would take twice the memory."""
        find = self.torrents.get
        return [torrent.hash if (torrent := find(hash_)) else enter(hash_) for hash_ in hashes]

    def _update_groups(self, reply: MaindataReply) -> bool:
        """Merge categories, tags and trackers, and tell whether any of them changed."""
        sent = (reply.categories, reply.tags, reply.trackers)
        gone = (reply.categories_removed, reply.tags_removed, reply.trackers_removed)
        if not any((*sent, *gone)):
            return False
        categories = self._update_categories(reply.categories, reply.categories_removed)
        tags = (set(self.tags) | set(enter_all(reply.tags))) - set(enter_all(reply.tags_removed))
        trackers = {
            **self.trackers,
            **{enter(url): self._own_hashes(hashes) for url, hashes in reply.trackers.items()},
        }
        for url in enter_all(reply.trackers_removed):
            trackers.pop(url, None)
        changed = categories or tags != set(self.tags) or trackers != self.trackers
        self.tags, self.trackers = sorted(tags, key=without_case), trackers
        return changed

    def _update_categories(
        self, sent: Mapping[str, Any] | Iterable[str], gone: Iterable[str]
    ) -> bool:
        changed = False
        named = sent if isinstance(sent, Mapping) else dict.fromkeys(sent)
        for key, values in named.items():
            name = enter(key)
            if name not in self.categories:
                self.categories[name] = Category(name=key)
                changed = True
            if isinstance(values, Mapping):
                changed |= bool(merge(self.categories[name], values))
        for key in gone:
            changed |= self.categories.pop(enter(key), None) is not None
        return changed


_values_of: Callable[[Torrent], tuple[Any, ...]] = attrgetter(*_SENT_FIELDS)
"""In the order of `_SENT_FIELDS`."""


async def _values_in(encoded: msgspec.Raw) -> dict[str, Any]:
    if _is_large(encoded):
        return await beside(partial(_decode_object, encoded))
    return _decode_object(encoded)


def _is_large(encoded: msgspec.Raw) -> bool:
    return memoryview(encoded).nbytes > LARGE_ROW


def _decode_object(encoded: msgspec.Raw) -> dict[str, Any]:
    """Return the values of a torrent that can be read, by name."""
    try:
        return _row(encoded, dict[str, Any])
    except msgspec.DecodeError:
        return {}


def _row(encoded: msgspec.Raw, kind: type[T]) -> T:
    if memoryview(encoded).nbytes > LONGEST_ROW:
        raise msgspec.DecodeError("it is too long")
    return decode(encoded, kind)
