"""Whatever the server does and whatever answer is lost, the store equals a fresh whole answer."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from qbtui.state.maindata import Maindata
from tests.state.model_server import ModelServer, torrent

HASHES = st.sampled_from("abcd")
NAMES = st.sampled_from(["", "linux", "linux/debian", "x\x1b"])
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["one", "two", "zwei\u202e"]),
        "state": st.sampled_from(["pausedDL", "stoppedDL", "uploading"]),
        "dlspeed": st.integers(0, 2),
        "ratio": st.sampled_from([0, 0.5, 1]),
        "popularity": st.sampled_from([None, 1.5]),
        "category": NAMES,
        "private": st.sampled_from([None, True, False]),
    },
)
MUTATIONS = st.one_of(
    st.tuples(st.just("torrent"), HASHES, FIELDS),
    st.tuples(st.just("remove"), HASHES),
    st.tuples(st.just("category"), NAMES, st.sampled_from(["", "/a", "/b"])),
    st.tuples(st.just("tags"), st.lists(NAMES, unique=True)),
    st.tuples(st.just("trackers"), st.dictionaries(NAMES, st.lists(HASHES, unique=True))),
    st.tuples(st.just("server"), st.integers(0, 3)),
)
STEPS = st.lists(st.one_of(MUTATIONS, st.just(("poll",)), st.just(("lose",))), max_size=40)


def mutate(server: ModelServer, kind: str, *values: Any) -> None:  # noqa: ANN401 - as drawn
    now = server.now
    if kind == "torrent":
        hash_, fields = values
        now["torrents"][hash_] = now["torrents"].get(hash_, torrent()) | fields
    elif kind == "remove":
        now["torrents"].pop(values[0], None)
    elif kind == "category":
        now["categories"][values[0]] = {"name": values[0], "savePath": values[1]}
    elif kind == "server":
        now["server_state"]["dl_info_speed"] = values[0]
    else:
        now[kind] = values[0]


def contents(store: Maindata) -> dict[str, object]:
    rows = {key: msgspec.structs.asdict(row) for key, row in store.torrents.items()}
    for row in rows.values():
        del row["version"]
    return {
        "torrents": rows,
        "categories": {key: msgspec.structs.asdict(row) for key, row in store.categories.items()},
        "tags": store.tags,
        "trackers": store.trackers,
        "server": store.server,
    }


async def poll_and_check(store: Maindata, server: ModelServer) -> None:
    before, versions = contents(store), {k: row.version for k, row in store.torrents.items()}
    change = await store.apply(server.maindata(store.rid))
    after = contents(store)
    fresh = Maindata()
    await fresh.apply(ModelServer(now=server.now).maindata(0))
    assert after == contents(fresh)

    rows_before, rows_after = before["torrents"], after["torrents"]
    assert isinstance(rows_before, dict)
    assert isinstance(rows_after, dict)
    differing = {key for key, row in rows_after.items() if row != rows_before.get(key)}
    assert change.hashes == differing
    assert change.removed == rows_before.keys() - rows_after.keys()
    assert {k for k, row in store.torrents.items() if row.version != versions.get(k)} == differing
    for key in differing & rows_before.keys():
        fields = {f for f, value in rows_after[key].items() if value != rows_before[key][f]}
        assert fields <= change.fields
    named = ("categories", "tags", "trackers")
    assert change.groups == any(before[name] != after[name] for name in named)


@given(STEPS)
def test_store_equals_a_fresh_whole_answer_after_every_poll(steps: list[tuple[Any, ...]]) -> None:
    async def live_through() -> None:
        server, store = ModelServer(), Maindata()
        for kind, *values in [*steps, ("poll",)]:
            if kind == "poll":
                await poll_and_check(store, server)
            elif kind == "lose":
                server.maindata(store.rid)
                store.reset()
            else:
                mutate(server, kind, *values)

    asyncio.run(live_through())
