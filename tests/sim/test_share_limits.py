"""A torrent that has seeded enough ends as its limits say."""

from __future__ import annotations

from math import inf, nan

import pytest

from qbtui.sim.share_limits import ShareLimits
from qbtui.sim.torrent import ENDLESS
from qbtui.sim.world import World
from tests.sim.worlds import added, unlimited, until


@pytest.mark.parametrize(
    ("action", "outcome"),
    [
        ("Stop", "stoppedUP"),
        ("EnableSuperSeeding", "super"),
        ("Remove", "gone"),
        ("RemoveWithContent", "gone with files"),
    ],
)
def test_a_share_limit_is_acted_on(action: str, outcome: str) -> None:
    world = unlimited()
    torrent = added(world, megabytes=2, complete=True)
    free = world.disk.free
    world.limits.set_share([torrent], ShareLimits(ratio=1.0, action=action))
    world.step(60)
    gone = torrent.hash not in world.torrents
    assert gone == outcome.startswith("gone")
    assert (world.disk.free > free) == (outcome == "gone with files")
    assert torrent.super_seeding == (outcome == "super")
    assert (torrent.state == "stoppedUP") == (outcome == "stoppedUP")
    assert torrent.ratio >= 1


def test_both_limits_have_to_be_reached_when_all_must_match() -> None:
    world = unlimited()
    torrent = added(world, megabytes=2, complete=True)
    world.limits.set_share([torrent], ShareLimits(ratio=0.1, seeding_time=2, mode="MatchAll"))
    world.step(100)
    assert torrent.ratio > 0.1
    assert torrent.state != "stoppedUP"
    assert 0 < torrent.eta <= 30
    world.step(30)
    assert torrent.state == "stoppedUP"


def test_a_forced_torrent_seeds_for_ever() -> None:
    world = unlimited()
    torrent = added(world, megabytes=2, complete=True)
    world.limits.set_share([torrent], ShareLimits(seeding_time=0))
    world.control.set_force_start([torrent], True)
    world.step(30)
    assert torrent.state == "forcedUP"


def test_the_global_limit_is_in_force_without_an_own_one() -> None:
    world = World()
    world.settings.write({"max_ratio_enabled": True, "max_ratio": 3.0, "max_ratio_act": 1})
    torrent = added(world, complete=True)
    in_force = world.limits.in_force(torrent)
    assert (in_force.ratio, in_force.seeding_time, in_force.action) == (3.0, -1, "Remove")
    world.limits.set_share([torrent], ShareLimits(ratio=-1))
    assert world.limits.in_force(torrent).ratio == -1


def test_a_stopped_torrent_reaches_its_limits_too() -> None:
    world = unlimited()
    kept, gone = (added(world, name, megabytes=2, complete=True) for name in ("kept", "gone"))
    world.step(3)
    world.control.stop([kept, gone])
    world.limits.set_share([kept], ShareLimits(ratio=0))
    world.limits.set_share([gone], ShareLimits(ratio=0, action="Remove"))
    world.step(20)
    assert list(world.torrents.values()) == [kept]
    assert not any("share limit" in entry.message for entry in world.log.entries()
                   if kept.name in entry.message)  # fmt: skip


def test_the_limit_counts_the_ratio_that_is_shown() -> None:
    world = unlimited()
    torrent = added(world, megabytes=200, complete=True)
    torrent.downloaded = torrent.total_size // 2
    world.limits.set_share([torrent], ShareLimits(ratio=0.2))
    until(world, lambda: torrent.stopped)
    assert torrent.ratio == pytest.approx(0.2, abs=0.05)


@pytest.mark.parametrize("ratio", [inf, nan, 1e300, 1e308])
def test_a_ratio_beyond_all_measure_is_never_reached(ratio: float) -> None:
    world = unlimited()
    torrent = added(world, megabytes=2, complete=True)
    world.limits.set_share([torrent], ShareLimits(ratio=ratio))
    world.step(60)
    assert (torrent.stopped, torrent.eta) == (False, ENDLESS)


@pytest.mark.parametrize("ratio", [1e300, 10**400, "inf"])
def test_so_is_one_that_is_for_all(ratio: object) -> None:
    world = unlimited()
    torrent = added(world, megabytes=2, complete=True)
    world.settings.write({"max_ratio_enabled": True, "max_ratio": ratio})
    world.step(60)
    assert (torrent.stopped, torrent.eta) == (False, ENDLESS)
