"""Keys that arrive together: each finds the focus where the one before it has put it."""

from __future__ import annotations

import asyncio

import pytest
from textual.events import Key

from qbtui.ui import typeahead
from tests.ui.rest import rest
from tests.ui.stage import Qbittorrent, Stage, opened, row


class Late:
    """The time of an event loop, which can be put forward as if the machine had stood still."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        loop = asyncio.get_running_loop()
        self._time, self.by = loop.time, 0.0
        monkeypatch.setattr(loop, "time", self)

    def __call__(self) -> float:
        """Return the seconds."""
        return self._time() + self.by


def typed(stage: Stage) -> None:
    """Let `/del` arrive at once."""
    for key, character in (("slash", "/"), ("d", "d"), ("e", "e"), ("l", "l")):
        stage.app.post_message(Key(key, character).set_sender(stage.app))


@pytest.mark.parametrize("turns", range(1, 40, 3))
async def test_a_machine_that_stands_still_loses_no_key(
    monkeypatch: pytest.MonkeyPatch, turns: int
) -> None:
    monkeypatch.setattr(typeahead, "MOMENT", 0.05)
    async with opened(Qbittorrent().has(row("model", 1), row("other", 2))) as stage:
        late = Late(monkeypatch)
        typed(stage)
        for _ in range(turns):
            await asyncio.sleep(0)
        late.by += 2
        await rest(stage.app)
        assert stage.app.main.torrents.words == "del"
        assert stage.names == ["model"]
        assert stage.app.screen is stage.app.main


async def test_a_key_that_gets_nowhere_does_not_hold_up_the_next_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(typeahead, "MOMENT", 0)
    async with opened(Qbittorrent().has(row("model", 1), row("other", 2))) as stage:
        monkeypatch.setattr(stage.app._type_ahead, "_follow", lambda _start, _quiet: None)
        typed(stage)
        await stage.until(lambda: stage.app.main.torrents.words == "del")
