"""The table paints a Listing: what shows where, in which style, and what is not painted again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

import pytest
from rich.cells import cell_len
from textual.events import MouseScrollDown
from textual.message import Message

from qbtui.columns.model import Column
from qbtui.state.listing import Listing, SortOrder
from qbtui.text import enter
from qbtui.ui.theme import LIGHT, styles
from qbtui.ui.widgets.table import Table
from tests.internals import strips
from tests.ui.widgets.host import Host, lines, style_of


@dataclass
class Fruit:
    """A row."""

    name: str
    weight: int = 0
    version: int = 1


COLUMNS: tuple[Column[Fruit], ...] = (
    Column("name", "Name", attrgetter("name"), 10, grows=1, sort=attrgetter("name")),
    Column("kind", "Kind", lambda _: "fruit", 5, rank=2),
    Column(
        "weight",
        "Weight",
        lambda fruit: str(fruit.weight),
        7,
        right=True,
        rank=1,
        sort=attrgetter("weight"),
        style=lambda fruit: "error" if fruit.weight > 900 else "",
    ),
)


class CountingTable(Table[Fruit]):
    """Remembers which lines were painted."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.asked: list[int] = []

    def refresh_lines(self, lines: Iterable[int]) -> None:
        """Note the lines that are asked for."""
        asked = list(lines)
        self.asked += asked
        super().refresh_lines(asked)


def fruits(count: int) -> list[Fruit]:
    return [Fruit(f"fruit {number:03}", number) for number in range(count)]


def table_of(rows: list[Fruit], empty: str = "") -> CountingTable:
    listing: Listing[Fruit] = Listing(attrgetter("name"))
    listing.load(rows)
    return CountingTable(listing, COLUMNS, version=attrgetter("version"), empty=empty)


@pytest.mark.parametrize("size", [(80, 24), (200, 50), (30, 5)])
async def test_every_line_is_as_wide_as_the_screen(size: tuple[int, int]) -> None:
    async with Host(table_of(fruits(100))).run_test(size=size) as pilot:
        assert [cell_len(strip.text) for strip in strips(pilot.app)] == [size[0]] * size[1]


async def test_the_header_stands_over_the_columns() -> None:
    async with Host(table_of(fruits(2))).run_test(size=(40, 4)) as pilot:
        assert lines(pilot.app) == [
            "  Name                    Kind   Weight",
            "▌ fruit 000               fruit       0",
            "  fruit 001               fruit       1",
            "",
        ]


async def test_the_highest_rank_is_left_out_first() -> None:
    async with Host(table_of(fruits(1))).run_test(size=(25, 3)) as pilot:
        assert lines(pilot.app)[0] == "  Name            Weight"
        await pilot.resize_terminal(18, 3)
        assert lines(pilot.app)[0] == "  Name"


async def test_nothing_is_painted_while_nothing_visible_changed() -> None:
    rows = fruits(100)
    table = table_of(rows)
    async with Host(table).run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        table.asked.clear()
        rows[50].weight, rows[50].version = 7, 2
        table.listing.load(rows)
        table.refresh_rows()
        assert table.asked == []


async def test_only_a_changed_row_is_painted() -> None:
    rows = fruits(100)
    table = table_of(rows)
    async with Host(table).run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        table.asked.clear()
        rows[3].weight, rows[3].version = 777, 2
        table.refresh_rows()
        await pilot.pause()
        assert table.asked == [4]
        assert lines(pilot.app)[4].endswith(" 777")


async def test_without_versions_the_texts_of_the_cells_decide() -> None:
    rows = fruits(3)
    listing: Listing[Fruit] = Listing(attrgetter("name"))
    listing.load(rows)
    table = CountingTable(listing, COLUMNS)
    async with Host(table).run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        table.asked.clear()
        rows[1].version = 2
        table.refresh_rows()
        assert table.asked == []
        rows[1].weight = 555
        table.refresh_rows()
        await pilot.pause()
        assert table.asked == [2]
        assert lines(pilot.app)[2].endswith(" 555")


async def test_a_cursor_move_paints_two_lines() -> None:
    table = table_of(fruits(100))
    async with Host(table).run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        table.asked.clear()
        table.listing.move(1)
        table.refresh_rows()
        await pilot.pause()
        assert table.asked == [1, 2]
        assert [line[0] for line in lines(pilot.app)[1:4]] == [" ", "▌", " "]


async def test_the_cursor_stays_in_view_and_the_page_is_told() -> None:
    table = table_of(fruits(100))
    async with Host(table).run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        assert table.listing.page == 9
        table.listing.move_to(-1)
        table.refresh_rows()
        await pilot.pause()
        assert lines(pilot.app)[9].startswith("▌ fruit 099")
        await pilot.resize_terminal(40, 5)
        assert lines(pilot.app)[4].startswith("▌ fruit 099")


async def test_cursor_and_marks_follow_their_rows_over_a_sort() -> None:
    table = table_of(fruits(5))
    async with Host(table).run_test(size=(40, 7)) as pilot:
        table.listing.toggle_mark()
        table.listing.sort(SortOrder("weight", attrgetter("weight"), descending=True))
        table.refresh_rows()
        await pilot.pause()
        shown = lines(pilot.app)
        assert shown[0] == "  Name                    Kind  Weight▼"
        assert shown[5].startswith(" ✓fruit 000")
        assert shown[4].startswith("▌ fruit 001")


