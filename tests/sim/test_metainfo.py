"""Torrent files and magnet links are read as others write them, and written as others read them."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbtui.sim.bencoding import Bencodable, bdecode, bencode
from qbtui.sim.metainfo import HYBRID, V1, V2, make, parse, parse_magnet
from qbtui.sim.refusals import BadRequest, Unsupported

FILES = (("disc/track.flac", 300_000), ("disc/cover.jpg", 7), ("empty", 0))
V1_HASH = "0123456789abcdef0123456789abcdef01234567"
V2_HASH = "ab" * 32

encodable = st.recursive(
    st.integers(-(2**63), 2**63 - 1) | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.binary(), inner),
    max_leaves=20,
)


@given(encodable)
def test_what_is_encoded_is_decoded(value: Bencodable) -> None:
    assert bdecode(bencode(value)) == value


def test_keys_are_sorted_as_bytes() -> None:
    assert bencode({"b": 1, "a": "é"}) == b"d1:a2:\xc3\xa91:bi1ee"


@given(st.binary(max_size=60))
def test_noise_is_refused_or_decoded(data: bytes) -> None:
    try:
        value = bdecode(data)
    except Unsupported:
        return
    assert bdecode(bencode(value)) == value


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"i12",
        b"ie",
        b"i1x2e",
        b"5:ab",
        b"l",
        b"d1:a",
        b"i1ei2e",
        b"l" * 5_000,
        b"i" + b"9" * 5_000 + b"e",
    ],
)
def test_broken_data_is_refused(data: bytes) -> None:
    with pytest.raises(Unsupported):
        bdecode(data)


@pytest.mark.parametrize("version", [V1, V2, HYBRID])
def test_a_made_up_torrent_is_read_again(version: int) -> None:
    made = make(
        "Album",
        FILES,
        65_536,
        version=version,
        private=True,
        source="example",
        trackers=(("https://a.example/announce", "udp://b.example:1"), ("http://c.example",)),
        web_seeds=("https://seed.example/x/",),
        comment="Привет",
        created_by="tester",
        creation_date=1_700_000_000,
    )
    read = parse(made.encode())
    assert read == made
    assert sorted(read.files) == sorted((f"Album/{path}", size) for path, size in FILES)
    assert (read.total, read.piece_size, read.piece_count) == (300_007, 65_536, 5)
    assert (read.private, read.source, len(read.piece_hashes)) == (True, "example", 5)


def test_a_single_file_has_no_folder() -> None:
    for version in (V1, V2, HYBRID):
        assert parse(make("a.iso", [("a.iso", 9)], 4, version=version).encode()).files == (
            ("a.iso", 9),
        )


def test_the_hashes_are_those_of_the_info_part() -> None:
    torrents = {version: make("x", FILES, 65_536, version=version) for version in (V1, V2, HYBRID)}
    for torrent in torrents.values():
        digests = hashlib.sha1(torrent.info).hexdigest(), hashlib.sha256(torrent.info).hexdigest()
        assert torrent.infohash_v1 in {digests[0], ""}
        assert torrent.infohash_v2 in {digests[1], ""}
    assert torrents[V1].hash == torrents[V1].infohash_v1
    assert torrents[V2].infohash_v1 == ""
    assert torrents[V1].infohash_v2 == ""
    assert torrents[HYBRID].hash == torrents[HYBRID].infohash_v2[:40]


def test_a_torrent_of_another_program_is_read() -> None:
    info = b"d6:lengthi5e4:name1:x12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaae"
    read = parse(b"d8:announce18:http://t.example/a4:info" + info + b"8:url-list9:http://w/e")
    assert read.trackers == (("http://t.example/a",),)
    assert read.web_seeds == ("http://w/",)
    assert read.hash == hashlib.sha1(info).hexdigest()


@pytest.mark.parametrize(
    "data", [b"<html>", b"de", b"d4:infodee", b"d4:infod4:name1:x12:piece lengthi0e6:lengthi1eee"]
)
def test_what_is_no_torrent_is_refused(data: bytes) -> None:
    with pytest.raises(Unsupported):
        parse(data)


@pytest.mark.parametrize(
    "wrong",
    [
        {"pieces": None},
        {"pieces": bytes(40)},
        {"pieces": bytes(19)},
        {"pieces": 20},
        {"length": 10**14, "piece length": 1},
        {"files": 1},
        {"file tree": {"x": {"": {"length": 10**14}}}, "pieces": None},
    ],
)
def test_every_piece_needs_a_hash(wrong: dict[str, Bencodable | None]) -> None:
    whole: dict[str, Bencodable | None] = {
        "name": "x",
        "piece length": 16_384,
        "length": 5,
        "pieces": bytes(20),
    }
    info = {key: value for key, value in {**whole, **wrong}.items() if value is not None}
    with pytest.raises(Unsupported):
        parse(bencode({"info": info}))


def test_padding_has_hashes_but_is_no_file() -> None:
    files: list[Bencodable] = [
        {"length": 5, "path": ["a"]},
        {"attr": "p", "length": 16_379, "path": [".pad", "16379"]},
        {"length": 5, "path": ["b"]},
    ]
    info: dict[str, Bencodable] = {
        "name": "x",
        "piece length": 16_384,
        "files": files,
        "pieces": bytes(40),
    }
    assert parse(bencode({"info": info})).files == (("x/a", 5), ("x/b", 5))


def test_a_magnet_is_taken_apart() -> None:
    magnet = parse_magnet(
        f"magnet:?xt=urn:btih:{V1_HASH.upper()}&xt=urn:btmh:1220{V2_HASH}&dn=A%20b%26c"
        "&tr=udp%3A%2F%2Ft.example%3A1&ws=https%3A%2F%2Fw.example%2F"
    )
    assert (magnet.infohash_v1, magnet.infohash_v2) == (V1_HASH, V2_HASH)
    assert magnet.hash == V2_HASH[:40]
    assert (magnet.name, magnet.trackers) == ("A b&c", ("udp://t.example:1",))
    assert magnet.web_seeds == ("https://w.example/",)


def test_bare_hashes_are_magnets_too() -> None:
    assert parse_magnet(V1_HASH).hash == V1_HASH
    assert parse_magnet(V2_HASH).infohash_v2 == V2_HASH
    assert parse_magnet("A" * 32).hash == "0" * 40


@pytest.mark.parametrize(
    "text",
    [
        "",
        "magnet://[?xt=urn:btih:" + V1_HASH,
        "magnet:?dn=x",
        "magnet:?xt=urn:btih:12",
        "https://x.example/",
        V1_HASH[:39],
    ],
)
def test_what_is_no_magnet_is_refused(text: str) -> None:
    with pytest.raises(BadRequest):
        parse_magnet(text)
