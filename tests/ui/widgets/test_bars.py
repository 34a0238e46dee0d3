"""The bars of one line: what they show, what they leave out, when they paint."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.message import Message
from textual.strip import Strip

from qbtui.ui.theme import styles
from qbtui.ui.widgets.hints import Hints
from qbtui.ui.widgets.key_bar import KeyBar
from qbtui.ui.widgets.status_bar import Part, StatusBar
from qbtui.ui.widgets.tab_strip import TabStrip
from tests.internals import strips
from tests.ui.widgets.host import Host, lines, style_of

KEYS = [("?", "help"), ("a", "add"), ("p", "stop"), ("d", "remove"), ("/", "filter")]
PARTS = [
    Part("online", "bar.success"),
    Part("DHT 312", "bar.muted", rank=3),
    Part("↓ 1.2M", rank=1),
    Part("↑ 300K", rank=1),
    Part("free 1.5T", rank=2),
]
TABS = ["General", "Trackers", "Peers", "Web seeds", "Files", "Pieces"]


async def test_the_key_bar_shows_the_most_important_keys_that_fit() -> None:
    async with Host(KeyBar(KEYS)).run_test(size=(80, 3)) as pilot:
        assert lines(pilot.app)[0] == " ? help  a add  p stop  d remove  / filter"
        await pilot.resize_terminal(24, 3)
        assert lines(pilot.app)[0] == " ? help  a add  p stop"


async def test_the_keys_stand_out_from_their_words() -> None:
    async with Host(KeyBar(KEYS)).run_test(size=(80, 3)) as pilot:
        looks = styles(pilot.app)
        assert style_of(pilot.app, 0, "?") == looks["key"]
        assert style_of(pilot.app, 0, "help") == looks["bar"]


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (80, " online │ DHT 312 │ ↓ 1.2M │ ↑ 300K │ free 1.5T"),
        (40, " online │ ↓ 1.2M │ ↑ 300K │ free 1.5T"),
        (30, " online │ ↓ 1.2M │ ↑ 300K"),
        (20, " online │ ↓ 1.2M"),
        (5, " onli"),
    ],
)
async def test_the_status_bar_leaves_out_the_highest_rank(cells: int, shown: str) -> None:
    async with Host(StatusBar(PARTS)).run_test(size=(cells, 2)) as pilot:
        assert lines(pilot.app)[0] == shown
        assert cell_len(strips(pilot.app)[0].text) == cells


async def test_empty_parts_leave_no_gap() -> None:
    bar = StatusBar()
    async with Host(bar).run_test(size=(40, 2)) as pilot:
        bar.show([Part("one"), Part(""), Part("two")])
        await pilot.pause()
        assert lines(pilot.app)[0] == " one │ two"


class CountingBar(StatusBar):
    """Counts how often it is painted."""

    painted = 0

    def render_line(self, y: int) -> Strip:
        """Count it."""
        self.painted += 1
        return super().render_line(y)


async def test_a_bar_that_says_the_same_is_not_painted() -> None:
    bar = CountingBar(PARTS)
    async with Host(bar).run_test(size=(80, 2)) as pilot:
        await pilot.pause()
        before = bar.painted
        bar.show(list(PARTS))
        await pilot.pause()
        assert bar.painted == before
        bar.show(PARTS[:2])
        await pilot.pause()
        assert bar.painted == before + 1


async def test_the_active_tab_can_be_told_without_colours() -> None:
    strip = TabStrip(TABS)
    async with Host(strip).run_test(size=(80, 2)) as pilot:
        strip.active = 2
        await pilot.pause()
        assert lines(pilot.app)[0] == " General  Trackers [Peers] Web seeds  Files  Pieces"
        assert style_of(pilot.app, 0, "Peers") == styles(pilot.app)["tab.active"]


async def test_the_active_tab_shows_on_a_narrow_screen() -> None:
    strip = TabStrip(TABS)
    async with Host(strip).run_test(size=(20, 2)) as pilot:
        strip.active = 5
        await pilot.pause()
        assert lines(pilot.app)[0] == "< Files [Pieces]"


class ListeningHost(Host):
    """Collects the clicked titles."""

    chosen: list[int]

    def on_tab_strip_chosen(self, message: Message) -> None:
        """Collect it."""
        assert isinstance(message, TabStrip.Chosen)
        self.chosen.append(message.index)


async def test_a_click_tells_which_title_it_hit() -> None:
    strip = TabStrip(TABS)
    app = ListeningHost(strip)
    app.chosen = []
    async with app.run_test(size=(20, 2)) as pilot:
        await pilot.click(offset=(11, 0))
        strip.active = 5
        await pilot.click(offset=(3, 0))
    assert app.chosen == [1, 4]


async def test_hints_stand_in_columns_and_take_no_more_lines_than_needed() -> None:
    hints = Hints()
    async with Host(hints).run_test(size=(30, 10)) as pilot:
        assert lines(pilot.app) == [""] * 10
        hints.show("g", [("g", "top"), ("t", "torrents"), ("s", "search")])
        await pilot.pause()
        assert hints.size.height == 3
        assert lines(pilot.app)[:3] == [" g …", " g top        s search", " t torrents"]
        hints.show("s", [("n", "name")])
        await pilot.pause()
        assert lines(pilot.app)[:3] == [" s …", " n name", ""]
        hints.hide()
        await pilot.pause()
        assert lines(pilot.app) == [""] * 10
