"""The list of a torrent's files: folders that open and close under a cursor, sorted inside."""

from __future__ import annotations

import pytest

from qbtui.api.models.details import File
from qbtui.state.listing import SortOrder
from qbtui.state.tree import Tree

BY_NAME = SortOrder("name", lambda row: row.name)
DOWN = SortOrder("name", lambda row: row.name, descending=True)


def files(*names: str, size: float = 1) -> list[File]:
    return [File(index=index, name=name, size=size) for index, name in enumerate(names)]


ALBUM = files("disc/b", "disc/extra/c", "disc/a", "readme")


@pytest.fixture
def tree() -> Tree:
    """Return the files of one torrent, all folders open."""
    tree = Tree()
    tree.load_files("one", ALBUM)
    return tree


def names(tree: Tree) -> list[str]:
    return [row.name for row in tree.shown]


def test_rows_stand_below_their_folder(tree: Tree) -> None:
    assert names(tree) == ["disc", "extra", "c", "a", "b", "readme"]
    assert [row.depth for row in tree.shown] == [0, 1, 2, 1, 1, 0]


def test_a_folder_closes_and_opens(tree: Tree) -> None:
    assert tree.expand(open_=False)
    assert names(tree) == ["disc", "readme"]
    assert tree.expand(open_=True)
    assert names(tree) == ["disc", "extra", "c", "a", "b", "readme"]


def test_an_open_folder_has_nothing_to_open(tree: Tree) -> None:
    assert not tree.expand(open_=True)
    tree.move_to_key("readme")
    assert not tree.expand(open_=True)


def test_closing_goes_out_of_a_file_and_a_closed_folder(tree: Tree) -> None:
    tree.move_to_key("disc/extra/c")
    for key in ("disc/extra/", "disc/extra/", "disc/", "disc/"):
        assert tree.expand(open_=False)
        assert tree.current is not None
        assert tree.current.key == key
    assert names(tree) == ["disc", "readme"]
    assert not tree.expand(open_=False)


def test_a_file_at_the_top_has_nowhere_to_go(tree: Tree) -> None:
    tree.move_to_key("readme")
    assert not tree.expand(open_=False)


def test_toggling_is_for_folders(tree: Tree) -> None:
    assert tree.toggle()
    assert names(tree) == ["disc", "readme"]
    assert tree.toggle()
    assert len(names(tree)) == 6
    tree.move_to_key("readme")
    assert not tree.toggle()


def test_without_files_nothing_happens() -> None:
    tree = Tree()
    assert not tree.toggle()
    assert not tree.expand(open_=True)
    tree.load_files("one", [])
    assert tree.current is None


def test_sorting_stays_within_the_folders(tree: Tree) -> None:
    tree.sort(DOWN)
    assert names(tree) == ["disc", "extra", "c", "b", "a", "readme"]
    assert tree.order == DOWN
    tree.sort(BY_NAME)
    assert names(tree) == ["disc", "extra", "c", "a", "b", "readme"]
    tree.sort(None)
    assert tree.order is None
    assert names(tree) == ["disc", "extra", "c", "a", "b", "readme"]


def test_the_cursor_stays_on_its_row_over_sorts_and_polls(tree: Tree) -> None:
    tree.move_to_key("disc/a")
    tree.sort(DOWN)
    tree.load_files("one", files("disc/b", "disc/extra/c", "disc/a", "readme", "new"))
    assert tree.current is not None
    assert tree.current.key == "disc/a"
    assert tree.order == DOWN


def test_a_poll_keeps_what_is_closed_marked_and_sorted(tree: Tree) -> None:
    tree.sort(DOWN)
    tree.expand(open_=False)
    tree.move_to_key("readme")
    tree.toggle_mark()
    tree.load_files("one", files("disc/b", "disc/extra/c", "disc/a", "readme", size=7))
    assert names(tree) == ["disc", "readme"]
    assert tree.marks == {"readme"}
    assert [row.size for row in tree.shown] == [21, 7]


def test_a_closed_folder_keeps_the_marks_in_it_out_of_reach(tree: Tree) -> None:
    tree.move_to_key("disc/a")
    tree.toggle_mark()
    tree.move_to_key("disc/")
    tree.expand(open_=False)
    assert [row.key for row in tree.targets] == ["disc/"]


def test_another_torrent_starts_open_and_unmarked(tree: Tree) -> None:
    tree.expand(open_=False)
    tree.mark_all()
    tree.load_files("two", ALBUM)
    assert len(names(tree)) == 6
    assert tree.marks == set()
