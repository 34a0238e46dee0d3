"""Which torrents the filters keep."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from qbtui.api.models.torrent import Torrent
from qbtui.api.version import ServerVersion
from qbtui.state.query import (
    STATUSES,
    Filters,
    make_query,
    match_words,
    tracker_host,
)

OLD = ServerVersion((5, 1, 0), "v5.1.0")
NEW = ServerVersion((5, 2, 0), "v5.2.0")
STATES = [
    "downloading", "metaDL", "forcedMetaDL", "forcedDL", "stalledDL", "queuedDL", "checkingDL",
    "stoppedDL", "allocating",
    "uploading", "forcedUP", "stalledUP", "queuedUP", "checkingUP", "stoppedUP",
    "queuedForChecking", "checkingResumeData", "moving", "missingFiles", "error", "unknown",
]  # fmt: skip


def kept(
    torrents: list[Torrent],
    filters: Filters,
    text: str = "",
    server: ServerVersion | None = None,
    hosts: Mapping[str, list[str]] | None = None,
) -> list[str]:
    query = make_query(filters, text, server=server, hosts=hosts)
    return [torrent.hash for torrent in torrents if query.keep is None or query.keep(torrent)]


@pytest.mark.parametrize(
    ("status", "states"),
    [
        ("all", STATES),
        ("downloading", STATES[:9]),
        ("seeding", STATES[9:14]),
        ("completed", STATES[9:15]),
        ("running", [state for state in STATES if not state.startswith("stopped")]),
        ("stopped", ["stoppedDL", "stoppedUP"]),
        ("stalled", ["stalledDL", "stalledUP"]),
        ("stalled_uploading", ["stalledUP"]),
        ("stalled_downloading", ["stalledDL"]),
        ("checking", ["checkingDL", "checkingUP", "queuedForChecking", "checkingResumeData"]),
        ("moving", ["moving"]),
        ("errored", ["missingFiles", "error", "unknown"]),
    ],
)
def test_status_keeps_its_states(status: str, states: list[str]) -> None:
    torrents = [Torrent(hash=state, state=state) for state in STATES]
    assert kept(torrents, Filters(status)) == states


RATES = [
    Torrent(hash="busy", state="downloading"),
    Torrent(hash="moving", state="moving"),
    Torrent(hash="giving", state="stalledDL", upspeed=1),
    Torrent(hash="stalled", state="stalledDL"),
    Torrent(hash="queued", state="queuedUP", upspeed=1),
]


@pytest.mark.parametrize(
    ("server", "active"), [(OLD, ["busy", "moving", "giving"]), (NEW, ["giving", "queued"])]
)
def test_active_is_what_the_release_calls_active(server: ServerVersion, active: list[str]) -> None:
    assert kept(RATES, Filters("active"), server=server) == active
    inactive = kept(RATES, Filters("inactive"), server=server)
    assert sorted(active + inactive) == sorted(torrent.hash for torrent in RATES)


def test_statuses_are_in_the_order_of_the_webui() -> None:
    assert list(STATUSES) == [
        "all", "downloading", "seeding", "completed", "running", "stopped", "active", "inactive",
        "stalled", "stalled_uploading", "stalled_downloading", "checking", "moving", "errored",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("category", "hashes"),
    [(None, "abcde"), ("", "a"), ("linux", "bc"), ("linux/debian", "c"), ("lin", "")],
)
def test_category_keeps_those_below_it_too(category: str | None, hashes: str) -> None:
    names = {"a": "", "b": "linux", "c": "linux/debian", "d": "linuxes", "e": "x/linux"}
    torrents = [Torrent(hash=hash_, category=name) for hash_, name in names.items()]
    assert kept(torrents, Filters(category=category)) == list(hashes)


@pytest.mark.parametrize(
    ("tag", "hashes"), [(None, "abc"), ("", "a"), ("one", "bc"), ("two", "c"), ("on", "")]
)
def test_tag_is_one_of_several(tag: str | None, hashes: str) -> None:
    tags = {"a": "", "b": "one", "c": "one, two"}
    torrents = [Torrent(hash=hash_, tags=joined) for hash_, joined in tags.items()]
    assert kept(torrents, Filters(tag=tag)) == list(hashes)


def test_tracker_filters() -> None:
    torrents = [
        Torrent(hash="a", tracker="http://t/", trackers_count=1, has_tracker_error=True),
        Torrent(hash="b", tracker="", trackers_count=2, has_other_announce_error=True),
        Torrent(hash="c", tracker="", trackers_count=0, has_tracker_warning=True),
        Torrent(hash="d", tracker=""),
    ]
    hosts = {"t": ["a", "ab"]}
    assert kept(torrents, Filters(tracker="t"), hosts=hosts) == ["a", "b"]
    assert kept(torrents, Filters(tracker="gone"), hosts=hosts) == []
    assert kept(torrents, Filters(tracker="")) == ["c", "d"]
    assert kept(torrents, Filters(tracker="tracker error")) == ["a"]
    assert kept(torrents, Filters(tracker="other error")) == ["b"]
    assert kept(torrents, Filters(tracker="tracker warning")) == ["c"]


def test_all_filters_must_be_met_and_all_their_fields_are_read() -> None:
    torrents = [
        Torrent(hash="a", name="Debian", state="uploading", category="x", tags="t"),
        Torrent(hash="b", name="Debian", state="uploading", category="x"),
        Torrent(hash="c", name="Arch", state="uploading", category="x", tags="t"),
    ]
    filters = Filters("seeding", category="x", tag="t")
    assert kept(torrents, filters, "debian") == ["a"]
    assert make_query(filters, "debian").reads == {"state", "category", "tags", "name"}


def test_no_filter_keeps_all_and_reads_nothing() -> None:
    assert make_query(Filters(), "  ") == (None, frozenset())


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("debian", True),
        ("DEBIAN iso", True),
        ("debian arch", False),
        ("-arch", True),
        ("debian -iso", False),
        ('"12.5 net"', True),
        ('"net 12.5"', False),
        ('"12.5 n', True),
        ('-"12.5 net"', False),
        ("debian -", True),
        ("12.5-net", False),
    ],
)
def test_words_of_the_name(text: str, matches: bool) -> None:
    test = match_words(text)
    assert test is not None
    assert test("Debian 12.5 netinst.iso") is matches


@pytest.mark.parametrize("text", ["", "   ", "-", '"', '""'])
def test_text_without_words_asks_for_nothing(text: str) -> None:
    assert match_words(text) is None


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://Tracker.Example:6969/announce", "tracker.example"),
        ("udp://t.example:1/x?y=http://z/", "t.example"),
        ("https://user:word@t.example/", "t.example"),
        ("http://[::1]:80/announce", "[::1]"),
        ("wss://t", "t"),
        ("nonsense", "nonsense"),
        ("http://", "http://"),
    ],
)
def test_tracker_host(url: str, host: str) -> None:
    assert tracker_host(url) == host
