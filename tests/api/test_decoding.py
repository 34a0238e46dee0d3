"""What cannot be read of an answer costs itself, and nothing that stands around it."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbtui.api.decoding import DEEPEST, coerce, decode
from qbtui.api.models.details import (
    File,
    Metadata,
    MetadataInfo,
    Peer,
    Properties,
    SslParameters,
    Tracker,
    WebSeed,
)
from qbtui.api.models.server import ApiKey, Cookie, MaindataReply, PeersReply
from qbtui.api.models.torrent import Torrent
from qbtui.text import raw, shown

HALF = rb"\ud83d"
"""The first half of a character, which JSON can say and UTF-8 cannot."""
ANSWER = (
    b'{"rid":1,"torrents":{"a":{"name":"x\\n","size":5}},"tags":["t"],"url":"http://t/","tier":0,'
    b'"peers":{"p":{"ip":"1"}},"info":{"files":[{"path":"p","length":2}]},"name":"n","progress":0.5}'
)
DAMAGE = (b"", b"\xff", HALF, b"1e400", b"null", b"{}", b'"', b"[", b"\\", b"nan", b" ")
BEYOND_ALL_BOUNDS = (b"1e400", b"9" * 5000)
TOO_LARGE = (*BEYOND_ALL_BOUNDS, b"9" * 400, b"-1e300", b"18446744073709551615")

json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.text(),
    lambda values: st.lists(values, max_size=4) | st.dictionaries(st.text(), values, max_size=4),
    max_leaves=12,
)


def plain(encoded: bytes) -> dict[str, Any]:
    return decode(encoded, dict[str, Any])


@pytest.mark.parametrize("bad", [b"\xff", b"\xc3", b"\xed\xa0\xbd", HALF, rb"\uDE00"])
def test_what_is_no_character_is_replaced_and_the_rest_is_whole(bad: bytes) -> None:
    said = plain(b'{"name":"a' + bad + b'b","size":3,"' + bad + b'":4}')
    assert set(said["name"].replace("\N{REPLACEMENT CHARACTER}", "")) == {"a", "b"}
    assert "\N{REPLACEMENT CHARACTER}" in said["name"]
    assert sorted(map(str, said.values()))[:2] == ["3", "4"]


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
        assert plain(b'{"a": ' + written + b', "b":"\xff"}')["a"] == sound
        assert plain(b'{"a": ' + written + b', "b":1e400}') == {"a": sound}


@pytest.mark.parametrize("number", BEYOND_ALL_BOUNDS)
def test_a_number_beyond_all_bounds_costs_itself(number: bytes) -> None:
    answer = b'{"url":"http://t/","num_seeds":' + number + b',"num_peers":2}'
    (tracker,) = decode(b"\n[" + answer + b"]", list[Tracker])
    assert (tracker.url, tracker.num_seeds, tracker.num_peers) == ("http://t/", -1, 2)
    assert plain(answer) == {"url": "http://t/", "num_peers": 2}
    nested = plain(b'{"categories": {"films": {"savePath":"/f","x":' + number + b"}}}")
    assert nested == {"categories": {"films": {"savePath": "/f"}}}
    assert plain(b'{"rows":[{"x":' + number + b',"y":1}]}') == {"rows": [{"y": 1}]}


@pytest.mark.parametrize("number", TOO_LARGE)
def test_a_number_that_no_server_has_costs_itself(number: bytes) -> None:
    sent = b'{"url":"http://t/","num_seeds":' + number + b',"num_peers":2,"tier":' + number + b"}"
    (tracker,) = decode(b"[" + sent + b"]", list[Tracker])
    assert (tracker.num_seeds, tracker.num_peers, tracker.tier) == (-1, 2, -1)
    properties = decode(b'{"share_ratio":' + number + b',"seeds":"' + number + b'"}', Properties)
    assert properties == Properties()


@pytest.mark.parametrize("bad", [b"{}", b"[]", b'"big"', b'"nan"', b'"-inf"', b"true", b"null"])
def test_a_value_of_another_type_costs_itself(bad: bytes) -> None:
    sent = b'{"total_downloaded":' + bad + b',"comment":"x\\u001b","seeds":4}'
    properties = decode(sent, Properties)
    assert (properties.total_downloaded, properties.seeds) == (-1, 4)
    # Text is made safe on this way too.
    assert (shown(properties.comment), raw(properties.comment)) == ("x\ufffd", "x\x1b")


@pytest.mark.parametrize("bad", [b"\xff", HALF])
def test_damage_of_several_kinds_costs_what_each_costs(bad: bytes) -> None:
    sent = b'{"url":"a' + bad + b'","num_seeds":1e400,"msg":"' + bad + b'","tier":"3","\\ud800":{}}'
    (tracker,) = decode(b"[7," + sent + b"]", list[Tracker])
    assert (tracker.url, tracker.num_seeds, tracker.msg) == ("a\ufffd", -1, "\ufffd")
    assert plain(sent) == {"url": "a\ufffd", "msg": "\ufffd", "tier": "3", "\ufffd": {}}


@pytest.mark.parametrize("kind", [dict[str, int] | list[int], dict[str, int] | None, Any])
def test_what_may_be_of_several_kinds_is_read_as_what_it_begins_like(kind: Any) -> None:  # noqa: ANN401
    assert decode(b' \r\n\t{"a":1e400,"b":1}', kind) == {"b": 1}


def test_a_field_that_is_not_sent_keeps_its_default_also_where_it_may_be_null() -> None:
    peer = decode(b'{"ip":"1.2.3.4","port":{},"country_code":null}', Peer)
    assert (peer.port, peer.country, peer.country_code) == (0, "", None)


def test_a_text_may_stand_for_a_number_and_a_whole_one_have_a_fraction() -> None:
    assert decode(b'{"rid":7.0}', MaindataReply).rid == 7
    assert decode(b'{"rid":"7"}', MaindataReply).rid == 7
    assert decode(b'{"port":"80","progress":"0.5"}', Peer) == Peer(port=80, progress=0.5)
    (cookie,) = decode(b'[{"name":"a","expirationDate":"5"}]', list[Cookie])
    assert (cookie.name, cookie.expiration_date) == ("a", 5)
    assert (coerce("7", int), coerce(7.0, int), coerce("0.5", int | float)) == (7, 7, 0.5)


@pytest.mark.parametrize("value", ["nan", "inf", "big", [], {}, None])
def test_what_is_no_number_does_not_stand_for_one(value: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        coerce(value, int | float)


def test_a_bad_row_costs_that_row_alone() -> None:
    trackers = decode(b'[{"url":"a"},null,5,[],{"url":"b","tier":{}}]', list[Tracker])
    assert [tracker.url for tracker in trackers] == ["a", "b"]
    reply = decode(b'{"rid":1,"peers":{"a":{"ip":"1"},"b":7}}', PeersReply)
    assert reply.peers == {"a": {"ip": "1"}}


def test_a_value_that_may_be_missing_costs_what_it_is_part_of_nothing_else() -> None:
    encoded = b'{"hash":1,"info": {"length":"x","files":[{"path":"p","length":{}}]},"comment":"c"}'
    metadata = decode(encoded, Metadata)
    assert metadata.comment == "c"
    assert isinstance(metadata.info, MetadataInfo)
    assert [file.path for file in metadata.info.files] == ["p"]


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        (Tracker, b'{"url":5}'),
        (WebSeed, b'{"url":null}'),
        (Torrent, b'{"name":"x","hash":{}}'),
    ],
)
def test_a_row_that_cannot_be_told_from_others_is_left_out(kind: type, row: bytes) -> None:
    assert decode(b"[" + row + b"]", list[kind]) == []  # type: ignore[valid-type]


@pytest.mark.parametrize("row", [b"null", b'{"index":null,"name":"c"}', b'{"priority":{}}'])
def test_files_keep_their_places_or_are_refused(row: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        decode(b'[{"name":"a"},' + row + b',{"name":"b"}]', list[File])
    files = decode(b'[{"name":"a","size":{}},{"name":"b"}]', list[File])
    assert [(file.name, file.size) for file in files] == [("a", 0), ("b", 0)]


@pytest.mark.parametrize(
    ("kind", "encoded"),
    [
        (ApiKey, b'{"apiKey":5}'),
        (SslParameters, b'{"ssl_certificate":"x","ssl_private_key":5}'),
        (list[Cookie], b'[{"name":"a","value":{}}]'),
        (list[Cookie], b'[{"name":"a"},null]'),
    ],
)
def test_what_is_written_back_is_read_as_a_whole_or_not_at_all(kind: Any, encoded: bytes) -> None:  # noqa: ANN401
    with pytest.raises(msgspec.DecodeError):
        decode(encoded, kind)


@pytest.mark.parametrize("encoded", [b"[0,1e400,2]", b'["aa",null]'])
def test_numbers_and_texts_in_a_list_keep_their_places_or_go_together(encoded: bytes) -> None:
    for kind in (list[int], list[str]):
        with pytest.raises(msgspec.DecodeError):
            decode(encoded, kind)
    assert plain(b'{"a":' + encoded + b',"b":1e400,"c":1}').get("c") == 1
    (file,) = decode(b'[{"name":"a","piece_range":' + encoded + b"}]", list[File])
    assert (file.name, file.piece_range) == ("a", [])


@pytest.mark.parametrize("part", [b'"torrents":[{}]', b'"torrents":5', b'"torrents_removed":[5]'])
def test_a_list_that_cannot_be_read_is_not_taken_for_an_empty_one(part: bytes) -> None:
    with pytest.raises(msgspec.DecodeError, match=r"\$\.torrents"):
        decode(b'{"rid":1,' + part + b"}", MaindataReply)


def test_null_is_as_good_as_a_missing_list() -> None:
    assert decode(b'{"rid":1,"tags":null}', MaindataReply) == MaindataReply(rid=1)


@given(
    st.sampled_from([MaindataReply, PeersReply, list[Tracker], list[File], Metadata, Torrent, Any]),
    st.lists(st.tuples(st.integers(0, len(ANSWER) - 1), st.sampled_from(DAMAGE)), max_size=4),
)
def test_damage_anywhere_is_read_or_refused(kind: Any, damage: list[tuple[int, bytes]]) -> None:  # noqa: ANN401
    answer = ANSWER
    for place, damaged in damage:
        answer = answer[:place] + damaged + answer[place + 1 :]
    for encoded in (answer, b"[" + answer + b"]"):
        with suppress(msgspec.DecodeError):
            decode(encoded, kind)


@pytest.mark.parametrize("body", [b"", b"Ok.", b'{"a": ', b'{"a":NaN}', b'\xff{"a":1}'])
def test_what_is_no_json_is_refused(body: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        plain(body)


@pytest.mark.parametrize("levels", [1000, 100_000])
@pytest.mark.parametrize(("start", "end"), [(b"[", b"]"), (b'{"a":', b"}"), (b'[{"\\"[":', b"}]")])
def test_what_is_nested_beyond_all_bounds_costs_itself(
    levels: int, start: bytes, end: bytes
) -> None:
    deep = start * levels + b"1e400" + end * levels
    said = plain(b'{"deep":' + deep + b',"name":"]}","rows":[[1],' + deep + b',{"a":[2]}]}')
    assert (said["name"], said["rows"][0], said["rows"][2]) == ("]}", [1], {"a": [2]})
    (tracker,) = decode(b'[{"url":"http://t/","x":' + deep + b',"tier":3}]', list[Tracker])
    assert (tracker.url, tracker.tier) == ("http://t/", 3)
    assert height(said["deep"]) <= DEEPEST


def height(value: Any) -> int:  # noqa: ANN401 - plain JSON
    """Return how many lists and objects lie within each other."""
    held = value if isinstance(value, list) else value.values() if isinstance(value, dict) else None
    return 0 if held is None else 1 + max(map(height, held), default=0)


def test_a_text_that_never_ends_is_looked_at_once() -> None:
    # Looked at from each of its quotation marks it takes hours, in which nothing else is done.
    for end in (b"", b"\\"):
        with pytest.raises(msgspec.DecodeError):
            plain(b'{"name":"a","x":' + b"[" * 2000 + b'"' + rb"\"" * 2_000_000 + end)


@pytest.mark.parametrize("levels", [1000, 100_000])
def test_what_is_nested_and_never_ends_is_refused(levels: int) -> None:
    for deep in (b"[" * levels, b'[{"a":' * levels, b"]" * levels, b"[" * levels + b"]"):
        with pytest.raises(msgspec.DecodeError):
            plain(b'{"deep":' + deep)
