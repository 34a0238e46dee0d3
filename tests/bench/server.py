"""The simulated server with its time under control: `python -m tests.bench.server COUNT`.

It prints its port, then a line for each answer to `sync/maindata`: a word for what was in it, the
moment it was ready and the moment all of it was sent. Its world stands still. On its input, `five`
or `unseen` make the next answer tell of changed torrents, the first with some of those on top of a
list that has the newest first; `run` lets the world go on by itself.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import TYPE_CHECKING

from qbtui.sim.__main__ import arguments, make_server
from qbtui.sim.faults import Faults
from qbtui.sim.serve import serving
from qbtui.sim.server import Server

if TYPE_CHECKING:
    from qbtui.sim.messages import Request, Response
    from qbtui.sim.torrent import SimTorrent

VISIBLE = {"five": 5, "unseen": 0}
"""Kind of tick -> how many of the torrents on the screen change."""
CHANGED = 500
"""How many torrents a tick changes at most."""
INTERVAL = 1_000
"""Milliseconds between polls, as the server wishes them."""
_SEED = 20_240_601


class Script(Faults):
    """Sees every answer on its way, and changes the world before some."""

    def __init__(self, count: int) -> None:
        super().__init__()
        options = arguments(["--torrents", str(count), "--release", "5.1.0"])
        world = make_server(options).world
        world.settings.write({"refresh_interval": INTERVAL})
        self.ticks: list[str] = []
        self._started: float | None = None
        self.server = Server(world, faults=self, clock=self._time)
        self._chance = random.Random(_SEED)
        self._newest = sorted(world.torrents.values(), key=_age)
        self._told = ("", 0.0)

    def run(self) -> None:
        """Let the world go on from now on."""
        self._started = time.monotonic()

    async def exchange(self, server: Server, request: Request) -> Response:
        """Answer, after what was asked to change has changed; never compressed."""
        is_poll = request.path.endswith("sync/maindata")
        kind = "full" if b"rid=0" in request.body else "none"
        if is_poll and self.ticks:
            kind = self.ticks.pop(0)
            self.change(VISIBLE[kind])
        headers = {name: text for name, text in request.headers.items() if "encoding" not in name}
        response = await super().exchange(server, replace(request, headers=headers))
        self._told = (kind if is_poll else "", time.monotonic())
        return response

    async def parts(self, response: Response) -> AsyncIterator[bytes]:
        """Yield the body, and tell when it has been sent."""
        kind, ready = self._told
        async for part in super().parts(response):
            yield part
        if kind:
            print(kind, ready, time.monotonic(), flush=True)

    def change(self, visible: int) -> None:
        """Let torrents upload: `visible` of the newest, the rest of those far down in the list."""
        on_top, middle = self._newest[:visible], len(self._newest) // 2
        for torrent in on_top:
            torrent.upspeed = self._chance.randrange(1_000, 1 << 20)
        for torrent in on_top + self._newest[middle:][: CHANGED - visible]:
            torrent.uploaded += self._chance.randrange(1 << 20, 1 << 30)
            torrent.world.note_change(torrent)

    def _time(self) -> float:
        return 0.0 if self._started is None else time.monotonic() - self._started


def _age(torrent: SimTorrent) -> float:
    return -torrent.added_on


async def serve(script: Script) -> None:
    """Serve until the input ends."""
    loop = asyncio.get_running_loop()
    async with serving(script.server) as port:
        print(port, flush=True)
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            word = line.strip()
            if word == "run":
                script.run()
            else:
                script.ticks.append(word)


if __name__ == "__main__":
    asyncio.run(serve(Script(int(sys.argv[1]))))
