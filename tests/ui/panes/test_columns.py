"""Columns of the detail tabs that not every server fills."""

from __future__ import annotations

import pytest

from qbtui.api.models.server import PeersReply
from tests.ui.stage import Qbittorrent, opened, row


@pytest.mark.parametrize(
    ("said", "shows"), [({}, False), ({"contribution": None}, False), ({"contribution": 0}, True)]
)
async def test_what_peers_contributed_shows_where_the_server_says_it(
    said: dict[str, object], shows: bool
) -> None:
    server = Qbittorrent().has(row("only"))
    peer = {"ip": "10.0.0.1", "port": 5, **said}
    server.details["sync/torrentPeers"] = PeersReply(
        rid=1, full_update=True, peers={"10.0.0.1:5": peer}
    )
    async with opened(server, (240, 50)) as stage:
        await stage.press("enter", "4")
        await stage.until(lambda: "10.0.0.1" in stage.details)
        assert ("Contribution" in stage.details) is shows
