"""What actions decide from, as it is now: the list may be seconds behind the server.

An action names in its row what it needs; the runner fetches it before the dialog and the call.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from math import inf
from typing import TYPE_CHECKING

from msgspec.structs import replace

from qbtui.api.client import Client
from qbtui.api.errors import NotFound
from qbtui.api.models.torrent import Listed, Torrent
from qbtui.state.content import FileRow

if TYPE_CHECKING:
    from qbtui.actions.model import Job

BATCH = 1_000
"""Torrents that are asked for at once: the answer for more would hold up the keys."""
GONE = "The server no longer has what was chosen."
SETTLING = 2.0
"""Seconds after which the server itself shows what it was told; most of it shows at once."""


async def torrents_now(job: Job) -> Job:
    """Return `job` with its torrents as they are now, without those that are gone.

    Raises:
        ApiError: they could not be fetched.
        NotFound: none of them is left.
    """
    hashes = job.hashes
    found = await listed_now(job.client, hashes)
    # The first release answers with all torrents, whatever it is asked for.
    torrents = tuple(found[hash_] for hash_ in hashes if hash_ in found)
    if not torrents:
        raise NotFound(GONE)
    return replace(job, torrents=torrents)


async def listed_now(client: Client, hashes: Sequence[str]) -> dict[str, Listed]:
    """Return the torrents with these hashes by hash, without those that are gone.

    Raises:
        ApiError: they could not be fetched.
    """
    found: dict[str, Listed] = {}
    for start in range(0, len(hashes), BATCH):
        listed = await client.torrents.info(hashes=hashes[start : start + BATCH])
        found.update((torrent.hash, torrent) for torrent in listed)
    return found


async def files_now(job: Job) -> Job:
    """Return `job` with the chosen files, and those in chosen folders, as rows as they are now.

    Raises:
        ApiError: they could not be fetched.
    """
    chosen = {index for row in job.rows if isinstance(row, FileRow) for index in row.indexes}
    files = await job.client.torrents.files(job.torrent.hash)
    return replace(job, rows=tuple(file for file in files if file.index in chosen))


Send = Callable[[Sequence[Torrent], bool], Awaitable[None]]
"""Sets a field of these torrents, all of which have the other value."""


class Lately:
    """What torrents were told to be a moment ago, while the server may still say otherwise."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._told: dict[tuple[str, str], tuple[bool, float]] = {}
        """Field and hash -> its value, and when it was told."""
        self._flipped: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        """Field -> the hashes of the torrents it was last set for with one key, and of which of
        them it was not set before."""

    def tell(self, field: str, torrents: Iterable[Torrent], value: bool) -> None:
        """Note that a field of some torrents was just set."""
        now = self._now()
        self._told.update({(field, torrent.hash): (value, now) for torrent in torrents})

    def keep(self, field: str, torrents: Iterable[Torrent]) -> None:
        """Note a field of some torrents as it is, before the server no longer shows it."""
        for torrent in torrents:
            self.tell(field, (torrent,), self.is_on(field, torrent))

    def is_on(self, field: str, torrent: Torrent) -> bool:
        """Return a field of a torrent as it was told to be, else as the server says.

        While the server does not show it (None), what was told holds however long ago.
        """
        told, moment = self._told.get((field, torrent.hash), (False, -inf))
        shown = getattr(torrent, field)
        return told if shown is None or self._now() - moment < SETTLING else bool(shown)

    async def flip(
        self, field: str, torrents: Sequence[Torrent], send: Send
    ) -> tuple[bool, Sequence[Torrent]]:
        """Turn a field on or off with one key; return what it is now, and of which torrents.

        It sets the field of those that do not have it. When all do, it takes it from those that
        it was last set for, or from all of them, so that the second press undoes the first. What
        the server did not take is not noted.

        Raises:
            ApiError: the server did not take it.
        """
        chosen = frozenset(torrent.hash for torrent in torrents)
        before, changed = self._flipped.get(field, (chosen, chosen))
        off = [torrent for torrent in torrents if not self.is_on(field, torrent)]
        value = bool(off)
        if off:
            different: Sequence[Torrent] = off
        elif before == chosen:
            different = [torrent for torrent in torrents if torrent.hash in changed]
        else:
            different = torrents
        await send(different, value)
        self._flipped.pop(field, None)
        if value:
            self._flipped[field] = chosen, frozenset(torrent.hash for torrent in different)
        self.tell(field, different, value)
        return value, different
