"""Categories and tags."""

from __future__ import annotations

import pytest

from tests.sim.visitor import only, visit


@pytest.mark.parametrize(
    ("release", "same", "unknown"), [("4.2.5", 200, 409), ("5.1.0", 409, 409), ("5.2.0", 200, 404)]
)
def test_editing_a_category(release: str, same: int, unknown: int) -> None:
    visitor = visit(release)
    for name, status in {"a": 200, "": 400, "/x": 409}.items():
        path = {"category": name, "savePath": "/srv/a"}
        assert visitor.post("torrents/createCategory", **path).status == status
    assert visitor.post("torrents/createCategory", category="a").status == 409
    for name, status in {"a": same, "nope": unknown}.items():
        path = {"category": name, "savePath": "/srv/a"}
        assert visitor.post("torrents/editCategory", **path).status == status
    visitor.post("torrents/editCategory", category="a", savePath="/srv/b")
    assert visitor.server.world.labels.categories["a"].save_path == "/srv/b"


@pytest.mark.parametrize(("release", "kept"), [("5.2.0", None), ("5.3.0", "/inc")])
def test_what_is_left_out_of_a_category_is_kept_from_5_3_on(release: str, kept: object) -> None:
    visitor = visit(release)
    path = {"downloadPathEnabled": "true", "downloadPath": "/inc"}
    visitor.post("torrents/createCategory", category="a", **path)
    assert visitor.server.world.labels.categories["a"].download_path == "/inc"
    visitor.post("torrents/editCategory", category="a", savePath="/srv/b")
    assert visitor.server.world.labels.categories["a"].download_path == kept


def test_labels_are_given_and_taken() -> None:
    visitor = visit(torrents=1)
    assert visitor.post("torrents/setCategory", hashes="all", category="nope").status == 409
    visitor.post("torrents/createCategory", category="a")
    visitor.post("torrents/setCategory", hashes="all", category="a")
    visitor.post("torrents/addTags", hashes="all", tags="x, y")
    assert only(visitor).category == "a"
    assert only(visitor).tags == {"new", "x", "y"}
    visitor.post("torrents/removeTags", hashes="all", tags="x")
    assert only(visitor).tags == {"new", "y"}
    visitor.post("torrents/removeTags", hashes="all")
    assert only(visitor).tags == set()
    visitor.post("torrents/setTags", hashes="all", tags="z")
    assert only(visitor).tags == {"z"}
    assert set(visitor.json("torrents/tags")) == {"new", "x", "y", "z"}
    visitor.post("torrents/deleteTags", tags="z")
    assert only(visitor).tags == set()


def test_the_limits_of_a_category_show_in_its_torrents_and_stay_when_nothing_is_said() -> None:
    visitor = visit("5.3.0", torrents=1)
    labels, torrent = visitor.server.world.labels, only(visitor)
    visitor.post("torrents/createCategory", category="a", ratioLimit=2, shareLimitAction="Stop")
    labels.set_category([torrent], "a")
    torrent.auto_tmm = True
    revision = visitor.server.world.revision
    visitor.post("torrents/editCategory", category="a", seedingTimeLimit=90)
    assert list(visitor.server.world.changed_since(revision)) == [torrent]
    (row,) = visitor.json("torrents/info")
    assert (row["max_ratio"], row["max_seeding_time"], row["auto_tmm"]) == (2, 90, True)
    assert labels.categories["a"].share.action == "Stop"
