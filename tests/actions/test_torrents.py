"""What each action on torrents sends, and what it tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from qbtui.actions.model import Form
from qbtui.api.models.torrent import Torrent
from qbtui.fields import FieldValue

from .stage import Call, Stage, hash_of, torrent

RUNNING = torrent(1)
STOPPED = torrent(2, state="stoppedDL")
FAILED = torrent(4, state="error")
QUEUED = torrent(5, priority=1)
SEED = torrent(7, state="uploading", progress=1)


@dataclass(frozen=True, slots=True)
class Case:
    """One action on some torrents, what is typed, and what then is sent and told."""

    action: str
    torrents: tuple[Torrent, ...]
    sent: list[Call]
    told: str
    answer: Mapping[str, FieldValue] = field(default_factory=dict)


CASES = [
    Case(
        "torrents.toggle",
        (RUNNING, STOPPED, FAILED),
        [("torrents/stop", {"hashes": hash_of(1)})],
        "Stopped 1 torrent; the same key undoes it",
    ),
    Case(
        "torrents.toggle",
        (RUNNING, torrent(2)),
        [("torrents/stop", {"hashes": hash_of(1, 2)})],
        "Stopped 2 torrents; the same key undoes it",
    ),
    Case(
        "torrents.toggle",
        (STOPPED, torrent(3, state="stoppedUP"), FAILED),
        [("torrents/start", {"hashes": hash_of(2, 3, 4)})],
        "Started 3 torrents; the same key undoes it",
    ),
    Case(
        "torrents.toggle",
        (torrent(2, state="missingFiles"),),
        [("torrents/start", {"hashes": hash_of(2)})],
        "Started 1 torrent",
    ),
    Case(
        "torrents.start",
        (RUNNING, STOPPED),
        [("torrents/start", {"hashes": hash_of(1, 2)})],
        "Started 2 torrents",
    ),
    Case(
        "torrents.stop",
        (STOPPED,),
        [("torrents/stop", {"hashes": hash_of(2)})],
        "Stopped 1 torrent",
    ),
    Case(
        "torrents.toggle_force",
        (RUNNING, torrent(2, force_start=True)),
        [("torrents/setForceStart", {"hashes": hash_of(1), "value": True})],
        "Forced 1 torrent to run, past the queue; the same key undoes it",
    ),
    Case(
        "torrents.toggle_force",
        (RUNNING, torrent(2)),
        [("torrents/setForceStart", {"hashes": hash_of(1, 2), "value": True})],
        "Forced 2 torrents to run, past the queue; the same key undoes it",
    ),
    Case(
        "torrents.toggle_force",
        (RUNNING, STOPPED),
        [("torrents/setForceStart", {"hashes": hash_of(1, 2), "value": True})],
        "Forced 2 torrents to run, past the queue",
    ),
    Case(
        "torrents.toggle_force",
        (torrent(2, force_start=True),),
        [("torrents/setForceStart", {"hashes": hash_of(2), "value": False})],
        "1 torrent no longer forced",
    ),
    Case(
        "torrents.delete",
        (RUNNING, STOPPED),
        [("torrents/delete", {"hashes": hash_of(1, 2), "deleteFiles": False})],
        "Deleted 2 torrents but not the files",
    ),
    Case(
        "torrents.delete",
        (RUNNING,),
        [("torrents/delete", {"hashes": hash_of(1), "deleteFiles": True})],
        "Deleted 1 torrent and the files",
        {"delete_files": True},
    ),
    Case(
        "torrents.delete_files",
        (RUNNING,),
        [("torrents/delete", {"hashes": hash_of(1), "deleteFiles": True})],
        "Deleted 1 torrent and the files",
    ),
    Case(
        "torrents.recheck",
        (RUNNING,),
        [("torrents/recheck", {"hashes": hash_of(1)})],
        "Checking 1 torrent",
    ),
    Case(
        "torrents.reannounce",
        (RUNNING,),
        [("torrents/reannounce", {"hashes": hash_of(1)})],
        "Announcing 1 torrent to the trackers",
    ),
    Case(
        "torrents.increase_prio",
        (QUEUED, SEED, torrent(6, priority=2)),
        [("torrents/increasePrio", {"hashes": hash_of(5, 6)})],
        "Moved 2 torrents up in the queue",
    ),
    Case(
        "torrents.decrease_prio",
        (QUEUED,),
        [("torrents/decreasePrio", {"hashes": hash_of(5)})],
        "Moved 1 torrent down in the queue",
    ),
    Case(
        "torrents.top_prio",
        (QUEUED,),
        [("torrents/topPrio", {"hashes": hash_of(5)})],
        "Moved 1 torrent to the top of the queue",
    ),
    Case(
        "torrents.bottom_prio",
        (QUEUED,),
        [("torrents/bottomPrio", {"hashes": hash_of(5)})],
        "Moved 1 torrent to the bottom of the queue",
    ),
    Case(
        "torrents.toggle_sequential_download",
        (RUNNING, torrent(2, seq_dl=True)),
        [("torrents/toggleSequentialDownload", {"hashes": hash_of(1)})],
        "Sequential download on for 1 torrent; the same key undoes it",
    ),
    Case(
        "torrents.toggle_sequential_download",
        (RUNNING, torrent(7, state="uploading", progress=1)),
        [("torrents/toggleSequentialDownload", {"hashes": hash_of(1)})],
        "Sequential download on for 1 torrent",
    ),
    Case(
        "torrents.toggle_first_last_piece_prio",
        (torrent(1, f_l_piece_prio=True), torrent(2, f_l_piece_prio=True)),
        [("torrents/toggleFirstLastPiecePrio", {"hashes": hash_of(1, 2)})],
        "First and last pieces first off for 2 torrents; the same key undoes it",
    ),
    Case(
        "torrents.set_super_seeding",
        (RUNNING,),
        [("torrents/setSuperSeeding", {"hashes": hash_of(1), "value": True})],
        "Super seeding on for 1 torrent",
    ),
    Case(
        "torrents.set_auto_management",
        (RUNNING, STOPPED),
        [("torrents/setAutoManagement", {"hashes": hash_of(1, 2), "enable": True})],
        "Automatic management on for 2 torrents",
    ),
    Case(
        "torrents.set_auto_management",
        (torrent(1, auto_tmm=True),),
        [("torrents/setAutoManagement", {"hashes": hash_of(1), "enable": False})],
        "Automatic management off for 1 torrent",
    ),
    Case(
        "torrents.set_location",
        (torrent(1, save_path="/data"), torrent(2, save_path="/new")),
        [("torrents/setLocation", {"hashes": hash_of(1), "location": "/new"})],
        "Moving 1 torrent to /new",
        {"location": "/new"},
    ),
    Case(
        "torrents.rename",
        (RUNNING,),
        [("torrents/rename", {"hash": hash_of(1), "name": "better"})],
        "Renamed to better",
        {"name": "better"},
    ),
    Case(
        "torrents.rename",
        (RUNNING,),
        [("torrents/setComment", {"hashes": hash_of(1), "comment": "mine"})],
        "Changed the comment",
        {"comment": "mine"},
    ),
    Case("torrents.rename", (RUNNING,), [], "Nothing changed"),
    Case(
        "torrents.set_category",
        (RUNNING,),
        [("torrents/setCategory", {"hashes": hash_of(1), "category": "linux"})],
        "Moved 1 torrent to category linux",
        {"category": "linux"},
    ),
    Case(
        "torrents.set_category",
        (RUNNING,),
        [
            ("torrents/createCategory", {"category": "films"}),
            ("torrents/setCategory", {"hashes": hash_of(1), "category": "films"}),
        ],
        "Moved 1 torrent to category films",
        {"category": "films"},
    ),
    Case(
        "torrents.set_category",
        (torrent(1, category="linux"),),
        [("torrents/setCategory", {"hashes": hash_of(1), "category": ""})],
        "Removed the category of 1 torrent",
        {"category": "none"},
    ),
    Case(
        "torrents.set_tags",
        (torrent(1, tags="iso, new"), torrent(2, tags="iso")),
        [
            ("torrents/addTags", {"hashes": hash_of(1, 2), "tags": "fresh"}),
            ("torrents/removeTags", {"hashes": hash_of(1, 2), "tags": "iso"}),
        ],
        "Tags of 2 torrents: added fresh; removed iso",
        {"tags": {"fresh": True, "iso": False}},
    ),
    Case(
        "torrents.set_tags",
        (torrent(1, tags="iso, new"), torrent(2, tags="iso")),
        [],
        "Nothing changed",
    ),
    Case(
        "torrents.set_limits",
        (torrent(1, dl_limit=1024), torrent(2, dl_limit=-1)),
        [("torrents/setDownloadLimit", {"hashes": hash_of(2), "limit": 1024})],
        "Changed the limits of 1 torrent",
        {"dl_limit": "1k"},
    ),
    Case(
        "torrents.set_limits",
        (torrent(1, up_limit=1024),),
        [("torrents/setUploadLimit", {"hashes": hash_of(1), "limit": 0})],
        "Changed the limits of 1 torrent",
        {"up_limit": "none"},
    ),
    Case(
        "torrents.set_limits",
        (torrent(1, dl_limit=1024, ratio_limit=1.5), torrent(2, up_limit=2048)),
        [],
        "Nothing changed",
    ),
    Case(
        "torrents.set_limits",
        (torrent(1, ratio_limit=1.5, share_limit_action="Remove"), torrent(2)),
        [
            (
                "torrents/setShareLimits",
                {
                    "hashes": hash_of(1),
                    "ratioLimit": 1.5,
                    "seedingTimeLimit": 90,
                    "inactiveSeedingTimeLimit": -2,
                    "shareLimitAction": "Remove",
                    "shareLimitsMode": "Default",
                },
            ),
            (
                "torrents/setShareLimits",
                {
                    "hashes": hash_of(2),
                    "ratioLimit": -2,
                    "seedingTimeLimit": 90,
                    "inactiveSeedingTimeLimit": -2,
                    "shareLimitAction": "Default",
                    "shareLimitsMode": "Default",
                },
            ),
        ],
        "Changed the limits of 2 torrents",
        {"seeding_time_limit": "1h 30m"},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.action}: {case.told}")
async def test_it_sends_what_was_asked_and_tells(case: Case) -> None:
    stage = Stage().add(*case.torrents)
    stage.answer = case.answer
    await stage.run(case.action)
    assert stage.refused == stage.failed == []
    assert [path for path, _ in stage.changes] == [path for path, _ in case.sent]
    for (_, params), (_, expected) in zip(stage.changes, case.sent, strict=True):
        assert {name: params.get(name) for name in expected} == expected
    assert stage.told == [case.told]


async def test_what_was_done_is_polled_for() -> None:
    stage = Stage().add(RUNNING)
    await stage.run("torrents.stop")
    assert stage.live.asked == ["wake"]


async def test_only_one_torrent_is_renamed_at_a_time() -> None:
    stage = Stage().add(RUNNING, STOPPED)
    await stage.run("torrents.rename")
    assert stage.refused == ["Only one torrent at a time"]


async def test_servers_before_5_2_cannot_change_a_comment() -> None:
    stage = Stage("5.1.0").add(RUNNING)
    stage.answer = {"name": "better"}
    await stage.run("torrents.rename")
    assert stage.filled == {"name": "torrent 1"}
    assert [path for path, _ in stage.changes] == ["torrents/rename"]


async def test_moving_warns_of_automatic_management() -> None:
    stage = Stage().add(torrent(1, auto_tmm=True), torrent(2))
    stage.answer = None
    await stage.run("torrents.set_location")
    form = stage.asked[0]
    assert isinstance(form, Form)
    assert form.note == "Automatic management will be turned off for 1 torrent."
    assert form.fields[0].choices == ("/data/linux",)


async def test_a_folder_is_offered_once_however_it_ends() -> None:
    stage = Stage().add(torrent(1, save_path="/data/linux/"), torrent(2, save_path="/"))
    stage.answer = None
    await stage.run("torrents.set_location")
    form = stage.asked[0]
    assert isinstance(form, Form)
    assert form.fields[0].choices == ("/", "/data/linux/")


async def test_a_category_warns_of_the_files_it_moves() -> None:
    stage = Stage().add(torrent(1, auto_tmm=True), torrent(2))
    stage.answer = None
    await stage.run("torrents.set_category")
    form = stage.asked[0]
    assert isinstance(form, Form)
    assert "The files of 1 torrent that the server manages automatically move" in form.note
    stage = Stage().add(torrent(2))
    stage.answer = None
    await stage.run("torrents.set_category")
    form = stage.asked[0]
    assert isinstance(form, Form)
    assert not form.note
