"""The scope `log`: the server's messages and the peers it blocked."""

from __future__ import annotations

from qbtui.api.endpoint import LONG_LIMIT, Params, Scope, read
from qbtui.api.models.server import LogEntry, PeerLogEntry
from qbtui.text import enter, raw


class Log(Scope):
    """Entries have ids from 0 that start again with the process: ask from -1 after a reconnect."""

    async def main(
        self,
        *,
        normal: bool = True,
        info: bool = True,
        warning: bool = True,
        critical: bool = True,
        last_known_id: int = -1,
    ) -> list[LogEntry]:
        """Return the messages of the chosen kinds that came after `last_known_id`."""
        entries = await self._main(normal, info, warning, critical, last_known_id)
        if not self.at_least("4.2.4"):
            # These releases write their messages for a browser. Nobody else pays for all its names.
            import html

            for entry in entries:
                entry.message = enter(html.unescape(raw(entry.message)))
        return entries

    @read("log/main", list[LogEntry], limit=LONG_LIMIT)
    def _main(
        self, normal: bool, info: bool, warning: bool, critical: bool, last_known_id: int
    ) -> Params:
        return {
            "normal": normal,
            "info": info,
            "warning": warning,
            "critical": critical,
            "last_known_id": last_known_id,
        }

    @read("log/peers", list[PeerLogEntry], limit=LONG_LIMIT)
    def peers(self, last_known_id: int = -1) -> Params:
        """Return the peers that were blocked or banned after `last_known_id`."""
        return {"last_known_id": last_known_id}
