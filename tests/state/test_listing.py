"""Cursor, marks, sort and filter of a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from qbtui.state.listing import Listing, SortOrder


@dataclass(eq=False)
class Row:
    key: str
    rank: int = 0
    color: str = "red"


RANK = SortOrder("rank", attrgetter("rank"), frozenset({"rank"}))
RANK_DOWN = SortOrder("rank", attrgetter("rank"), frozenset({"rank"}), descending=True)
COLOR = SortOrder("color", attrgetter("color"), frozenset({"color"}))

COLORS = st.sampled_from(["red", "blue"])


def listing_of(keys: Iterable[str]) -> Listing[Row]:
    listing: Listing[Row] = Listing(attrgetter("key"))
    listing.load([Row(key, rank) for rank, key in enumerate(keys)])
    return listing


def shown(listing: Listing[Row]) -> str:
    return "".join(listing.keys(listing.shown))


def is_red(row: Row) -> bool:
    return row.color == "red"


@pytest.mark.parametrize(("changed", "read"), [({"rank"}, 4), ({"color"}, 0), (set(), 0)])
def test_a_poll_reads_each_key_once_and_only_when_it_may_have_changed(
    changed: set[str], read: int
) -> None:
    listing, keys_read = listing_of("abcd"), list[str]()

    def rank(row: Row) -> int:
        keys_read.append(row.key)
        return row.rank

    listing.sort(SortOrder("rank", rank, RANK.fields))
    keys_read.clear()
    listing.load(list(listing.shown), frozenset(changed))
    assert len(keys_read) == read


def test_marked_rows_are_looked_for_only_when_marks_or_view_have_changed() -> None:
    keys_read = list[str]()

    def key(row: Row) -> str:
        keys_read.append(row.key)
        return row.key

    def looked_for() -> str:
        keys_read.clear()
        return "".join(row.key for row in listing.targets)

    listing: Listing[Row] = Listing(key)
    listing.load(Row(letter, rank) for rank, letter in enumerate("abcd"))
    listing.toggle_mark()
    assert (looked_for(), len(keys_read)) == ("a", 4)
    listing.move(1)
    assert (looked_for(), listing.hidden_marks, keys_read) == ("a", 0, [])
    listing.toggle_mark()
    assert looked_for() == "ac"
    listing.sort(RANK_DOWN)
    assert looked_for() == "ca"
    listing.filter(lambda row: row.rank == 0)
    assert (looked_for(), listing.hidden_marks) == ("a", 1)
    listing.load(())
    assert looked_for() == ""


def test_empty_list_has_no_cursor_and_no_targets() -> None:
    listing = listing_of("")
    listing.move(1)
    listing.move_to(-1)
    listing.toggle_mark()
    listing.toggle_visual()
    assert listing.cursor == -1
    assert listing.current is None
    assert listing.targets == []
    assert not listing.selecting


def test_first_rows_put_the_cursor_on_top() -> None:
    assert listing_of("abc").cursor == 0


@pytest.mark.parametrize(
    ("steps", "cursor"), [([2], 2), ([9], 3), ([2, -1], 1), ([-5], 0), ([1, -9], 0)]
)
def test_motion_stops_at_the_ends(steps: list[int], cursor: int) -> None:
    listing = listing_of("abcd")
    for step in steps:
        listing.move(step)
    assert listing.cursor == cursor


def test_cursor_goes_to_index_last_and_key() -> None:
    listing = listing_of("abcd")
    listing.move_to(-1)
    assert listing.cursor == 3
    listing.move_to(1)
    assert listing.cursor == 1
    assert listing.move_to_key("c")
    assert listing.cursor == 2
    assert not listing.move_to_key("z")
    assert listing.cursor == 2


def test_cursor_follows_its_row_when_rows_arrive_above_and_on_sort() -> None:
    listing = listing_of("abc")
    listing.move_to_key("b")
    listing.load([Row("x"), *listing.shown])
    assert (shown(listing), listing.cursor) == ("xabc", 2)
    listing.sort(RANK_DOWN)
    assert listing.current is not None
    assert listing.current.key == "b"


def test_cursor_keeps_its_place_when_its_row_goes() -> None:
    listing = listing_of("abcd")
    rows = list(listing.shown)
    listing.move_to_key("b")
    listing.load([rows[0], rows[2], rows[3]])
    assert listing.cursor == 1
    listing.move_to(-1)
    listing.load(rows[:1])
    assert listing.cursor == 0


def test_cursor_and_mark_go_over_to_the_new_key_of_their_row() -> None:
    listing = listing_of("abcd")
    listing.move_to_key("b")
    listing.marks = {"b"}
    listing.rename("b", "z")
    for rows, cursor in (("abce", "b"), ("aczd", "z")):  # A poll may not know of it yet.
        listing.load([Row(key) for key in rows])
        assert listing.keys(listing.targets) == [cursor]
        assert listing.shown[listing.cursor].key == cursor


def test_new_objects_replace_the_old_ones_in_their_places() -> None:
    listing = listing_of("abc")
    listing.sort(RANK_DOWN)
    fresh = [Row("a", 0), Row("b", 1), Row("c", 2)]
    listing.load(fresh)
    assert listing.shown == fresh[::-1]


def test_equal_rows_keep_the_order_of_the_sort_before() -> None:
    listing = listing_of("abcd")
    for row, color in zip(listing.shown, ("red", "blue", "red", "blue"), strict=True):
        row.color = color
    listing.sort(RANK_DOWN)
    listing.sort(COLOR)
    assert shown(listing) == "dbca"


def test_rows_that_were_hidden_return_to_their_place() -> None:
    listing = listing_of("abcd")
    listing.sort(RANK_DOWN)
    listing.shown[1].color = "blue"
    listing.filter(is_red)
    assert shown(listing) == "dba"
    listing.filter(None)
    assert shown(listing) == "dcba"


def test_sort_is_done_again_only_when_its_fields_changed() -> None:
    listing = listing_of("abc")
    listing.sort(RANK)
    listing.shown[0].rank = 9
    rows = sorted(listing.shown, key=attrgetter("key"))
    listing.load(rows, frozenset({"color"}))
    assert shown(listing) == "abc"
    listing.load(rows, frozenset({"rank"}))
    assert shown(listing) == "bca"


def test_filter_is_done_again_only_when_its_fields_changed() -> None:
    listing = listing_of("abc")
    listing.filter(is_red, frozenset({"color"}))
    rows = list(listing.shown)
    rows[1].color = "blue"
    listing.load(rows, frozenset({"rank"}))
    assert shown(listing) == "abc"
    listing.load(rows, frozenset({"color"}))
    assert shown(listing) == "ac"
    assert listing.total == 3


def test_no_order_is_the_order_as_loaded() -> None:
    listing = listing_of("abc")
    listing.sort(RANK_DOWN)
    listing.sort(None)
    assert shown(listing) == "abc"


def test_targets_are_the_marked_rows_in_view_order_else_the_current() -> None:
    listing = listing_of("abc")
    assert listing.keys(listing.targets) == ["a"]
    listing.toggle_mark()
    listing.toggle_mark()
    listing.sort(RANK_DOWN)
    assert listing.keys(listing.targets) == ["b", "a"]


def test_marking_moves_down_and_marking_again_unmarks() -> None:
    listing = listing_of("ab")
    listing.toggle_mark()
    assert (listing.marks, listing.cursor) == ({"a"}, 1)
    listing.move(-1)
    listing.toggle_mark()
    assert listing.marks == set()


def test_hidden_rows_are_no_targets_but_are_counted() -> None:
    listing = listing_of("abc")
    listing.mark_all()
    listing.shown[0].color = "blue"
    listing.filter(is_red)
    assert listing.keys(listing.targets) == ["b", "c"]
    assert listing.hidden_marks == 1
    listing.filter(None)
    assert listing.hidden_marks == 0
    assert listing.keys(listing.targets) == ["a", "b", "c"]


def test_marks_of_rows_that_are_gone_are_dropped() -> None:
    listing = listing_of("abc")
    listing.mark_all()
    listing.load(listing.shown[1:])
    assert listing.marks == {"b", "c"}


def test_mark_all_and_invert_touch_only_what_shows() -> None:
    listing = listing_of("abc")
    listing.shown[0].color = "blue"
    listing.filter(is_red)
    listing.mark_all()
    assert listing.marks == {"b", "c"}
    listing.mark_all()
    assert listing.marks == set()
    listing.toggle_mark()
    listing.invert_marks()
    assert listing.marks == {"c"}


def test_visual_range_marks_from_its_start_to_the_cursor() -> None:
    listing = listing_of("abcdef")
    listing.move_to(2)
    listing.toggle_visual()
    assert listing.marks == {"c"}
    listing.move(2)
    assert listing.marks == {"c", "d", "e"}
    listing.move_to(1)
    assert listing.marks == {"b", "c"}


@pytest.mark.parametrize("key", ["toggle_visual", "toggle_mark"])
def test_closing_a_visual_range_keeps_its_marks(key: str) -> None:
    listing = listing_of("abcdef")
    listing.toggle_visual()
    listing.move(1)
    getattr(listing, key)()
    assert not listing.selecting
    listing.move(3)
    assert listing.marks == {"a", "b"}


def test_clearing_takes_back_the_range_then_the_marks() -> None:
    listing = listing_of("abcdef")
    listing.toggle_mark()
    listing.move(2)
    listing.toggle_visual()
    listing.move(1)
    assert listing.clear_marks()
    assert (listing.marks, listing.selecting) == ({"a"}, False)
    assert listing.clear_marks()
    assert listing.marks == set()
    assert not listing.clear_marks()


def test_visual_range_follows_its_first_row_and_ends_with_it() -> None:
    listing = listing_of("abcd")
    rows = list(listing.shown)
    listing.move_to(1)
    listing.toggle_visual()
    listing.load([Row("x"), *rows])
    listing.move(1)
    assert listing.marks == {"b", "c"}
    listing.load([rows[0], rows[2], rows[3]])
    assert (listing.marks, listing.selecting) == ({"c"}, False)


class ListingMachine(RuleBasedStateMachine):
    """Whatever is done in whatever order, the view is the rows filtered and sorted."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, Row] = {}
        self.listing: Listing[Row] = Listing(attrgetter("key"))
        self.keep_red = False

    def load(self, changed: frozenset[str] | None = None) -> None:
        current = self.listing.current
        index = self.listing.cursor
        self.listing.load(self.rows.values(), changed)
        if current is not None and current.key in self.listing.keys(self.listing.shown):
            assert self.listing.current is self.rows[current.key]
        elif current is not None:
            assert self.listing.cursor == min(index, len(self.listing.shown) - 1)

    @rule(key=st.sampled_from("abcdefgh"), rank=st.integers(0, 3), color=COLORS)
    def add(self, key: str, rank: int, color: str) -> None:
        self.rows[key] = Row(key, rank, color)
        self.load()

    @rule(data=st.data(), rank=st.integers(0, 3))
    def change_rank(self, data: st.DataObject, rank: int) -> None:
        if self.rows:
            self.rows[data.draw(st.sampled_from(sorted(self.rows)))].rank = rank
            self.load(frozenset({"rank"}))

    @rule(data=st.data(), color=COLORS)
    def change_color(self, data: st.DataObject, color: str) -> None:
        if self.rows:
            self.rows[data.draw(st.sampled_from(sorted(self.rows)))].color = color
            self.load(frozenset({"color"}))

    @rule(key=st.sampled_from("abcdefgh"))
    def remove(self, key: str) -> None:
        self.rows.pop(key, None)
        self.load()

    @rule(order=st.sampled_from([None, RANK, RANK_DOWN, COLOR]))
    def sort(self, order: SortOrder | None) -> None:
        current = self.listing.current
        self.listing.sort(order)
        assert self.listing.current is current

    @rule(keep_red=st.booleans())
    def filter(self, keep_red: bool) -> None:
        self.keep_red = keep_red
        self.listing.filter(is_red if keep_red else None, frozenset({"color"}))

    @rule(rows=st.integers(-3, 3))
    def move(self, rows: int) -> None:
        self.listing.move(rows)

    @rule(name=st.sampled_from(["toggle_mark", "toggle_visual", "mark_all", "invert_marks"]))
    def mark(self, name: str) -> None:
        getattr(self.listing, name)()

    @rule()
    def clear(self) -> None:
        selecting = self.listing.selecting
        assert self.listing.clear_marks() or not self.listing.marks
        assert selecting or not self.listing.marks

    @invariant()
    def view_is_the_rows_filtered_and_sorted(self) -> None:
        shown, order = self.listing.shown, self.listing.order
        kept = [row for row in self.rows.values() if not self.keep_red or is_red(row)]
        assert sorted(map(id, shown)) == sorted(map(id, kept))
        if order is None:
            assert shown == kept
        else:
            assert shown == sorted(shown, key=order.key, reverse=order.descending)

    @invariant()
    def cursor_is_on_a_row(self) -> None:
        shown = self.listing.shown
        assert 0 <= self.listing.cursor < len(shown) if shown else self.listing.cursor == -1

    @invariant()
    def marks_are_rows_and_targets_show(self) -> None:
        listing = self.listing
        assert listing.marks <= self.rows.keys()
        assert listing.total == len(self.rows)
        assert len(listing.marked) + listing.hidden_marks == len(listing.marks)
        assert all(row in listing.shown for row in listing.targets)


TestListingMachine = ListingMachine.TestCase
