"""A torrent lives as on a real server: it downloads, seeds, moves, fails, and says so."""

from __future__ import annotations

import pytest

from qbtui.sim.changes.adding import AddOptions
from qbtui.sim.metainfo import HYBRID, make
from qbtui.sim.refusals import Conflict
from qbtui.sim.torrent import ENDLESS
from qbtui.sim.world import World
from tests.sim.worlds import MEGABYTE, added, content, states, unlimited, until

MAGNET = "magnet:?xt=urn:btih:" + "ab" * 20 + "&dn=Sintel&tr=udp%3A%2F%2Ft.example%3A1"


def test_a_torrent_downloads_and_then_seeds() -> None:
    world = unlimited()
    free = world.disk.free
    torrent = added(world)
    assert torrent.eta == ENDLESS
    seen = states(world, torrent, 60)
    assert seen[:3] == ["checkingResumeData", "downloading", "uploading"]
    assert torrent.progress == 1
    assert torrent.amount_left == 0
    assert torrent.downloaded == torrent.total_size == free - world.disk.free
    assert torrent.uploaded > 0
    assert torrent.added_on < torrent.completion_on <= world.now
    assert 0 < torrent.seeding_time < torrent.time_active <= 60
    assert all(file.progress == 1 for file in torrent.content.files)
    assert set(torrent.content.states) == {2}


def test_rates_change_smoothly() -> None:
    world = unlimited()
    torrent = added(world, megabytes=2_000)
    world.step(20)
    before = torrent.dlspeed
    for _ in range(60):
        world.step(1)
        assert 0.75 < torrent.dlspeed / before < 1.33
        before = torrent.dlspeed


def test_the_remaining_time_follows_the_rate() -> None:
    world = unlimited()
    torrent = added(world)
    world.step(8)
    assert torrent.eta == torrent.amount_left // torrent.dlspeed


def test_without_seeds_a_download_stalls() -> None:
    world = unlimited()
    torrent = added(world)
    torrent.supply = 0
    world.step(3)
    assert (torrent.state, torrent.dlspeed, torrent.eta) == ("stalledDL", 0, ENDLESS)


def test_a_seed_that_nobody_asks_stalls() -> None:
    world = unlimited()
    torrent = added(world, complete=True)
    torrent.appetite = torrent.demand = 0
    world.step(3)
    assert torrent.state == "stalledUP"


@pytest.mark.parametrize(("complete", "word"), [(False, "DL"), (True, "UP")])
def test_a_torrent_stops_and_starts(complete: bool, word: str) -> None:
    world = unlimited()
    torrent = added(world, complete=complete)
    world.step(5)
    world.control.stop([torrent])
    active = torrent.time_active
    assert torrent.state == f"stopped{word}"
    world.step(10)
    assert (torrent.dlspeed, torrent.upspeed, torrent.connections_count) == (0, 0, 0)
    assert torrent.time_active == active
    assert 1 not in torrent.content.states
    world.control.set_force_start([torrent], True)
    world.step(5)
    assert torrent.state == f"forced{word}"
    world.control.set_force_start([torrent], False)
    assert torrent.state in {"downloading", "uploading"}


def test_a_magnet_fetches_its_metadata() -> None:
    world = unlimited()
    torrent = world.adding.add_source(MAGNET, AddOptions())
    assert torrent is not None
    world.step(1)
    assert torrent.state == "metaDL"
    assert (torrent.size, torrent.pieces_num, torrent.content.files) == (-1, -1, [])
    assert (torrent.private, torrent.content_path) == (None, "")
    with pytest.raises(Conflict):
        torrent.metainfo.encode()
    world.control.set_force_start([torrent], True)
    assert torrent.state == "forcedMetaDL"
    until(world, lambda: torrent.has_metadata)
    assert torrent.hash == "ab" * 20
    assert torrent.size == sum(file.size for file in torrent.content.files) > 0
    assert torrent.name == "Sintel"
    assert torrent.magnet_uri == MAGNET


def test_the_id_of_a_magnet_changes_when_it_proves_to_be_a_hybrid() -> None:
    world = unlimited()
    hybrid = make("Both", [("Both", 90 * MEGABYTE)], MEGABYTE, version=HYBRID)
    world.adding.unpublished[hybrid.infohash_v1] = hybrid
    torrent = world.adding.add_source(hybrid.infohash_v1, AddOptions())
    assert torrent is not None
    revision, old = world.revision, torrent.hash
    until(world, lambda: torrent.has_metadata)
    assert world.torrents == {hybrid.hash: torrent}
    assert world.removed_since(revision) == [old]
    assert torrent.name == "Both"
    assert torrent.priority == 1


