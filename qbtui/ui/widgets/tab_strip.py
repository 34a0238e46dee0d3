"""The strip of tab titles, of which one is active."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message

from qbtui.ui.widgets.painted import OneLine, Span, cells

_MORE: Span = ("<", "tab")


class TabStrip(OneLine):
    """Shows the titles of all tabs, or as many as fit around the active one."""

    FILL = "tab"

    class Chosen(Message):
        """A title was clicked."""

        def __init__(self, strip: TabStrip, index: int) -> None:
            super().__init__()
            self.strip = strip
            self.index = index

        @property
        def control(self) -> TabStrip:
            """The strip, for `@on` with a selector."""
            return self.strip

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self._titles = list(titles)
        self._active = 0
        self._lit = False

    @property
    def lit(self) -> bool:
        """Whether what the active tab shows has the focus."""
        return self._lit

    @lit.setter
    def lit(self, lit: bool) -> None:
        self._lit = lit
        self.say()

    @property
    def active(self) -> int:
        """The index of the active tab."""
        return self._active

    @active.setter
    def active(self, index: int) -> None:
        self._active = index
        self.say()

    def spans(self) -> list[Span]:
        """Return the titles that fit, the active one among them."""
        spans = [self._tab(index) for index in range(len(self._titles))]
        first = self._first()
        return [_MORE, *spans[first:]] if first else spans

    def on_click(self, event: events.Click) -> None:
        """Tell which title was clicked."""
        first = self._first()
        end = len(_MORE[0]) if first else 0
        for index in range(first, len(self._titles)):
            end += cells([self._tab(index)])
            if event.x < end:
                self.post_message(self.Chosen(self, index))
                return

    def _tab(self, index: int) -> Span:
        # The brackets tell the active tab where colours and attributes do not.
        if index != self._active:
            return f" {self._titles[index]} ", "tab"
        return f"[{self._titles[index]}]", "tab.lit" if self._lit else "tab.active"

    def _first(self) -> int:
        """Return the index of the first title that shows."""
        tabs = [self._tab(index) for index in range(self._active + 1)]
        first = 0
        while first < self._active and cells(tabs[first:]) + bool(first) > self.size.width:
            first += 1
        return first
