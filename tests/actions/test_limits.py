"""The dialog for the limits of torrents: what it shows, and which of them are sent."""

from __future__ import annotations

import pytest

from qbtui.fields import FieldError

from .stage import NO_LIMITS, Stage, hash_of, torrent


async def test_limits_are_filled_in_where_the_torrents_agree() -> None:
    stage = Stage().add(
        torrent(1, dl_limit=1024, up_limit=-1, ratio_limit=2, seeding_time_limit=60),
        torrent(2, dl_limit=2048, up_limit=0, ratio_limit=2, seeding_time_limit=-1),
    )
    await stage.run("torrents.set_limits")
    assert stage.filled == {
        "dl_limit": "",
        "up_limit": "none",
        "ratio_limit": "2",
        "seeding_time_limit": "",
        "inactive_seeding_time_limit": "global",
    }


async def test_limits_that_the_list_does_not_know_yet_stay_as_they_are() -> None:
    stage = Stage().add(torrent(1, seeding_time_limit=-2))
    stage.client.listed = (torrent(1, seeding_time_limit=90),)
    stage.answer = {"ratio_limit": "2"}
    await stage.run("torrents.set_limits")
    assert stage.filled["seeding_time_limit"] == "1h 30m"
    assert stage.changes[0][1]["seedingTimeLimit"] == 90


async def test_only_chosen_torrents_are_limited_when_the_server_lists_all() -> None:
    stage = Stage("4.1.0").add(torrent(1))
    stage.client.listed = (torrent(1), torrent(2))
    stage.answer = {"dl_limit": "1k"}
    await stage.run("torrents.set_limits")
    assert stage.changes == [
        ("torrents/setDownloadLimit", {"hashes": hash_of(1), "limit": 1024}),
    ]


async def test_servers_before_4_6_have_no_inactive_limit() -> None:
    stage = Stage("4.5.2").add(torrent(1))
    await stage.run("torrents.set_limits")
    assert "inactive_seeding_time_limit" not in stage.filled


@pytest.mark.parametrize(
    ("release", "typed", "reason"),
    [
        ("5.3.0", {"dl_limit": "99999999999999999999G"}, "at most 1.99 GiB/s"),
        ("5.3.0", {"up_limit": "2G"}, "at most 1.99 GiB/s"),
        ("5.3.0", {"ratio_limit": "9999"}, "at most 9998"),
        ("5.3.0", {"seeding_time_limit": "99999999999"}, "at most 6944d 10h 39m"),
        ("5.3.0", {"inactive_seeding_time_limit": "20y"}, "at most 6944d 10h 39m"),
        ("5.1.0", {"seeding_time_limit": "2y"}, "at most 365d"),
    ],
)
async def test_more_than_the_server_can_hold_is_refused(
    release: str, typed: dict[str, str], reason: str
) -> None:
    stage = Stage(release).add(torrent(1))
    stage.answer = typed
    with pytest.raises(FieldError, match=reason):
        await stage.run("torrents.set_limits")
    assert stage.changes == []


async def test_the_highest_limits_are_sent() -> None:
    stage = Stage().add(torrent(1))
    stage.answer = {"dl_limit": "2097151", "seeding_time_limit": "9999999"}
    await stage.run("torrents.set_limits")
    rate, share = stage.changes
    assert rate[1]["limit"] == 2**31 - 1024
    assert share[1]["seedingTimeLimit"] == 9_999_999


async def test_the_limits_of_the_server_have_a_highest_too() -> None:
    stage = Stage()
    stage.client.replies["app/preferences"] = [NO_LIMITS]
    stage.answer = {"dl_limit": "99999999999G"}
    with pytest.raises(FieldError, match=r"at most 1\.99 GiB/s"):
        await stage.run("transfer.set_limits")
    assert stage.changes == []
