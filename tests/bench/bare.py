"""The least a Textual program can be: what start-up is compared with."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static

MARK = "A bare program"
"""What it shows."""


class BareApp(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """Show the text."""
        yield Static(MARK)


if __name__ == "__main__":
    BareApp().run()
