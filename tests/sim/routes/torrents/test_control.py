"""What is done to torrents as a whole, and their limits."""

from __future__ import annotations

import pytest

from tests.sim.visitor import only, visit


def test_the_queue_moves_the_named_and_never_all() -> None:
    visitor = visit("5.1.0", torrents=3)
    last = list(visitor.server.world.torrents)[-1]
    assert visitor.post("torrents/topPrio", hashes="all").status == 200
    assert visitor.server.world.torrents[last].priority == 3
    visitor.post("torrents/topPrio", hashes=last)
    assert visitor.server.world.torrents[last].priority == 1
    visitor.server.world.settings.write({"queueing_enabled": False})
    assert visitor.post("torrents/topPrio", hashes=last).status == 409


@pytest.mark.parametrize(("release", "status"), [("4.1.1", 200), ("4.5.1", 403), ("4.5.2", 200)])
def test_a_folder_that_cannot_be_written_was_refused_once(release: str, status: int) -> None:
    visitor = visit(release, torrents=1)
    response = visitor.post("torrents/setLocation", hashes="all", location="/proc/x")
    assert response.status == status
    assert only(visitor).move is None


def test_names_and_comments_change() -> None:
    visitor = visit(torrents=1)
    hash = only(visitor).hash
    assert visitor.post("torrents/rename", hash=hash, name=" ").status == 409
    visitor.post("torrents/rename", hash=hash, name="Other")
    assert visitor.post("torrents/setComment", hashes=hash, comment="words").status == 204
    assert (only(visitor).name, only(visitor).comment) == ("Other", "words")
    assert visitor.post("torrents/rename", hash="f" * 40, name="Other").status == 404


def test_limits_of_torrents_do_not_know_all() -> None:
    visitor = visit(torrents=1)
    hash = only(visitor).hash
    visitor.post("torrents/setUploadLimit", hashes="all", limit=5000)
    assert visitor.json("torrents/uploadLimit", hashes="all") == {"all": -1}
    assert visitor.json("torrents/uploadLimit", hashes=hash) == {hash: 5000}


@pytest.mark.parametrize(
    ("release", "ratio", "action"),
    [("4.5.2", 9999, "Default"), ("5.1.0", 9999, "Default"), ("5.3.0", 20000, "Stop")],
)
def test_share_limits_are_cut_in_earlier_releases(release: str, ratio: int, action: str) -> None:
    visitor = visit(release, torrents=1)
    visitor.post(
        "torrents/setShareLimits",
        hashes="all",
        ratioLimit=20000,
        seedingTimeLimit=60,
        inactiveSeedingTimeLimit=10,
        shareLimitAction="Stop",
        shareLimitsMode="MatchAll",
    )
    share = only(visitor).share
    assert (share.ratio, share.seeding_time, share.action) == (ratio, 60, action)
