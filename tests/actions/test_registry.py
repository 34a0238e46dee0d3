"""What holds for every action row."""

from __future__ import annotations

import re

import pytest

from qbtui.actions import ACTIONS, BY_ID, _checked
from qbtui.actions.keymap import Keymap, key_problem
from qbtui.actions.model import Action, Context
from qbtui.api.endpoint import CATALOGUE
from qbtui.api.models.details import Peer, Tracker, WebSeed
from qbtui.api.version import parse_version

from .stage import NO_LIMITS, Stage, torrent

MUTATING = [action.id for action in ACTIONS if action.mutates]
DETAILS = {Context.TRACKERS, Context.PEERS, Context.WEBSEEDS, Context.FILES}
ON_TORRENTS = [
    action.id
    for action in ACTIONS
    if action.mutates and {Context.TORRENTS, *DETAILS} & set(action.contexts)
    if action.id != "torrents.add"
]
HARMLESS_SCOPES = {"list", "sort", "filter", "view", "copy"}
HARMLESS = {"torrents.comment"}
"""The actions of other scopes that change nothing."""

each_action = pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)


@each_action
def test_an_action_is_described(action: Action) -> None:
    assert re.fullmatch(r"[a-z]+\.[a-z_]+", action.id)
    assert re.fullmatch(r"[A-Z](?:[^.!?]|\.(?=\d))+\.", action.help), "help is one sentence"
    assert action.title[0].isupper()
    assert not action.title.endswith(".")


@each_action
def test_its_keys_are_keys(action: Action) -> None:
    assert [key_problem(keys) for keys in action.keys] == [None] * len(action.keys)


@each_action
def test_its_release_is_one(action: Action) -> None:
    if action.since:
        assert parse_version(action.since) > (4, 1, 0)


@each_action
def test_what_changes_the_server_says_so(action: Action) -> None:
    harmless = action.id in HARMLESS or action.id.partition(".")[0] in HARMLESS_SCOPES
    assert action.mutates is not harmless


@each_action
def test_what_asks_changes_something(action: Action) -> None:
    assert action.mutates or not (action.form or action.confirm)


def test_no_two_share_an_id() -> None:
    assert len(BY_ID) == len(ACTIONS)


def test_no_two_share_a_key_where_both_work() -> None:
    assert Keymap(ACTIONS).problems == []


def test_a_row_declared_twice_stops_the_import() -> None:
    with pytest.raises(ValueError, match=r"torrents\.stop is declared twice"):
        _checked((BY_ID["torrents.stop"], BY_ID["torrents.stop"]))


@pytest.mark.parametrize("action", MUTATING)
async def test_read_only_sends_nothing(action: str) -> None:
    stage = Stage().add(torrent())
    stage.rows = (Tracker(url="http://t/a"), Peer(ip="192.0.2.1", port=1), WebSeed(url="http://w"))
    stage.read_only = True
    await stage.run(action)
    assert stage.journal == []
    assert "read-only" in stage.refused[0]


@pytest.mark.parametrize("action", ON_TORRENTS)
async def test_without_a_torrent_it_says_so_and_sends_nothing(action: str) -> None:
    stage = Stage()
    await stage.run(action)
    assert stage.journal == []
    assert stage.refused == ["No torrent here"]


@pytest.mark.parametrize("action", [action.id for action in ACTIONS if action.since])
async def test_an_older_server_is_named_and_asked_nothing(action: str) -> None:
    stage = Stage("4.1.0").add(torrent())
    await stage.run(action)
    assert stage.journal == []
    assert BY_ID[action].since in stage.refused[0]


@pytest.mark.parametrize(
    "action", [action.id for action in ACTIONS if action.form or action.confirm]
)
async def test_a_cancelled_dialog_changes_nothing(action: str) -> None:
    stage = Stage().add(torrent(1, size=1024**4))
    stage.client.replies = {"app/preferences": [NO_LIMITS]}
    stage.answer = None
    await stage.run(action)
    assert [path for path, _ in stage.journal if CATALOGUE[path].mutates] == []
    assert stage.told == []
