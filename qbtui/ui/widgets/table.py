"""The table: paints the rows of a Listing in columns, and only the lines that have changed.

What rows, which order, where the cursor is: `state.listing`. Which columns and how wide:
`columns`. Keys are handled outside, by actions on the Listing followed by `refresh_rows`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from qbtui.columns.layout import GAP, Placed, place
from qbtui.columns.model import Column
from qbtui.state.listing import Listing, SortOrder
from qbtui.text import fit, width
from qbtui.ui.widgets.painted import WHEEL, Painted, Span, centred

Row = TypeVar("Row")

HEADER = 1
"""Lines above the first row."""
GUTTER = 2
"""Cells left of the columns, for the cursor and the mark."""
INDICATOR = 1
"""Cells right of the columns, for the scroll indicator."""
REMEMBERED = 512
"""Painted lines that are kept: a few screens of them."""

_CURSOR, _MARK, _THUMB = "▌", "✓", "▐"
_CURSOR_STYLES = {True: "cursor", False: "cursor.blurred"}


class Table(Painted, Generic[Row], can_focus=True):
    """Paints the rows of `listing`.

    `version` tells whether a row must be painted again; without it, the texts of its cells do.
    `empty` is what stands in the middle while there are no rows.
    """

    DEFAULT_CSS = """
    Table { height: 1fr; background: $background; }
    """

    class Moved(Message):
        """A click moved the cursor."""

        def __init__(self, table: Table[Any]) -> None:
            super().__init__()
            self.table = table

        @property
        def control(self) -> Table[Any]:
            """The table, for `@on` with a selector."""
            return self.table

    class Activated(Moved):
        """The cursor's row was clicked twice."""

    class SortRequested(Moved):
        """The title of a column that can be sorted by was clicked."""

        def __init__(self, table: Table[Any], column: str) -> None:
            super().__init__(table)
            self.column = column

    def __init__(
        self,
        listing: Listing[Row],
        columns: Sequence[Column[Row]] = (),
        *,
        version: Callable[[Row], Hashable] | None = None,
        empty: str | Callable[[], str] = "",
        id: str | None = None,  # noqa: A002 - the name that every widget of Textual uses
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.listing = listing
        self.columns: Sequence[Column[Row]] = tuple(columns)
        self.empty = empty
        self.top = 0
        """The index of the first row on the screen."""
        self.lit = False
        """Whether the header is that of the pane with the focus; `refresh_rows` shows it."""
        self._version = version or self._texts
        self._dimmed = False
        self._placed: list[Placed] = []
        self._looks: object = None
        self._strips: dict[Hashable, Strip] = {}
        self._painted: dict[int, Hashable] = {}
        self._followed = -1
        self._thumb = range(0)
        """The lines of the scroll indicator; none when all rows fit."""

    @property
    def dimmed(self) -> bool:
        """Whether the rows are shown as out of date."""
        return self._dimmed

    @dimmed.setter
    def dimmed(self, dimmed: bool) -> None:
        if dimmed != self._dimmed:
            self._dimmed = dimmed
            self._forget()

    def show(self, columns: Sequence[Column[Row]]) -> None:
        """Show these columns from now on, as far as they fit."""
        if tuple(columns) != self.columns:
            self.columns = tuple(columns)
            self._lay_out()

    def shows(self, column: str) -> bool:
        """Tell whether the column with this id is there and has room."""
        return any(placed.column.id == column for placed in self._placed)

    def refresh_rows(self) -> None:
        """Paint the lines again that differ from the screen, with the cursor in view if it moved.

        Call it after every change of the Listing or its rows; it costs nothing on the terminal
        while nothing that can be seen has changed.
        """
        height = self.size.height
        if not height:
            return
        self.listing.page = self._page
        self._follow_cursor()
        self._thumb = self._place_thumb()
        painted = self._painted
        self.refresh_lines(y for y in range(height) if painted.get(y) != self._signature(y))

    def render_line(self, y: int) -> Strip:
        """Paint one line of the screen, or take it from those painted before."""
        if self._looks is not self.looks or len(self._strips) > REMEMBERED:
            self._looks = self.looks
            self._strips.clear()
        signature = self._painted[y] = self._signature(y)
        strip = self._strips.get(signature)
        if strip is None:
            strip = self._strips[signature] = self._paint(y)
        return strip

    def on_resize(self) -> None:
        """Fit the columns into the new width and keep the cursor in view."""
        self._lay_out()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll on; the cursor stays on its row."""
        event.stop()
        self._scroll(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back; the cursor stays on its row."""
        event.stop()
        self._scroll(-WHEEL)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor, use its row, or ask for a sort."""
        where = event.get_content_offset(self)
        if where is None:
            return
        index = self.top + where.y - HEADER
        if where.y < HEADER:
            column = self._column_at(where.x)
            if column is not None and column.sort is not None:
                self.post_message(self.SortRequested(self, column.id))
        elif index < len(self.listing.shown):
            self.listing.move_to(index)
            self.refresh_rows()
            twice = event.chain > 1
            self.post_message(self.Activated(self) if twice else self.Moved(self))

    @property
    def _page(self) -> int:
        return max(1, self.size.height - HEADER)

    def _lay_out(self) -> None:
        self._placed = place(self.columns, self.size.width - GUTTER - INDICATOR)
        self._followed = -1
        self._forget()

    def _forget(self) -> None:
        self._strips.clear()
        self._painted.clear()
        self.refresh_rows()

    def _follow_cursor(self) -> None:
        """Bring the cursor into view, unless the wheel took it out and it has not moved since."""
        cursor, page = self.listing.cursor, self._page
        top = min(self.top, len(self.listing.shown) - page)
        if cursor != self._followed:
            top = min(max(top, cursor - page + 1), cursor)
            self._followed = cursor
        self.top = max(0, top)

    def _scroll(self, rows: int) -> None:
        self._followed = self.listing.cursor
        self.top = max(0, self.top + rows)
        self.refresh_rows()

    def _column_at(self, x: int) -> Column[Row] | None:
        end = GUTTER
        for column, cells in self._placed:
            end += cells + GAP
            if x < end:
                return column
        return None

    def _row_at(self, y: int) -> Row | None:
        index = self.top + y - HEADER
        return self.listing.shown[index] if index < len(self.listing.shown) else None

    def _signature(self, y: int) -> Hashable:
        """Return what the line depends on: lines of equal signature look the same."""
        if y < HEADER:
            order = self.listing.order
            return ("header", order and (order.column, order.descending), self.lit)
        row = self._row_at(y)
        if row is None:
            return self._empty_line(y)
        listing = self.listing
        key = listing.key(row)
        cursor = self.has_focus if self.top + y - HEADER == listing.cursor else None
        return (key, self._version(row), cursor, key in listing.marks, y in self._thumb)

    def _paint(self, y: int) -> Strip:
        if y < HEADER:
            return self.line(self._header(self.listing.order), "header")
        row = self._row_at(y)
        if row is None:
            return self.line([(self._empty_line(y), "muted")])
        cursor = self.top + y - HEADER == self.listing.cursor
        marked = self.listing.key(row) in self.listing.marks
        gutter = (_CURSOR if cursor and self.has_focus else " ") + (_MARK if marked else " ")
        base = "mark" if marked else ""
        spans = [(gutter, base), *self._cells(row, base)]
        if cursor or self._dimmed:
            style = _CURSOR_STYLES[self.has_focus] if cursor else "dimmed"
            spans = [("".join(text for text, _ in spans), style)]
        strip = self.line(spans, spans[0][1] if cursor else "")
        if y in self._thumb:
            thumb = Segment(_THUMB, self.looks["scroll"])
            strip = Strip([*strip.crop(0, self.size.width - INDICATOR), thumb])
        return strip

    def _header(self, order: SortOrder | None) -> list[Span]:
        style = "header.lit" if self.lit else "header"
        spans: list[Span] = [(" " * GUTTER, style)]
        for column, cells in self._placed:
            align = "right" if column.right else "left"
            if order is not None and order.column == column.id:
                arrow = "▼" if order.descending else "▲"
                title = fit(column.title, min(width(column.title), cells - 1)) + arrow
                spans.append((fit(title, cells, align), "header.sorted"))
            else:
                spans.append((fit(column.title, cells, align), style))
            spans.append((" " * GAP, style))
        return spans

    def _cells(self, row: Row, base: str) -> list[Span]:
        spans: list[Span] = []
        for column, cells in self._placed:
            text = column.draw(row, cells) if column.draw else column.text(row)
            spans.append(
                (fit(text, cells, "right" if column.right else "left"), column.style(row) or base)
            )
            spans.append((" " * GAP, base))
        return spans

    def _texts(self, row: Row) -> Hashable:
        return tuple(column.text(row) for column, _ in self._placed)

    def _place_thumb(self) -> range:
        page, total = self._page, len(self.listing.shown)
        if total <= page:
            return range(0)
        length = max(1, page * page // total)
        start = HEADER + self.top * (page - length) // (total - page)
        return range(start, start + length)

    def _empty_line(self, y: int) -> str:
        """Return the line of the empty text that stands on line `y`."""
        if self.listing.shown:
            return ""
        words = self.empty if isinstance(self.empty, str) else self.empty()
        return centred(words, self.size.width, self._page)[y - HEADER]
