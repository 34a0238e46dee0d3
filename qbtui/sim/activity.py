"""What happens as time passes: the steps of the world's clock.

Only torrents at work are looked at in every tick; all others take turns, so that a step costs much
the same however many there are.
"""

from __future__ import annotations

from itertools import islice
from math import ceil
from typing import TYPE_CHECKING

from qbtui.sim import announcing
from qbtui.sim.changes.adding import describe
from qbtui.sim.changes.location import below
from qbtui.sim.content import Content
from qbtui.sim.log import Level
from qbtui.sim.swarm import drift, meet, share_traffic
from qbtui.sim.tasks import Check, Move
from qbtui.sim.torrent import NEVER
from qbtui.sim.transfers import Transfers

if TYPE_CHECKING:
    from qbtui.sim.swarm import SimPeer
    from qbtui.sim.torrent import SimTorrent
    from qbtui.sim.world import World

CHECKED_A_SECOND = 400 << 20
"""Bytes."""
_MOST_TICKS = 60
"""In one step; a long step has long ticks."""
_OFTEN = 3.0
"""Seconds after which a torrent at work has its turn again."""
_ROUND = 10
"""Ticks in which all others have their turn, unless they are too many."""
_MOST_TURNS = 200
"""Others that have their turn in a tick."""
_MOST_ANSWERS = 200
"""Torrents whose trackers answer in a tick."""
_ASKED_AFTER = 240.0
"""Seconds after which a seed that nobody asked is asked again, or is not any more."""
_LONGEST_DRIFT = 5.0
"""Seconds that count, however long a torrent waited for its turn; keeps idle ones calm."""
_STEADY = 5.0
"""Seconds in which the technical values stay about the same."""
_DHT_NODES = 380


