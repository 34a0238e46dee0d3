"""The detail tabs, one row each: their keys, titles and topics follow from it.

What a tab shows is fetched by `state.topics` and painted by `ui.panes.tabs`; neither is known here.
"""

from __future__ import annotations

from msgspec import Struct

from qbtui.actions.model import Context


class Tab(Struct, frozen=True):
    """One detail tab; the number of its place is the key that shows it."""

    id: str
    """Names its widget, and the action `view.show_…`."""
    called: str
    """What it shows of a torrent, in a sentence."""
    topic: str
    """A key of `state.topics.TOPICS`: what feeds it."""
    context: Context
    """Where its own keys work; the title says the same."""
    has_rows: bool = True
    """Whether there is something to mark and sort."""

    @property
    def title(self) -> str:
        """What stands in the strip of tabs."""
        return self.context.value

    @property
    def action(self) -> str:
        """The id of the action that shows it."""
        return f"view.show_{self.id}"


TABS = (
    Tab("general", "overview", "properties", Context.GENERAL, has_rows=False),
    Tab("files", "files", "files", Context.FILES),
    Tab("trackers", "trackers", "trackers", Context.TRACKERS),
    Tab("peers", "peers", "peers", Context.PEERS),
    Tab("pieces", "pieces", "pieces", Context.PIECES, has_rows=False),
    Tab("webseeds", "web seeds", "webseeds", Context.WEBSEEDS),
)
"""From left to right."""
