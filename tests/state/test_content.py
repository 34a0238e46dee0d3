"""The file tree of a torrent."""

from __future__ import annotations

from operator import attrgetter

import pytest

from qbtui.api.models.details import File
from qbtui.columns.files import COLUMNS
from qbtui.state.content import DEEPEST, Content, FileRow
from qbtui.state.listing import SortOrder
from qbtui.text import raw, width


def files(*names: str, progress: float = 0, priority: int = 1) -> list[File]:
    return [
        File(index=index, name=name, size=100, progress=progress, priority=priority)
        for index, name in enumerate(names)
    ]


def content_of(*names: str) -> Content:
    content = Content()
    content.load(files(*names))
    return content


def outline(rows: list[FileRow]) -> list[str]:
    return ["  " * row.depth + row.name + "/" * row.is_folder for row in rows]


def row_of(content: Content, key: str) -> FileRow:
    return next(row for row in content.visible() if row.key == key)


def test_a_path_of_more_folders_than_anybody_made_ends_in_one_name() -> None:
    deep = "/".join("a" * 100_000)
    content = content_of(f"{deep}/b", f"{deep}/c", "d")
    rows = content.visible()
    assert len(rows) == DEEPEST + 3
    assert [row.depth for row in rows] == [*range(DEEPEST), DEEPEST, DEEPEST, 0]
    assert [raw(row.path) for row in rows[DEEPEST - 1 :]] == [deep, f"{deep}/b", f"{deep}/c", "d"]
    assert all(width(COLUMNS[0].text(row)) < 100 for row in rows[: DEEPEST - 1])


def test_folders_come_first_and_numbers_in_their_order() -> None:
    content = content_of("r/e10", "r/e9", "r/extra/x", "r/B/b", "r/a", "top")
    assert outline(content.visible()) == [
        "r/", "  B/", "    b", "  extra/", "    x", "  a", "  e9", "  e10", "top",
    ]  # fmt: skip


def test_the_folder_of_skipped_files_is_no_part_of_the_torrent() -> None:
    content = content_of("r/a/x", "r/b")
    [before] = [row for row in content.visible() if row.key == "r/a/x"]
    content.load(files("r/a/.unwanted/x", "r/b"))
    [after] = [row for row in content.visible() if row.key == "r/a/x"]
    assert outline(content.visible()) == ["r/", "  a/", "    x", "  b"]
    assert after.path == "r/a/.unwanted/x"
    assert after.version != before.version


def test_rows_of_equal_name_in_two_torrents_look_different() -> None:
    one, other = Content(), Content()
    one.load(files("same", priority=1))
    other.load(files("same", priority=7))
    assert one.visible()[0].version != other.visible()[0].version


def test_collapsed_folder_hides_what_is_in_it_over_polls_and_new_shapes() -> None:
    content = content_of("r/a/x", "r/b")
    content.expand(row_of(content, "r/a/"), expanded=False)
    assert outline(content.visible()) == ["r/", "  a/", "  b"]
    assert content.load(files("r/a/x", "r/b", "r/c"))
    assert outline(content.visible()) == ["r/", "  a/", "  b", "  c"]
    content.expand(row_of(content, "r/a/"), expanded=True)
    assert outline(content.visible()) == ["r/", "  a/", "    x", "  b", "  c"]


def test_folder_sums_what_is_in_it() -> None:
    content = Content()
    content.load(
        [
            File(index=0, name="r/a", size=100, progress=1, priority=1, availability=2),
            File(index=1, name="r/s/b", size=300, progress=0.5, priority=1, availability=1),
            File(index=2, name="r/s/c", size=600, progress=0, priority=0, availability=9),
        ]
    )
    top, folder = row_of(content, "r/"), row_of(content, "r/s/")
    assert (top.size, top.wanted, top.remaining) == (1000, 400, 150)
    assert top.progress == pytest.approx(250 / 400)
    assert top.availability == pytest.approx((100 * 2 + 300 * 1) / 400)
    assert (top.priority, folder.priority) == (None, None)
    assert folder.progress == pytest.approx(0.5)


def test_folder_of_skipped_files_shows_how_much_of_them_is_there() -> None:
    content = Content()
    content.load(files("r/a", "r/b", progress=0.25, priority=0))
    row = row_of(content, "r/")
    assert (row.priority, row.progress, row.remaining, row.availability) == (0, 0.25, 0, -1)


def test_folder_of_empty_files_is_complete() -> None:
    content = Content()
    content.load([File(index=0, name="r/a", size=0)])
    assert row_of(content, "r/").progress == 1


def test_poll_with_the_same_names_changes_rows_in_place() -> None:
    content = content_of("r/a", "r/b")
    rows = content.visible()
    versions = [row.version for row in rows]
    fresh = files("r/a", "r/b")
    fresh[0].progress = 0.5
    assert not content.load(fresh)
    assert content.visible() == rows
    assert rows[1].progress == 0.5
    assert [row.version > version for row, version in zip(rows, versions, strict=True)] == [
        True,
        True,
        False,
    ]


def test_folder_knows_all_files_below_even_collapsed() -> None:
    content = content_of("r/b", "r/s/c", "r/a")
    folder = row_of(content, "r/")
    content.expand(folder, expanded=False)
    assert folder.indexes == [1, 2, 0]
    assert [file.name for file in folder.files] == ["r/s/c", "r/a", "r/b"]


def test_order_sorts_within_every_folder() -> None:
    content = Content()
    content.load(
        [
            File(index=0, name="r/s/a", size=1),
            File(index=1, name="r/s/b", size=2),
            File(index=2, name="r/c", size=9),
        ]
    )
    down = SortOrder("size", attrgetter("size"), descending=True)
    assert outline(content.visible(order=down)) == ["r/", "  s/", "    b", "    a", "  c"]


def test_hostile_names_are_safe_and_keep_the_path_the_server_knows() -> None:
    content = content_of("r\x1b/a\x07", "r\x1a/a\x07")
    rows = content.visible()
    assert not any("\x1b" in row.name or "\x07" in row.name for row in rows)
    assert sorted(raw(row.path) for row in rows) == ["r\x1a", "r\x1a/a\x07", "r\x1b", "r\x1b/a\x07"]


@pytest.mark.parametrize("name", ["", "/a", "a//b", "9" * 5000, "x/" * 3000 + "y"])
def test_odd_names_make_a_tree_all_the_same(name: str) -> None:
    content = content_of(name)
    assert [file.index for row in content.top for file in row.files] == [0]
    assert len({row.key for row in content.visible()}) == len(content.visible())