class Activity:
    """Lets the world's torrents work."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._transfers = Transfers(world)
        self._busy: dict[SimTorrent, None] = {}
        self._announcing: dict[SimTorrent, None] = {}
        self._turns: list[SimTorrent] = []
        self._turns_in_a_tick = 0

    def step(self, seconds: float) -> None:
        """Let this much time pass."""
        count = min(_MOST_TICKS, ceil(seconds))
        for _ in range(count):
            self._tick(seconds / count)

    def watch(self, torrent: SimTorrent) -> None:
        """Look after a torrent in every tick, or do so no longer."""
        if _at_work(torrent):
            self._busy[torrent] = None
        else:
            self._busy.pop(torrent, None)

    def leave(self, torrent: SimTorrent) -> None:
        """Forget a torrent that is gone."""
        self._busy.pop(torrent, None)
        self._announcing.pop(torrent, None)

    def peers(self, torrent: SimTorrent) -> dict[str, SimPeer]:
        """Return the connected peers of a torrent by key."""
        if not torrent.running:
            return {}
        if torrent.known_peers is None:
            meet(torrent, self._world.random)
            share_traffic(torrent, 0)
        return meet(torrent, self._world.random)

    def announce(self, torrent: SimTorrent) -> None:
        """Ask the trackers that are due; they answer at the next tick."""
        if torrent.running and announcing.ask(torrent):
            self._announcing[torrent] = None
            torrent.touch()

    def settle(self, torrent: SimTorrent) -> None:
        """Turn a torrent into a seed or back, after what it has or wants has changed."""
        if torrent.check is not None:
            return
        if not torrent.finished:
            torrent.completion_on = NEVER
            self._world.queue.append(torrent)
        elif torrent.completion_on == NEVER:
            self.complete(torrent)

    def complete(self, torrent: SimTorrent) -> None:
        """Turn a torrent that has everything into a seed, which other seeds have no use for."""
        world = self._world
        torrent.dlspeed, torrent.num_seeds, torrent.demand = 0, 0, torrent.appetite
        if torrent.known_peers is not None:
            meet(torrent, world.random)
        torrent.completion_on = torrent.seen_complete = int(world.now)
        world.queue.discard(torrent)
        world.say(f'Torrent download finished. Torrent: "{torrent.name}"')
        if torrent.download_path:
            torrent.move = Move(world.now + 1, torrent.save_path)
        if world.flag("recheck_completed_torrents"):
            world.control.recheck([torrent])
        torrent.touch()

    def _tick(self, seconds: float) -> None:
        world = self._world
        world.now += seconds
        world.limits.follow_schedule()
        world.adding.fetch_due()
        if world.arrivals is not None:
            world.arrivals.tick()
        for torrent in [*islice(self._announcing, _MOST_ANSWERS)]:
            del self._announcing[torrent]
            announcing.answer(world, torrent)
            torrent.touch()
        self._work(seconds)
        world.queue.allot()
        self._take_turns()
        self._transfers.tick([*self._busy], seconds)
        if world.random.random() < seconds / _STEADY:
            self._vary()

    def _work(self, seconds: float) -> None:
        """Go on with checks, moves and what magnets wait for."""
        limit = self._world.number("max_active_checking_torrents")
        for torrent in [*self._busy]:
            if 0 <= torrent.resuming_until <= self._world.now:
                torrent.resuming_until = NEVER
                _obey(torrent, "FilesChecked")
                torrent.touch()
            if torrent.move is not None and torrent.move.until <= self._world.now:
                self._arrive(torrent, torrent.move)
            if torrent.check is not None and not torrent.stopped and limit:
                self._check(torrent, torrent.check, seconds)
                limit -= 1
            if not torrent.has_metadata and 0 <= torrent.metadata_at <= self._world.now:
                self._learn(torrent)

    def _arrive(self, torrent: SimTorrent, move: Move) -> None:
        torrent.save_path, torrent.move = move.target, None
        self._world.say(f'Moved torrent. Torrent: "{torrent.name}". Destination: "{move.target}"')
        torrent.touch()

    def _check(self, torrent: SimTorrent, check: Check, seconds: float) -> None:
        content = torrent.content
        first = int(check.checked) // content.piece_size
        check.checked += min(CHECKED_A_SECOND, content.total / 2) * seconds
        last = int(check.checked) // content.piece_size
        content.find(check.states, first, last + (check.checked >= content.total))
        if check.checked >= content.total:
            torrent.check = None
            torrent.stopped = check.stop_after
            _obey(torrent, "FilesChecked")
            self.settle(torrent)
        torrent.touch()

    def _learn(self, torrent: SimTorrent) -> None:
        """Receive the metadata of a magnet; the ID of a hybrid changes with it."""
        if not torrent.running:
            return
        world, v1, v2 = self._world, torrent.infohash_v1, torrent.infohash_v2
        named = torrent.name not in {v1, v2, v2[:40]}
        metainfo = world.adding.find_metadata(v1, v2, torrent.name if named else "")
        published = v1 in world.adding.unpublished or v2 in world.adding.unpublished
        if published and metainfo.hash in world.torrents and metainfo.hash != torrent.hash:
            world.control.delete([torrent], delete_files=False)
            return
        if published and metainfo.hash != torrent.hash:
            world.remove(torrent)
            torrent.hash = metainfo.hash
            world.insert([torrent])
        torrent.content = Content.of(metainfo)
        describe(torrent, metainfo)
        if not published:
            torrent.infohash_v1, torrent.infohash_v2 = v1, v2
        torrent.name = torrent.name if named else metainfo.name
        _obey(torrent, "MetadataReceived", "FilesChecked")
        world.sources.index_trackers(torrent)
        torrent.touch()

    def _take_turns(self) -> None:
        """Look after the torrents at work that were not for a while, and the next of the others."""
        world = self._world
        for torrent in [*self._busy]:
            waited = world.now - torrent.visited
            if waited >= _OFTEN or torrent.visited <= torrent.active_since:
                self._visit(torrent)
        if not self._turns:
            self._turns = list(world.torrents.values())
            self._turns.reverse()
            self._turns_in_a_tick = min(_MOST_TURNS, ceil(len(self._turns) / _ROUND))
            peers = sum(torrent.connections_count for torrent in self._turns)
            world.statistics.total_peer_connections = peers
        for _ in range(min(self._turns_in_a_tick, len(self._turns))):
            torrent = self._turns.pop()
            if torrent not in self._busy and world.torrents.get(torrent.hash) is torrent:
                self._visit(torrent)

    def _visit(self, torrent: SimTorrent) -> None:
        """Look after a torrent in its turn."""
        elapsed = self._world.now - torrent.visited
        torrent.visited = self._world.now
        if torrent.running:
            self._attend(torrent, elapsed)
        rests = torrent.error or torrent.missing_files or torrent.move is not None
        if torrent.finished and not rests and self._world.limits.reached(torrent):
            self._end(torrent)

    def _attend(self, torrent: SimTorrent, elapsed: float) -> None:
        """Look after trackers, peers and folders of a torrent that takes part."""
        world = self._world
        if world.disk.unmounted and below(torrent.save_path, world.disk.unmounted):
            self._lose(torrent)
            return
        if drift(torrent, world.random, min(elapsed, _LONGEST_DRIFT)):
            if torrent.known_peers is not None:
                meet(torrent, world.random)
            torrent.touch()
        if torrent.num_seeds:
            torrent.seen_complete = int(world.now)
        self.announce(torrent)
        changes_mind = world.random.random() < elapsed / _ASKED_AFTER
        if changes_mind and torrent.finished and torrent.appetite:
            torrent.demand = 0 if torrent.demand else torrent.appetite
            torrent.touch()

    def _lose(self, torrent: SimTorrent) -> None:
        if torrent.pieces_have > 0:
            torrent.missing_files = True
            message = f'Missing files. Torrent: "{torrent.name}"'
            self._world.say(message, Level.WARNING)
            torrent.touch()

    def _end(self, torrent: SimTorrent) -> None:
        """Do what is to be done with a torrent that has seeded enough."""
        world = self._world
        match world.limits.in_force(torrent).action:
            case "Remove":
                world.control.delete([torrent], delete_files=False)
            case "RemoveWithContent":
                world.control.delete([torrent], delete_files=True)
            case "EnableSuperSeeding":
                if not torrent.super_seeding and not torrent.stopped:
                    world.control.set_super_seeding([torrent], True)
                return
            case _ if torrent.stopped:
                return
            case _:
                world.control.stop([torrent])
        world.say(f'Torrent reached its share limit. Torrent: "{torrent.name}"')

    def _vary(self) -> None:
        """Let the technical values vary."""
        world, statistics = self._world, self._world.statistics
        dht = world.flag("dht")
        statistics.dht_nodes = int(world.random.gauss(_DHT_NODES, 3)) if dht else 0
        busy = len(self._busy)
        statistics.queued_tracker_announces = len(self._announcing)
        statistics.queued_io_jobs = world.random.randrange(busy // 4 + 1)
        statistics.average_time_queue = world.random.randrange(busy + 1)
        statistics.request_latency = world.random.randrange(busy + 2)
        statistics.total_buffers_size = busy * 16_384
        statistics.total_queued_size = statistics.queued_io_jobs * 16_384
        statistics.read_cache_hits = round(world.random.uniform(90, 99), 2) if busy else 0.0


def _obey(torrent: SimTorrent, *conditions: str) -> None:
    """Stop a torrent whose stop condition is one of these; it holds but once."""
    if torrent.stop_condition in conditions:
        torrent.stopped, torrent.stop_condition = True, "None"


def _at_work(torrent: SimTorrent) -> bool:
    """Say whether something happens in a torrent all the time."""
    if torrent.resuming_until >= 0 or torrent.move is not None or torrent.check is not None:
        return True
    if torrent.dlspeed or torrent.upspeed:
        return True
    if not torrent.running:
        return False
    if not torrent.has_metadata:
        return torrent.metadata_at >= 0
    return bool(torrent.demand or (torrent.supply and not torrent.finished))
