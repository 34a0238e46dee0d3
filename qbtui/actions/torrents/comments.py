"""What was written about torrents: where their comments come from, and one to read in an editor."""

from __future__ import annotations

import asyncio

from qbtui.actions.model import Action, Context, Job
from qbtui.actions.needs import one_torrent
from qbtui.actions.present import GONE
from qbtui.api.client import Client
from qbtui.api.errors import NotFound
from qbtui.text import plain_lines

AT_ONCE = 8
"""Torrents whose properties are asked for at the same time."""
MOST = 200
"""Torrents that are asked about one by one: of more, it would take minutes."""
FILE = "comment.txt"
"""What the editor calls it."""


def few_enough(job: Job) -> str | None:
    """The comments are listed, or not too many to be fetched."""
    if _are_listed(job) or len(job.torrents) <= MOST:
        return None
    return f"This server tells comments one by one: no more than {MOST} torrents at a time"


async def comments(job: Job) -> list[str | None]:
    """Return the comments of the torrents as the server has them; None for one that is gone.

    Before 5.0 the list has none, and each is fetched.

    Raises:
        ApiError: they could not be fetched.
    """
    if _are_listed(job):
        return [torrent.comment for torrent in job.torrents]
    hashes, found = job.hashes, list[str | None]()
    for start in range(0, len(hashes), AT_ONCE):
        asked = (_fetched(job.client, hash_) for hash_ in hashes[start : start + AT_ONCE])
        found += await asyncio.gather(*asked)
    return found


def _are_listed(job: Job) -> bool:
    return "comment" in job.store.known_fields


async def _fetched(client: Client, hash_: str) -> str | None:
    try:
        return (await client.torrents.properties(hash_)).comment
    except NotFound:
        return None


async def read_comment(job: Job) -> str | None:
    """Show the whole comment in the user's editor."""
    (comment,) = await comments(job)
    if comment is None:
        raise NotFound(GONE)
    if not comment:
        return "There is no comment to read"
    return await job.view.read(plain_lines(comment), FILE)


ACTIONS = (
    Action(
        id="torrents.comment",
        title="Read comment in the editor",
        help="Open the whole comment in $VISUAL, $EDITOR or vi; nothing that is changed is sent.",
        call=read_comment,
        keys=("o e",),
        contexts=(Context.TORRENTS, Context.GENERAL),
        needs=(one_torrent,),
    ),
)
