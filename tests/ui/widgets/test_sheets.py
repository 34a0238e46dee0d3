"""Facts and the map of pieces: what stands where, at every size."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from rich.cells import cell_len

from qbtui.columns.properties import FactGroup
from qbtui.ui.theme import styles
from qbtui.ui.widgets.facts import Facts
from qbtui.ui.widgets.painted import Sheet, centred
from qbtui.ui.widgets.piece_map import DOWNLOADING, HAVE, MISSING, PieceMap
from tests.internals import strips
from tests.ui.widgets.host import Host, lines, style_of

GROUPS = [
    FactGroup("Transfer", (("ETA", "3h 5m"), ("Share ratio", "1.50"))),
    FactGroup("Information", (("Name", "映画の夜"), ("Save path", "/srv/data"))),
]
SIZES = [(80, 24), (200, 50), (30, 5)]


def facts() -> Facts:
    widget = Facts()
    widget.set_groups(GROUPS)
    return widget


def pieces(states: bytes, availability: list[int] | None = None, size: int = 0) -> PieceMap:
    widget = PieceMap()
    widget.set_pieces(states, availability, size)
    return widget


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("make", [facts, lambda: pieces(bytes([HAVE, MISSING]) * 5000)])
async def test_every_line_is_as_wide_as_the_screen(
    make: type[Sheet], size: tuple[int, int]
) -> None:
    async with Host(make()).run_test(size=size) as pilot:
        assert [cell_len(strip.text) for strip in strips(pilot.app)] == [size[0]] * size[1]


def test_words_in_the_middle_go_on_in_the_next_line() -> None:
    assert centred("one\ntwo three four", 9, 5) == ["", "   one", "two three", "  four", ""]
    assert centred("", 9, 1) == [""]


async def test_groups_stand_below_each_other_on_a_narrow_screen() -> None:
    async with Host(facts()).run_test(size=(80, 8)) as pilot:
        assert lines(pilot.app) == [
            " Transfer",
            " ETA          3h 5m",
            " Share ratio  1.50",
            "",
            " Information",
            " Name       映画の夜",
            " Save path  /srv/data",
            "",
        ]


async def test_groups_stand_side_by_side_on_a_wide_screen() -> None:
    async with Host(facts()).run_test(size=(100, 4)) as pilot:
        shown = lines(pilot.app)
        assert shown[0].split() == ["Transfer", "Information"]
        assert shown[1].index("Name") == 51
        assert shown[2].index("Save path") == 51


async def test_a_long_value_goes_on_in_the_next_line() -> None:
    widget = Facts()
    widget.set_groups([FactGroup("Information", (("Comment", "x" * 40),))])
    async with Host(widget).run_test(size=(30, 5)) as pilot:
        assert lines(pilot.app)[1:4] == [
            " Comment  " + "x" * 18,
            " " * 10 + "x" * 18,
            " " * 10 + "x" * 4,
        ]


async def test_facts_scroll_and_stop_at_their_ends() -> None:
    widget = facts()
    async with Host(widget).run_test(size=(80, 3)) as pilot:
        widget.scroll_rows(2)
        await pilot.pause()
        assert lines(pilot.app)[0] == " Share ratio  1.50"
        widget.scroll_rows(100)
        await pilot.pause()
        assert lines(pilot.app)[-1] == " Save path  /srv/data"
        widget.scroll_rows(-100)
        await pilot.pause()
        assert lines(pilot.app)[0] == " Transfer"


class CountingFacts(Facts):
    """Remembers which lines are to be painted."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[int] = []

    def refresh_lines(self, lines: Iterable[int]) -> None:
        """Note the lines that are asked for."""
        asked = list(lines)
        self.asked += asked
        super().refresh_lines(asked)


