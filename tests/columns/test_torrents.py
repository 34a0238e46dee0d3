"""The torrent columns: what stands in a cell, what a sort means, what fits a screen."""

from __future__ import annotations

from typing import Any

import pytest

from qbtui.api.models.torrent import Torrent
from qbtui.columns.layout import SPARE, place
from qbtui.columns.model import Column, choose
from qbtui.columns.states import STATES, state_of
from qbtui.columns.torrents import COLUMNS

BY_ID = {column.id: column for column in COLUMNS}


def text(column: str, **fields: Any) -> str:  # noqa: ANN401 - any field of a torrent
    return BY_ID[column].text(Torrent(**fields))


def ordered(column: str, torrents: list[Torrent]) -> list[str]:
    """Return the names of `torrents` sorted by a column."""
    sort = BY_ID[column].sort
    assert sort is not None
    return [torrent.name for torrent in sorted(torrents, key=sort)]


def ids(columns: list[Column[Torrent]], width: int) -> list[str]:
    return [placed.column.id for placed in place(columns, width)]


def test_there_is_every_column_of_the_official_list() -> None:
    assert len(BY_ID) == len(COLUMNS) == 39


def test_the_default_columns_stand_in_the_official_order() -> None:
    assert [column.id for column in choose(COLUMNS)] == [
        "queue", "glyph", "name", "size", "progress", "state", "seeds", "peers", "download",
        "upload", "eta", "ratio", "popularity", "category", "tags", "added",
    ]  # fmt: skip


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.id)
def test_a_torrent_without_any_field_can_be_shown_and_sorted(column: Column[Torrent]) -> None:
    torrent = Torrent()
    assert "None" not in column.text(torrent)
    assert column.help.endswith(".")
    assert column.sort is None or column.sort(torrent) <= column.sort(torrent)


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.id)
def test_what_a_sort_reads_is_a_field(column: Column[Torrent]) -> None:
    assert column.fields <= set(Torrent.__struct_fields__)
    assert column.sort is None or column.fields
    assert column.needs in {"", "queueing", *Torrent.__struct_fields__}


def test_eighty_cells_hold_what_matters_most() -> None:
    placed = place(choose(COLUMNS), 77)
    assert [column.id for column, _ in placed] == [
        "glyph", "name", "size", "progress", "state", "download", "upload", "eta",
    ]  # fmt: skip
    assert {column.id: width for column, width in placed}["name"] >= 24


@pytest.mark.parametrize("width", range(1, 220, 7))
def test_columns_never_take_more_than_the_width(width: int) -> None:
    placed = place(choose(COLUMNS), width)
    taken = sum(cells for _, cells in placed) + len(placed) - 1
    assert taken <= width or all(column.rank == 0 for column, _ in placed)


@pytest.mark.parametrize("width", range(103, 220, 7))
def test_no_spare_column_shows_while_another_lacks_its_good_width(width: int) -> None:
    placed = place(choose(COLUMNS), width)
    assert any(column.rank >= SPARE for column, _ in placed)
    assert all(cells >= column.good for column, cells in placed)


def test_the_name_stays_on_the_narrowest_screen() -> None:
    assert ids(choose(COLUMNS), 10) == ["glyph", "name"]


def test_chosen_columns_come_in_the_chosen_order() -> None:
    chosen = choose(COLUMNS, ["eta", "name", "no such", "eta"])
    assert [column.id for column in chosen] == ["eta", "name"]


def test_the_queue_place_of_what_is_not_queued_is_a_star() -> None:
    assert text("queue", priority=12) == "12"
    assert text("queue", priority=0) == text("queue", priority=-1) == "*"
    torrents = [Torrent(name="none"), Torrent(name="second", priority=2)]
    assert ordered("queue", torrents) == ["second", "none"]


def test_no_rate_is_blank() -> None:
    assert text("download", dlspeed=0) == ""
    assert text("download", dlspeed=1_500_000) == "1.43M"
    assert BY_ID["download"].style(Torrent(dlspeed=5)) == "state.downloading"


def test_what_never_ends_is_infinite() -> None:
    assert text("eta", eta=8_640_000) == "∞"
    assert text("ratio", ratio=-1) == "∞"
    assert text("popularity", popularity=None) == "∞"
    assert text("download_limit", dl_limit=0) == "∞"


def test_unknown_sizes_and_moments_are_blank() -> None:
    assert text("size", size=-1) == ""
    assert text("completed", completion_on=-1) == ""
    assert text("private", private=None) == ""


