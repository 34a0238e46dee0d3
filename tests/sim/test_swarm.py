"""Trackers answer, fail and recover; peers come, go, share the traffic, and can be banned."""

from __future__ import annotations

import pytest

from qbtui.sim.changes.adding import AddOptions
from qbtui.sim.log import Level
from qbtui.sim.refusals import BadRequest, Conflict
from qbtui.sim.swarm import NOT_CONTACTED, TRACKER_ERROR, UNREACHABLE, WORKING, Temper
from qbtui.sim.world import World
from tests.sim.worlds import TRACKER, added, shown, unlimited, until

HOST = "tracker.example.org"
OTHER = "udp://other.example:6969"


@pytest.mark.parametrize(
    ("temper", "status", "speaks"),
    [
        (Temper.WORKING, WORKING, False),
        (Temper.WARNING, WORKING, True),
        (Temper.FAILING, TRACKER_ERROR, True),
        (Temper.UNREACHABLE, UNREACHABLE, True),
    ],
)
def test_a_tracker_answers_by_its_temper(temper: Temper, status: int, speaks: bool) -> None:
    world = unlimited()
    world.tempers[HOST] = temper
    torrent = added(world)
    (tracker,) = torrent.trackers
    assert tracker.status == NOT_CONTACTED
    world.step(1)
    assert tracker.updating
    world.step(1)
    assert not tracker.updating
    assert (tracker.status, bool(tracker.message)) == (status, speaks)
    row = shown(torrent)
    assert row["has_tracker_warning"] == (temper is Temper.WARNING)
    assert row["has_tracker_error"] == (temper is Temper.FAILING)
    assert row["has_other_announce_error"] == (temper is Temper.UNREACHABLE)
    assert tracker.next_announce > world.now
    assert 0 < row["reannounce"] <= 1_800


@pytest.mark.parametrize("url", ["http://[", "http://[::zz]/", "junk"])
def test_a_tracker_without_a_host_is_never_reached(url: str) -> None:
    world = unlimited()
    torrent = added(world)
    world.sources.add_trackers([torrent], [[], [url]])
    world.step(3)
    working, tracker = torrent.trackers
    assert (working.status, tracker.status, bool(tracker.message)) == (WORKING, UNREACHABLE, True)


def test_a_tracker_recovers() -> None:
    world = unlimited()
    world.tempers[HOST] = Temper.UNREACHABLE
    torrent = added(world)
    world.step(300)
    (tracker,) = torrent.trackers
    assert tracker.failures > 1
    del world.tempers[HOST]
    world.control.reannounce([torrent])
    world.step(2)
    assert (tracker.status, tracker.failures, tracker.message) == (WORKING, 0, "")
    assert tracker.num_seeds == torrent.num_complete


def test_a_moody_tracker_does_both() -> None:
    world = unlimited()
    world.tempers[HOST] = Temper.FLAKY
    torrent = added(world)
    seen = set()
    for _ in range(40):
        world.control.reannounce([torrent])
        world.step(2)
        seen.add(torrent.trackers[0].status)
    assert seen == {WORKING, UNREACHABLE}


def test_only_the_chosen_tracker_is_asked() -> None:
    world = unlimited()
    torrent = added(world)
    world.sources.add_trackers([torrent], [[OTHER]])
    world.step(3)
    world.control.reannounce([torrent], [OTHER])
    assert [tracker.updating for tracker in torrent.trackers] == [False, True]


def test_the_working_tracker_is_shown() -> None:
    world = unlimited()
    world.tempers[HOST] = Temper.FAILING
    torrent = added(world)
    world.sources.add_trackers([torrent], [[], [OTHER]])
    assert shown(torrent)["tracker"] == TRACKER
    world.step(3)
    assert shown(torrent)["tracker"] == OTHER


def test_trackers_are_added_edited_and_removed() -> None:
    world = World()
    torrent = added(world)
    world.sources.add_trackers([torrent], [[OTHER, TRACKER], ["http://c.example"]])
    assert [(tracker.url, tracker.tier) for tracker in torrent.trackers] == [
        (TRACKER, 0), (OTHER, 0), ("http://c.example", 1),
    ]  # fmt: skip
    world.sources.edit_tracker(torrent, OTHER, "udp://new.example:1", tier=2)
    assert (torrent.trackers[-1].url, torrent.trackers[-1].tier) == ("udp://new.example:1", 2)
    assert set(world.sources.index) == {TRACKER, "http://c.example", "udp://new.example:1"}
    assert world.sources.remove_trackers([torrent], [TRACKER, "http://unknown.example"]) == 1
    assert TRACKER not in world.sources.index
    assert world.sources.remove_trackers([torrent], [TRACKER]) == 0


