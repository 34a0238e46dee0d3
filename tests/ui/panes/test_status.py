"""The status bar: the rates, the connection, and what is said while the server is away."""

from __future__ import annotations

import pytest

from qbtui.api.errors import BadReply, TimedOut, Unreachable
from qbtui.api.models.server import ServerState
from qbtui.state.connection import Connection, Phase
from qbtui.state.maindata import Maindata
from qbtui.ui.panes.status import status_parts
from qbtui.ui.theme import styles
from tests.ui.stage import LARGE, SMALL, Qbittorrent, opened, row

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE])
LOST = Unreachable("home.test refuses the connection.")


def said(connection: Connection, now: float = 100) -> list[str]:
    """Return what the parts say at a moment."""
    return [part.text for part in status_parts(Maindata(), connection, now) if part.text]


def test_the_countdown_and_the_age_follow_the_time() -> None:
    lost = Connection(Phase.OFFLINE, None, LOST, last_sync=90, retry_at=104)
    assert said(lost)[:2] == [
        "✗ home.test refuses the connection. Retrying in 4 s",
        "data 10 s old",
    ]
    assert said(lost, 103)[:2] == [
        "✗ home.test refuses the connection. Retrying in 1 s",
        "data 13 s old",
    ]
    assert said(lost, 110)[0].endswith("Retrying in 0 s")
    assert said(lost, 90 + 3720)[1] == "data 1h 2m old"


def test_before_the_first_answer_nothing_is_said_of_the_server() -> None:
    assert said(Connection()) == ["connecting…"]
    refused = Connection(Phase.REFUSED, None, LOST)
    assert said(refused) == ["✗ home.test refuses the connection."]
    assert said(Connection(Phase.REFUSED)) == ["✗ not connected"]


def test_a_server_that_is_slow_to_answer_shows_the_age() -> None:
    online = Connection(Phase.ONLINE, last_sync=100)
    assert not any("old" in text for text in said(online, 105))
    assert "data 11 s old" in said(online, 111)


def test_rates_stand_with_the_limits_in_force() -> None:
    store = Maindata()
    store.server = ServerState(
        dl_info_speed=2048, dl_rate_limit=4096, use_alt_speed_limits=True, free_space_on_disk=1024
    )
    parts = [part.text for part in status_parts(store, Connection(Phase.ONLINE, last_sync=1), 1)]
    assert "↓ 2.0 KiB/s [4.0 KiB/s]" in parts
    assert "alt speed" in parts
    assert "free 1.0 KiB" in parts


@SIZES
async def test_the_servers_figures_show(size: tuple[int, int]) -> None:
    server = Qbittorrent().has(row("only"))
    server.model.now["server_state"] |= {
        "dl_info_speed": 1024,
        "connection_status": "firewalled",
        "dht_nodes": 42,
    }
    async with opened(server, size) as stage:
        assert "↓ 1.0 KiB/s" in stage.status
        assert "◐ firewalled" in stage.status
        assert stage.status.startswith(" home.test │")
        if size == LARGE:
            assert "DHT 42" in stage.status
            assert "v5.3.0" in stage.status


@SIZES
@pytest.mark.parametrize("error", [LOST, TimedOut("Late."), BadReply("What?")])
async def test_the_list_stays_readable_while_the_server_is_away(
    size: tuple[int, int], error: Exception
) -> None:
    async with opened(Qbittorrent().has(row("older"), row("newer", 2)), size) as stage:
        looks = styles(stage.app)
        assert stage.style("older") == looks["text"]
        stage.server.trouble = error  # type: ignore[assignment]
        await stage.poll()
        await stage.shows("Retrying in")
        assert str(error) in stage.status
        assert stage.names == ["newer", "older"]
        assert stage.style("older") == looks["dimmed"]
        await stage.press("j", "s", "n")
        assert stage.current == "older"
        stage.server.trouble = None
        await stage.poll()
        assert "Retrying" not in stage.text
        assert stage.style("newer") == looks["text"]


async def test_that_nothing_can_be_changed_is_said_however_much_there_is_to_say() -> None:
    server = Qbittorrent().has(row("alpha"))
    server.model.now["server_state"] |= {
        "connection_status": "connected",
        "dl_info_speed": 1023 * 1024**2,
        "dl_rate_limit": 1023 * 1024**2,
        "up_info_speed": 1023 * 1024**2,
        "up_rate_limit": 1023 * 1024**2,
        "use_alt_speed_limits": True,
    }
    async with opened(server, SMALL, read_only=True) as stage:
        assert stage.status.startswith(" read-only │ ↓ 1023.0 MiB/s")
        assert "connected" not in stage.status


class Still:
    """Stands for the module `time`, and stands still."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def monotonic(self) -> float:
        """Return the seconds."""
        return self.seconds


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> Still:
    """Return the time of the poller and of the screen."""
    time = Still()
    for module in ("qbtui.state.pace", "qbtui.ui.screens.main"):
        monkeypatch.setattr(f"{module}.time", time)
    return time


@pytest.mark.usefixtures("still")
@pytest.mark.parametrize("cells", [80, 100])
async def test_how_old_the_data_is_is_said_before_anything_about_it(cells: int) -> None:
    server = Qbittorrent().has(row("only"))
    server.model.now["server_state"] |= {"connection_status": "connected", "dht_nodes": 42}
    async with opened(server, (cells, 24)) as stage:
        server.trouble = LOST
        await stage.poll()
        assert "data 0 s old" in stage.status
        assert "DHT" not in stage.status


async def test_the_wait_for_a_server_that_is_away_is_counted_down(still: Still) -> None:
    server = Qbittorrent().has(row("only"))
    async with opened(server) as stage:
        server.trouble = LOST
        await stage.poll()
        still.seconds += 0.4
        await stage.poll()
        assert "✗ home.test refuses the connection. Retrying in 2 s" in stage.status
        assert "data 0 s old" in stage.status
        still.seconds += 1
        await stage.shows("Retrying in 1 s", "data 1 s old")
