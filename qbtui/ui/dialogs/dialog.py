"""The frame that every dialog shares: border, title, scrolling body, key line, cancelling.

The stylesheet of all dialogs is here. No dialog parses text as markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalGroup, VerticalScroll
from textual.content import Content
from textual.events import Click, Resize
from textual.geometry import Size
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from qbtui.text import enter_lines, width

Answer = TypeVar("Answer")

WIDE, TALL = 100, 40
"""Columns and lines of a terminal from which on there is room around a dialog."""
SHORT = 20
"""Lines below which a dialog takes all of them."""
FRAME = 4
"""Cells of a dialog's width that its frame takes."""
KEY_GAP = 3
"""Cells between two keys of the key line."""


class Key(Static):
    """A key and its meaning on the key line of a dialog; a click does the same as the key."""

    def __init__(self, key: str, meaning: str, action: str, classes: str = "") -> None:
        super().__init__(_key(key, meaning), classes=classes, markup=False)
        self._key = key
        self._meaning = meaning
        self._action = action

    def say(self, meaning: str) -> None:
        """Give the key another meaning."""
        self._meaning = meaning
        self.update(_key(self._key, meaning))

    @property
    def cells(self) -> int:
        """The cells that it takes on one line, with those that part it from the next."""
        return width(f"{self._key} {self._meaning}") + KEY_GAP

    async def on_click(self, event: Click) -> None:
        """Do what the key does."""
        event.stop()
        await self.screen.run_action(self._action)


class Body(VerticalScroll, can_focus=False, inherit_bindings=False):
    """What scrolls; the arrows stay with the dialog, which moves between fields with them."""

    class Resized(Message):
        """There is more or less room, as head and foot take less or more."""

    def on_resize(self) -> None:
        """Tell the dialog, and keep in view what has the focus."""
        self.post_message(self.Resized())
        self.call_after_refresh(self.show_focused)

    def show_focused(self) -> None:
        """Scroll to what has the focus."""
        if self.has_focus_within and self.screen.focused is not None:
            self.screen.focused.scroll_visible(animate=False)


class Dialog(ModalScreen[Answer]):
    """A modal screen with a frame; None is its answer when the user cancels."""

    # A transparent background: dimming the screen below sends every cell of it again. All dialogs
    # begin on the same line, below the header, so that what is typed stays where it is when
    # something opens below it; where little room is left beside or above them, they take it.
    DEFAULT_CSS = """
    Dialog {
        align: center top;
        background: transparent;
        &.tall #frame { margin-top: 6; }
        &.short #frame { margin-top: 0; }
        &.narrow #frame { width: 100%; }

        #frame {
            width: 76;
            height: auto;
            max-height: 100%;
            margin-top: 2;
            padding: 0 1;
            border: round $primary;
            border-title-color: $text;
            border-title-style: bold;
            background: $panel;
            color: $foreground;
        }
        #head { dock: top; }
        #body {
            height: auto;
            max-height: 1fr;
            scrollbar-size-vertical: 1;
        }
        #foot { dock: bottom; }
        #keys { height: 1; }
        &.stacked #keys { layout: vertical; height: auto; }
        Key { width: auto; max-width: 100%; margin-right: 3; color: $text-muted; }
        .note { margin-bottom: 1; }
        .help { height: 2; color: $text-muted; }
        .names { text-wrap: nowrap; text-overflow: ellipsis; }
        .muted { color: $text-muted; }
        .warning { color: $text-warning; }
        .error { color: $text-error; }
        .strong { text-style: bold; }
        .gap { margin-top: 1; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", show=False),
        # Else the line that is typed in would copy, and say nothing.
        Binding("ctrl+c", "cancel", "Cancel", show=False, priority=True),
        Binding("ctrl+g", "cancel", "Cancel", show=False),
        Binding("ctrl+z", "app.suspend_process", "Suspend", show=False),
    ]

    KEYS: ClassVar[tuple[tuple[str, str, str], ...]] = (("esc", "cancel", "cancel"),)
    """What the key line shows: key, meaning, and the action that a click runs."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        self._caption = caption

    def compose(self) -> ComposeResult:
        """Lay out head, body and foot; only the body scrolls."""
        self._suit(self.app.size)
        with VerticalGroup(id="frame") as frame:
            frame.border_title = literal(self._caption)
            with VerticalGroup(id="head"):
                yield from self.head()
            with Body(id="body"):
                yield from self.body()
            with VerticalGroup(id="foot"):
                yield from self.foot()
                with Horizontal(id="keys"):
                    yield from self.keys()

    def keys(self) -> Iterable[Key]:
        """Return what the key line shows."""
        return (Key(*key) for key in self.KEYS)

    def head(self) -> Iterable[Widget]:
        """Return the widgets above the body."""
        return ()

    def body(self) -> Iterable[Widget]:
        """Return the widgets that scroll."""
        return ()

    def foot(self) -> Iterable[Widget]:
        """Return the widgets between the body and the key line."""
        return ()

    def on_resize(self, event: Resize) -> None:
        """Take the place that suits the terminal now."""
        self._suit(event.size)
        self.call_after_refresh(self.suit_keys)

    def suit_keys(self) -> None:
        """Put the keys below each other where they do not fit beside each other: none is cut."""
        room = self.query_one("#frame").outer_size.width - FRAME
        needed = sum(key.cells for key in self.query(Key)) - KEY_GAP
        self.set_class(needed > room, "stacked")

    def _suit(self, size: Size) -> None:
        self.set_class(size.width < WIDE, "narrow")
        self.set_class(size.height >= TALL, "tall")
        self.set_class(size.height < SHORT, "short")

    def action_cancel(self) -> None:
        """Close the dialog without an answer."""
        self.dismiss(None)


def paragraph(text: str, classes: str) -> Static:
    """Return `text` as a wrapping paragraph, shown literally, whatever was typed in it."""
    return Static(literal(text), classes=classes, markup=False)


def literal(text: str) -> Content:
    """Return lines as they may be shown, whoever they are from."""
    return Content(enter_lines(text))


def _key(key: str, meaning: str) -> Content:
    return Content.assemble((key, "bold $accent"), " ", meaning)
