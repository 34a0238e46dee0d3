"""Where a torrent gets peers and content from: trackers and web seeds."""

from __future__ import annotations

from collections.abc import Iterable

from qbtui.api.endpoint import (
    LONG_LIMIT,
    Params,
    Scope,
    encoded,
    lines,
    piped,
    piped_urls,
    read,
    write,
)
from qbtui.api.models.details import Tracker, WebSeed


class Trackers(Scope):
    """Trackers and web seeds, named by their URLs."""

    @read("torrents/trackers", list[Tracker], limit=LONG_LIMIT)
    def trackers(self, hash: str) -> Params:
        """Return the trackers, and before them the rows of DHT, PeX and LSD."""
        return {"hash": hash}

    @write("torrents/addTrackers")
    def add_trackers(self, hash: str, urls: Iterable[str]) -> Params:
        """Add trackers; from 4.5 on an empty URL begins the next tier."""
        return {"hash": hash, "urls": lines(urls)}

    @write("torrents/editTracker", since="4.1.5")
    def edit_tracker(
        self, hash: str, url: str, new_url: str | None = None, tier: int | None = None
    ) -> Params:
        """Give a tracker another URL, or from 5.2 on another tier (0 to 255).

        Raises:
            Rejected: the new URL is not one.
            Conflict: there is no tracker with the old URL, or one with the new.
            Unsupported: a tier was given, and the server is older.
        """
        if tier is not None:
            self.require("5.2.0", "Changing the tier of a tracker")
        return {"hash": hash, "origUrl": url, "url": url, "newUrl": new_url, "tier": tier}

    @write("torrents/removeTrackers", since="4.1.5")
    def remove_trackers(self, hash: str, urls: Iterable[str]) -> Params:
        """Remove trackers."""
        # Before 5.0.4 the server decodes them once only.
        joined = piped_urls(urls) if self.at_least("5.0.4") else piped(urls)
        return {"hash": hash, "urls": joined}

    @read("torrents/webseeds", list[WebSeed], limit=LONG_LIMIT)
    def webseeds(self, hash: str) -> Params:
        """Return the web seeds."""
        return {"hash": hash}

    @write("torrents/addWebSeeds", since="5.1.0")
    def add_web_seeds(self, hash: str, urls: Iterable[str]) -> Params:
        """Add web seeds.

        Raises:
            Rejected: a URL is not valid.
        """
        return {"hash": hash, "urls": piped_urls(urls)}

    @write("torrents/editWebSeed", since="5.1.0")
    def edit_web_seed(self, hash: str, url: str, new_url: str) -> Params:
        """Give a web seed another URL.

        Raises:
            Rejected: the new URL is not valid.
            Conflict: there is no web seed with the old URL, or one with the new.
        """
        return {"hash": hash, "origUrl": encoded(url), "newUrl": encoded(new_url)}

    @write("torrents/removeWebSeeds", since="5.1.0")
    def remove_web_seeds(self, hash: str, urls: Iterable[str]) -> Params:
        """Remove web seeds."""
        return {"hash": hash, "urls": piped_urls(urls)}
