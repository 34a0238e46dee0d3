"""Where torrents get their data from: trackers, web seeds and peers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from qbtui.sim.refusals import BadRequest, Conflict
from qbtui.sim.swarm import SimTracker, count_peers, make_peer

if TYPE_CHECKING:
    from qbtui.sim.torrent import SimTorrent
    from qbtui.sim.world import World

Torrents = Iterable["SimTorrent"]

WEB_SEED_SCHEMES = frozenset({"http", "https", "ftp"})


class Sources:
    """Changes trackers, web seeds and peers."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.index: dict[str, set[str]] = {}
        """The hashes of the torrents of each tracker URL, as `sync/maindata` lists them."""

    def add_trackers(self, torrents: Torrents, tiers: Sequence[Sequence[str]]) -> None:
        """Add announce URLs, tier by tier; known ones are skipped."""
        for torrent in torrents:
            known = {tracker.url for tracker in torrent.trackers}
            for tier, urls in enumerate(tiers):
                for url in dict.fromkeys(urls):
                    if url not in known:
                        known.add(url)
                        torrent.trackers.append(SimTracker(url, tier))
            torrent.trackers.sort(key=lambda tracker: tracker.tier)
            self.index_trackers(torrent)
            torrent.touch()

    def edit_tracker(
        self, torrent: SimTorrent, url: str, new: str | None = None, tier: int | None = None
    ) -> None:
        """Change URL and tier; raises `BadRequest` (no URL), `Conflict` (unknown or taken)."""
        tracker = next((each for each in torrent.trackers if each.url == url), None)
        if tracker is None:
            raise Conflict(f"no tracker {url}")
        if new is not None and new != url:
            if not new:
                raise BadRequest("a tracker needs a URL")
            if any(each.url == new for each in torrent.trackers):
                raise Conflict(f"{new} is there already")
            self.forget_trackers(torrent)
            torrent.trackers[torrent.trackers.index(tracker)] = SimTracker(new, tracker.tier)
            self.index_trackers(torrent)
        if tier is not None:
            next(each for each in torrent.trackers if each.url == (new or url)).tier = tier
            torrent.trackers.sort(key=lambda each: each.tier)
        torrent.touch()

    def remove_trackers(self, torrents: Torrents, urls: Iterable[str]) -> int:
        """Remove announce URLs and say how many went; old releases refuse when that is 0."""
        gone, count = set(urls), 0
        for torrent in torrents:
            kept = [tracker for tracker in torrent.trackers if tracker.url not in gone]
            if len(kept) < len(torrent.trackers):
                count += len(torrent.trackers) - len(kept)
                self.forget_trackers(torrent)
                torrent.trackers = kept
                self.index_trackers(torrent)
                torrent.touch()
        return count

    def add_web_seeds(self, torrent: SimTorrent, urls: Iterable[str]) -> None:
        """Add web seeds; raises `BadRequest` for anything but http, https and ftp."""
        added = _web_seeds(urls)
        torrent.web_seeds = tuple(dict.fromkeys((*torrent.web_seeds, *added)))
        torrent.touch()

    def edit_web_seed(self, torrent: SimTorrent, url: str, new: str) -> None:
        """Change a web seed; raises `BadRequest`, and `Conflict` (unknown)."""
        (target,) = _web_seeds([new])
        if url not in torrent.web_seeds:
            raise Conflict(f"no web seed {url}")
        changed = (target if each == url else each for each in torrent.web_seeds)
        torrent.web_seeds = tuple(dict.fromkeys(changed))
        torrent.touch()

    def remove_web_seeds(self, torrent: SimTorrent, urls: Iterable[str]) -> None:
        """Remove web seeds; unknown ones are skipped. Raises `BadRequest` for no URL."""
        gone = set(_web_seeds(urls))
        torrent.web_seeds = tuple(url for url in torrent.web_seeds if url not in gone)
        torrent.touch()

    def add_peers(
        self, torrents: Torrents, addresses: Iterable[tuple[str, int]]
    ) -> dict[str, tuple[int, int]]:
        """Connect to peers; say for each hash how many were added and how many failed."""
        wanted = list(addresses)
        counts = {}
        for torrent in torrents:
            added = sum(self._connect(torrent, ip, port) for ip, port in wanted)
            counts[torrent.hash] = (added, len(wanted) - added)
        return counts

    def _connect(self, torrent: SimTorrent, ip: str, port: int) -> bool:
        if ip in self._world.banned or not torrent.running:
            return False
        peers = self._world.peers(torrent)
        peer = make_peer(self._world.random, seed=not torrent.finished, address=(ip, port))
        if peer.key not in peers:
            peers[peer.key] = peer
            torrent.num_complete += peer.progress == 1
            torrent.num_incomplete += peer.progress < 1
        count_peers(torrent)
        torrent.touch()
        return True

    def ban_peers(self, addresses: Iterable[str]) -> None:
        """Ban IP addresses for good, by the preference; the log tells of those that are new."""
        world = self._world
        banned = world.banned
        fresh = [ip for ip in dict.fromkeys(addresses) if ip not in banned]
        for ip in fresh:
            world.log.write_peer(world.now, ip, "banned by hand", blocked=False)
        world.settings.write({"banned_IPs": "\n".join([*banned, *fresh])})

    def disconnect_banned(self) -> None:
        """Leave the peers that are banned."""
        banned = self._world.banned
        for torrent in self._world.torrents.values():
            known = torrent.known_peers or {}
            gone = [key for key, peer in known.items() if peer.ip in banned]
            for key in gone:
                del known[key]
            if gone:
                count_peers(torrent)
                torrent.touch()

    def index_trackers(self, torrent: SimTorrent) -> None:
        """Take the trackers of a torrent into the index."""
        for tracker in torrent.trackers:
            self.index.setdefault(tracker.url, set()).add(torrent.hash)

    def forget_trackers(self, torrent: SimTorrent) -> None:
        """Take the trackers of a torrent out of the index."""
        for tracker in torrent.trackers:
            hashes = self.index.get(tracker.url, set())
            hashes.discard(torrent.hash)
            if not hashes:
                self.index.pop(tracker.url, None)


def _is_url(text: str, schemes: frozenset[str]) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in schemes and bool(parts.hostname)


def _web_seeds(urls: Iterable[str]) -> list[str]:
    found = list(urls)
    for url in found:
        if not _is_url(url, WEB_SEED_SCHEMES):
            raise BadRequest(f"{url!r} is no web seed")
    return found
