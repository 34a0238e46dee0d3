"""What the actions on lists and on the screen do there; none of them asks the server."""

from __future__ import annotations

import json

import pytest

from qbtui.actions.sorting import COLUMNS
from qbtui.actions.torrents.copying import LEFT_OUT
from qbtui.api.models.details import Peer, Tracker, WebSeed
from qbtui.columns.model import Column
from qbtui.columns.torrents import COLUMNS as TORRENT_COLUMNS
from qbtui.state.listing import SortOrder
from qbtui.state.query import STATUSES
from qbtui.text import enter

from .stage import Stage, torrent
from .test_details import FILE

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


V1, V2 = "a" * 40, "b" * 64


@pytest.mark.parametrize(
    ("action", "copied"),
    [
        ("copy.name", "Ubuntu & co"),
        ("copy.hash", f"{1:040x}"),
        ("copy.path", "/data/u"),
        (
            "copy.magnet",
            f"magnet:?xt=urn:btih:{V1}&xt=urn:btmh:1220{V2}&dn=Ubuntu%20%26%20co",
        ),
        ("copy.tracker", "http://t.test"),
        ("copy.file_path", "top/sub/a.iso"),
        ("copy.tracker_url", "http://t.test/a"),
        ("copy.peer_address", "[2001:db8::1]:6881"),
        ("copy.web_seed_url", "http://w.test"),
    ],
)
async def test_it_copies(action: str, copied: str) -> None:
    stage = Stage().add(
        torrent(
            1,
            name="Ubuntu & co",
            infohash_v1=V1,
            infohash_v2=V2,
            content_path=enter("/data/u\x1b"),
            tracker="http://t.test",
        )
    )
    stage.rows = (
        FILE,
        Tracker(url="http://t.test/a"),
        Peer(ip="2001:db8::1", port=6881),
        WebSeed(url="http://w.test"),
    )
    await stage.run(action)
    (call,) = copies(stage)
    assert call[1] == copied
    told = f"Put {call[2]} somewhere"
    assert stage.told == [f"{told}, {LEFT_OUT}" if action == "copy.path" else told]


async def test_no_control_character_is_copied_but_the_ends_of_lines(stage: Stage) -> None:
    comment = "one\r\ntwo\x1b[201~\nthree\u200d\x9b"
    stage.torrents = (torrent(1, comment=comment), torrent(2, comment="plain"))
    await stage.run("copy.comment")
    assert copies(stage) == [("copy", "one\ntwo[201~\nthree\u200d\nplain", "2 comments")]
    assert stage.told == [f"Put 2 comments somewhere, {LEFT_OUT}"]
    stage.torrents = (torrent(1, name="a\nb"),)
    await stage.run("copy.name")
    assert copies(stage)[1] == ("copy", "ab", "the name")
    stage.torrents = (torrent(1, comment="one\r\ntwo"),)
    await stage.run("copy.comment")
    assert stage.told[2:] == ["Put the comment somewhere"]


async def test_a_range_ends_with_the_copy_it_was_for(stage: Stage) -> None:
    await stage.run("copy.name")
    assert ("end_range",) in stage.screen.calls


def copies(stage: Stage) -> list[tuple[object, ...]]:
    """Return what was copied."""
    return [call for call in stage.screen.calls if call[0] == "copy"]


async def test_several_are_copied_one_a_line(stage: Stage) -> None:
    stage.torrents = stage.torrents[:2]
    await stage.run("copy.name")
    assert copies(stage) == [("copy", "torrent 0\ntorrent 1", "2 names")]


async def test_what_is_empty_is_not_copied(stage: Stage) -> None:
    await stage.run("copy.comment")
    assert stage.screen.calls == []
    assert stage.told == ["There is no comment to copy"]


async def test_json_is_copied_as_the_server_wrote_it(stage: Stage) -> None:
    stage.torrents = (torrent(1, name=enter("a\x1bb")),)
    await stage.run("copy.json")
    copied = str(copies(stage)[0][1])
    assert '"name":"a\\u001bb"' in copied
    assert "version" not in json.loads(copied)


async def test_the_magnet_of_an_old_server_is_made_of_the_hash(stage: Stage) -> None:
    stage.torrents = (torrent(1, name="x"),)
    await stage.run("copy.magnet")
    assert copies(stage) == [("copy", f"magnet:?xt=urn:btih:{1:040x}&dn=x", "the magnet link")]
