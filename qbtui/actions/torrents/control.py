"""Actions that start, stop, check, announce and order torrents."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from qbtui.actions import words
from qbtui.actions.model import Action, Confirm, Context, Job
from qbtui.actions.needs import queued, queueing, some_torrent
from qbtui.actions.present import torrents_now
from qbtui.api.client import Client
from qbtui.api.models.torrent import Torrent


async def toggle(job: Job) -> str:
    """Stop those of the torrents that run; when none does, start those that ran, or all."""

    def send(torrents: Sequence[Torrent], idle: bool) -> Awaitable[None]:
        call = job.client.torrents.stop if idle else job.client.torrents.start
        return call(words.hashes(torrents))

    idle, different = await job.lately.flip("is_idle", job.torrents, send)
    done = "Stopped" if idle else "Started"
    return f"{done} {words.torrents(different)}{words.undoing(job.torrents)}"


def toggling(job: Job) -> str:
    """Return what `toggle` would do, as far as the list tells."""
    idle = bool(job.torrents) and all(torrent.is_idle for torrent in job.torrents)
    return "run" if idle else "stop"


async def start(job: Job) -> str:
    """Start every torrent; that also clears an error."""
    await job.client.torrents.start(job.hashes)
    job.lately.tell("is_idle", job.torrents, value=False)
    return f"Started {words.torrents(job.torrents)}"


async def stop(job: Job) -> str:
    """Stop every torrent, whatever the list says: it may be behind by a second or two."""
    await job.client.torrents.stop(job.hashes)
    job.lately.tell("is_idle", job.torrents, value=True)
    return f"Stopped {words.torrents(job.torrents)}"


async def toggle_force(job: Job) -> str:
    """Take the force away when all torrents are forced, else force the others."""

    def send(torrents: Sequence[Torrent], value: bool) -> Awaitable[None]:
        return job.client.torrents.set_force_start(words.hashes(torrents), value)

    value, different = await job.lately.flip("force_start", job.torrents, send)
    ran = not any(job.lately.is_on("is_idle", torrent) for torrent in different)
    # Either way they run from now on.
    job.lately.tell("is_idle", different, value=False)
    which = words.torrents(different)
    told = f"Forced {which} to run, past the queue" if value else f"{which} no longer forced"
    return told + words.undoing(job.torrents) if ran else told


def ask_recheck(job: Job) -> Confirm:
    """Ask: it may take hours, and in other programs the key means something harmless."""
    several = len(job.torrents) > 1
    return Confirm(
        f"Check the data of {words.sized(job.torrents)}?",
        details=tuple(torrent.name for torrent in job.torrents),
        yes=f"check {words.torrents(job.torrents)}",
        warning="They neither download nor seed until their check is done."
        if several
        else "It neither downloads nor seeds until its check is done.",
    )


async def recheck(job: Job) -> str:
    """Check all data of the torrents."""
    job.lately.keep("is_idle", job.torrents)
    await job.client.torrents.recheck(job.hashes)
    return f"Checking {words.torrents(job.torrents)}"


async def reannounce(job: Job) -> str:
    """Announce the torrents to all of their trackers."""
    await job.client.torrents.reannounce(job.hashes)
    return f"Announcing {words.torrents(job.torrents)} to the trackers"


def _queue_row(
    verb: str,
    where: str,
    keys: tuple[str, ...],
    send: Callable[[Client, list[str]], Awaitable[None]],
) -> Action:
    async def move(job: Job) -> str:
        moved = [torrent for torrent in job.torrents if torrent.is_queued]
        await send(job.client, words.hashes(moved))
        return f"Moved {words.torrents(moved)} {where}"

    return Action(
        id=f"torrents.{verb}",
        title=f"Move {where}",
        help=f"Move the torrents {where}; needs torrent queueing to be on.",
        call=move,
        keys=keys,
        contexts=(Context.TORRENTS,),
        mutates=True,
        needs=(some_torrent, queueing, queued),
    )


ACTIONS = (
    Action(
        id="torrents.toggle",
        title="Start or stop",
        help="Stop those of the torrents that run; when none does, start them.",
        call=toggle,
        keys=("p",),
        contexts=(Context.TORRENTS,),
        mutates=True,
        needs=(some_torrent,),
        present=torrents_now,
        footer=toggling,
    ),
    Action(
        id="torrents.start",
        title="Start",
        help="Start the torrents, and try again those that stopped with an error.",
        call=start,
        keys=("o r",),
        contexts=(Context.TORRENTS,),
        mutates=True,
        needs=(some_torrent,),
    ),
    Action(
        id="torrents.stop",
        title="Stop",
        help="Stop the torrents.",
        call=stop,
        keys=("o x",),
        contexts=(Context.TORRENTS,),
        mutates=True,
        needs=(some_torrent,),
    ),
    Action(
        id="torrents.toggle_force",
        title="Force start, or no longer",
        help="Run the torrents whatever the queue says, or leave them to the queue again.",
        call=toggle_force,
        keys=("P",),
        contexts=(Context.TORRENTS,),
        mutates=True,
        needs=(some_torrent,),
        present=torrents_now,
    ),
    Action(
        id="torrents.recheck",
        title="Recheck",
        help="Check the data of the torrents against their pieces, after a question.",
        call=recheck,
        keys=("v",),
        contexts=(Context.TORRENTS,),
        mutates=True,
        needs=(some_torrent,),
        confirm=ask_recheck,
    ),
    Action(
        id="torrents.reannounce",
        title="Reannounce",
        help="Announce the torrents to their trackers now.",
        call=reannounce,
        keys=("r",),
        contexts=(Context.TORRENTS,),
        mutates=True,
        needs=(some_torrent,),
        since="4.1.2",
    ),
    _queue_row(
        "increase_prio",
        "up in the queue",
        ("K", "+"),
        lambda client, hashes: client.torrents.increase_prio(hashes),
    ),
    _queue_row(
        "decrease_prio",
        "down in the queue",
        ("J", "-"),
        lambda client, hashes: client.torrents.decrease_prio(hashes),
    ),
    _queue_row(
        "top_prio",
        "to the top of the queue",
        ("z K",),
        lambda client, hashes: client.torrents.top_prio(hashes),
    ),
    _queue_row(
        "bottom_prio",
        "to the bottom of the queue",
        ("z J",),
        lambda client, hashes: client.torrents.bottom_prio(hashes),
    ),
)
