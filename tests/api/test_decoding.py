"""What cannot be read of an answer costs itself, and nothing that stands around it."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbtui.api.decoding import decode
from qbtui.api.models.details import File, Metadata, Peer, Properties, Tracker
from qbtui.api.models.server import MaindataReply, PeersReply
from qbtui.text import raw

HALF = rb"\ud83d"
"""The first half of a character, which JSON can say and UTF-8 cannot."""
NUMBERS_BEYOND_ALL_BOUNDS = (b"1e400", b"9" * 5000)

json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.text(),
    lambda values: st.lists(values, max_size=4) | st.dictionaries(st.text(), values, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("bad", [b"\xff", b"\xc3", b"\xed\xa0\xbd", HALF, rb"\uDE00"])
@pytest.mark.parametrize("kind", [Any, dict[str, Any]])
def test_what_is_no_character_is_replaced_and_the_rest_is_whole(bad: bytes, kind: object) -> None:
    name = decode(b'{"name":"a' + bad + b'b","size":3}', kind)
    assert set(name["name"].replace("\N{REPLACEMENT CHARACTER}", "")) == {"a", "b"}
    assert "\N{REPLACEMENT CHARACTER}" in name["name"]
    assert name["size"] == 3


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (rb"\ud83d\ude00", "\N{GRINNING FACE}"),
        (rb"\\ud83d", "\\ud83d"),
        (rb"\\\ud83d", "\\\ufffd"),
        (rb"\"\n\u00e9", '"\né'),
        (rb"\ud83d\ud83d\ude00", "\ufffd\N{GRINNING FACE}"),
    ],
)
def test_what_looks_like_half_a_character_is_left_alone(written: bytes, meant: str) -> None:
    # The other text makes the whole be read again.
    assert decode(b'["' + written + b'","\xff"]', list[str]) == [meant, "\ufffd"]


@given(json_values)
def test_text_that_has_to_be_read_again_says_the_same(value: Any) -> None:  # noqa: ANN401 - JSON
    for ascii_only in (True, False):
        written = json.dumps(value, ensure_ascii=ascii_only).encode(errors="replace")
        sound = msgspec.json.decode(written)
        assert decode(b'{"a":' + written + b',"b":"\xff"}', dict[str, Any])["a"] == sound
        assert decode(b'{"a":' + written + b',"b":1e400}', dict[str, Any]) == {"a": sound}


@pytest.mark.parametrize("number", NUMBERS_BEYOND_ALL_BOUNDS)
def test_a_number_beyond_all_bounds_costs_itself(number: bytes) -> None:
    answer = b'{"url":"http://t/","num_seeds":' + number + b',"num_peers":2}'
    (tracker,) = decode(b"[" + answer + b"]", list[Tracker])
    assert (tracker.url, tracker.num_seeds, tracker.num_peers) == ("http://t/", -1, 2)
    assert decode(answer, dict[str, Any]) == {"url": "http://t/", "num_peers": 2}
    nested = decode(b'{"categories":{"films":{"savePath":"/f","x":' + number + b"}}}", Any)
    assert nested == {"categories": {"films": {"savePath": "/f"}}}


@pytest.mark.parametrize("bad", [b"{}", b"[]", b'"big"', b'"nan"', b'"-inf"', b"true", b"null"])
def test_a_value_of_another_type_costs_itself(bad: bytes) -> None:
    sent = b'{"total_downloaded":' + bad + b',"comment":"x\\u001b","seeds":4}'
    properties = decode(sent, Properties)
    assert (properties.total_downloaded, properties.seeds) == (-1, 4)
    # Text is made safe on this way too.
    assert (properties.comment, raw(properties.comment)) == ("x\ufffd", "x\x1b")


def test_a_field_that_is_not_sent_keeps_its_default_also_where_it_may_be_null() -> None:
    peer = decode(b'{"ip":"1.2.3.4","port":{},"country_code":null}', Peer)
    assert (peer.port, peer.country, peer.country_code) == (0, "", None)


def test_numbers_may_be_texts_or_have_a_fraction_as_old_servers_write_them() -> None:
    assert decode(b'{"rid":7.0}', MaindataReply).rid == 7
    assert decode(b'{"rid":"7"}', MaindataReply).rid == 7
    assert decode(b'{"port":"80","progress":"0.5"}', Peer) == Peer(port=80, progress=0.5)


def test_a_bad_row_costs_that_row_alone() -> None:
    trackers = decode(b'[{"url":"a"},null,5,[],{"url":"b","tier":{}}]', list[Tracker])
    assert [tracker.url for tracker in trackers] == ["a", "b"]
    reply = decode(b'{"rid":1,"peers":{"a":{"ip":"1"},"b":7}}', PeersReply)
    assert reply.peers == {"a": {"ip": "1"}}
    metadata = decode(
        b'{"hash":1,"info":{"length":"x","files":[{"path":"p","length":{}},3]}}', Metadata
    )
    assert metadata.info is not None
    assert [file.path for file in metadata.info.files] == ["p"]


def test_numbers_in_a_list_keep_their_places_or_go_together() -> None:
    with pytest.raises(msgspec.DecodeError):
        decode(b"[0,1e400,2]", list[int])
    (file,) = decode(b'[{"name":"a","piece_range":[0,{}]}]', list[File])
    assert (file.name, file.piece_range) == ("a", [])


@pytest.mark.parametrize("torrents", [b"[{}]", b'"x"', b"5"])
def test_a_list_of_torrents_that_is_none_is_not_taken_for_an_empty_one(torrents: bytes) -> None:
    with pytest.raises(msgspec.DecodeError, match=r"\$\.torrents"):
        decode(b'{"rid":1,"full_update":true,"torrents":' + torrents + b"}", MaindataReply)


def test_null_is_as_good_as_a_missing_list() -> None:
    assert decode(b'{"rid":1,"tags":null}', MaindataReply) == MaindataReply(rid=1)


@pytest.mark.parametrize("body", [b"", b"Ok.", b'{"a": ', b'{"a":NaN}', b'\xff{"a":1}'])
def test_what_is_no_json_is_refused(body: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        decode(body, dict[str, Any])


def test_nesting_beyond_all_bounds_is_refused_and_ends_nothing() -> None:
    deep = b"[" * 100_000 + b"]" * 100_000
    with pytest.raises(msgspec.DecodeError, match="nested"):
        decode(b'{"a":' + deep + b"}", dict[str, Any])
