"""What `sync` tells: a client that merges the differences has what the server has."""

from __future__ import annotations

import random
from typing import Any

import pytest

from qbtui.sim.changes.adding import AddOptions
from tests.sim.visitor import RELEASES, Clock, Visitor, make_metainfo, visit

Data = dict[str, Any]
CUMULATIVE = ("4.1.0", "4.2.5", "4.5.2")
BUFFERED = ("4.6.7", "5.1.0", "5.2.0", "5.3.0")


class Merged:
    """What a client makes of the answers; written from the rules, not from qbtui's."""

    def __init__(self) -> None:
        self.rid = 0
        self.groups: Data = {}

    def take(self, answer: Data) -> None:
        self.rid = answer.pop("rid")
        if answer.pop("full_update", False):
            self.groups = {}
        for name, value in answer.items():
            if name.endswith("_removed"):
                continue
            if isinstance(value, list):
                self.groups[name] = sorted({*self.groups.get(name, []), *value})
            else:
                self._merge(self.groups.setdefault(name, {}), value)
        for name in [name for name in answer if name.endswith("_removed")]:
            group = self.groups.get(name.removesuffix("_removed"), {})
            for key in answer[name]:
                if isinstance(group, list):
                    group.remove(key)
                else:
                    group.pop(key, None)

    def _merge(self, group: Data, changes: Data) -> None:
        for key, value in changes.items():
            if isinstance(value, dict):
                group.setdefault(key, {}).update(value)
            else:
                group[key] = value

    @property
    def known(self) -> Data:
        return {name: value for name, value in self.groups.items() if value}


def poll(visitor: Visitor, merged: Merged) -> Data:
    answer: Data = visitor.json("sync/maindata", rid=merged.rid)
    merged.take(dict(answer))
    return answer


def everything(visitor: Visitor) -> Data:
    """Return what a client that comes anew is told."""
    other, merged = Visitor(visitor.server), Merged()
    other.log_in()
    poll(other, merged)
    return merged.known


def disturb(visitor: Visitor, chance: random.Random, clock: Clock) -> None:
    """Change something, whatever the release can do."""
    world = visitor.server.world
    hashes = list(world.torrents)
    some = chance.sample(hashes, min(3, len(hashes)))
    word = chance.choice("abcd")
    match chance.randrange(8):
        case 0:
            world.adding.add_metainfo(make_metainfo(f"New {chance.random()}"), AddOptions())
        case 1:
            visitor.post("torrents/delete", hashes="|".join(some[:1]), deleteFiles="false")
        case 2:
            visitor.post("torrents/createCategory", category=word, savePath="/srv")
        case 3:
            visitor.post("torrents/removeCategories", categories=word)
        case 4:
            visitor.post("torrents/addTags", hashes="|".join(some), tags=word)
        case 5:
            visitor.post("torrents/deleteTags", tags=word)
        case 6:
            url = f"http://{word}.example/announce"
            visitor.post("torrents/addTrackers", hash=some[0] if some else "", urls=url)
        case _:
            clock.now += 2


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("seed", range(3))
def test_merged_differences_are_everything(release: str, seed: int) -> None:
    clock, chance = Clock(), random.Random(seed)
    visitor, merged = visit(release, torrents=4, clock=clock), Merged()
    for _ in range(60):
        disturb(visitor, chance, clock)
        poll(visitor, merged)
    assert merged.known == everything(visitor)


@pytest.mark.parametrize("release", CUMULATIVE)
@pytest.mark.parametrize("seed", range(3))
def test_lost_answers_do_no_harm_up_to_4_5(release: str, seed: int) -> None:
    clock, chance = Clock(), random.Random(seed)
    visitor, merged = visit(release, torrents=4, clock=clock), Merged()
    for _ in range(60):
        disturb(visitor, chance, clock)
        if chance.random() < 0.5:
            visitor.json("sync/maindata", rid=merged.rid)
        else:
            poll(visitor, merged)
    poll(visitor, merged)
    assert merged.known == everything(visitor)


@pytest.mark.parametrize("release", BUFFERED)
def test_a_lost_answer_is_overwritten_from_4_6_until_5_3(release: str) -> None:
    visitor, merged = visit(release, torrents=1), Merged()
    for _ in range(2):
        poll(visitor, merged)
    visitor.post("torrents/setDownloadLimit", hashes="all", limit=4096)
    visitor.json("sync/maindata", rid=merged.rid)
    visitor.post("torrents/setUploadLimit", hashes="all", limit=4096)
    torrent = next(iter(poll(visitor, merged)["torrents"].values()))
    assert torrent["up_limit"] == 4096
    assert ("dl_limit" in torrent) is (release == "5.3.0")


@pytest.mark.parametrize("release", RELEASES)
def test_what_came_and_went_while_answers_were_lost_is_not_told(release: str) -> None:
    visitor, merged = visit(release), Merged()
    for _ in range(2):
        poll(visitor, merged)
    visitor.post("torrents/createCategory", category="short")
    visitor.json("sync/maindata", rid=merged.rid)
    visitor.post("torrents/removeCategories", categories="short")
    assert "categories" not in poll(visitor, merged)


@pytest.mark.parametrize("release", CUMULATIVE)
def test_what_went_and_came_while_answers_were_lost_is_not_told_up_to_4_5(release: str) -> None:
    visitor, merged = visit(release), Merged()
    labels = visitor.server.world.labels
    labels.create_tags(["known"])
    for _ in range(2):
        poll(visitor, merged)
    for is_there in (False, True):
        visitor.post("transfer/toggleSpeedLimitsMode")
        if is_there:
            labels.create_tags(["known"])
        else:
            labels.delete_tags(["known"])
        answer = visitor.json("sync/maindata", rid=merged.rid)
        assert ("server_state" in answer) is not is_there
        assert ("tags_removed" in answer) is (not is_there and release != "4.1.0")


