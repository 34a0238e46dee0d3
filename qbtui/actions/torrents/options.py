"""Actions that turn one property of torrents on or off.

All torrents on means off; else those that are not on are turned on.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from qbtui.actions import words
from qbtui.actions.model import Action, Context, Job
from qbtui.actions.needs import some_torrent
from qbtui.actions.present import torrents_now
from qbtui.api.client import Client
from qbtui.api.models.torrent import Torrent

Send = Callable[[Client, list[str], bool], Awaitable[None]]
"""Sets the property of the torrents with these hashes, all of which have the other value."""


def _switch(
    verb: str,
    title: str,
    explained: str,
    key: str,
    field: str,
    send: Send,
    *,
    undoes: bool = True,
) -> Action:
    async def flip(job: Job) -> str:
        def send_to(torrents: Sequence[Torrent], value: bool) -> Awaitable[None]:
            return send(job.client, words.hashes(torrents), value)

        value, different = await job.lately.flip(field, job.torrents, send_to)
        told = f"{title} {'on' if value else 'off'} for {words.torrents(different)}"
        return told + words.undoing(job.torrents) if undoes else told

    return Action(
        id=f"torrents.{verb}",
        title=f"{title} on or off",
        help=explained,
        call=flip,
        keys=(key,),
        contexts=(Context.TORRENTS,),
        mutates=True,
        needs=(some_torrent,),
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
    ),
    _switch(
        "toggle_first_last_piece_prio",
        "First and last pieces first",
        "Download the first and the last pieces of each file before the others.",
        "o f",
        "f_l_piece_prio",
        lambda client, hashes, _value: client.torrents.toggle_first_last_piece_prio(hashes),
    ),
    _switch(
        "set_super_seeding",
        "Super seeding",
        "Seed so that each piece is sent as few times as possible.",
        "o u",
        "super_seeding",
        lambda client, hashes, value: client.torrents.set_super_seeding(hashes, value),
    ),
    _switch(
        "set_auto_management",
        "Automatic management",
        "Let the category decide where the torrents are saved, which may move their files.",
        "o a",
        "auto_tmm",
        lambda client, hashes, value: client.torrents.set_auto_management(hashes, value),
        undoes=False,  # Files that it moved stay where they are then.
    ),
)
