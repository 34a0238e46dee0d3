"""Merging `sync/torrentPeers`."""

from __future__ import annotations

import json

import msgspec
import pytest

from qbtui.api.errors import BadReply
from qbtui.api.models.server import PeersReply
from qbtui.state.peers import Peers
from qbtui.text import raw


def reply(**parts: object) -> PeersReply:
    return msgspec.json.decode(json.dumps(parts).encode(), type=PeersReply)


def watched(**peers: object) -> Peers:
    peers_of = Peers()
    assert peers_of.ask() == 0
    peers_of.apply(reply(rid=1, full_update=True, peers=peers))
    return peers_of


def test_peers_come_sorted_with_their_key_and_safe_text() -> None:
    peers = Peers()
    peers.ask()
    rows = peers.apply(
        reply(rid=1, full_update=True, peers={"b:1": {"client": "x\x1b"}, "a:1": {"ip": "a"}})
    )
    assert [peer.key for peer in rows] == ["a:1", "b:1"]
    assert "\x1b" not in rows[1].client
    assert raw(rows[1].client) == "x\x1b"


def test_difference_adds_changes_and_removes() -> None:
    peers = watched(a={"dl_speed": 1, "client": "one"}, b={}, c={})
    assert peers.ask() == 1
    rows = peers.apply(reply(rid=2, peers={"a": {"dl_speed": 5}, "d": {}}, peers_removed=["b"]))
    assert [peer.key for peer in rows] == ["a", "c", "d"]
    assert (rows[0].dl_speed, rows[0].client) == (5, "one")


def test_rows_handed_out_before_stay_as_they_were() -> None:
    peers = Peers()
    peers.ask()
    before = peers.apply(reply(rid=1, full_update=True, peers={"a": {"dl_speed": 1}, "b": {}}))
    peers.ask()
    after = peers.apply(reply(rid=2, peers={"a": {"dl_speed": 5}}))
    assert before[0].dl_speed == 1
    assert after[1] is before[1]


def test_lost_answer_makes_the_next_question_ask_for_everything() -> None:
    peers = watched(a={})
    assert peers.ask() == 1
    assert peers.ask() == 0


def test_whole_answer_drops_the_peers_before() -> None:
    peers = watched(a={})
    peers.ask()
    assert [peer.key for peer in peers.apply(reply(rid=3, full_update=True, peers={"b": {}}))] == [
        "b"
    ]


def test_difference_to_nothing_is_refused() -> None:
    peers = Peers()
    peers.ask()
    with pytest.raises(BadReply):
        peers.apply(reply(rid=2, peers={"a": {}}))


def test_wrong_types_are_left_out_and_unknown_countries_are_fine() -> None:
    peers = Peers()
    peers.ask()
    rows = peers.apply(
        reply(rid=1, full_update=True, peers={"a": {"port": "one", "country_code": None}})
    )
    assert (rows[0].port, rows[0].country_code) == (0, None)