@pytest.mark.parametrize("release", CUMULATIVE)
def test_a_lost_answer_is_repeated_up_to_4_5(release: str) -> None:
    visitor, merged = visit(release, torrents=1), Merged()
    for _ in range(2):
        poll(visitor, merged)
    visitor.post("torrents/setDownloadLimit", hashes="all", limit=4096)
    visitor.json("sync/maindata", rid=merged.rid)
    visitor.post("torrents/setUploadLimit", hashes="all", limit=4096)
    torrent = next(iter(poll(visitor, merged)["torrents"].values()))
    assert torrent == {"up_limit": 4096, "dl_limit": 4096}


@pytest.mark.parametrize("release", RELEASES)
def test_nothing_new_is_a_rid_and_no_more(release: str) -> None:
    visitor, merged = visit(release, torrents=2), Merged()
    poll(visitor, merged)
    assert poll(visitor, merged) == {"rid": 2}
    assert poll(visitor, merged) == {"rid": 3}


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("rid", [0, 7])
def test_an_unknown_rid_brings_everything(release: str, rid: int) -> None:
    visitor, merged = visit(release, torrents=2), Merged()
    for _ in range(3):
        poll(visitor, merged)
    answer = visitor.json("sync/maindata", rid=rid)
    assert answer["full_update"] is True
    assert len(answer["torrents"]) == 2


@pytest.mark.parametrize(("release", "rid"), [("4.5.2", 1), ("5.1.0", 4)])
def test_rids_begin_anew_only_in_earlier_releases(release: str, rid: int) -> None:
    visitor, merged = visit(release), Merged()
    for _ in range(3):
        poll(visitor, merged)
    assert visitor.json("sync/maindata", rid=0)["rid"] == rid


@pytest.mark.parametrize("release", RELEASES)
def test_a_login_begins_with_everything(release: str) -> None:
    visitor, merged = visit(release, torrents=1), Merged()
    poll(visitor, merged)
    visitor.cookie = ""
    visitor.log_in()
    assert poll(visitor, merged)["full_update"] is True


@pytest.mark.parametrize(("release", "empty"), [("4.5.2", True), ("5.1.0", False)])
def test_empty_groups_are_left_out_from_4_6_on(release: str, empty: bool) -> None:
    assert ("categories" in visit(release).json("sync/maindata")) == empty


@pytest.mark.parametrize(
    ("release", "groups"),
    [
        ("4.1.2", {"torrents"}),
        ("4.2.5", {"torrents", "tags"}),
        ("4.3.0", {"torrents", "tags", "trackers"}),
    ],
)
def test_groups_came_with_the_releases(release: str, groups: set[str]) -> None:
    answer = visit(release, torrents=1).json("sync/maindata")
    assert groups == {"torrents", "tags", "trackers"} & set(answer)


def test_categories_were_an_array_before_4_1_3() -> None:
    visitor = visit("4.1.2")
    visitor.post("torrents/createCategory", category="a")
    assert visitor.json("sync/maindata")["categories"] == ["a"]
    assert isinstance(visit("4.1.3").json("sync/maindata")["categories"], dict)


def test_touched_torrents_without_a_change_are_empty_from_4_6_to_5_1() -> None:
    for release, expected in {"4.5.2": False, "5.1.0": True, "5.2.0": False}.items():
        visitor, merged = visit(release, torrents=1), Merged()
        poll(visitor, merged)
        next(iter(visitor.server.world.torrents.values())).touch()
        assert ("torrents" in poll(visitor, merged)) == expected


def test_torrents_have_no_hash_and_their_own_fields() -> None:
    answer = visit("5.3.0", torrents=1).json("sync/maindata")
    torrent = next(iter(answer["torrents"].values()))
    assert "hash" not in torrent
    assert {"has_tracker_error", "share_limits_mode", "root_path"} <= set(torrent)


def test_peers_follow_the_torrent_of_the_session() -> None:
    clock = Clock()
    visitor = visit("5.3.0", torrents=2, clock=clock)
    visitor.post("torrents/start", hashes="all")
    clock.now += 60
    one, other = list(visitor.server.world.torrents)
    first = visitor.json("sync/torrentPeers", hash=one, rid=0)
    assert first["full_update"] is True
    assert first["peers"]
    nothing = visitor.json("sync/torrentPeers", hash=one, rid=first["rid"])
    assert nothing == {"rid": first["rid"] + 1}
    changed = visitor.json("sync/torrentPeers", hash=other, rid=nothing["rid"])
    assert set(changed["peers_removed"]) == set(first["peers"])
    assert set(changed["peers"]).isdisjoint(first["peers"])


@pytest.mark.parametrize(
    ("release", "since"),
    [
        ("4.2.5", {"client"}),
        ("4.5.2", {"peer_id_client"}),
        ("5.3.0", {"contribution", "host_name"}),
    ],
)
def test_peers_have_the_fields_of_the_release(release: str, since: set[str]) -> None:
    clock = Clock()
    visitor = visit(release, torrents=1, clock=clock)
    visitor.server.world.control.start(visitor.server.world.torrents.values())
    clock.now += 60
    hash = next(iter(visitor.server.world.torrents))
    peer = next(iter(visitor.json("sync/torrentPeers", hash=hash)["peers"].values()))
    newer = {"peer_id_client", "host_name", "contribution"} - since
    assert since <= set(peer)
    assert release == "5.3.0" or not newer & set(peer)


def test_peers_of_an_unknown_torrent_are_404() -> None:
    assert visit().post("sync/torrentPeers", hash="f" * 40).status == 404