def test_progress_is_a_bar_where_there_is_room() -> None:
    draw = BY_ID["progress"].draw
    assert draw is not None
    torrent = Torrent(progress=0.5)
    assert draw(torrent, 6) == " 50.0%"
    assert draw(torrent, 17) == "━━━━━─────  50.0%"
    assert "╾" in draw(Torrent(progress=0.9999), 17)


def test_seeds_sort_by_swarm_and_then_by_connected() -> None:
    torrents = [
        Torrent(name="big", num_complete=100, num_seeds=1),
        Torrent(name="busy", num_complete=10, num_seeds=9),
        Torrent(name="idle", num_complete=10, num_seeds=2),
        Torrent(name="unknown", num_complete=-1, num_seeds=50),
    ]
    assert ordered("seeds", torrents) == ["unknown", "idle", "busy", "big"]
    assert text("seeds", num_complete=-1, num_seeds=3) == "3"
    assert text("seeds", num_complete=12, num_seeds=3) == "3 (12)"


def test_names_sort_without_case_and_numbers_by_value() -> None:
    names = ["b", "a 10", "A 9", "a 010b", "Ä", "a"]
    torrents = [Torrent(name=name) for name in names]
    assert ordered("name", torrents) == ["a", "A 9", "a 10", "a 010b", "b", "Ä"]


def test_infinite_ratios_sort_last() -> None:
    torrents = [Torrent(name="all", ratio=-1), Torrent(name="much", ratio=5000)]
    assert ordered("ratio", torrents) == ["much", "all"]


def test_states_sort_in_the_official_order() -> None:
    states = ["error", "stoppedDL", "downloading", "forcedDL", "stalledUP"]
    torrents = [Torrent(name=state, state=state, force_start="forced" in state) for state in states]
    assert ordered("state", torrents) == [
        "forcedDL", "downloading", "stalledUP", "stoppedDL", "error",
    ]  # fmt: skip


def test_a_state_of_a_newer_server_stands_under_its_own_name() -> None:
    assert state_of("hibernating").label == "hibernating"


@pytest.mark.parametrize(
    ("state", "force", "shown"),
    [
        ("stalledDL", True, "[F] Downloading"),
        ("queuedDL", True, "[F] Downloading"),
        ("metaDL", True, "[F] Metadata"),
        ("stalledUP", True, "[F] Seeding"),
        ("forcedDL", False, "Downloading"),
        ("forcedUP", False, "Seeding"),
        ("stoppedUP", True, "Completed"),
        ("checkingDL", True, "Checking"),
        ("missingFiles", True, "Missing Files"),
    ],
)
def test_a_force_shows_before_the_state_follows(state: str, force: bool, shown: str) -> None:
    torrent = Torrent(state=state, force_start=force)
    assert BY_ID["state"].text(torrent) == shown
    assert BY_ID["glyph"].text(torrent) in {state.glyph for state in STATES.values()}
    assert "force_start" in BY_ID["state"].fields


@pytest.mark.parametrize("state", STATES)
def test_the_words_of_a_state_fit_their_column(state: str) -> None:
    assert len(STATES[state].label) <= BY_ID["state"].good


@pytest.mark.parametrize("known", [{"has_metadata": False}, {"total_size": -1}])
def test_sizes_are_blank_until_the_files_are_known(known: dict[str, Any]) -> None:
    for column, field in (
        ("size", "size"),
        ("total_size", "total_size"),
        ("remaining", "amount_left"),
    ):
        assert text(column, **{field: 0} | known) == ""
    assert text("size", size=0, total_size=0) == "0B"
    assert text("remaining", amount_left=0, total_size=5) == "0B"
    assert text("size", size=1024, total_size=-1, has_metadata=True) == "1.00K"


def test_each_kind_of_state_has_a_glyph_of_its_own() -> None:
    labels: dict[str, set[str]] = {}
    for state in STATES.values():
        assert len(state.glyph) == 1
        labels.setdefault(state.glyph, set()).add(state.label.split()[0])
    assert {glyph for glyph, words in labels.items() if len(words) > 1} == set()


@pytest.mark.parametrize("state", STATES)
def test_every_state_fits_the_narrowest_column(state: str) -> None:
    column = next(column for column in COLUMNS if column.id == "state")
    assert column.draw is not None
    torrent = Torrent(state=state, force_start="forced" in state)
    assert len(column.draw(torrent, column.width)) <= column.width
    assert column.draw(torrent, column.most) == STATES[state].label