def test_a_magnet_can_stop_when_its_metadata_is_there() -> None:
    world = unlimited()
    torrent = world.adding.add_source(MAGNET, AddOptions(stop_condition="MetadataReceived"))
    assert torrent is not None
    until(world, lambda: torrent.has_metadata)
    assert torrent.state == "stoppedDL"


@pytest.mark.parametrize("stopped", [True, False])
def test_a_recheck_finds_what_there_was(stopped: bool) -> None:
    world = unlimited()
    torrent = added(world, complete=True)
    world.step(3)
    if stopped:
        world.control.stop([torrent])
    world.control.recheck([torrent])
    assert (torrent.state, torrent.completed, torrent.progress) == ("checkingUP", 0, 0)
    world.step(1)
    assert 0 < torrent.progress < 1
    completion = torrent.completion_on
    until(world, lambda: torrent.check is None)
    assert torrent.completed == torrent.total_size
    assert torrent.completion_on == completion
    assert torrent.state == ("stoppedUP" if stopped else "uploading")


def test_a_recheck_of_a_part_finds_the_part() -> None:
    world = unlimited()
    torrent = added(world)
    world.step(6)
    have = torrent.pieces_have
    world.control.recheck([torrent])
    assert torrent.state == "checkingDL"
    until(world, lambda: torrent.check is None)
    assert torrent.pieces_have == have > 0


def test_a_move_takes_time_by_size() -> None:
    world = unlimited()
    torrents = [added(world, name, megabytes=size, complete=True) for name, size in
                (("small", 2), ("big", 4_000))]  # fmt: skip
    world.step(3)
    world.location.set_location(torrents, "/mnt/other/")
    assert {torrent.state for torrent in torrents} == {"moving"}
    small, big = torrents
    assert until(world, lambda: small.move is None) <= 3
    assert until(world, lambda: big.move is None) > 10
    assert [torrent.content_path for torrent in torrents] == ["/mnt/other/small", "/mnt/other/big"]
    assert all("Destination" in entry.message for entry in list(world.log.entries())[-2:])


def test_a_full_disk_is_an_error_until_there_is_room() -> None:
    world = unlimited()
    world.disk.free = 20 * MEGABYTE
    torrent = added(world)
    until(world, lambda: torrent.state == "error")
    assert world.disk.free == 0
    assert "No space" in list(world.log.entries())[-1].message
    world.disk.free = 1 << 30
    world.step(5)
    assert torrent.state == "error"
    world.control.start([torrent])
    until(world, lambda: torrent.state == "uploading")


def test_lost_files_are_found_again_when_the_disk_is_back() -> None:
    world = unlimited()
    torrent = added(world, complete=True)
    world.step(3)
    world.disk.unmounted = (torrent.save_path,)
    world.step(2)
    assert torrent.state == "missingFiles"
    world.control.start([torrent])
    until(world, lambda: torrent.check is None)
    world.step(1)
    assert torrent.state == "missingFiles"
    world.disk.unmounted = ()
    world.control.recheck([torrent])
    until(world, lambda: torrent.state == "uploading")


def test_incomplete_files_have_a_folder_of_their_own() -> None:
    world = unlimited()
    options = AddOptions(use_download_path=True, download_path="/tmp/part", save_path="/srv/x/")
    torrent = added(world, options=options)
    world.step(3)
    assert (torrent.content_path, torrent.root_path) == ("/tmp/part/Album", "/tmp/part/Album")
    assert states(world, torrent, 60)[-2:] == ["moving", "uploading"]
    assert torrent.content_path == "/srv/x/Album"


def test_the_ratio_of_what_was_never_downloaded_counts_what_is_there() -> None:
    world = unlimited()
    torrent = added(world, complete=True)
    torrent.uploaded = 2 * torrent.total_size
    assert torrent.ratio == 2
    empty = added(world, "Other")
    empty.uploaded = 5
    assert (empty.ratio, empty.popularity) == (-1, None)


def test_files_that_are_skipped_do_not_arrive() -> None:
    world = unlimited()
    torrent = added(world)
    world.files.set_priority(torrent, [1, 2], 0)
    assert torrent.size == 32 * MEGABYTE
    until(world, lambda: torrent.finished)
    done = [file.progress for file in torrent.content.files]
    assert done[0] == 1
    assert done[1] < 0.1
    assert torrent.completion_on > 0
    world.files.set_priority(torrent, [1], 7)
    assert torrent.completion_on == -1
    assert torrent.priority == 1
    until(world, lambda: torrent.content.files[1].progress == 1)


def test_a_sequential_download_comes_in_order() -> None:
    world = unlimited()
    torrent = added(world, options=AddOptions(sequential=True, first_last=True))
    world.step(8)
    ends = {piece for file in torrent.content.files if file.size
            for piece in torrent.content.piece_range(file)}  # fmt: skip
    have = {piece for piece, state in enumerate(torrent.content.states) if state == 2}
    rest = sorted(have - ends)
    assert ends <= have
    assert rest == [piece for piece in range(max(rest) + 1) if piece not in ends]


