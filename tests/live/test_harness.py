"""The harness itself: servers run, survive a restart, and really transfer."""

from __future__ import annotations

import hashlib

import pytest

from qbtui.sim.bencoding import bencode
from tests.live.server import Server
from tests.live.swarm import Swarm
from tests.live.torrents import Torrent
from tests.live.waiting import wait_for
from tests.live.website import Website

EXPECTED = {"bullseye": (4, 2), "bookworm": (4, 5), "trixie": (5, 1)}
"""Releases of suites that no longer move."""


def test_a_server_says_which_release_it_is(server: Server, suite: str) -> None:
    expected = EXPECTED.get(suite, (5, 2))
    assert server.version >= expected
    assert suite not in EXPECTED or server.version[:2] == expected


def test_a_torrent_survives_a_restart(own_server: Server) -> None:
    torrent = Torrent("survivor")
    own_server.add(torrent.metainfo, paused=True, stopped=True)
    wait_for(lambda: own_server.has_saved(torrent.hash), "the torrent to be saved")
    own_server.restart()
    wait_for(lambda: own_server.torrent(torrent.hash), "the torrent to be back")


def test_a_killed_server_starts_again(own_server: Server) -> None:
    own_server.kill()
    own_server.start()
    assert own_server.api("torrents/info") == []


def test_an_emptied_server_has_nothing_left(swarm: Swarm) -> None:
    server = swarm.leecher
    server.add(Torrent("left over").metainfo, category="films")
    server.set_preferences(dl_limit=5000, add_trackers_enabled=True, add_trackers="udp://a:1")
    server.api("torrents/createTags", tags="one,two")
    wait_for(server.torrents, "the torrent to be added")
    swarm.empty()
    assert server.torrents() == {}
    assert server.api("torrents/categories") == {}
    assert server.api("torrents/tags") == []
    preferences = server.api("app/preferences")
    assert (preferences["dl_limit"], preferences["add_trackers"]) == (0, "")


def test_a_download_is_under_way_with_a_real_peer(swarm: Swarm) -> None:
    torrent = swarm.tracked("under way")
    swarm.transfer(torrent)

    def comes_from_the_seeder() -> bool:
        row = swarm.leecher.torrent(torrent.hash)
        peers = swarm.leecher.api("sync/torrentPeers", hash=torrent.hash)["peers"]
        return row["state"] == "downloading" and swarm.seeder.peer in peers

    wait_for(comes_from_the_seeder, "the torrent to come from the seeder")
    row = swarm.leecher.torrent(torrent.hash)
    assert 0 < row["downloaded"] < row["size"]


@pytest.mark.long
def test_an_unlimited_download_brings_the_same_bytes(swarm: Swarm) -> None:
    torrent = Torrent("folder", files={"a.bin": 300_000, "deep/b.bin": 500_000})
    swarm.transfer(torrent, rate=0)
    wait_for(
        lambda: swarm.leecher.torrent(torrent.hash)["progress"] == 1, "the download to complete"
    )
    files = [swarm.leecher.downloads / "folder" / path for path in torrent.files]
    # What is complete may still be on its way to the disk.
    wait_for(
        lambda: torrent.content == b"".join(file.read_bytes() for file in files if file.exists()),
        "the same bytes on the disk",
    )


def test_a_tracker_is_working(swarm: Swarm) -> None:
    torrent = swarm.tracked("tracked")
    swarm.transfer(torrent)

    def working() -> bool:
        rows = swarm.leecher.api("torrents/trackers", hash=torrent.hash)
        return any(row["url"] == swarm.tracker and row["status"] == 2 for row in rows)

    wait_for(working, "the tracker to answer")


def test_a_server_adds_a_torrent_from_the_website(server: Server, website: Website) -> None:
    torrent = Torrent("by link")
    server.api("torrents/add", urls=website.publish("by-link.torrent", torrent.metainfo))
    wait_for(lambda: server.torrent(torrent.hash), "the torrent to be fetched")


@pytest.mark.parametrize(
    ("value", "encoded"),
    [
        (7, b"i7e"),
        ("é", b"2:\xc3\xa9"),
        ([1, "a"], b"li1e1:ae"),
        ({"b": 1, "a": {}}, b"d1:ade1:bi1ee"),
    ],
)
def test_values_are_bencoded(value: object, encoded: bytes) -> None:
    assert bencode(value) == encoded  # type: ignore[arg-type]


def test_the_hash_is_that_of_the_info_in_the_file() -> None:
    torrent = Torrent("a", size=5, trackers=("http://127.0.0.1:1/announce",))
    start = torrent.metainfo.index(b"4:infod") + len(b"4:info")
    info = torrent.metainfo[start:-1]
    assert hashlib.sha1(info).hexdigest() == torrent.hash
