"""Torrents as they are: lists and the .torrent file."""

from __future__ import annotations

import pytest

from tests.sim.visitor import only, upload, visit


def test_a_list_is_sorted_and_cut() -> None:
    visitor = visit("5.1.0", torrents=5)
    rows = visitor.json("torrents/info", sort="name", reverse="true", limit=2, offset=1)
    assert [row["name"] for row in rows] == ["Folder 3", "Folder 2"]
    assert visitor.post("torrents/count").body == b"5"


@pytest.mark.parametrize(("release", "status"), [("4.3.1", 200), ("4.3.2", 400)])
def test_an_unknown_sort_is_refused_from_4_3_2_on(release: str, status: int) -> None:
    assert visit(release, torrents=1).post("torrents/info", sort="nope").status == status


@pytest.mark.parametrize(
    ("release", "word", "count"),
    [
        ("4.5.2", "paused", 2),
        ("4.5.2", "resumed", 0),
        ("5.1.0", "running", 0),
        ("5.1.0", "stopped", 2),
        ("5.1.0", "resumed", 2),
        ("4.5.2", "running", 2),
    ],
)
def test_an_unknown_filter_matches_everything(release: str, word: str, count: int) -> None:
    assert len(visit(release, torrents=2).json("torrents/info", filter=word)) == count


@pytest.mark.parametrize(("release", "count"), [("4.3.9", 1), ("4.4.0", 0)])
def test_tags_are_filtered_by_from_4_4_on(release: str, count: int) -> None:
    assert len(visit(release, torrents=1).json("torrents/info", tag="other")) == count


def test_hashes_choose_and_all_is_no_hash() -> None:
    visitor = visit(torrents=3)
    hashes = list(visitor.server.world.torrents)
    assert len(visitor.json("torrents/info", hashes="|".join(hashes[:2]))) == 2
    assert visitor.json("torrents/info", hashes="all") == []


@pytest.mark.parametrize(("release", "state"), [("4.6.7", "pausedDL"), ("5.0.0", "stoppedDL")])
def test_states_are_named_by_release(release: str, state: str) -> None:
    assert visit(release, torrents=1).json("torrents/info")[0]["state"] == state


def test_an_export_can_be_added_again() -> None:
    visitor = visit(torrents=1)
    torrent = only(visitor)
    data = visitor.post("torrents/export", hash=torrent.hash).body
    visitor.post("torrents/delete", hashes=torrent.hash, deleteFiles="false")
    upload(visitor, data)
    assert only(visitor).hash == torrent.hash