def test_an_export_is_what_was_added() -> None:
    world = World()
    torrent = added(world)
    assert torrent.metainfo == content()
    assert torrent.metainfo.hash == torrent.hash


def test_a_second_recheck_begins_again_and_finds_the_same() -> None:
    world = unlimited()
    torrent = added(world, megabytes=2_000, complete=True)
    world.step(3)
    world.control.stop([torrent])
    world.control.recheck([torrent])
    world.step(2)
    progress = torrent.progress
    world.control.recheck([torrent])
    assert torrent.progress == 0 < progress
    until(world, lambda: torrent.check is None)
    assert (torrent.state, torrent.amount_left) == ("stoppedUP", 0)


def test_checks_wait_for_each_other() -> None:
    world = unlimited()
    first, second = (added(world, name, complete=True) for name in ("first", "second"))
    world.step(3)
    world.control.recheck([first, second])
    world.step(1)
    assert first.progress > 0
    assert (second.state, second.progress) == ("checkingUP", 0)
    until(world, lambda: second.check is None)


def test_a_stopped_check_waits_for_the_start() -> None:
    world = unlimited()
    torrent = added(world, megabytes=2_000, complete=True)
    world.step(3)
    world.control.recheck([torrent])
    world.step(1)
    world.control.stop([torrent])
    found = torrent.pieces_have
    world.step(5)
    assert torrent.state == "stoppedDL"
    assert torrent.pieces_have == found
    world.control.start([torrent])
    until(world, lambda: torrent.state == "uploading")


def test_what_is_chosen_later_is_downloaded_too() -> None:
    world = unlimited()
    torrent = added(world)
    world.files.set_priority(torrent, [1, 2], 0)
    until(world, lambda: torrent.finished)
    world.files.set_priority(torrent, [1, 2], 1)
    assert torrent.state == "stalledDL"
    until(world, lambda: torrent.finished)
    assert all(file.progress == 1 for file in torrent.content.files)


def test_a_torrent_is_complete_when_the_rest_is_not_wanted_any_more() -> None:
    world = unlimited()
    torrent = added(world, options=AddOptions(sequential=True))
    until(world, lambda: torrent.content.files[0].progress == 1)
    assert torrent.state == "downloading"
    world.files.set_priority(torrent, [1, 2], 0)
    assert (torrent.progress, torrent.priority, torrent.completion_on) == (1, 0, int(world.now))
    world.step(5)
    assert torrent.state == "uploading"


def test_a_change_of_order_loses_nothing() -> None:
    world = unlimited()
    torrent = added(world, megabytes=4_000)
    world.step(10)
    for _ in range(20):
        before = torrent.completed
        world.control.toggle_sequential([torrent])
        world.control.toggle_first_last([torrent])
        assert torrent.completed == before
        world.step(0.1)
        assert torrent.completed >= before
    assert torrent.downloaded == torrent.completed


def test_a_torrent_can_stop_when_its_files_are_checked() -> None:
    world = unlimited()
    torrent = added(world, options=AddOptions(stop_condition="FilesChecked"))
    world.step(3)
    assert torrent.state == "stoppedDL"
    world.control.start([torrent])
    until(world, lambda: torrent.state == "uploading")


def test_a_stop_condition_strikes_once() -> None:
    world = unlimited()
    torrent = added(world, options=AddOptions(skip_checking=True, stop_condition="FilesChecked"))
    until(world, lambda: torrent.state == "stoppedUP")
    world.control.start([torrent])
    until(world, lambda: torrent.running)
    world.control.recheck([torrent])
    until(world, lambda: torrent.check is None)
    assert torrent.running


@pytest.mark.parametrize("checks", [False, True])
def test_the_disk_gets_back_what_is_not_wanted_any_more(checks: bool) -> None:
    world = unlimited()
    free = world.disk.free
    torrent = added(world)
    world.step(8)
    world.files.set_priority(torrent, [0], 0)
    world.step(2)
    if checks:
        world.control.recheck([torrent])
        world.step(0.1)
    assert world.disk.free < free
    world.control.delete([torrent], delete_files=True)
    assert world.disk.free == free


def test_files_chosen_during_a_check_count_when_it_is_done() -> None:
    world = unlimited()
    torrent = added(world, megabytes=2_000, complete=True)
    world.step(3)
    completion = torrent.completion_on
    world.control.recheck([torrent])
    world.step(1)
    world.files.set_priority(torrent, [0], 7)
    assert torrent.completion_on == completion
    until(world, lambda: torrent.check is None)
    assert (torrent.progress, torrent.priority) == (1, 0)
