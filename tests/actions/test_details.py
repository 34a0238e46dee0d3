"""What the actions on files, trackers, web seeds, peers and server limits send and tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from qbtui.actions.model import Confirm, Form
from qbtui.api.models.details import File, Peer, Tracker, WebSeed
from qbtui.state.content import FileRow
from qbtui.text import enter

from .stage import Call, Stage, hash_of, torrent


def file_row(index: int, path: str, priority: int = 1) -> FileRow:
    file = File(index=index, name=path, priority=priority)
    return FileRow(key=path, name=enter(path).rpartition("/")[2], depth=0, file=file)


FILE = file_row(3, "top/sub/a.iso")
FOLDER = FileRow(key="top/sub/", name="sub", depth=1, children=[FILE, file_row(4, "top/sub/b.iso")])
TRACKER = Tracker(url="http://t.test/a?x=1", tier=0)
OTHER = Tracker(url="http://t.test/b", tier=1)
DHT = Tracker(url="** [DHT] **", tier=-1)
SEED = WebSeed(url="http://w.test/a b")
ENCODED_SEED = "http%3A%2F%2Fw.test%2Fa%20b"
PEER = Peer(ip="192.0.2.1", port=6881, client="X")
PEER_6 = Peer(ip="2001:db8::1", port=6881)


@dataclass(frozen=True, slots=True)
class Case:
    """One action on rows of a detail list, what is typed, and what then is sent and told."""

    action: str
    rows: tuple[object, ...]
    sent: list[Call]
    told: str
    answer: Mapping[str, str] = field(default_factory=dict)


HASH = hash_of(1)
CASES = [
    Case(
        "files.skip",
        (FILE, FOLDER),
        [("torrents/filePrio", {"hash": HASH, "id": "3|4", "priority": 0})],
        "Skipping 2 files",
    ),
    Case(
        "files.normal",
        (FILE,),
        [("torrents/filePrio", {"hash": HASH, "id": "3", "priority": 1})],
        "Normal priority for 1 file",
    ),
    Case(
        "files.high",
        (FOLDER,),
        [("torrents/filePrio", {"hash": HASH, "id": "3|4", "priority": 6})],
        "High priority for 2 files",
    ),
    Case(
        "files.maximum",
        (FILE,),
        [("torrents/filePrio", {"hash": HASH, "id": "3", "priority": 7})],
        "Maximum priority for 1 file",
    ),
    Case(
        "files.raise",
        (FOLDER, file_row(5, "c", 6), file_row(6, "d", 7)),
        [
            ("torrents/filePrio", {"hash": HASH, "id": "3|4", "priority": 6}),
            ("torrents/filePrio", {"hash": HASH, "id": "5", "priority": 7}),
        ],
        "Raised the priority of 3 files",
    ),
    Case(
        "files.lower",
        (file_row(5, "c", 4),),
        [("torrents/filePrio", {"hash": HASH, "id": "5", "priority": 0})],
        "Lowered the priority of 1 file",
    ),
    Case("files.lower", (file_row(5, "c", 0),), [], "Nothing changed"),
    Case(
        "files.rename",
        (FILE,),
        [
            (
                "torrents/renameFile",
                {"hash": HASH, "oldPath": "top/sub/a.iso", "newPath": "top/sub/c.iso", "id": 3},
            )
        ],
        "Renamed to c.iso",
        {"name": "c.iso"},
    ),
    Case(
        "files.rename",
        (FOLDER,),
        [
            (
                "torrents/renameFolder",
                {"hash": HASH, "oldPath": "top/sub", "newPath": "top/new"},
            )
        ],
        "Renamed to new",
        {"name": "new"},
    ),
    Case(
        "files.rename",
        (file_row(5, "a\x1bb/c"),),
        [("torrents/renameFile", {"oldPath": "a\x1bb/c", "newPath": "a\x1bb/d"})],
        "Renamed to d",
        {"name": "d"},
    ),
    Case("files.rename", (FILE,), [], "Nothing changed"),
    Case(
        "trackers.add",
        (),
        [("torrents/addTrackers", {"hash": HASH, "urls": "http://a\nudp://b"})],
        "Added 2 trackers",
        {"urls": "http://a udp://b"},
    ),
    Case(
        "trackers.edit",
        (TRACKER,),
        [("torrents/editTracker", {"hash": HASH, "url": TRACKER.url, "newUrl": "http://n"})],
        "Changed the tracker",
        {"url": "http://n"},
    ),
    Case(
        "trackers.edit",
        (TRACKER,),
        [("torrents/editTracker", {"hash": HASH, "url": TRACKER.url, "tier": 4})],
        "Changed the tracker",
        {"tier": "4"},
    ),
    Case("trackers.edit", (TRACKER,), [], "Nothing changed"),
    Case(
        "trackers.remove",
        (TRACKER, OTHER),
        [
            (
                "torrents/removeTrackers",
                {
                    "hash": HASH,
                    "urls": "http%3A%2F%2Ft.test%2Fa%3Fx%3D1|http%3A%2F%2Ft.test%2Fb",
                },
            )
        ],
        "Removed 2 trackers",
    ),
    Case(
        "trackers.reannounce",
        (OTHER,),
        [("torrents/reannounce", {"hashes": HASH, "urls": "http%3A%2F%2Ft.test%2Fb"})],
        "Announcing to 1 tracker",
    ),
    Case(
        "trackers.reannounce",
        (DHT,),
        [("torrents/reannounce", {"hashes": HASH})],
        "Announcing to all trackers",
    ),
    Case(
        "webseeds.add",
        (),
        [("torrents/addWebSeeds", {"hash": HASH, "urls": "http%3A%2F%2Fa"})],
        "Added 1 web seed",
        {"urls": "http://a"},
    ),
    Case(
        "webseeds.edit",
        (SEED,),
        [("torrents/editWebSeed", {"origUrl": ENCODED_SEED, "newUrl": "http%3A%2F%2Fn"})],
        "Changed the web seed",
        {"url": "http://n"},
    ),
    Case(
        "webseeds.remove",
        (SEED,),
        [("torrents/removeWebSeeds", {"hash": HASH, "urls": ENCODED_SEED})],
        "Removed 1 web seed",
    ),
    Case(
        "peers.add",
        (),
        [("torrents/addPeers", {"hashes": HASH, "peers": "192.0.2.1:1|[2001:db8::1]:2"})],
        "Asked for 2 peers",
        {"peers": "192.0.2.1:1 [2001:db8::1]:2"},
    ),
    Case(
        "peers.ban",
        (PEER, PEER_6),
        [("transfer/banPeers", {"peers": "192.0.2.1:6881|[2001:db8::1]:6881"})],
        "Banned 2 peers",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.action}: {case.told}")
async def test_it_sends_what_was_asked_and_tells(case: Case) -> None:
    stage = Stage().add(torrent(1))
    stage.rows, stage.answer = case.rows, case.answer
    stage.client.files = [
        file for row in case.rows if isinstance(row, FileRow) for file in row.files
    ]
    await stage.run(case.action)
    assert stage.refused == stage.failed == []
    sent = [call for call in stage.journal if call[0] != "torrents/files"]
    assert [path for path, _ in sent] == [path for path, _ in case.sent]
    for (_, params), (_, expected) in zip(sent, case.sent, strict=True):
        assert {name: params.get(name) for name in expected} == expected
    assert stage.told == [case.told]


@pytest.mark.parametrize(
    ("action", "rows", "reason"),
    [
        ("files.skip", (), "No file here"),
        ("files.rename", (FILE, FOLDER), "Only one at a time"),
        ("trackers.edit", (), "No tracker here"),
        ("trackers.edit", (TRACKER, OTHER), "Only one at a time"),
        ("trackers.edit", (DHT,), "DHT, PeX and LSD are not trackers"),
        ("trackers.remove", (TRACKER, DHT), "DHT, PeX and LSD are not trackers"),
        ("webseeds.edit", (), "No web seed here"),
        ("webseeds.remove", (), "No web seed here"),
        ("peers.ban", (), "No peer here"),
    ],
)
async def test_it_says_why_it_cannot(action: str, rows: tuple[object, ...], reason: str) -> None:
    stage = Stage().add(torrent(1))
    stage.rows = rows
    await stage.run(action)
    assert stage.journal == []
    assert stage.refused == [reason]


@pytest.mark.parametrize("action", ["trackers.add", "trackers.reannounce", "webseeds.add"])
async def test_of_several_torrents_none_is_picked_out(action: str) -> None:
    stage = Stage().add(torrent(1), torrent(2))
    await stage.run(action)
    assert stage.refused == ["Only one torrent at a time"]
    assert stage.journal == []


async def test_files_need_metadata() -> None:
    stage = Stage().add(torrent(1, has_metadata=False))
    stage.rows = (FILE,)
    await stage.run("files.skip")
    assert stage.refused == ["The metadata has not arrived yet"]


async def test_a_private_torrent_takes_no_peers() -> None:
    stage = Stage().add(torrent(1, private=True))
    await stage.run("peers.add")
    assert stage.refused == ["This torrent is private"]


async def test_folders_are_renamed_by_servers_that_can() -> None:
    stage = Stage("4.3.2").add(torrent(1))
    stage.rows = (FOLDER,)
    await stage.run("files.rename")
    assert "4.3.3" in stage.refused[0]


async def test_servers_before_4_1_5_are_sent_one_file_at_a_time() -> None:
    stage = Stage("4.1.4").add(torrent(1))
    stage.rows = (FOLDER,)
    await stage.run("files.skip")
    assert [params["id"] for _, params in stage.journal] == ["3", "4"]


async def test_servers_before_5_2_announce_to_all_trackers_and_keep_the_tier() -> None:
    stage = Stage("5.1.0").add(torrent(1))
    stage.rows = (TRACKER,)
    await stage.run("trackers.reannounce")
    assert stage.told == ["Announcing to all trackers"]
    await stage.run("trackers.edit")
    form = stage.asked[-1]
    assert isinstance(form, Form)
    assert [field.key for field in form.fields] == ["url"]


async def test_a_ban_names_the_peers() -> None:
    stage = Stage().add(torrent(1))
    stage.rows, stage.answer = (PEER,), None
    await stage.run("peers.ban")
    question = stage.asked[0]
    assert isinstance(question, Confirm)
    assert question.details == ("192.0.2.1:6881  X",)


LIMITS = {"dl_limit": 1024, "up_limit": 0, "alt_dl_limit": 10240, "alt_up_limit": 2048}
ALL_LIMITS = {
    "dl_limit": 1024**2,
    "up_limit": 2 * 1024**2,
    "alt_dl_limit": 10240,
    "alt_up_limit": 0,
}


async def test_all_limits_are_filled_in_as_the_server_has_them() -> None:
    stage = Stage()
    stage.client.replies = {"app/preferences": [LIMITS, LIMITS]}
    await stage.run("transfer.set_limits")
    form = stage.asked[0]
    assert isinstance(form, Form)
    assert [field.format(field.initial) for field in form.fields] == ["1K", "none", "10K", "2K"]
    assert [path for path, _ in stage.journal] == ["app/preferences"]
    assert stage.told == ["Nothing changed"]


async def test_only_changed_limits_are_written() -> None:
    stage = Stage()
    stage.client.replies = {"app/preferences": [LIMITS, LIMITS]}
    stage.answer = {"dl_limit": "0", "up_limit": "", "alt_dl_limit": "5M"}
    await stage.run("transfer.set_limits")
    path, params = stage.journal[-1]
    assert path == "app/setPreferences"
    assert params == {"json": '{"dl_limit":0,"alt_dl_limit":5242880}'}
    assert stage.told == ["Changed 2 limits of the server"]


@pytest.mark.parametrize("missing", sorted(LIMITS))
@pytest.mark.parametrize("action", ["transfer.set_limits", "transfer.toggle_alternative_limits"])
async def test_a_limit_that_the_server_does_not_say_is_not_taken_for_none(
    action: str, missing: str
) -> None:
    stage = Stage()
    stage.client.replies = {"app/preferences": [{**LIMITS, missing: None}]}
    await stage.run(action)
    assert missing in stage.failed[0]
    assert [path for path, _ in stage.journal] == ["app/preferences"]


@pytest.mark.parametrize(
    ("mode", "told"),
    [
        (0, "Alternative limits on: 10.0 KiB/s down, ∞ up"),
        (1, "Alternative limits off: 1.0 MiB/s down, 2.0 MiB/s up"),
    ],
)
async def test_changing_the_limits_tells_the_new_ones(mode: int, told: str) -> None:
    stage = Stage()
    stage.client.replies = {
        "transfer/speedLimitsMode": [mode, mode],
        "app/preferences": [ALL_LIMITS, ALL_LIMITS],
    }
    await stage.run("transfer.toggle_alternative_limits")
    assert stage.changes == [("transfer/toggleSpeedLimitsMode", {})]
    assert stage.told == [told]


async def test_changing_the_limits_asks_which_will_hold() -> None:
    stage = Stage()
    stage.answer = None
    stage.client.replies = {"transfer/speedLimitsMode": [0], "app/preferences": [ALL_LIMITS]}
    await stage.run("transfer.toggle_alternative_limits")
    question = stage.asked[0]
    assert isinstance(question, Confirm)
    assert question.question == "Turn the alternative limits of the server on?"
    assert question.details == (
        "From then on: 10.0 KiB/s down, ∞ up",
        "Now: 1.0 MiB/s down, 2.0 MiB/s up",
    )
    assert stage.changes == []


async def test_limits_that_somebody_else_changed_meanwhile_become_what_was_asked_for() -> None:
    stage = Stage()
    stage.client.replies = {
        "transfer/speedLimitsMode": [0, 1],
        "app/preferences": [ALL_LIMITS, ALL_LIMITS],
    }
    await stage.run("transfer.toggle_alternative_limits")
    assert stage.changes == []
    assert stage.told == ["Alternative limits on: 10.0 KiB/s down, ∞ up"]
