"""When the users of the trackers are others than before."""

from __future__ import annotations

import pytest

from qbtui.state.groups import Groups
from qbtui.state.maindata import Maindata
from tests.state.model_server import Json, decode, torrent

TRACKER, OTHER = "http://t.test/a", "http://u.test/a"


@pytest.mark.parametrize("tells", [True, False])
@pytest.mark.parametrize(
    ("difference", "changed"),
    [
        ({"b": {"trackers_count": 3}}, False),
        ({"b": {"tracker": TRACKER}}, False),
        ({"b": {"tracker": OTHER}}, True),
        ({"c": torrent(tracker=TRACKER)}, True),
    ],
)
async def test_hosts_are_others_only_when_their_users_are(
    tells: bool, difference: Json, changed: bool
) -> None:
    store, groups = Maindata(), Groups()
    torrents = {"a": torrent(tracker=TRACKER), "b": torrent(tracker=TRACKER)}
    trackers = {"trackers": {TRACKER: ["a", "b"]}} if tells else {}
    whole = {"rid": 1, "full_update": True, "torrents": torrents, **trackers}
    groups.update(store, await store.apply(decode(whole)))
    before = groups.hosts
    assert before
    groups.update(store, await store.apply(decode({"rid": 2, "torrents": difference})))
    # A server that lists the users of its trackers would have sent them.
    assert (groups.hosts is not before) is (changed and not tells)
