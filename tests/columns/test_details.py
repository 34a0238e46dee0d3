"""The columns of the detail tabs, and the facts of the General tab."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from qbtui.api.models.details import File, Peer, Properties, Tracker, WebSeed
from qbtui.api.models.torrent import Torrent
from qbtui.columns import files, peers, torrents, trackers, webseeds
from qbtui.columns.cells import middle
from qbtui.columns.model import Column
from qbtui.columns.properties import FACTS, facts
from qbtui.columns.states import STATES
from qbtui.state.content import FileRow
from qbtui.text import width
from qbtui.ui.theme import DARK, styles
from tests.ui.test_theme import app_in

V1, V2 = "a" * 40, "b" * 64

ROWS: list[tuple[Sequence[Column[Any]], list[Any]]] = [
    (trackers.COLUMNS, [Tracker(), *(Tracker(status=number) for number in range(9))]),
    (peers.COLUMNS, [Peer(), Peer(dl_speed=1, up_speed=1, ip="::1"), Peer(country_code=None)]),
    (webseeds.COLUMNS, [WebSeed(url="http://seed.test/")]),
    (files.COLUMNS, [FileRow("a", "a", 0, file=File(), priority=p) for p in (None, 0, 1, 6, 7, 4)]),
    (torrents.COLUMNS, [Torrent(state=state) for state in STATES]),
]


def cell(columns: Sequence[Column[Any]], id_: str, row: Any) -> str:  # noqa: ANN401
    return next(column for column in columns if column.id == id_).text(row)


@pytest.mark.parametrize(("columns", "rows"), ROWS)
def test_ids_are_unique(columns: Sequence[Column[Any]], rows: list[Any]) -> None:
    assert len({column.id for column in columns}) == len(columns)


@pytest.mark.parametrize(("columns", "rows"), ROWS)
def test_every_cell_has_text_and_a_known_style(
    columns: Sequence[Column[Any]], rows: list[Any]
) -> None:
    known = styles(app_in(DARK.name))
    for row in rows:
        for column in columns:
            assert "None" not in column.text(row)
            assert column.style(row) in known, column.id


@pytest.mark.parametrize(("columns", "rows"), ROWS)
def test_rows_can_be_sorted_by_every_column_that_sorts(
    columns: Sequence[Column[Any]], rows: list[Any]
) -> None:
    for column in columns:
        if column.sort is not None:
            assert len(sorted(rows, key=column.sort)) == len(rows)


def test_tracker_status_is_a_word() -> None:
    assert cell(trackers.COLUMNS, "state", Tracker(status=2)) == "Working"
    assert cell(trackers.COLUMNS, "state", Tracker(status=2, updating=True)) == "Updating"
    assert cell(trackers.COLUMNS, "state", Tracker(status="Funktioniert")) == "Funktioniert"
    assert cell(trackers.COLUMNS, "state", Tracker(status=9)) == "Status 9"


def test_a_tracker_that_is_asked_again_does_not_look_like_one_that_failed() -> None:
    status = next(column for column in trackers.COLUMNS if column.id == "state")
    assert status.style(Tracker(status=4)) == "error"
    assert status.style(Tracker(status=4, updating=True)) == "accent"


def test_unknown_counts_of_a_tracker_are_blank() -> None:
    assert cell(trackers.COLUMNS, "seeds", Tracker(num_seeds=-1)) == ""
    assert cell(trackers.COLUMNS, "tier", Tracker(tier="")) == ""


def test_peers_sort_by_the_number_of_their_address() -> None:
    sort = next(column for column in peers.COLUMNS if column.id == "name").sort
    assert sort is not None
    rows = [Peer(ip="::1"), Peer(ip="10.0.0.9"), Peer(ip="9.0.0.10"), Peer(i2p_dest="x.i2p")]
    shown = [peer.ip or peer.i2p_dest for peer in sorted(rows, key=sort)]
    assert shown == ["9.0.0.10", "10.0.0.9", "::1", "x.i2p"]


def test_folders_are_indented_and_tell_whether_they_are_open() -> None:
    def name(**fields: Any) -> str:  # noqa: ANN401
        return cell(files.COLUMNS, "name", FileRow("k", "season", **fields))

    assert name(depth=0) == "▾ season"
    assert name(depth=1, expanded=False) == "  ▸ season"
    assert name(depth=2, file=File()) == "      season"


def test_priorities_are_words() -> None:
    words = {
        priority: cell(files.COLUMNS, "priority", FileRow("k", "n", 0, priority=priority))
        for priority in (0, 1, 6, 7, None)
    }
    assert words == {0: "Skip", 1: "Normal", 6: "High", 7: "Maximum", None: "Mixed"}


SHOWN_FIELDS = set(Properties.__struct_fields__) - {"has_metadata", "is_private"}


def test_every_property_is_shown() -> None:
    read: set[str] = set()

    class Watching(Properties):
        """Notes which of its fields are read."""

        def __getattribute__(self, name: str) -> Any:  # noqa: ANN401
            read.add(name)
            return super().__getattribute__(name)

    facts(Torrent(), Watching(pieces_num=1, piece_size=1, nb_connections_limit=5))
    assert read >= SHOWN_FIELDS


def test_facts_stand_in_their_groups_and_say_something() -> None:
    properties = Properties(
        total_size=1 << 32,
        pieces_num=1024,
        piece_size=4 << 20,
        pieces_have=412,
        nb_connections=3,
        nb_connections_limit=100,
        dl_speed=2048,
        dl_speed_avg=1024,
        is_private=True,
    )
    groups = {group.title: dict(group.facts) for group in facts(Torrent(name="iso"), properties)}
    assert list(groups) == ["Information", "Transfer"]
    assert next(iter(groups["Information"])) == "Name"
    assert groups["Transfer"]["Connections"] == "3 (100 max)"
    assert groups["Transfer"]["Download speed"] == "2.0 KiB/s (1.0 KiB/s avg.)"
    assert groups["Transfer"]["Last seen complete"] == "Never"
    assert groups["Information"]["Name"] == "iso"
    assert groups["Information"]["Pieces"] == "1024 x 4.0 MiB (have 412)"
    assert groups["Information"]["Private"] == "Yes"
    assert "Comment" not in groups["Information"]


def test_without_metadata_privacy_is_not_known() -> None:
    shown = facts(Torrent(), Properties(has_metadata=False, private=False))
    assert dict(shown[0].facts)["Private"] == "N/A"


@pytest.mark.parametrize(
    ("properties", "shown"),
    [
        (Properties(hash=V1, infohash_v1=V1), None),
        (Properties(hash=V2[:40], infohash_v2=V2), V2[:40]),
        (Properties(), V1),
    ],
)
def test_the_id_is_told_unless_it_is_the_hash_of_version_1(
    properties: Properties, shown: str | None
) -> None:
    assert dict(facts(Torrent(hash=V1), properties)[0].facts).get("Torrent ID") == shown


def test_labels_are_unique() -> None:
    assert len({fact.label for fact in FACTS}) == len(FACTS)


@pytest.mark.parametrize(
    ("cells", "shown"),
    [(30, "bt1.archive.example"), (19, "bt1.archive.example"), (12, "bt1.a…xample"), (4, "b…le")],
)
def test_a_name_is_cut_in_its_middle(cells: int, shown: str) -> None:
    assert middle("bt1.archive.example", cells) == shown


def test_wide_characters_are_cut_whole() -> None:
    for cells in range(2, 12):
        assert width(middle("雄呂血.example.雄呂血", cells)) == cells
