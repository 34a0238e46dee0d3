"""Torrents as they are: lists, properties, and the .torrent file."""

from __future__ import annotations

from collections.abc import Iterable

from qbtui.api.endpoint import LONG_LIMIT, LONGEST_LIMIT, Params, Scope, piped, read
from qbtui.api.models.details import Properties
from qbtui.api.models.torrent import Listed


class Listing(Scope):
    """Reads whole torrents."""

    @read("torrents/info", list[Listed], limit=LONGEST_LIMIT)
    def info(
        self,
        *,
        hashes: Iterable[str] | None = None,
        filter: str | None = None,
        category: str | None = None,
        tag: str | None = None,
        sort: str | None = None,
        reverse: bool | None = None,
        limit: int | None = None,
        offset: int | None = None,
        private: bool | None = None,
    ) -> Params:
        """Return the torrents that match; an empty category or tag matches those without one.

        `filter` is a word of the server's own release: an unknown one matches everything. `tag`
        needs 4.4 and `private` 5.0, or they match everything. `hashes` does not take `all`.
        """
        return {
            "hashes": None if hashes is None else piped(hashes),
            "filter": filter,
            "category": category,
            "tag": tag,
            "sort": sort,
            "reverse": reverse,
            "limit": limit,
            "offset": offset,
            "private": private,
        }

    @read("torrents/count", int, since="4.6.1")
    def count(self) -> Params:
        """Return how many torrents there are."""
        return {}

    @read("torrents/properties", Properties)
    def properties(self, hash: str) -> Params:
        """Return the details of one torrent."""
        return {"hash": hash}

    @read("torrents/export", bytes, since="4.5.0", limit=LONG_LIMIT)
    def export(self, hash: str) -> Params:
        """Return the torrent's .torrent file.

        Raises:
            Conflict: the server has no metadata of it yet.
        """
        return {"hash": hash}
