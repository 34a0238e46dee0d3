"""What the program knows after a run of random keys, field by field against the server's own list.

The merged differences of many polls must add up to what a fresh question is answered.
"""

from __future__ import annotations

import random
from typing import Any

import pytest

from qbtui.api.models.torrent import Torrent as Row
from qbtui.api.version import RENAMED_STATES
from qbtui.text import raw
from tests.live.conftest import ALIKE
from tests.live.server import Server
from tests.live.torrents import Torrent
from tests.live.ui import fields
from tests.live.ui.robot import Robot
from tests.live.ui.stock import have, have_complete

PASSING = {
    "eta", "time_active", "seeding_time", "last_activity", "reannounce", "popularity", "ratio",
    "dlspeed", "upspeed", "downloaded_session", "uploaded_session", "seen_complete", "uploaded",
    "num_seeds", "num_leechs", "num_complete", "num_incomplete", "availability", "version",
}  # fmt: skip
"""Fields that change by themselves."""
STABLE = sorted(set(Row.__struct_fields__) - PASSING)
STEPS = 12


def known(robot: Robot) -> dict[str, dict[str, Any]]:
    """Return what the program knows of each torrent, as the server would say it."""
    store = robot.app.main.link.live.store
    told = [field for field in STABLE if field in store.known_fields or field == "hash"]
    return {
        hash_: {field: spelled(torrent, field) for field in told}
        for hash_, torrent in store.torrents.items()
    }


def spelled(torrent: Row, field: str) -> object:
    """Return a field with text as the server spells it."""
    if field == "content_path":
        return torrent.full_content_path
    value = getattr(torrent, field)
    return raw(value) if isinstance(value, str) else value


def answered(server: Server, wanted: set[str]) -> dict[str, dict[str, Any]]:
    """Return what the server says now of each torrent, with today's words for states.

    Some fields are only told in the differences.
    """
    rows = server.torrents().values()
    found = {}
    for row in rows:
        row["state"] = RENAMED_STATES.get(row["state"], row["state"])
        found[row["hash"]] = {field: row[field] for field in wanted & row.keys()}
    return found


async def agrees(robot: Robot, server: Server) -> None:
    """Wait until the program knows exactly what the server says."""

    def differences() -> list[Any]:
        ours = known(robot)
        theirs = answered(server, {field for row in ours.values() for field in row})
        if ours.keys() != theirs.keys():
            return [("torrents", "", sorted(ours), sorted(theirs))]
        return [
            (row["name"], field, value, theirs[hash_][field])
            for hash_, row in ours.items()
            for field, value in row.items()
            if field in theirs[hash_] and value != theirs[hash_][field]
        ]

    await robot.becomes(differences, [])


KEYS = ("o r", "o x", "P", "o s", "o f", "ctrl+r")
"""Actions without a dialog."""


async def step(robot: Robot, server: Server, choose: random.Random, number: int) -> None:
    """Do one random thing as a user would, or behind the user's back, until it is done."""
    await robot.go_to(choose.choice(robot.names))
    if choose.random() < 0.3:
        await robot.press(choose.choice(["A", "I", "space"]))
    forms: dict[str, dict[str, fields.Typed]] = {
        "c": {"category": choose.choice(["none", "one", "two & three"])},
        "T": {"tags": {choose.choice(["x", "y z"]): choose.random() < 0.7}},
        "L": {"dl_limit": str(choose.randrange(1, 999)), "ratio_limit": "2.5"},
        "e": {"name": f"re-named {number}"},
    }
    match choose.choice(["keys", "form", "form", "delete", "other"]):
        case "keys":
            await robot.press(*choose.choice(KEYS).split(" "))
        case "form":
            key = choose.choice(list(forms))
            await robot.press(*(["escape"] if key == "e" else []), key)
            await robot.fill(forms[key])
        case "delete" if len(robot.listing.targets) < len(robot.names):
            await robot.press(choose.choice("dD"))
            await robot.confirm()
        case _:
            have(server, Torrent(f"new {number}", size=choose.randrange(1, 200_000)))
    await robot.wait_until(lambda: robot.is_done, "the server to have answered")


@ALIKE
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.long)])
async def test_random_keys_leave_the_program_in_agreement(server: Server, seed: int) -> None:
    choose = random.Random(seed)
    have(server, *(Torrent(f"torrent {number}", size=50_000) for number in range(4)))
    have_complete(server, Torrent("complete"))
    async with Robot.on(server, size=(200, 50)) as robot:
        await robot.sees("complete")
        for number in range(STEPS):
            await step(robot, server, choose, number)
            await agrees(robot, server)
