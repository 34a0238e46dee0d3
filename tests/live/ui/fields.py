"""How a user enters a value into each kind of field of a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qbtui.fields import Kind
from qbtui.ui.dialogs.entry import Entry

if TYPE_CHECKING:
    from tests.live.ui.robot import Robot

Typed = str | bool | Mapping[str, bool]
"""Text for a line, on or off for a toggle, what to change of a checklist."""


async def enter(robot: Robot, entry: Entry, value: Typed) -> None:
    """Enter `value` into the entry that has the focus."""
    match value:
        case bool():
            if entry.value() is not value:
                await robot.press("space")
        case str() if entry.field.kind is Kind.CHOICE:
            while entry.value() != value:
                await robot.press("right")
        case str():
            await robot.press("end", "ctrl+u")
            if value:
                await robot.paste(value)
        case _:
            await _check(robot, entry, value)


async def _check(robot: Robot, entry: Entry, wanted: Mapping[str, bool]) -> None:
    """Change the boxes that differ, and type the names that have none."""
    states = entry.value()
    assert isinstance(states, dict)
    known = list(states)
    here = 0
    for name in filter(known.__contains__, wanted):
        step = known.index(name) - here
        here += step
        await robot.press(*(["down"] * step or ["up"] * -step))
        while (boxes := entry.value()) and isinstance(boxes, dict):
            if boxes[name] is wanted[name]:
                break
            await robot.press("space")
    new = [name for name in wanted if name not in known]
    if new:
        await robot.press(*["down"] * (len(known) - here))
        await robot.paste(", ".join(new))
