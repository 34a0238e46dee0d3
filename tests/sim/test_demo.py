"""The demonstration shows every state, and stays quick when it is big."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

import pytest

from qbtui.sim.changes.adding import AddOptions
from qbtui.sim.demo import demo_world, populate
from qbtui.sim.rows import Rows
from qbtui.sim.torrent import NEVER, SimTorrent
from qbtui.sim.world import World
from tests.sim.coherence import STATES, consistent
from tests.sim.worlds import shown

RESERVED = (".example", ".test", ".example.org", ".invalid")
DOCUMENTATION = tuple(
    map(
        ipaddress.ip_network,
        ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32"),
    )
)


@pytest.fixture(scope="module")
def world() -> World:
    return demo_world()


def described(torrent: SimTorrent) -> tuple[object, ...]:
    return torrent.hash, torrent.state, torrent.completed, torrent.uploaded, torrent.num_leechs


def test_every_state_is_there(world: World) -> None:
    assert {torrent.state for torrent in world.torrents.values()} == STATES


def test_there_are_as_many_as_asked_for() -> None:
    assert len(demo_world(7).torrents) == 7
    assert len(demo_world(200).torrents) == 200


def test_the_same_seed_gives_the_same_world(world: World) -> None:
    again = demo_world()
    assert [*map(described, again.torrents.values())] == [*map(described, world.torrents.values())]


def test_a_hash_is_that_of_the_torrent_file(world: World) -> None:
    for torrent in world.torrents.values():
        if torrent.has_metadata:
            assert torrent.metainfo.hash == torrent.hash


def test_tracker_names_are_reserved_for_examples(world: World) -> None:
    hosts = {urlsplit(url).hostname or "" for url in world.sources.index}
    assert hosts
    assert all(f".{host}".endswith(RESERVED) for host in hosts)


def test_peers_have_addresses_for_documentation(world: World) -> None:
    met = [peer for torrent in world.torrents.values() for peer in world.peers(torrent).values()]
    assert len(met) > 50
    for peer in met:
        address = ipaddress.ip_address(peer.ip)
        assert any(address in network for network in DOCUMENTATION)


def test_there_is_trouble_with_trackers(world: World) -> None:
    rows = [*map(shown, world.torrents.values())]
    for trouble in ("has_tracker_warning", "has_tracker_error", "has_other_announce_error"):
        assert any(row[trouble] for row in rows)


def test_a_multitude_is_as_varied_and_only_looks_at_few() -> None:
    world = World(3)
    populate(world, 3_000)
    names = {torrent.name for torrent in world.torrents.values()}
    assert len(names) == len(world.torrents) == 3_000
    world.step(30)
    states = {torrent.state for torrent in world.torrents.values()}
    assert {"downloading", "uploading", "stalledUP", "queuedDL", "stoppedUP", "error"} <= states
    revision = world.revision
    world.step(1)
    assert 0 < len(list(world.changed_since(revision))) < 600


def test_files_of_a_multitude_are_made_up_when_asked_for() -> None:
    world = World(3)
    populate(world, 300)
    for torrent in world.torrents.values():
        files = torrent.content.files
        assert sum(file.size for file in files) == torrent.total_size
        assert sum(file.done for file in files) == torrent.completed
        assert torrent.content.states.count(2) == torrent.pieces_have
        assert torrent.content.top == (torrent.name if len(files) > 1 else files[0].path)


def test_a_list_of_a_multitude_makes_up_no_files() -> None:
    world = World()
    populate(world, 300)
    rows = Rows(world, world.release)
    rows.refresh()
    assert all(row["content_path"] for row in rows.torrents.values())
    assert all(callable(torrent.content.origin) for torrent in world.torrents.values())


def test_what_torrents_remember_is_in_order(world: World) -> None:
    for torrent in world.torrents.values():
        assert torrent.creation_date < torrent.added_on <= world.now
        assert torrent.completion_on == NEVER or torrent.added_on <= torrent.completion_on
        for moment in (torrent.last_activity, torrent.seen_complete):
            assert moment == NEVER or torrent.added_on <= moment <= world.now
        assert torrent.time_active <= world.now - torrent.added_on
        assert torrent.seeding_time <= world.now - max(torrent.completion_on, torrent.added_on)


def test_nobody_with_the_metadata_is_connected_to_a_magnet(world: World) -> None:
    magnets = [torrent for torrent in world.torrents.values() if not torrent.has_metadata]
    assert magnets
    assert all(torrent.num_seeds == torrent.num_complete == 0 for torrent in magnets)


def test_what_is_started_in_a_demonstration_gets_going() -> None:
    world = demo_world()
    stopped = [torrent for torrent in world.torrents.values() if torrent.stopped or torrent.error]
    world.control.set_force_start(stopped, True)
    world.step(60)
    assert {torrent.state for torrent in stopped} == {"forcedDL", "forcedUP"}
    downloads = [torrent for torrent in stopped if torrent.state == "forcedDL"]
    assert all(torrent.dlspeed for torrent in downloads)


def test_there_is_a_torrent_at_every_address() -> None:
    world = demo_world(5)
    address = "https://example.org/files/A%20free%20film.torrent?key=1"
    assert world.adding.add_source(address, AddOptions()) is None
    world.step(5)
    assert [*world.torrents.values()][5].name == "A free film"


def test_a_demonstration_stays_coherent_while_it_is_looked_at() -> None:
    world = demo_world()
    for _ in range(60):
        for torrent in world.torrents.values():
            world.peers(torrent)
        world.step(1)
        consistent(world)


def test_a_demonstration_is_alive_after_many_hours() -> None:
    world = demo_world()
    for _ in range(36):
        world.step(600)
    states = {torrent.state for torrent in world.torrents.values()}
    assert {"downloading", "queuedDL", "stalledDL", "uploading", "stalledUP"} <= states
    assert world.statistics.dl_info_speed > 100_000 < world.statistics.up_info_speed
    assert 60 < len(world.torrents) < 100
    assert world.disk.free > 1 << 40


def test_what_arrives_by_itself_comes_as_file_or_magnet_and_goes_again() -> None:
    world = demo_world(5)
    revision, states = world.revision, set()
    for _ in range(2_000):
        world.step(3)
        states |= {torrent.state for torrent in [*world.torrents.values()][5:]}
    assert {"metaDL", "downloading", "uploading"} <= states
    assert world.removed_since(revision)


def test_the_metadata_of_what_arrived_goes_with_it() -> None:
    world = demo_world(5)
    most = 0
    for _ in range(80):
        world.step(300)
        assert len(world.adding.unpublished) <= len(world.torrents)
        most = max(most, len(world.adding.unpublished))
    assert most
