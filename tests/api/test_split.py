"""A large answer is decoded bit by bit, and says the same as when decoded at one go."""

from __future__ import annotations

import json
from itertools import islice
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbtui.api import pages, split
from qbtui.api.models.server import MaindataReply
from qbtui.api.pages import Pages, Part
from qbtui.api.split import SplitTorrents, decode_maindata

DECODER = msgspec.json.Decoder(MaindataReply)
HASH = "0123456789abcdef0123456789abcdef01234567"
FORGED = f'}},"{HASH}":{{"name":"forged"}}'

hashes = st.integers(0, 2**160 - 1).map("{:040x}".format)
names = st.text() | st.just(FORGED) | st.just('},"') | st.just("\\") | hashes
torrents = st.dictionaries(hashes, st.fixed_dictionaries({"name": names, "tags": names}))


@pytest.fixture(autouse=True)
def _everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(split, "LARGE", 0)
    monkeypatch.setattr(pages, "PAGE", 100)


def encode(**groups: Any) -> bytes:  # noqa: ANN401 - plain JSON
    """Write an answer as Qt does: keys in order, no blanks."""
    answer = {"rid": 7, "full_update": True, **groups}
    return json.dumps(answer, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def in_parts(content: bytes, size: int) -> list[Part]:
    """Let the content come in parts of a size, and return how it is kept."""
    body = Pages()
    for start in range(0, len(content), size):
        body.add(content[start : start + size])
    return body.parts


def plain(torrents: Any) -> dict[str, Any]:  # noqa: ANN401 - any mapping of encoded torrents
    return {hash_: msgspec.json.decode(encoded) for hash_, encoded in torrents.items()}


@given(
    torrents,
    st.dictionaries(names, st.fixed_dictionaries({"name": names})),
    st.lists(names),
    st.integers(1, 300),
)
def test_split_answer_says_the_same(
    torrents: dict[str, Any], categories: dict[str, Any], tags: list[str], size: int
) -> None:
    content = encode(
        torrents=torrents,
        categories=categories,
        tags=tags,
        trackers={"http://t/": list(torrents)},
        torrents_removed=[HASH],
        server_state={"dht_nodes": 3},
    )
    whole, parts = DECODER.decode(content), decode_maindata(in_parts(content, size))
    assert len(parts.torrents) == len(torrents)
    assert {key: msgspec.json.decode(parts.torrents[key]) for key in parts.torrents} == torrents
    assert plain(parts.torrents) == plain(whole.torrents) == torrents
    whole.torrents = parts.torrents = {}
    assert parts == whole


def test_a_torrent_may_be_longer_than_many_parts() -> None:
    rows = {f"{number:040x}": {"name": "x" * (5_000 * (number == 1))} for number in range(3)}
    content = encode(torrents=rows)
    assert plain(decode_maindata(in_parts(content, 70)).torrents) == rows


def test_torrents_are_found_only_when_asked_for_and_then_let_go() -> None:
    many = {f"{number:040x}": {"name": str(number)} for number in range(100)}
    reply = decode_maindata(in_parts(encode(torrents=many), 50))
    assert isinstance(reply.torrents, SplitTorrents)
    assert [hash_ for hash_, _ in islice(reply.torrents.items(), 10)] == list(many)[:10]
    assert list(reply.torrents) == list(many)[10:]
    assert msgspec.json.decode(reply.torrents[f"{99:040x}"]) == {"name": "99"}
    assert HASH not in reply.torrents
    assert plain(reply.torrents) == {key: many[key] for key in list(many)[10:]}
    assert dict(reply.torrents) == {}


def test_answer_that_is_none_is_refused_all_the_same() -> None:
    content = encode(torrents={f"{number:040x}": {} for number in range(9)})
    with pytest.raises(msgspec.DecodeError):
        decode_maindata([content[:-1]])
