"""Trackers, web seeds, peers and certificates."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from qbtui.sim.changes.adding import AddOptions
from tests.sim.visitor import TRACKER, make_metainfo, only, visit

OLD, NEW = "4.2.5", "5.3.0"


@pytest.mark.parametrize(
    ("release", "rows", "tier"), [("4.1.4", 1, None), (OLD, 4, ""), (NEW, 4, -1)]
)
def test_rows_before_the_trackers(release: str, rows: int, tier: object) -> None:
    visitor = visit(release, torrents=1)
    found = visitor.json("torrents/trackers", hash=only(visitor).hash)
    assert len(found) == rows
    assert found[0].get("tier") == tier
    assert found[-1]["url"] == TRACKER


@pytest.mark.parametrize(("release", "tiers"), [("4.4.5", [0, 0, 0]), ("4.5.0", [0, 0, 1])])
def test_a_blank_line_begins_a_tier_from_4_5_on(release: str, tiers: list[int]) -> None:
    visitor = visit(release, torrents=1)
    urls = "http://a.example/x\n\nhttp://b.example/x"
    visitor.post("torrents/addTrackers", hash=only(visitor).hash, urls=urls)
    assert [tracker.tier for tracker in only(visitor).trackers] == tiers


@pytest.mark.parametrize(("release", "name"), [("5.1.0", "origUrl"), ("5.2.0", "url")])
def test_the_old_address_of_a_tracker_is_named_by_release(release: str, name: str) -> None:
    visitor = visit(release, torrents=1)
    hash, new = only(visitor).hash, "http://new.example/x"
    unknown = {name: "http://unknown.example/x", "newUrl": new}
    assert visitor.post("torrents/editTracker", hash=hash, **unknown).status == 409
    assert visitor.post("torrents/editTracker", hash=hash, newUrl=new).status == 400
    visitor.post("torrents/editTracker", hash=hash, **{name: TRACKER, "newUrl": new})
    assert [tracker.url for tracker in only(visitor).trackers] == [new]


@pytest.mark.parametrize(("release", "again"), [("4.4.5", 409), ("4.5.2", 200), ("5.2.0", 204)])
def test_trackers_are_removed(release: str, again: int) -> None:
    visitor = visit(release, torrents=1)
    hash = only(visitor).hash
    visitor.post("torrents/removeTrackers", hash=hash, urls=TRACKER)
    assert only(visitor).trackers == []
    assert visitor.post("torrents/removeTrackers", hash=hash, urls=TRACKER).status == again


@pytest.mark.parametrize(("release", "removed"), [("5.0.3", False), ("5.0.4", True)])
def test_addresses_to_remove_are_decoded_twice_from_5_0_4_on(release: str, removed: bool) -> None:
    visitor = visit(release, torrents=1)
    url = quote(TRACKER, safe="")
    visitor.post("torrents/removeTrackers", hash=only(visitor).hash, urls=url)
    assert (only(visitor).trackers == []) is removed


def test_web_seeds_are_encoded_once_more() -> None:
    visitor = visit(torrents=1)
    hash, old, new = only(visitor).hash, "http://a.example/?x=1", "http://b.example/"
    visitor.post("torrents/addWebSeeds", hash=hash, urls=quote(old, safe=""))
    assert visitor.json("torrents/webseeds", hash=hash) == [{"url": old}]
    visitor.post(
        "torrents/editWebSeed", hash=hash, origUrl=quote(old, safe=""), newUrl=quote(new, safe="")
    )
    assert only(visitor).web_seeds == (new,)
    visitor.post("torrents/removeWebSeeds", hash=hash, urls=quote(new, safe=""))
    assert only(visitor).web_seeds == ()


def test_peers_need_an_address_and_a_port() -> None:
    visitor = visit(torrents=1)
    visitor.post("torrents/start", hashes="all")
    for junk in ("zz", "192.0.2.1", "192.0.2.1:0", "2001:db8::1:7"):
        assert visitor.post("torrents/addPeers", hashes="all", peers=junk).status == 400
    answer = visitor.json("torrents/addPeers", hashes="all", peers="192.0.2.1:7|zz")
    assert sum(answer[only(visitor).hash].values()) == 2


def test_certificates_are_kept_when_they_are_some_and_go_with_their_torrent() -> None:
    visitor = visit(torrents=1)
    names = ("ssl_certificate", "ssl_private_key", "ssl_dh_params")
    hash = only(visitor).hash
    junk = dict.fromkeys(names, "junk")
    assert visitor.post("torrents/setSSLParameters", hash=hash, **junk).status == 415
    given = dict.fromkeys(names, "-----BEGIN X-----\n")
    visitor.post("torrents/setSSLParameters", hash=hash, **given)
    assert visitor.json("torrents/SSLParameters", hash=hash) == given
    visitor.post("torrents/delete", hashes=hash, deleteFiles="true")
    visitor.server.world.adding.add_metainfo(make_metainfo("Folder 0"), AddOptions())
    assert visitor.json("torrents/SSLParameters", hash=hash) == dict.fromkeys(names, "")
