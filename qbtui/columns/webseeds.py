"""The columns of a torrent's web seeds."""

from __future__ import annotations

from operator import attrgetter

from qbtui.api.models.details import WebSeed
from qbtui.columns.cells import natural
from qbtui.columns.model import Column

COLUMNS: tuple[Column[WebSeed], ...] = (
    Column(
        "name",
        "URL",
        attrgetter("url"),
        20,
        "Where the files can be had over HTTP.",
        grows=1,
        sort=lambda seed: natural(seed.url),
    ),
)
