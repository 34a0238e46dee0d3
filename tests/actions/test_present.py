"""Actions that depend on how things are: the server is asked, whatever the list says."""

from __future__ import annotations

from typing import Any

import pytest

from qbtui.actions import ACTIONS, BY_ID
from qbtui.actions.model import Form
from qbtui.actions.present import BATCH, SETTLING, files_now, torrents_now
from qbtui.api.models.details import File
from qbtui.api.models.torrent import Torrent

from .stage import Stage, hash_of, torrent
from .test_details import file_row

SWITCHES = [
    ("torrents.toggle_sequential_download", "seq_dl"),
    ("torrents.toggle_first_last_piece_prio", "f_l_piece_prio"),
    ("torrents.set_super_seeding", "super_seeding"),
    ("torrents.set_auto_management", "auto_tmm"),
    ("torrents.toggle_force", "force_start"),
]
VALUES = ("value", "enable")
"""What the endpoints call the value that they set."""


def behind(listed: dict[str, Any], now: dict[str, Any]) -> Stage:
    """Return a stage whose list has a torrent otherwise than the server."""
    stage = Stage().add(torrent(1, **listed))
    stage.client.listed = (torrent(1, **now),)
    return stage


@pytest.mark.parametrize(("action", "field"), SWITCHES)
async def test_an_option_is_switched_from_what_the_server_says(action: str, field: str) -> None:
    stage = behind({field: False}, {field: True})
    await stage.run(action)
    (sent,) = stage.changes
    assert not any(sent[1].get(name) for name in VALUES)
    assert "off" in stage.told[0] or "no longer" in stage.told[0]


@pytest.mark.parametrize(("action", "field"), SWITCHES)
async def test_an_option_switched_twice_is_as_before_though_the_server_is_slow_to_say(
    action: str, field: str
) -> None:
    stage = behind({field: False}, {field: False})
    for _ in range(2):
        await stage.run(action)
    values = [
        next((sent[name] for name in VALUES if name in sent), None) for _, sent in stage.changes
    ]
    assert values in ([True, False], [None, None])
    first, second = stage.told
    assert first != second
    stage.moment += SETTLING
    await stage.run(action)
    assert stage.told[2] == first


async def test_stop_and_start_take_turns_though_the_server_is_slow_to_say() -> None:
    stage = behind({}, {})
    for _ in range(3):
        await stage.run("torrents.toggle")
    stops = ["torrents/stop", "torrents/start", "torrents/stop"]
    assert [path for path, _ in stage.changes] == stops
    await stage.run("torrents.start")
    await stage.run("torrents.toggle")
    assert [path for path, _ in stage.changes][3:] == ["torrents/start", "torrents/stop"]


async def test_what_one_torrent_was_told_is_not_believed_of_another() -> None:
    stage = Stage().add(torrent(1), torrent(2))
    first, second = stage.torrents
    stage.torrents = (first,)
    await stage.run("torrents.toggle")
    stage.torrents = (first, second)
    await stage.run("torrents.toggle")
    assert stage.changes[-1] == ("torrents/stop", {"hashes": hash_of(2)})


@pytest.mark.parametrize(
    ("action", "field", "key", "value", "shown"),
    [
        ("torrents.rename", "name", "name", "newer", "newer"),
        ("torrents.set_category", "category", "category", "linux", "linux"),
        ("torrents.set_tags", "tags", "tags", "iso", {"iso": True, "new": False}),
        ("torrents.set_location", "save_path", "location", "/new", "/new"),
        ("torrents.set_limits", "dl_limit", "dl_limit", 1024, 1024),
    ],
)
async def test_a_form_shows_what_the_server_says(
    action: str, field: str, key: str, value: object, shown: object
) -> None:
    stage = behind({}, {field: value})
    stage.answer = None
    await stage.run(action)
    (form,) = stage.asked
    assert isinstance(form, Form)
    assert next(row.initial for row in form.fields if row.key == key) == shown


async def test_what_changes_while_a_form_is_open_is_taken_into_account() -> None:
    stage = Stage().add(torrent(1))
    stage.answer = {"location": "/new"}

    def moved() -> None:
        stage.client.listed = (torrent(1, save_path="/new"),)

    stage.before_run = moved
    await stage.run("torrents.set_location")
    assert stage.told == ["Nothing to move"]


@pytest.mark.parametrize("action", ["torrents.toggle", "torrents.set_tags"])
async def test_torrents_that_are_gone_are_said_to_be(action: str) -> None:
    stage = Stage().add(torrent(1))
    stage.client.listed = ()
    await stage.run(action)
    assert stage.changes == []
    assert stage.failed == [f"{BY_ID[action].title}: The server no longer has what was chosen."]


async def test_a_priority_is_raised_from_what_the_server_says() -> None:
    stage = Stage().add(torrent(1))
    stage.rows = (file_row(3, "a", 1), file_row(4, "b", 1))
    stage.client.files = [File(index=3, priority=6), File(index=4, priority=7), File(index=5)]
    await stage.run("files.raise")
    assert [(sent["id"], sent["priority"]) for _, sent in stage.changes] == [("3", 7)]


async def test_many_torrents_are_asked_for_in_parts() -> None:
    many: list[Torrent] = [torrent(number) for number in range(2 * BATCH + 1)]
    stage = Stage().add(*many)
    job = await torrents_now(stage.job())
    assert job.hashes == [each.hash for each in many]
    asked = [str(given["hashes"]).count("|") + 1 for _, given in stage.journal]
    assert asked == [BATCH, BATCH, 1]


def test_what_depends_on_nothing_asks_for_nothing() -> None:
    asking = {action.id for action in ACTIONS if action.present is torrents_now}
    assert asking == {
        *(action for action, _ in SWITCHES),
        "torrents.toggle",
        "torrents.rename",
        "torrents.set_category",
        "torrents.set_tags",
        "torrents.set_location",
        "torrents.set_limits",
    }
    assert {action.id for action in ACTIONS if action.present is files_now} == {
        "files.raise",
        "files.lower",
    }