async def test_the_cursor_looks_different_without_the_focus() -> None:
    table = table_of(fruits(2))
    async with Host(table).run_test(size=(40, 4)) as pilot:
        looks = styles(pilot.app)
        table.focus()
        await pilot.pause()
        assert style_of(pilot.app, 1, "fruit") == looks["cursor"]
        pilot.app.set_focus(None)
        await pilot.pause()
        assert style_of(pilot.app, 1, "fruit") == looks["cursor.blurred"]


async def test_rows_use_the_styles_of_their_columns() -> None:
    table = table_of([Fruit("plum"), Fruit("melon", 950), Fruit("nut")])
    async with Host(table).run_test(size=(40, 5)) as pilot:
        assert style_of(pilot.app, 2, "950") == styles(pilot.app)["error"]
        assert style_of(pilot.app, 2, "melon") == styles(pilot.app)["text"]


async def test_offline_rows_are_dimmed() -> None:
    table = table_of([Fruit("plum"), Fruit("melon", 950)])
    async with Host(table).run_test(size=(40, 5)) as pilot:
        table.dimmed = True
        await pilot.pause()
        assert style_of(pilot.app, 2, "950") == styles(pilot.app)["dimmed"]


async def test_another_theme_paints_in_its_own_colours() -> None:
    async with Host(table_of(fruits(3))).run_test(size=(40, 5)) as pilot:
        pilot.app.theme = LIGHT.name
        await pilot.pause()
        await pilot.pause()
        background = style_of(pilot.app, 2, "fruit").bgcolor
        assert background is not None
        assert background.name == LIGHT.background


async def test_the_empty_text_stands_in_the_middle() -> None:
    table = table_of([], empty="No fruit.\nPress a.")
    async with Host(table).run_test(size=(21, 7)) as pilot:
        shown = lines(pilot.app)
        assert shown[3:5] == ["      No fruit.", "      Press a."]
        table.listing.load(fruits(1))
        table.refresh_rows()
        await pilot.pause()
        assert lines(pilot.app)[1].startswith("▌ fruit 000")
        assert lines(pilot.app)[3:5] == ["", ""]


async def test_wide_characters_keep_the_columns_in_line() -> None:
    names = [
        "plain",
        "映画の夜",
        "🎉 party 🎉",
        "映画の夜映画の夜映画の夜映画の夜",
        "e\u0301te\u0301",
    ]
    table = table_of([Fruit(enter(name), 42) for name in names])
    async with Host(table).run_test(size=(40, 7)) as pilot:
        for line in lines(pilot.app)[1:6]:
            assert cell_len(line) == 39
            assert line.endswith(" fruit      42")


async def test_hostile_text_reaches_the_screen_as_plain_text() -> None:
    name = enter("[red]x[/]\x1b[31m\u202eevil\r\n")
    async with Host(table_of([Fruit(name)])).run_test(size=(60, 4)) as pilot:
        shown = lines(pilot.app)[1]
        assert "[red]x[/]" in shown
        assert "evil" in shown
        assert all(character.isprintable() for character in shown)


async def test_the_indicator_shows_where_the_screen_is_in_the_list() -> None:
    table = table_of(fruits(100))
    async with Host(table).run_test(size=(40, 11)) as pilot:
        await pilot.pause()
        assert [y for y, line in enumerate(lines(pilot.app)) if line.endswith("▐")] == [1]
        table.listing.move_to(-1)
        table.refresh_rows()
        await pilot.pause()
        assert [y for y, line in enumerate(lines(pilot.app)) if line.endswith("▐")] == [10]


async def test_a_row_is_written_in_few_pieces() -> None:
    async with Host(table_of(fruits(3))).run_test(size=(200, 5)) as pilot:
        assert all(len(list(strip)) <= 2 for strip in strips(pilot.app))


class ListeningHost(Host):
    """Collects what the table posts."""

    def __init__(self, table: Table[Fruit]) -> None:
        super().__init__(table)
        self.received: list[Message] = []

    def on_table_moved(self, message: Table.Moved) -> None:
        """Collect it."""
        self.received.append(message)

    def on_table_activated(self, message: Table.Activated) -> None:
        """Collect it."""
        self.received.append(message)

    def on_table_sort_requested(self, message: Table.SortRequested) -> None:
        """Collect it."""
        self.received.append(message)


async def test_a_click_moves_the_cursor_and_a_second_uses_the_row() -> None:
    table = table_of(fruits(5))
    app = ListeningHost(table)
    async with app.run_test(size=(40, 8)) as pilot:
        await pilot.pause()
        await pilot.click(offset=(5, 3))
        assert table.listing.cursor == 2
        assert [type(message) for message in app.received] == [Table.Moved]
        await pilot.click(offset=(5, 3), times=2)
        assert type(app.received[-1]) is Table.Activated


async def test_a_click_on_a_title_asks_for_its_sort() -> None:
    app = ListeningHost(table_of(fruits(5)))
    async with app.run_test(size=(40, 8)) as pilot:
        await pilot.pause()
        await pilot.click(offset=(35, 0))
        await pilot.click(offset=(27, 0))
        (message,) = app.received
        assert isinstance(message, Table.SortRequested)
        assert message.column == "weight"


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    table = table_of(fruits(100))
    async with Host(table).run_test(size=(40, 11)) as pilot:
        await pilot.pause()
        table.post_message(MouseScrollDown(table, 5, 5, 0, 1, 0, False, False, False))
        await pilot.pause()
        assert lines(pilot.app)[1].startswith("  fruit 003")
        assert table.listing.cursor == 0
        table.refresh_rows()
        assert table.top == 3
        table.listing.move(1)
        table.refresh_rows()
        assert table.top == 1
