"""How pasted text falls into words, links and files, and what links give away."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbtui.links import (
    KNOWN_AGAIN,
    expand,
    has_passkey,
    is_url,
    join_words,
    shortened,
    split_links,
    split_words,
    trackers_of,
)

MAGNET = "magnet:?xt=urn:btih:" + "a" * 40 + '&dn=It\'s%20"here"'
WORD = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("plain.torrent", "two words.torrent", "It's.torrent"):
        (tmp_path / name).write_bytes(b"")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@given(st.lists(WORD | st.text("a '\"\\", max_size=4)))
def test_joined_words_split_into_the_same(words: list[str]) -> None:
    assert split_words(join_words(words)) == tuple(words)


def test_words_end_at_blanks_and_line_ends_unless_quoted() -> None:
    text = "one  two\n'three four' \"fi\\\"ve\" s\\ ix\tdon't"
    assert split_words(text) == ("one", "two", "three four", 'fi"ve', "s ix", "don't")


def test_plain_words_are_joined_without_quotes() -> None:
    assert join_words(["a", "b c", MAGNET]) == f'a "b c" {MAGNET}'


@pytest.mark.parametrize(
    "link",
    [
        MAGNET,
        "MAGNET:?xt=urn:btih:abc",
        "https://example.org/a.torrent?x='y'",
        "http://[::1]:8080/",
        "bc://bt/QUEvYQ==",
        "A" * 40,
        "0" * 64,
        "abcdefghijklmnopqrstuvwxyz234567",
    ],
)
def test_a_link_is_taken_as_it_stands(link: str) -> None:
    assert split_links(f"  {link}\n{link} ") == (link, link)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "item", ["", "soon", "ftp://example.org/a", "https://", "magnet:?", "0" * 41, "no.torrent", "/"]
)
def test_anything_else_is_refused_by_name(item: str) -> None:
    text = f"plain.torrent {item!r}"
    with pytest.raises(ValueError, match="is no link, no info hash and no file") as caught:
        split_links(text)
    assert str(caught.value).startswith(repr(item))


@pytest.mark.parametrize(
    "text",
    [
        "plain.torrent two\\ words.torrent",
        "plain.torrent 'two words.torrent'",
        'plain.torrent "two words.torrent"',
        "plain.torrent\ntwo words.torrent",
        "plain.torrent\r\n  two words.torrent  ",
    ],
)
@pytest.mark.usefixtures("folder")
def test_files_are_found_however_they_are_quoted(text: str) -> None:
    assert split_links(text) == ("plain.torrent", "two words.torrent")


def test_a_file_below_home_gets_its_full_path(folder: Path) -> None:
    expected = (str(folder / "It's.torrent"),)
    assert split_links("~/It's.torrent") == expected
    assert split_links(f"'{folder}/It'\\''s.torrent'") == expected
    assert split_links(f"{folder}/It\\'s.torrent") == expected


def test_expand_leaves_an_unknown_home_as_it_is() -> None:
    assert expand("~nobody-of-this-name/x") == "~nobody-of-this-name/x"


@pytest.mark.parametrize("path", ["a\0b", "a" * 5000])
def test_a_path_that_no_system_takes_is_no_file(path: str) -> None:
    with pytest.raises(ValueError, match="no file on this machine"):
        split_links(path)


def test_a_long_link_is_known_again_by_its_ends() -> None:
    assert shortened("https://host.test/a") == "https://host.test/a"
    short = shortened("https://host.test/" + "x" * 5000 + "/end.torrent")
    assert len(short) == KNOWN_AGAIN
    assert short.startswith("https://host.test/x")
    assert short.endswith("…/end.torrent")


def test_only_what_is_fetched_is_a_url() -> None:
    assert is_url("HTTP://host.test/a")
    assert is_url("https://host.test/a")
    assert not is_url("magnet:?xt=x")
    assert not is_url("/http://a")


HEX = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    "url",
    [
        f"https://tracker.test/announce.php?passkey={HEX}",
        "https://tracker.test/announce?auth_token=abc",
        "https://tracker.test/announce?passkey[]=abc",
        f"https://{HEX}.tracker.test/announce",
        f"https://{HEX}@tracker.test/announce",
        "https://tracker.test/announce?authkey=x1",
        "https://tracker.test/announce.php?pid=c0ffee",
        "http://bt.tracker.test/ann?uk=AbCdEf1234",
        "http://bt.tracker.test/ann?pk=4f1",
        "https://tracker.test/announce?uid=7&torrent_pass=word",
        "https://tracker.test/announce?PassKey=abc",
        "https://tracker.test/announce?a=1;pass%6bey=abc",
        "https://tracker.test/announce?credential=c2lnbj1h",
        "https://tracker.test/announce?token=t",
        "https://tracker.test/announce?secret=t&key=",
        f"https://tracker.test/{HEX}/announce",
        f"https://tracker.test/{HEX.upper()}/announce",
        f"https://tracker.test/{'1' * 32}/announce",
        f"http://tracker.test:2710/a/{HEX}/announce",
        f"https://tracker.test/tracker.php/{HEX}/announce",
        "https://tracker.test/announce.php/k8Jd-3hGf_9sLq2Wz",
        "https://tracker.test/announce?0123456789abcdefg",
        "https://tracker.test/announce?u=0123456789abcdefg",
        "https://user:word@tracker.test/announce",
        f"https://[2001:db8::1]:80/{HEX}/announce",
    ],
)
def test_a_passkey_is_told_from_names_and_from_what_looks_random(url: str) -> None:
    assert has_passkey(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://tracker.opentrackr.org:1337/announce",
        "udp://open.stealth.si:80/announce",
        "udp://tracker.openbittensor0123456789.test:80",
        "wss://tracker.webtorrent.dev",
        "https://tracker.test:443/announce?key=&passkey=",
        "http://bt2.tracker.test/ann?magnet",
        "https://tracker.test/announce?compact=1&numwant=200",
        "https://torrent.ubuntu.com/announce",
        "http://user@tracker.test/announce",
        "http://tracker.test/a-long-path-without-numbers/announce",
        "http://tracker.test/20240101202401012024/announce",
        "http://[not an address/announce",
        "** [DHT] **",
        "",
    ],
)
def test_public_trackers_have_none(url: str) -> None:
    assert not has_passkey(url)


def test_the_trackers_of_a_magnet_are_told_in_their_order() -> None:
    trackers = "&tr=http%3A%2F%2Fa.test%2F%3Fx%3D1%262%2B3&tr=&tr.1=udp://b.test&true=1"
    assert trackers_of(f"magnet:?xt=urn:btih:x&dn=tr=c{trackers}") == [
        "http://a.test/?x=1&2+3",
        "udp://b.test",
    ]
    assert trackers_of("no link") == []
