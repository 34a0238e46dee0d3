"""Actions that turn one property of torrents on or off.

All torrents on means off; else those that are not on are turned on.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from msgspec.structs import replace

from qbtui.actions import words
from qbtui.actions.model import Action, Confirm, Context, Job
from qbtui.actions.needs import some_torrent, unfinished
from qbtui.actions.present import torrents_now
from qbtui.api.client import Client
from qbtui.api.models.torrent import Torrent

Send = Callable[[Client, list[str], bool], Awaitable[None]]
"""Sets the property of the torrents with these hashes, all of which have the other value."""


def ask_auto_management(job: Job) -> Confirm | None:
    """Ask before it is turned on: that may move files."""
    off = [torrent for torrent in job.torrents if not job.lately.is_on("auto_tmm", torrent)]
    if not off:
        return None
    return Confirm(
        f"Manage {words.sized(off)} automatically?",
        details=tuple(torrent.name for torrent in off),
        yes=f"manage {words.torrents(off)}",
        warning="Files that are not where their category wants them are moved there.",
    )


def _switch(
    verb: str,
    title: str,
    explained: str,
    key: str,
    field: str,
    send: Send,
    *,
    undoes: bool = True,
    for_downloads: bool = False,
) -> Action:
    async def flip(job: Job) -> str:
        def send_to(torrents: Sequence[Torrent], value: bool) -> Awaitable[None]:
            return send(job.client, words.hashes(torrents), value)

        about = [each for each in job.torrents if not (for_downloads and each.is_complete)]
        if not about:
            # They became so after the key was pressed.
            return unfinished(job) or ""
        value, different = await job.lately.flip(field, about, send_to)
        told = f"{title} {'on' if value else 'off'} for {words.torrents(different)}"
        return told + words.undoing(about) if undoes else told

    return Action(
        id=f"torrents.{verb}",
        title=f"{title} on or off",
        help=explained,
        call=flip,
        keys=(key,),
        contexts=(Context.TORRENTS,),
        mutates=True,
        needs=(some_torrent, unfinished) if for_downloads else (some_torrent,),
        present=torrents_now,
    )


ACTIONS = (
    _switch(
        "toggle_sequential_download",
        "Sequential download",
        "Download the pieces in their order, or in the order that is best for the swarm.",
        "o s",
        "seq_dl",
        lambda client, hashes, _value: client.torrents.toggle_sequential_download(hashes),
        for_downloads=True,
    ),
    _switch(
        "toggle_first_last_piece_prio",
        "First and last pieces first",
        "Download the first and the last pieces of each file before the others.",
        "o f",
        "f_l_piece_prio",
        lambda client, hashes, _value: client.torrents.toggle_first_last_piece_prio(hashes),
        for_downloads=True,
    ),
    _switch(
        "set_super_seeding",
        "Super seeding",
        "Seed so that each piece is sent as few times as possible.",
        "o u",
        "super_seeding",
        lambda client, hashes, value: client.torrents.set_super_seeding(hashes, value),
    ),
    replace(
        _switch(
            "set_auto_management",
            "Automatic management",
            "Let the category decide where the torrents are saved, which may move their files.",
            "o a",
            "auto_tmm",
            lambda client, hashes, value: client.torrents.set_auto_management(hashes, value),
            undoes=False,  # Files that it moved stay where they are then.
        ),
        confirm=ask_auto_management,
    ),
)
