"""The entry for links: magnets, URLs, info hashes and local files, and what they add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Input, Static

from qbtui.fields import Field
from qbtui.links import join_words, shortened, split_links, split_words
from qbtui.ui.dialogs.dialog import literal
from qbtui.ui.dialogs.typed import TextEntry

_PLURALS = {"magnet": "magnets", "URL": "URLs", "info hash": "info hashes", "file": "files"}
_HASH_LENGTHS = frozenset({32, 40, 64})


class LinksEntry(TextEntry):
    """A typed field of links, with a summary of them below."""

    def __init__(self, field: Field, label_cells: int = 0) -> None:
        super().__init__(field, label_cells)
        self._summary = Static(classes="names muted", markup=False)

    def controls(self) -> Iterable[Widget]:
        """Return the line, its offers and the summary."""
        return (*super().controls(), self._summary)

    def on_mount(self) -> None:
        """Say what the initial text is."""
        self._summarise()

    def complain(self, problem: str) -> None:
        """Show what is wrong instead of the summary, which says it too."""
        super().complain(problem)
        self._summary.display = not problem

    def on_input_changed(self, _event: Input.Changed) -> None:
        """Say what the new text is; the base class offers files."""
        self._summarise()

    def _summarise(self) -> None:
        self._summary.update(literal(summary(self._line.value) or "nothing yet"))


def summary(typed: str) -> str:
    """Return in words what was typed: `2 magnets, 1 file; not found: x.torrent`."""
    counts: Counter[str] = Counter()
    lost: list[str] = []
    for item in _items(typed):
        try:
            counts.update(map(_noun, split_links(item)))
        except ValueError:
            lost.extend(split_words(item))
    found = ", ".join(
        f"{counts[noun]} {noun if counts[noun] == 1 else plural}"
        for noun, plural in _PLURALS.items()
        if counts[noun]
    )
    missing = "not found: " + ", ".join(map(shortened, lost)) if lost else ""
    return "; ".join(filter(None, (found, missing)))


def _items(typed: str) -> list[str]:
    try:
        split_links(typed)
    except ValueError:
        return [join_words((word,)) for word in split_words(typed)]
    return [typed]


def _noun(link: str) -> str:
    if link[:7].casefold() == "magnet:":
        return "magnet"
    if "://" in link:
        return "URL"
    return "info hash" if len(link) in _HASH_LENGTHS and link.isalnum() else "file"