def test_an_impossible_change_of_a_tracker_is_refused() -> None:
    world = World()
    torrent = added(world)
    world.sources.add_trackers([torrent], [[OTHER]])
    with pytest.raises(BadRequest):
        world.sources.edit_tracker(torrent, OTHER, "")
    with pytest.raises(Conflict):
        world.sources.edit_tracker(torrent, "http://unknown.example", "http://x.example")
    with pytest.raises(Conflict):
        world.sources.edit_tracker(torrent, OTHER, TRACKER)


def test_web_seeds_are_added_edited_and_removed() -> None:
    world = World()
    torrent = added(world)
    world.sources.add_web_seeds(torrent, ["http://a.example/", "ftp://b.example/"])
    world.sources.edit_web_seed(torrent, "http://a.example/", "https://c.example/")
    assert list(torrent.web_seeds) == ["https://c.example/", "ftp://b.example/"]
    with pytest.raises(Conflict):
        world.sources.edit_web_seed(torrent, "http://a.example/", "https://d.example/")
    with pytest.raises(BadRequest):
        world.sources.add_web_seeds(torrent, ["udp://a.example"])
    world.sources.remove_web_seeds(torrent, ["ftp://b.example/", "http://unknown.example/"])
    assert list(torrent.web_seeds) == ["https://c.example/"]


def test_peers_share_the_traffic_of_a_torrent() -> None:
    world = unlimited()
    torrent = added(world, megabytes=4_000)
    world.step(20)
    world.peers(torrent)
    for _ in range(60):
        world.step(1)
        met = world.peers(torrent)
        assert len(met) == torrent.connections_count > 0
        assert sum(peer.progress == 1 for peer in met.values()) == torrent.num_seeds
    peers = world.peers(torrent)
    speed = sum(peer.dl_speed for peer in peers.values())
    assert 0.9 * torrent.dlspeed < speed <= torrent.dlspeed
    assert any("D" in peer.flags.split() for peer in peers.values())
    leeches = [peer for peer in peers.values() if peer.progress < 1]
    assert sum(peer.uploaded for peer in leeches) > 0
    assert all(key == peer.key for key, peer in peers.items())


def test_peers_come_and_go() -> None:
    world = unlimited()
    torrent = added(world, megabytes=40_000)
    world.step(20)
    before = set(world.peers(torrent))
    world.step(600)
    after = set(world.peers(torrent))
    assert after - before
    assert after & before


@pytest.mark.parametrize("key", ["max_connec_per_torrent", "max_connec"])
@pytest.mark.parametrize("complete", [False, True])
def test_no_torrent_has_more_peers_than_the_preferences_allow(key: str, complete: bool) -> None:
    world = unlimited()
    torrent = added(world, complete=complete)
    world.step(60)
    assert torrent.connections_count > 2
    world.settings.write({key: 2})
    until(world, lambda: torrent.connections_count == len(world.peers(torrent)) == 2, 20)
    world.settings.write({key: -1})
    until(world, lambda: torrent.connections_count > 2)


def test_a_limit_of_connections_shows_in_stopped_torrents_too() -> None:
    world = World()
    torrent = added(world, options=AddOptions(stopped=True))
    revision = world.revision
    world.settings.write({"max_connec_per_torrent": 9})
    assert list(world.changed_since(revision)) == [torrent]
    assert shown(torrent)["connections_limit"] == 9


def test_a_stopped_torrent_has_no_peers() -> None:
    world = unlimited()
    torrent = added(world)
    world.step(5)
    assert world.peers(torrent)
    world.control.stop([torrent])
    assert world.peers(torrent) == {}


def test_a_peer_is_added_and_banned_for_good() -> None:
    world = unlimited()
    torrent = added(world, megabytes=4_000)
    world.step(5)
    address = ("2001:db8::5", 6_881)
    assert world.sources.add_peers([torrent], [address]) == {torrent.hash: (1, 0)}
    for _ in range(20):
        world.step(1)
        assert "[2001:db8::5]:6881" in world.peers(torrent)
    world.sources.ban_peers(["2001:db8::5"])
    assert "[2001:db8::5]:6881" not in world.peers(torrent)
    assert world.preferences["banned_IPs"] == "2001:db8::5"
    assert [entry.ip for entry in world.log.peers()] == ["2001:db8::5"]
    assert world.sources.add_peers([torrent], [address]) == {torrent.hash: (0, 1)}
    world.settings.write({"banned_IPs": ""})
    assert world.sources.add_peers([torrent], [address]) == {torrent.hash: (1, 0)}


