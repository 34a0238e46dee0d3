"""Actions that copy text about torrents to the clipboard; nothing is sent to the server."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

from msgspec.structs import asdict

from qbtui.actions import words
from qbtui.actions.model import Action, Context, Job, Need
from qbtui.actions.needs import some_row, some_torrent
from qbtui.api.endpoint import json_text
from qbtui.api.models.details import Peer, Tracker, WebSeed
from qbtui.api.models.torrent import Torrent
from qbtui.state.content import FileRow
from qbtui.text import lines, plain, raw

COMMENT = "comment"
_CONTROLS = re.compile(r"[\x7f-\x9f]")
"""Those that JSON leaves as they are."""
LEFT_OUT = "without its control characters"
"""Said where what was copied had some: they would do something where it is pasted."""


def magnet(torrent: Torrent) -> str:
    """Return a magnet link for `torrent`: its info hashes and its name."""
    topics = [f"xt=urn:btih:{torrent.infohash_v1}"] * bool(torrent.infohash_v1)
    topics += [f"xt=urn:btmh:1220{torrent.infohash_v2}"] * bool(torrent.infohash_v2)
    if not topics:
        # Servers before 4.4 know no v2, so their torrent ID is the v1 info hash.
        topics = [f"xt=urn:btih:{torrent.hash}"]
    return "magnet:?" + "&".join((*topics, f"dn={quote(raw(torrent.name), safe='')}"))


def path(torrent: Torrent) -> str:
    """Return where the content of `torrent` is on the server, or will be."""
    return torrent.full_content_path or torrent.save_path


def as_json(torrent: Torrent) -> str:
    """Return what is known about `torrent` as one line of JSON."""
    known = asdict(torrent)
    del known["version"]  # Our own: it counts the answers of the server.
    text = json_text({**known, "content_path": torrent.full_content_path})
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _torrent_row(verb: str, thing: str, key: str, read: Callable[[Torrent], str]) -> Action:
    def copy(job: Job) -> Awaitable[str]:
        return _copy(job, thing, [read(torrent) for torrent in job.torrents])

    return _row(f"copy.{verb}", thing, key, copy, (Context.TORRENTS, Context.GENERAL), some_torrent)


def _detail_row(context: Context, kind: type[Any], thing: str, read: Callable[..., str]) -> Action:
    def copy(job: Job) -> Awaitable[str]:
        return _copy(job, thing, [read(row) for row in job.rows_of(kind)])

    verb = thing.lower().replace(" ", "_")
    return _row(f"copy.{verb}", thing, "y y", copy, (context,), some_row(kind, thing))


def _row(
    identifier: str,
    thing: str,
    key: str,
    copy: Callable[[Job], Awaitable[str]],
    contexts: tuple[Context, ...],
    need: Need,
) -> Action:
    return Action(
        id=identifier,
        title=f"Copy {thing}",
        help=f"Copy the {thing} to the clipboard, of several one a line.",
        call=copy,
        keys=(key,),
        contexts=contexts,
        needs=(need,),
    )


async def _copy(job: Job, thing: str, texts: list[str]) -> str:
    found = [text for text in texts if text]
    if not found:
        return f"There is no {thing} to copy"
    what = f"the {thing}" if len(found) == 1 else words.count(len(found), thing)
    # Lines end within a comment only: in a shell the end of one runs what stands before it.
    whole = [line for text in found for line in (lines(text) if thing == COMMENT else (text,))]
    safe = [*map(plain, whole)]
    job.view.end_range()
    told = await job.view.copy("\n".join(safe), what)
    return told if safe == whole else f"{told}, {LEFT_OUT}"


ACTIONS = (
    _torrent_row("name", "name", "y y", lambda torrent: torrent.name),
    _torrent_row("hash", "hash", "y h", lambda torrent: torrent.hash),
    _torrent_row("path", "path", "y p", path),
    _torrent_row("magnet", "magnet link", "y m", magnet),
    _torrent_row("tracker", "tracker", "y t", lambda torrent: torrent.tracker),
    _torrent_row("comment", COMMENT, "y c", lambda torrent: torrent.comment),
    _torrent_row("json", "JSON line", "y j", as_json),
    _detail_row(Context.FILES, FileRow, "file path", lambda row: row.path),
    _detail_row(Context.TRACKERS, Tracker, "tracker URL", lambda row: row.url),
    _detail_row(Context.PEERS, Peer, "peer address", lambda row: row.address),
    _detail_row(Context.WEBSEEDS, WebSeed, "web seed URL", lambda row: row.url),
)
