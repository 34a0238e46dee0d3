"""Actions on the rate limits of the whole server."""

from __future__ import annotations

from collections.abc import Mapping

from qbtui import units
from qbtui.actions import answers, words
from qbtui.actions.model import Action, Confirm, Form, Job
from qbtui.api.errors import BadReply

NORMAL = ("dl_limit", "up_limit")
ALTERNATIVE = ("alt_dl_limit", "alt_up_limit")
"""Preferences: download and upload limit in bytes/s, 0 is none."""
LABELS = {
    "dl_limit": "Download",
    "up_limit": "Upload",
    "alt_dl_limit": "Alternative download",
    "alt_up_limit": "Alternative upload",
}
"""What the preferences are called on the screen."""


async def ask_limits(job: Job) -> Form:
    """Ask for all four limits, filled in as they are."""
    limits = await _limits(job)
    return Form(
        "Limits of the server",
        tuple(answers.rate_field(key, label, limits[key]) for key, label in LABELS.items()),
        note=f"The {'alternative' if job.store.server.use_alt_speed_limits else 'normal'} limits"
        " are in force now; t changes that.",
        edits=True,
    )


async def set_limits(job: Job) -> str:
    """Write the limits that were given as preferences."""
    limits = await _limits(job)
    asked = {key: answers.number(job, key) for key in limits}
    changed = {
        key: int(limit)
        for key, limit in asked.items()
        if limit is not None and limit != limits[key]
    }
    if not changed:
        return words.NOTHING
    await job.client.app.set_preferences(changed)
    return f"Changed {words.count(len(changed), 'limit')} of the server"


async def _limits(job: Job) -> dict[str, int]:
    """Return all four limits by preference.

    Raises:
        BadReply: one of them is no number; to take it for no limit would be a lie.
    """
    preferences = await job.client.app.preferences()
    limits = {}
    for key, label in LABELS.items():
        limit = preferences.get(key)
        if not isinstance(limit, int | float):
            raise BadReply(f"The {label.lower()} limit of the server is no number ({key}).")
        limits[key] = int(limit)
    return limits


async def ask_alternative(job: Job) -> Confirm:
    """Ask, naming the limits that will hold and those that do."""
    limits = await _limits(job)
    alternative = not await job.client.transfer.speed_limits_mode()
    switch = _switch(alternative)
    return Confirm(
        f"Turn the alternative limits of the server {switch}?",
        details=(
            f"From then on: {_in_force(limits, alternative)}",
            f"Now: {_in_force(limits, not alternative)}",
        ),
        yes=f"turn them {switch}",
        values={"alternative": alternative},
    )


async def set_alternative(job: Job) -> str:
    """Turn the alternative limits on or off as was asked, and tell what is in force now."""
    # Asked first, so that nothing can fail once the limits have changed.
    limits = await _limits(job)
    alternative = answers.chosen(job, "alternative")
    if await job.client.transfer.speed_limits_mode() != alternative:
        await job.client.transfer.toggle_speed_limits_mode()
    return f"Alternative limits {_switch(alternative)}: {_in_force(limits, alternative)}"


def _switch(on: bool) -> str:
    return "on" if on else "off"


def _in_force(limits: Mapping[str, int], alternative: bool) -> str:
    down, up = (units.limit(limits[key]) for key in (ALTERNATIVE if alternative else NORMAL))
    return f"{down} down, {up} up"


ACTIONS = (
    Action(
        id="transfer.set_limits",
        title="Set global limits",
        help="Limit the rates of the whole server, normal and alternative.",
        call=set_limits,
        keys=("u",),
        mutates=True,
        form=ask_limits,
    ),
    Action(
        id="transfer.toggle_alternative_limits",
        title="Alternative limits on or off",
        help="Change between the normal and the alternative rate limits, after a question.",
        call=set_alternative,
        keys=("t",),
        mutates=True,
        confirm=ask_alternative,
        footer="alt limits",
    ),
)
