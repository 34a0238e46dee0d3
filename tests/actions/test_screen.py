"""What the actions on lists and on the screen do there; none of them asks the server."""

from __future__ import annotations

import pytest

from qbtui.actions.sorting import COLUMNS
from qbtui.columns.model import Column
from qbtui.columns.torrents import COLUMNS as TORRENT_COLUMNS
from qbtui.state.listing import SortOrder
from qbtui.state.query import STATUSES

from .stage import Stage, torrent

ROWS = 10
NAME: Column[object] = Column("name", "Name", str, 10, sort=str)
RATIO: Column[object] = Column("ratio", "Ratio", str, 5, sort=str)
BAR: Column[object] = Column("bar", "", str, 5)


@pytest.fixture
def stage() -> Stage:
    """Return a stage with a list of ten torrents, the cursor on the third."""
    stage = Stage().add(*(torrent(number) for number in range(ROWS)))
    stage.screen.columns = (NAME, BAR, RATIO)
    stage.screen.listing.load(stage.torrents)
    stage.screen.listing.page = 4
    stage.screen.listing.move_to(2)
    return stage


@pytest.mark.parametrize(
    ("verb", "cursor"),
    [
        ("down", 3),
        ("up", 1),
        ("first", 0),
        ("last", 9),
        ("half_page_down", 4),
        ("half_page_up", 0),
        ("page_down", 6),
        ("page_up", 0),
        ("mark", 3),
    ],
)
async def test_the_cursor_moves(stage: Stage, verb: str, cursor: int) -> None:
    await stage.run(f"list.{verb}")
    assert stage.screen.listing.cursor == cursor
    assert stage.journal == []


async def test_marks_are_set_and_counted(stage: Stage) -> None:
    await stage.run("list.mark")
    assert stage.screen.listing.marks == {torrent(2).hash}
    await stage.run("list.invert_marks")
    await stage.run("list.mark_all")
    assert stage.told == ["9 rows marked", "10 rows marked"]


async def test_a_range_is_opened(stage: Stage) -> None:
    await stage.run("list.select_range")
    await stage.run("list.down")
    assert stage.screen.listing.selecting
    assert [row.name for row in stage.screen.listing.targets] == ["torrent 2", "torrent 3"]


async def test_jumps_go_from_mark_to_mark_and_around(stage: Stage) -> None:
    listing = stage.screen.listing
    for index in (1, 5):
        listing.move_to(index)
        listing.toggle_mark()
    await stage.run("list.next_mark")
    assert listing.cursor == 1
    await stage.run("list.previous_mark")
    assert listing.cursor == 5


async def test_without_marks_there_is_nowhere_to_jump(stage: Stage) -> None:
    await stage.run("list.next_mark")
    assert stage.told == ["Nothing is marked"]


async def test_without_a_list_motion_is_refused(stage: Stage) -> None:
    stage.screen.focused = None
    await stage.run("list.down")
    assert stage.refused == ["All pieces show: there is nothing to move to, mark or sort"]


@pytest.mark.parametrize(
    ("action", "call"),
    [
        ("sort.ratio", ("sort_by", "ratio", None)),
        ("sort.ratio_descending", ("sort_by", "ratio", True)),
        ("sort.reverse", ("sort_by", "name", False)),
        ("sort.next_column", ("sort_by", "ratio")),
        ("sort.previous_column", ("sort_by", "ratio")),
    ],
)
async def test_it_sorts_by_columns(stage: Stage, action: str, call: tuple[object, ...]) -> None:
    stage.screen.listing.order = SortOrder("name", str, descending=True)
    await stage.run(action)
    assert stage.screen.calls == [call]


async def test_a_column_that_the_list_lacks_is_told(stage: Stage) -> None:
    await stage.run("sort.category")
    assert stage.told == ["This list has no such column"]
    assert stage.screen.calls == []


def test_the_sort_keys_name_columns_of_the_torrent_list() -> None:
    assert {column for _, column, _ in COLUMNS} <= {column.id for column in TORRENT_COLUMNS}


async def test_an_unsorted_list_cannot_be_reversed(stage: Stage) -> None:
    await stage.run("sort.reverse")
    assert stage.told == ["This list is not sorted"]


@pytest.mark.parametrize("status", STATUSES)
async def test_every_status_has_a_filter(stage: Stage, status: str) -> None:
    await stage.run(f"filter.{status}")
    assert stage.screen.calls == [("set_status", status)]


@pytest.mark.parametrize(
    ("action", "call"),
    [
        ("filter.edit", ("edit_filter",)),
        ("view.choose", ("choose",)),
        ("view.expand", ("expand", True)),
        ("view.collapse", ("expand", False)),
        ("view.next_pane", ("cycle_focus", 1)),
        ("view.previous_pane", ("cycle_focus", -1)),
        ("view.focus_torrents", ("focus_pane", "torrents")),
        ("view.focus_sidebar", ("focus_pane", "sidebar")),
        ("view.focus_details", ("focus_pane", "details")),
        ("view.toggle_sidebar", ("toggle_pane", "sidebar")),
        ("view.toggle_details", ("toggle_pane", "details")),
        ("view.show_files", ("show_tab", "files")),
        ("view.next_tab", ("show_tab", 1)),
        ("view.previous_tab", ("show_tab", -1)),
        ("view.help", ("open_help",)),
        ("view.palette", ("open_palette",)),
        ("view.connect", ("open_connect",)),
        ("view.quit", ("quit",)),
        ("view.suspend", ("suspend",)),
        ("view.repaint", ("repaint",)),
        ("view.next_theme", ("next_theme",)),
    ],
)
async def test_it_asks_the_screen(stage: Stage, action: str, call: tuple[object, ...]) -> None:
    await stage.run(action)
    assert stage.screen.calls == [call]
    assert stage.journal == []


async def test_back_leaves_only_from_the_top(stage: Stage) -> None:
    stage.screen.steps_back = 1
    await stage.run("view.back")
    assert stage.screen.calls == []
    await stage.run("view.back")
    assert stage.screen.calls == [("quit",)]


async def test_cancel_never_leaves(stage: Stage) -> None:
    await stage.run("view.cancel")
    assert stage.screen.calls == []


async def test_details_step_to_the_next_torrent(stage: Stage) -> None:
    stage.screen.focused = None
    await stage.run("view.next_torrent")
    await stage.run("view.next_torrent")
    await stage.run("view.previous_torrent")
    assert stage.screen.listing.cursor == 3


async def test_resync_starts_from_nothing(stage: Stage) -> None:
    await stage.run("view.resync")
    assert stage.live.asked == ["resync"]
