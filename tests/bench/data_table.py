"""The same data in Textual's own DataTable: what the program's own table is compared with.

The columns, the client and the poller are the program's; `python -m tests.bench.data_table URL`.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence

from textual.app import App, ComposeResult
from textual.widgets import DataTable

from qbtui.api.client import Access, Client
from qbtui.api.models.torrent import Torrent
from qbtui.columns.model import choose
from qbtui.columns.torrents import COLUMNS
from qbtui.state.connection import Connection
from qbtui.state.live import Detail, Live
from qbtui.state.maindata import Change


class DataTableApp(App[None]):
    """A poller and a DataTable."""

    def __init__(self, url: str, username: str, password: str) -> None:
        super().__init__()
        self.live = Live(Client(Access(url=url, username=username, password=password)), self)
        self._columns = choose(COLUMNS)

    def compose(self) -> ComposeResult:
        """Show the table."""
        yield DataTable[str](cursor_type="row")

    def on_mount(self) -> None:
        """Make the columns, and start."""
        for column in self._columns:
            self._table.add_column(column.title, width=column.width, key=column.id)
        self.run_worker(self.live.run())

    async def synced(self, change: Change) -> None:
        """Show what the last poll brought."""
        torrents = self.live.store.torrents
        if change.full:
            newest = sorted(torrents.values(), key=lambda torrent: -torrent.added_on)
            for torrent in newest:
                self._table.add_row(*self._cells(torrent), key=torrent.hash)
            await asyncio.sleep(0)
            return
        for hash_ in change.hashes:
            cells = self._cells(torrents[hash_])
            for column, cell in zip(self._columns, cells, strict=True):
                if column.fields & change.fields:
                    self._table.update_cell(hash_, column.id, cell)

    def connection_changed(self, connection: Connection) -> None:
        """Show nothing of it."""

    def detail_changed(self, detail: Detail) -> None:
        """Show nothing of it."""

    @property
    def _table(self) -> DataTable[str]:
        return self.query_one(DataTable)

    def _cells(self, torrent: Torrent) -> Sequence[str]:
        return [column.text(torrent) for column in self._columns]


if __name__ == "__main__":
    DataTableApp(sys.argv[1], os.environ["BENCH_USERNAME"], os.environ["QBTUI_PASSWORD"]).run()
