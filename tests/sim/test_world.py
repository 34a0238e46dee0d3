"""Whatever clients do and however time passes, the world stays consistent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qbtui.sim.changes.adding import AddOptions
from qbtui.sim.refusals import BadRequest, Conflict, NotFound
from qbtui.sim.share_limits import ShareLimits
from qbtui.sim.torrent import SimTorrent
from qbtui.sim.world import World
from tests.sim.coherence import consistent
from tests.sim.visitor import make_server
from tests.sim.worlds import TRACKER, added, content, unlimited, until

MONDAY_AT_HALF_PAST_NINE = 1_767_000_600
"""UTC."""
Act = Callable[[World, list[SimTorrent]], object]

ACTS: dict[str, Act] = {
    "start": lambda world, some: world.control.start(some),
    "stop": lambda world, some: world.control.stop(some),
    "force": lambda world, some: world.control.set_force_start(some, True),
    "delete": lambda world, some: world.control.delete(some[:1], delete_files=True),
    "recheck": lambda world, some: world.control.recheck(some),
    "reannounce": lambda world, some: world.control.reannounce(some),
    "top": lambda world, some: world.queue.top(some),
    "bottom": lambda world, some: world.queue.bottom(some),
    "increase": lambda world, some: world.queue.increase(some),
    "decrease": lambda world, some: world.queue.decrease(some),
    "skip a file": lambda world, some: world.files.set_priority(some[0], [0], 0),
    "want a file": lambda world, some: world.files.set_priority(some[0], [0], 7),
    "move": lambda world, some: world.location.set_location(some, f"/srv/{int(world.now) % 3}"),
    "sequential": lambda world, some: world.control.toggle_sequential(some),
    "limit": lambda world, some: world.limits.set_download(some, 300_000),
    "share": lambda world, some: world.limits.set_share(some, ShareLimits(ratio=0.3)),
    "queueing": lambda world, some: world.settings.write(
        {"queueing_enabled": not world.flag("queueing_enabled")}
    ),
    "category": lambda world, some: world.labels.ensure_category("a/b"),
    "fill the disk": lambda world, some: setattr(world.disk, "free", 0),
    "empty the disk": lambda world, some: setattr(world.disk, "free", 1 << 40),
    "unplug": lambda world, some: setattr(world.disk, "unmounted", (some[0].save_path,)),
    "plug in": lambda world, some: setattr(world.disk, "unmounted", ()),
    "look at peers": lambda world, some: [world.peers(torrent) for torrent in some],
    "add": lambda world, some: added(world, f"more {world.revision}", megabytes=20),
    "magnet": lambda world, some: world.adding.add_source(f"{world.revision:040x}", AddOptions()),
}
"""What clients and the world do to each other."""


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(ACTS)), st.sampled_from((0.3, 1, 7, 60)), st.integers(1, 7)
        ),
        max_size=25,
    )
)
def test_a_world_stays_consistent(script: list[tuple[str, float, int]]) -> None:
    world = World(5)
    for number in range(4):
        added(world, f"torrent {number}", megabytes=30 + 60 * number, complete=number == 3)
    for name, seconds, mask in script:
        chosen = [each for bit, each in enumerate(world.torrents.values()) if mask >> bit & 1]
        try:
            if chosen:
                ACTS[name](world, chosen)
        except Conflict:
            assert name in {"top", "bottom", "increase", "decrease"} or "file" in name
        world.step(seconds)
        consistent(world)


@pytest.mark.parametrize("alternative", [False, True])
def test_global_limits_are_kept(alternative: bool) -> None:
    world = unlimited()
    torrents = [added(world, f"torrent {number}", megabytes=4_000) for number in range(4)]
    limits = (700, 90) if alternative else (1_500, 200)
    names = ("alt_dl_limit", "alt_up_limit") if alternative else ("dl_limit", "up_limit")
    world.limits.set_alternative(alternative)
    world.settings.write({name: 1_024 * limit for name, limit in zip(names, limits, strict=True)})
    world.step(200)
    down = sum(torrent.downloaded for torrent in torrents) / 1_024 / 200
    up = sum(torrent.uploaded for torrent in torrents) / 1_024 / 200
    assert 0.8 * limits[0] < down <= limits[0]
    assert 0.8 * limits[1] < up <= limits[1]


def test_a_limit_of_a_torrent_is_kept() -> None:
    world = unlimited()
    slow, free = (added(world, name, megabytes=4_000) for name in ("slow", "free"))
    world.limits.set_download([slow], 250_000)
    world.limits.set_upload([slow], 20_000)
    world.step(100)
    assert 0.8 * 250_000 < slow.downloaded / 100 <= 250_000
    assert 0.8 * 20_000 < slow.uploaded / 100 <= 20_000
    assert free.downloaded > 8 * slow.downloaded


def test_the_queue_lets_few_download_and_moves_up() -> None:
    world = World()
    world.settings.write({"max_active_downloads": 2})
    torrents = [added(world, f"torrent {number}") for number in range(4)]
    world.step(3)
    assert [torrent.state for torrent in torrents] == ["downloading"] * 2 + ["queuedDL"] * 2
    world.queue.top([torrents[3]])
    assert [torrent.priority for torrent in torrents] == [2, 3, 4, 1]
    world.step(2)
    assert torrents[3].state == "downloading"
    assert torrents[1].state == "queuedDL"
    world.control.set_force_start([torrents[1]], True)
    world.step(2)
    assert torrents[1].state == "forcedDL"
    until(world, lambda: all(torrent.finished for torrent in torrents))
    assert [torrent.priority for torrent in torrents] == [0] * 4


def test_the_queue_lets_few_seed() -> None:
    world = World()
    world.settings.write({"max_active_uploads": 1})
    torrents = [added(world, f"torrent {number}", complete=True) for number in range(3)]
    world.step(3)
    assert [torrent.state for torrent in torrents] == ["uploading", "queuedUP", "queuedUP"]
    world.settings.write({"queueing_enabled": False})
    world.step(3)
    assert {torrent.state for torrent in torrents} == {"uploading"}


def test_queue_moves_keep_the_order_of_the_moved() -> None:
    world = World()
    a, b, c, d = (added(world, name) for name in "abcd")
    world.queue.bottom([b, a])
    assert [torrent.priority for torrent in (c, d, a, b)] == [1, 2, 3, 4]
    world.queue.increase([a, b])
    assert [torrent.priority for torrent in (c, a, b, d)] == [1, 2, 3, 4]
    world.queue.decrease([c])
    assert [torrent.priority for torrent in (a, c, b, d)] == [1, 2, 3, 4]
    world.settings.write({"queueing_enabled": False})
    assert a.priority == 1
    with pytest.raises(Conflict):
        world.queue.top([a])


def test_changes_and_removals_are_told_from_a_revision_on() -> None:
    world = unlimited()
    first, second = added(world, "first"), added(world, "second", complete=True)
    world.control.stop([first, second])
    world.step(5)
    revision = world.revision
    world.step(5)
    assert list(world.changed_since(revision)) == []
    world.control.rename(first, "renamed")
    assert list(world.changed_since(revision)) == [first]
    world.control.delete([second], delete_files=False)
    assert world.removed_since(revision) == [second.hash]
    with pytest.raises(NotFound):
        world.find(second.hash)
    assert world.find(first.hash) is first
    assert list(world.torrents.values()) == [first]


def test_what_came_back_has_changed_and_is_not_gone() -> None:
    world = unlimited()
    torrent = added(world, "back")
    revision = world.revision
    world.control.delete([torrent], delete_files=False)
    between = world.revision
    assert list(world.changed_since(revision)) == []
    world.insert([torrent])
    assert list(world.changed_since(between)) == [torrent]
    assert world.removed_since(revision) == []
    world.control.delete([torrent], delete_files=False)
    assert world.removed_since(between) == [torrent.hash]
    assert world.removed_since(world.revision) == []


def test_categories_nest_and_their_torrents_follow() -> None:
    world = World()
    options = AddOptions(category="films/silent", auto_tmm=True, skip_checking=True)
    torrent = added(world, options=options)
    labels = world.labels
    assert list(labels.categories) == ["films", "films/silent"]
    assert torrent.save_path == "/srv/torrents/films/silent"
    world.settings.write({"category_changed_tmm_enabled": True})
    assert labels.edit_category("films", "/media")
    until(world, lambda: torrent.save_path == "/media/silent")
    assert not labels.edit_category("films", "/media")
    labels.remove_categories(["films/silent"])
    assert torrent.category == "films"
    with pytest.raises(NotFound):
        labels.edit_category("unknown", "/x")
    for name in ("films", "/x", "x/", "x//y", "a\\b"):
        with pytest.raises(Conflict):
            labels.create_category(name)
    with pytest.raises(BadRequest):
        labels.create_category("")
    with pytest.raises(Conflict):
        labels.set_category([torrent], "unknown")


def test_tags_are_made_given_and_taken() -> None:
    world = World()
    torrent = added(world, options=AddOptions(tags=frozenset({"a"})))
    world.labels.add_tags([torrent], ["b", " c "])
    assert torrent.tags == {"a", "b", "c"}
    assert set(world.labels.tags) == {"a", "b", "c"}
    world.labels.delete_tags(["a"])
    world.labels.remove_tags([torrent], ["b"])
    assert torrent.tags == {"c"}
    world.labels.set_tags([torrent], ["x", "b"])
    assert torrent.tags == {"x", "b"}
    world.labels.remove_tags([torrent], [])
    assert torrent.tags == frozenset()
    assert set(world.labels.tags) == {"b", "c", "x"}


def test_an_address_is_fetched_after_a_while_or_fails_in_the_log() -> None:
    world = World()
    world.adding.remote["https://example.org/a.torrent"] = content().encode()
    world.adding.remote["https://example.org/page"] = b"<html>"
    for name in ("a.torrent", "page", "missing"):
        assert world.adding.add_source(f"https://example.org/{name}", AddOptions()) is None
    assert world.torrents == {}
    world.step(3)
    assert [torrent.name for torrent in world.torrents.values()] == ["Album"]
    messages = [entry.message for entry in world.log.entries()]
    assert sum("Failed to load" in message for message in messages) == 2


def test_an_address_without_a_host_keeps_no_other_from_being_fetched() -> None:
    world = World()
    world.adding.finds_everything = True
    for url in ("http://[", "https://example.org/a.torrent"):
        world.adding.add_source(url, AddOptions())
    world.step(3)
    assert [torrent.name for torrent in world.torrents.values()] == ["a"]
    assert any("http://[" in entry.message for entry in world.log.entries())


@pytest.mark.parametrize("follows", [True, False])
def test_an_automatic_torrent_follows_its_category_or_becomes_manual(follows: bool) -> None:
    world = World()
    world.settings.write({"torrent_changed_tmm_enabled": follows})
    world.labels.create_category("books", "/media/books")
    torrent = added(world, options=AddOptions(auto_tmm=True, skip_checking=True))
    world.labels.set_category([torrent], "books")
    world.step(10)
    assert torrent.auto_tmm == follows
    assert torrent.save_path == ("/media/books" if follows else "/srv/torrents")


def test_automatic_management_brings_a_torrent_home() -> None:
    world = World()
    world.labels.create_category("books", "books")
    torrent = added(world, options=AddOptions(category="books", save_path="/x", skip_checking=True))
    assert (torrent.auto_tmm, torrent.save_path) == (False, "/x")
    world.control.set_auto_management([torrent], True)
    until(world, lambda: torrent.save_path == "/srv/torrents/books")
    world.location.set_save_path([torrent], "/y")
    assert torrent.move is None
    world.location.set_location([torrent], "/y")
    until(world, lambda: torrent.save_path == "/y")
    assert not torrent.auto_tmm


def test_statistics_add_up() -> None:
    world = unlimited()
    torrent = added(world)
    until(world, lambda: torrent.finished)
    world.step(5)
    statistics = world.statistics
    assert statistics.dl_info_data == statistics.alltime_dl == torrent.downloaded_session
    assert statistics.up_info_data == statistics.alltime_ul == torrent.uploaded_session
    assert statistics.up_info_speed == torrent.upspeed
    assert statistics.global_ratio == pytest.approx(torrent.ratio)
    assert statistics.total_peer_connections == torrent.connections_count


def test_before_there_were_subcategories_a_slash_was_part_of_a_name() -> None:
    world = World(release="4.5.2")
    world.labels.create_category("a/b")
    assert list(world.labels.categories) == ["a/b"]
    assert world.labels.save_path("a/b") == "/srv/torrents/a/b"


def test_incomplete_folders_of_categories_fall_back_to_the_general_one() -> None:
    world = World()
    for name, folder in (("own", "/tmp/own"), ("none", False), ("general", None), ("below", "x")):
        world.labels.create_category(name, download_path=folder)
    general = "/srv/torrents/temp"
    assert world.labels.download_path("general") == ""
    world.settings.write({"temp_path_enabled": True})
    assert [world.labels.download_path(name) for name in world.labels.categories] == [
        "/tmp/own", "", f"{general}/general", f"{general}/x",
    ]  # fmt: skip


def test_new_seeds_and_those_that_are_needed_have_the_slots() -> None:
    world = World()
    world.settings.write({"max_active_uploads": 1, "dont_count_slow_torrents": False})
    plenty, rare = (added(world, name, complete=True) for name in ("plenty", "rare"))
    for torrent in (plenty, rare):
        torrent.seeding_before = 1e6
    plenty.num_complete, rare.num_complete = 500, 1
    world.step(3)
    assert [torrent.state for torrent in (plenty, rare)] == ["queuedUP", "uploading"]
    fresh = added(world, "fresh", complete=True)
    world.step(3)
    assert [torrent.state for torrent in (rare, fresh)] == ["queuedUP", "uploading"]


def test_an_alternative_limit_holds_from_the_next_moment_on() -> None:
    world = unlimited()
    torrents = [added(world, f"torrent {number}", megabytes=4_000) for number in range(3)]
    world.settings.write({"alt_dl_limit": 200 << 10, "alt_up_limit": 50 << 10})
    world.step(20)
    assert world.statistics.dl_info_speed > 200 << 10
    world.limits.set_alternative(True)
    world.step(1)
    assert sum(torrent.dlspeed for torrent in torrents) <= 200 << 10
    assert sum(torrent.upspeed for torrent in torrents) <= 50 << 10
    world.limits.set_alternative(False)
    world.step(20)
    assert world.statistics.dl_info_speed > 200 << 10


@pytest.mark.parametrize(
    ("hours", "days", "is_on"),
    [
        ((9, 10), 0, True),
        ((10, 9), 0, False),
        ((10, 11), 0, False),
        ((11, 10), 0, True),
        ((9, 10), 1, True),
        ((9, 10), 2, False),
        ((9, 10), 3, True),
        ((9, 10), 4, False),
    ],
)
def test_the_schedule_turns_the_alternative_limits_on(
    hours: tuple[int, int], days: int, is_on: bool
) -> None:
    world = World(now=MONDAY_AT_HALF_PAST_NINE)
    world.settings.write(_schedule(hours, days))
    world.step(1)
    assert world.alternative == is_on


def test_the_schedule_counts_when_it_begins_and_ends() -> None:
    world = World(now=MONDAY_AT_HALF_PAST_NINE)
    world.settings.write(_schedule((9, 10), 0))
    world.step(1)
    world.limits.set_alternative(False)
    world.step(60)
    assert not world.alternative
    world.limits.set_alternative(True)
    world.step(3_600)
    assert not world.alternative


def _schedule(hours: tuple[int, int], days: int) -> dict[str, object]:
    start, end = hours
    return {
        "scheduler_enabled": True,
        "schedule_from_hour": start,
        "schedule_from_min": 0,
        "schedule_to_hour": end,
        "schedule_to_min": 0,
        "scheduler_days": days,
    }


@pytest.mark.parametrize(("release", "tiers"), [("4.5.2", [0, 0, 0]), ("5.1.0", [0, 1, 2])])
def test_the_preferences_add_trackers(release: str, tiers: list[int]) -> None:
    world = make_server(release).world
    urls = f"https://a.example/x\n\n {TRACKER}\nhttps://b.example/x "
    world.settings.write({"add_trackers_enabled": True, "add_trackers": urls})
    torrent = added(world)
    found = [(tracker.url, tracker.tier) for tracker in torrent.trackers]
    wanted = [TRACKER, "https://a.example/x", "https://b.example/x"]
    assert found == list(zip(wanted, tiers, strict=True))
    assert world.sources.index.keys() == set(wanted)
    private = world.adding.add_metainfo(content("Private", private=True), AddOptions())
    assert [tracker.url for tracker in private.trackers] == [TRACKER]