async def test_only_the_facts_that_changed_are_painted() -> None:
    widget = CountingFacts()
    widget.set_groups(GROUPS)
    async with Host(widget).run_test(size=(80, 10)) as pilot:
        await pilot.pause()
        widget.asked.clear()
        widget.set_groups(GROUPS)
        assert widget.asked == []
        widget.set_groups([FactGroup("Transfer", (("ETA", "3h 4m"), ("Share ratio", "1.50")))])
        await pilot.pause()
        assert lines(pilot.app)[:5] == [
            " Transfer",
            " ETA          3h 4m",
            " Share ratio  1.50",
            "",
            "",
        ]
        assert widget.asked == [1, 4, 5, 6]


async def test_words_stand_where_there_are_no_facts() -> None:
    widget = Facts()
    widget.set_groups([], "Loading")
    async with Host(widget).run_test(size=(21, 3)) as pilot:
        assert lines(pilot.app) == ["", "       Loading", ""]


async def test_the_map_counts_and_draws_each_piece() -> None:
    states = bytes([HAVE, HAVE, DOWNLOADING, MISSING])
    async with Host(pieces(states, size=4 << 20)).run_test(size=(60, 5)) as pilot:
        assert lines(pilot.app) == [
            " 2 of 4 pieces, 4.0 MiB each, 50.0%",
            " █ have 2  ↓ downloading 1  · missing 1",
            "████████↓↓↓↓····",
            "",
            "",
        ]


async def test_pieces_without_any_peer_are_told_apart() -> None:
    states = bytes([HAVE, MISSING, MISSING])
    async with Host(pieces(states, [0, 0, 2])).run_test(size=(70, 4)) as pilot:
        assert "x of them nowhere 1" in lines(pilot.app)[1]
        assert lines(pilot.app)[2] == "████xxxx····"
        assert style_of(pilot.app, 2, "x") == styles(pilot.app)["piece.rare"]


async def test_a_cell_tells_the_share_of_its_pieces() -> None:
    groups = [[HAVE] * 10, [HAVE] * 2 + [MISSING] * 8, [HAVE] * 9 + [MISSING], [MISSING] * 10]
    states = bytes(state for group in groups for state in group)
    async with Host(pieces(states)).run_test(size=(4, 3)) as pilot:
        assert lines(pilot.app)[2] == "█░▓·"


async def test_a_piece_on_its_way_wins_its_cell() -> None:
    states = bytes([HAVE] * 9 + [DOWNLOADING] + [MISSING] * 10)
    async with Host(pieces(states)).run_test(size=(2, 3)) as pilot:
        assert lines(pilot.app)[2] == "↓·"


async def test_the_map_uses_the_whole_screen_for_many_pieces() -> None:
    async with Host(pieces(bytes([HAVE]) * 100_000)).run_test(size=(80, 24)) as pilot:
        assert lines(pilot.app)[2:] == ["█" * 80] * 22


async def test_the_map_says_when_there_are_no_pieces() -> None:
    async with Host(pieces(b"")).run_test(size=(40, 3)) as pilot:
        assert lines(pilot.app)[1].strip() == "The pieces are not known yet"


async def test_what_a_shade_means_is_said_only_where_there_are_shades() -> None:
    widget = PieceMap()
    async with Host(widget).run_test(size=(60, 4)) as pilot:
        widget.set_pieces(bytes([2, 0] * 30))
        await pilot.pause()
        assert "in part" not in lines(pilot.app)[0]
        widget.set_pieces(bytes([2, 0] * 300))
        await pilot.pause()
        assert lines(pilot.app)[0].endswith("░▒▓ here in part")


async def test_a_value_is_broken_at_blanks() -> None:
    widget = Facts()
    value = "━━━━━━━━━━━━ 100.0%"
    widget.set_groups([FactGroup("Transfer", (("Progress", value), ("Path", "/" + "x" * 30)))])
    async with Host(widget).run_test(size=(30, 8)) as pilot:
        values = [line[11:] for line in lines(pilot.app)[1:]]
        assert values[:4] == ["━━━━━━━━━━━━", "100.0%", "/" + "x" * 16, "x" * 14]