def test_a_peer_that_a_preference_bans_goes_at_once() -> None:
    world = unlimited()
    torrent = added(world, megabytes=4_000)
    world.step(5)
    first, second = ("192.0.2.1", 6_881), ("2001:db8::5", 6_881)
    world.sources.add_peers([torrent], [first, second])
    before, revision = torrent.connections_count, world.revision
    world.settings.write({"banned_IPs": "192.0.2.1\n2001:0db8::0005"})
    assert torrent.connections_count == before - 2
    assert list(world.changed_since(revision)) == [torrent]
    assert world.banned.isdisjoint(peer.ip for peer in world.peers(torrent).values())
    assert list(world.log.peers()) == []


def test_a_duplicate_is_refused_and_its_trackers_are_kept_if_wanted() -> None:
    world = World()
    torrent = added(world)
    magnet = f"magnet:?xt=urn:btih:{torrent.hash}&tr=http%3A%2F%2Fmore.example"
    with pytest.raises(Conflict):
        world.adding.add_source(magnet, AddOptions())
    assert len(torrent.trackers) == 1
    world.settings.write({"merge_trackers": True})
    with pytest.raises(Conflict):
        world.adding.add_source(magnet, AddOptions())
    assert [tracker.url for tracker in torrent.trackers] == [TRACKER, "http://more.example"]
    assert [entry.type for entry in world.log.entries(Level.WARNING)] == [Level.WARNING] * 2


def test_peers_fall_silent_with_their_torrent() -> None:
    world = unlimited()
    torrent = added(world, megabytes=4_000)
    world.step(20)
    assert any(peer.dl_speed for peer in world.peers(torrent).values())
    torrent.supply = torrent.demand = 0
    world.step(1)
    peers = world.peers(torrent).values()
    assert peers
    assert {(peer.dl_speed, peer.up_speed) for peer in peers} == {(0, 0)}


def test_peers_are_at_work_at_the_first_look() -> None:
    world = unlimited()
    torrent = added(world, megabytes=4_000)
    world.step(20)
    speed = sum(peer.dl_speed for peer in world.peers(torrent).values())
    assert 0.9 * torrent.dlspeed < speed <= torrent.dlspeed


@pytest.mark.parametrize("complete", [True, False])
def test_a_leech_that_has_everything_is_a_seed_and_leaves_another(complete: bool) -> None:
    world = unlimited()
    torrent = added(world, complete=complete)
    world.step(8)
    torrent.supply = 0
    for peer in world.peers(torrent).values():
        peer.progress = 1.0 if peer.progress == 1 else 0.9
        peer.host_name = "met"
    before = torrent.num_complete, torrent.num_incomplete
    until(world, lambda: torrent.num_complete > before[0])
    assert torrent.num_incomplete < before[1]
    grown = [peer for peer in world.peers(torrent).values()
             if peer.host_name == "met" and peer.progress == 1 and peer.uploaded]  # fmt: skip
    assert bool(grown) == (not complete)


def test_nobody_asks_for_data_or_gives_it_where_nobody_is() -> None:
    world = unlimited()
    torrent = added(world)
    torrent.num_complete = torrent.num_incomplete = 0
    world.tempers[HOST] = Temper.UNREACHABLE
    world.step(60)
    assert (torrent.state, torrent.downloaded, torrent.uploaded) == ("stalledDL", 0, 0)


def test_a_torrent_that_starts_announces_itself() -> None:
    world = unlimited()
    torrent = added(world)
    world.step(5)
    world.control.stop([torrent])
    world.step(5)
    assert not torrent.trackers[0].updating
    world.control.start([torrent])
    assert torrent.trackers[0].updating


def test_trackers_of_many_torrents_answer_one_after_the_other() -> None:
    world = unlimited()
    torrents = [added(world, f"torrent {number}", megabytes=2) for number in range(300)]
    world.step(3)
    world.control.reannounce(torrents)
    world.step(1)
    assert 0 < sum(torrent.trackers[0].updating for torrent in torrents) < 300
    world.step(1)
    assert not any(torrent.trackers[0].updating for torrent in torrents)
