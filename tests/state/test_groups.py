"""The counts of the sidebar."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from qbtui.state.groups import DEEPEST, Group, Groups
from qbtui.state.maindata import Maindata
from qbtui.state.query import STATUSES, Filters, make_query
from tests.state.model_server import Json, decode, torrent

TORRENTS = {
    "a": torrent(state="uploading", category="linux", tags="one, two", dlspeed=1),
    "b": torrent(state="stoppedDL", category="linux/debian", tags="one"),
    "c": torrent(state="pausedUP", trackers_count=0),
}


async def groups_of(**parts: object) -> tuple[Groups, Maindata]:
    store, groups = Maindata(), Groups()
    answer: Json = {"rid": 1, "full_update": True, "torrents": TORRENTS, **parts}
    groups.update(store, await store.apply(decode(answer)))
    return groups, store


def counts(rows: Iterable[Group]) -> dict[str | None, int]:
    return {row.value: row.count for row in rows}


@pytest.mark.parametrize("nested", [True, False])
async def test_every_count_is_what_its_filter_keeps(nested: bool) -> None:
    flagged = {key: row | {"has_tracker_error": key == "c"} for key, row in TORRENTS.items()}
    groups, store = await groups_of(
        torrents=flagged,
        categories={"linux": {}, "linux/debian": {}, "empty": {}},
        tags=["one", "two", "three"],
        trackers={"http://t:1/": ["a"], "udp://t:2/": ["a", "b"]},
        server_state={"use_subcategories": nested},
    )
    assert len(groups.rows) == 14 + 5 + 5 + 4
    for group in groups.rows:
        query = make_query(group.choose(Filters()), hosts=groups.hosts, nested=groups.nested)
        kept = [row for row in store.torrents.values() if query.keep is None or query.keep(row)]
        assert group.count == len(kept), group


async def test_a_category_of_more_levels_than_anybody_made_is_one_name() -> None:
    deep, usual = "/".join("a" * 100_000), "/".join("b" * DEEPEST)
    groups, _ = await groups_of(
        torrents={"a": torrent(category=deep), "b": torrent(category=usual)},
        server_state={"use_subcategories": True},
    )
    named = [group for group in groups.categories if group.value]
    assert [group.depth for group in named] == [0, *range(DEEPEST)]
    assert [group.title for group in named][:2] == [named[0].value, "b"]
    assert named[0].value == deep


async def test_names_that_look_alike_are_groups_of_their_own() -> None:
    composed, apart, joined = "caf\u00e9", "cafe\u0301", "caf\u00e9\u200d"
    groups, store = await groups_of(
        torrents={
            "a": torrent(category=f"{composed}/x", tags=f"{composed}, {joined}"),
            "b": torrent(category=apart, tags=apart),
            "c": torrent(category=f"{joined}/{joined}", tags=""),
        },
        categories={composed: {}, apart: {}},
        tags=[composed, apart, joined],
    )
    assert counts(groups.categories) == {
        None: 3, "": 0, composed: 1, f"{composed}/x": 1, apart: 1, joined: 1,
        f"{joined}/{joined}": 1,
    }  # fmt: skip
    assert counts(groups.tags) == {None: 3, "": 1, composed: 1, apart: 1, joined: 1}
    for group in (*groups.categories, *groups.tags):
        query = make_query(group.choose(Filters()), hosts=groups.hosts, nested=groups.nested)
        kept = [row for row in store.torrents.values() if query.keep is None or query.keep(row)]
        assert group.count == len(kept), group


async def test_statuses_are_all_there_in_order() -> None:
    groups, _ = await groups_of()
    assert [group.value for group in groups.statuses] == list(STATUSES)
    assert counts(groups.statuses)["stopped"] == 2


async def test_categories_are_a_tree_whose_parents_count_their_children() -> None:
    groups, _ = await groups_of(categories={"b/c": {}, "B2": {}, "linux": {}, "linux/debian": {}})
    assert [
        (row.value, row.title, row.count, row.depth, row.has_children) for row in groups.categories
    ] == [
        (None, "All", 3, 0, False),
        ("", "Uncategorized", 1, 0, False),
        ("b", "b", 0, 0, True),
        ("b/c", "c", 0, 1, False),
        ("B2", "B2", 0, 0, False),
        ("linux", "linux", 2, 0, True),
        ("linux/debian", "debian", 1, 1, False),
    ]


async def test_categories_are_flat_where_the_server_has_no_subcategories() -> None:
    groups, _ = await groups_of(server_state={"use_subcategories": False})
    assert [(row.title, row.count, row.depth) for row in groups.categories[2:]] == [
        ("linux", 1, 0),
        ("linux/debian", 1, 0),
    ]


async def test_tracker_flags_show_only_where_the_server_sends_them() -> None:
    groups, store = await groups_of()
    assert "tracker error" not in counts(groups.trackers)
    answer: Json = {"rid": 2, "torrents": {"c": {"has_tracker_error": False}}}
    groups.update(store, await store.apply(decode(answer)))
    answer = {"rid": 3, "torrents": {"b": {"has_tracker_error": True}}}
    groups.update(store, await store.apply(decode(answer)))
    assert counts(groups.trackers)["tracker error"] == 1


async def test_hosts_of_old_servers_come_from_the_torrents() -> None:
    groups, _ = await groups_of(torrents={"a": torrent(tracker="http://t:1/")})
    assert counts(groups.trackers) == {None: 1, "": 0, "t": 1}


@pytest.mark.parametrize(
    ("answer", "changed"),
    [
        ({"torrents": {"a": {"size": 5}}}, False),
        ({"torrents": {"a": {"state": "stalledUP"}}}, True),
        ({"torrents": {"a": {"dlspeed": 0}}}, True),
        ({"torrents": {"a": {"category": ""}}}, True),
        ({"torrents": {"a": {"tags": "two"}}}, True),
        ({"torrents": {"z": torrent()}}, True),
        ({"torrents_removed": ["a"]}, True),
        ({"tags": ["new"]}, True),
        ({"categories": {"new": {}}}, True),
        ({"trackers": {"http://new/": ["a"]}}, True),
        ({"server_state": {"dl_info_speed": 1}}, False),
    ],
)
async def test_update_after_a_difference_equals_a_fresh_count(answer: Json, changed: bool) -> None:
    groups, store = await groups_of()
    assert groups.update(store, await store.apply(decode({"rid": 2, **answer}))) is changed
    fresh = Groups()
    fresh.update(store)
    assert groups.rows == fresh.rows


async def test_choosing_a_group_sets_its_own_filter_only() -> None:
    groups, _ = await groups_of()
    filters = Filters("stopped", tag="one")
    category = next(group for group in groups.categories if group.value == "linux")
    everything = next(group for group in groups.tags if group.value is None)
    assert category.choose(filters) == Filters("stopped", category="linux", tag="one")
    assert everything.choose(filters) == Filters("stopped")


async def test_keys_tell_groups_apart() -> None:
    groups, _ = await groups_of(tags=["*"])
    keys = [group.key for group in groups.rows]
    assert len(set(keys)) == len(keys)
