"""Whatever goes wrong in whatever order: once it is over, the program knows what the server has."""

from __future__ import annotations

import random

import pytest

from qbtui.sim.changes.adding import AddOptions
from qbtui.sim.faults import Kind
from tests.sim.visitor import make_metainfo
from tests.ui.faults.stage import Outage, busy, make_server
from tests.ui.stage import LARGE

RELEASES = ("4.1.9", "4.2.5", "4.5.2", "5.1.0", "5.3.0")
STEPS = 25


class Chance:
    """Does one thing after the other, to the world, to the network and to the keys."""

    def __init__(self, outage: Outage, seed: int) -> None:
        self.outage = outage
        self.random = random.Random(seed)
        self.deeds = (
            self.breaks,
            self.breaks,
            self.breaks,
            self.mends,
            self.forgets,
            self.vanishes,
            self.adds,
            self.removes,
            self.labels,
            self.acts,
        )

    async def goes_on(self, steps: int) -> None:
        """Do so many things."""
        for _ in range(steps):
            await self.random.choice(self.deeds)()
            await self.outage.passes(self.random.choice((0.1, 1, 2, 5)))

    async def breaks(self) -> None:
        endpoint = self.random.choice(("*", "sync/*", "sync/maindata", "torrents/*", "app/*"))
        options = f"count={self.random.randrange(1, 4)}:seconds={self.random.choice((1, 9, 31))}"
        kind = self.random.choice([*Kind])
        # The login that a wrong answer spoils is the only thing that asks for the user.
        if kind is Kind.FORBIDDEN and endpoint == "*":
            endpoint = "sync/*"
        self.outage.goes_wrong(f"{kind}:{endpoint}:{options}")

    async def mends(self) -> None:
        self.outage.recovers()

    async def forgets(self) -> None:
        self.outage.server.restart()

    async def vanishes(self) -> None:
        self.outage.wire.reachable = not self.outage.wire.reachable

    async def adds(self) -> None:
        world = self.outage.server.world
        world.adding.add_metainfo(make_metainfo(f"Found {self.random.random()}"), AddOptions())

    async def removes(self) -> None:
        world = self.outage.server.world
        torrent = self.random.choice([*world.torrents.values()])
        world.control.delete([torrent], delete_files=True)

    async def labels(self) -> None:
        labels = self.outage.server.world.labels
        name = f"label {self.random.randrange(3)}"
        if name in labels.categories:
            labels.remove_categories([name])
        else:
            labels.create_category(name, "")
        labels.create_tags([name])

    async def acts(self) -> None:
        await self.outage.does(
            *self.random.choice((("p",), ("K",), ("o", "s"), ("j",), ("t", "y")))
        )


@pytest.mark.parametrize("seed", range(5))
async def test_the_program_knows_in_the_end_what_the_server_has(seed: int) -> None:
    release = RELEASES[seed % len(RELEASES)]
    async with busy(size=LARGE, release=release) as outage:
        await outage.does("g", "d", str(seed + 1), "g", "t")
        chance = Chance(outage, seed)
        for _ in range(3):
            await chance.goes_on(STEPS // 3)
            outage.recovers()
            await outage.agrees()
        outage.wire.server = make_server(outage.clock, release=RELEASES[seed - 1])
        await outage.agrees()
