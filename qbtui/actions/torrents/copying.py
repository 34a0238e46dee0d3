"""Actions that copy text about torrents to the clipboard; nothing on the server is changed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any
from urllib.parse import quote

import msgspec
from msgspec import Struct, field
from msgspec.structs import asdict

from qbtui.actions import words
from qbtui.actions.model import Action, Context, Job, Need
from qbtui.actions.needs import some_row, some_torrent
from qbtui.actions.present import GONE, listed_now
from qbtui.actions.torrents.comments import comments, few_enough
from qbtui.api.endpoint import json_text
from qbtui.api.errors import NotFound
from qbtui.api.models.details import Peer, Tracker, WebSeed
from qbtui.api.models.torrent import Torrent
from qbtui.links import has_passkey, trackers_of
from qbtui.state.content import FileRow
from qbtui.text import lines, plain, raw

_CONTROLS = re.compile(r"[\x7f-\x9f]")
"""Those that JSON leaves as they are."""
LEFT_OUT = "without its control characters"
"""Said where what was copied had some: they would do something where it is pasted."""

SLICE = 200
"""Texts between two turns of the event loop: few milliseconds."""

Texts = Sequence[str | None]
"""One for each torrent or row: empty where it has none, None where the server no longer has it."""


class Thing(Struct, frozen=True):
    """What can be copied of each torrent, or of each row that belongs to one."""

    name: str
    read: Callable[[Job], Awaitable[Texts]]
    """Returns it, asking the server for what the list does not have; raises ApiError."""
    trackers: Callable[[str], Iterable[str]] | None = None
    """Returns the URLs of trackers that are in it: there may be a passkey in one."""
    has_lines: bool = False
    """Whether one may have several lines."""


class Copied(Struct):
    """What goes to the clipboard, and what is to be said of it."""

    lines: list[str] = field(default_factory=list)
    left_out: bool = False
    """Whether there were control characters."""
    has_passkey: bool = False


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


async def magnets(job: Job) -> Texts:
    """Return the magnet links as the server makes them, else of what is known."""
    listed = await listed_now(job.client, job.hashes)
    found = (listed.get(hash_) for hash_ in job.hashes)
    return [None if each is None else each.magnet_uri or magnet(each) for each in found]


async def trackers(job: Job) -> Texts:
    """Return the tracker of each torrent that works, else the first that it has."""
    silent = [torrent.hash for torrent in job.torrents if not torrent.tracker]
    # The link of each names them in their order, and a thousand links come in one answer.
    listed = await listed_now(job.client, silent)
    first = {
        hash_: next(iter(trackers_of(raw(torrent.magnet_uri))), "")
        for hash_, torrent in listed.items()
    }
    return [torrent.tracker or first.get(torrent.hash) for torrent in job.torrents]


def _known(read: Callable[[Torrent], str]) -> Callable[[Job], Awaitable[Texts]]:
    async def known(job: Job) -> Texts:
        return [read(torrent) for torrent in job.torrents]

    return known


def _torrent_row(verb: str, key: str, thing: Thing, *needs: Need) -> Action:
    return _row(
        f"copy.{verb}", key, thing, (Context.TORRENTS, Context.GENERAL), some_torrent, *needs
    )


def _detail_row(context: Context, kind: type[Any], name: str, read: Callable[..., str]) -> Action:
    async def known(job: Job) -> Texts:
        return [read(row) for row in job.rows_of(kind)]

    thing = Thing(name, known, _itself if kind is Tracker else None)
    verb = name.lower().replace(" ", "_")
    return _row(f"copy.{verb}", "y y", thing, (context,), some_row(kind, name))


def _row(
    identifier: str, key: str, thing: Thing, contexts: tuple[Context, ...], *needs: Need
) -> Action:
    def copy(job: Job) -> Awaitable[str]:
        # Now: the next range may be open before the server has answered.
        job.view.end_range()
        return _copy(job, thing)

    return Action(
        id=identifier,
        title=f"Copy {thing.name}",
        help=f"Copy the {thing.name} to the clipboard, of several one a line.",
        call=copy,
        keys=(key,),
        contexts=contexts,
        needs=needs,
    )


async def _copy(job: Job, thing: Thing) -> str:
    texts = await thing.read(job)
    if all(text is None for text in texts):
        raise NotFound(GONE)
    found = [text for text in texts if text]
    if not found:
        return f"There is no {thing.name} to copy"
    what = f"the {thing.name}" if len(found) == 1 else words.count(len(found), thing.name)
    copied = await _copied(thing, found)
    told = await job.view.copy("\n".join(copied.lines), what)
    # What is told last may have no room.
    said = (*_passkeys(job, thing, found, copied), *_missing(texts), told)
    return ". ".join(said) + (f", {LEFT_OUT}" if copied.left_out else "")


async def _copied(thing: Thing, found: Sequence[str]) -> Copied:
    """Return what is copied of texts; the event loop gets turns in between."""
    copied = Copied()
    for number, text in enumerate(found):
        if number % SLICE == 0:
            await asyncio.sleep(0)
        # Lines end within a comment only: in a shell the end of one runs what stands before it.
        whole = lines(text) if thing.has_lines else [text]
        safe = [*map(plain, whole)]
        copied.lines += safe
        copied.left_out |= safe != whole
        if thing.trackers and not copied.has_passkey:
            copied.has_passkey = any(map(has_passkey, thing.trackers(raw(text))))
    return copied


def _passkeys(job: Job, thing: Thing, found: Sequence[str], copied: Copied) -> list[str]:
    """Return whether a passkey is in what was copied, where somebody could wonder."""
    it = "it" if len(found) == 1 else "them"
    if copied.has_passkey:
        return [f"A passkey is in {it}: keep {it} to yourself"]
    wondering = thing.trackers and any(torrent.private for torrent in job.torrents)
    return [f"No passkey was found in {it}"] if wondering else []


def _missing(texts: Texts) -> list[str]:
    """Return how many have nothing that could be copied, and how many are gone."""
    none, gone = texts.count(""), texts.count(None)
    told = [f"{none:,} {'has' if none == 1 else 'have'} none"] if none else []
    if gone:
        told.append(f"{words.count(gone, 'torrent')} {'is' if gone == 1 else 'are'} gone")
    return told


def _itself(url: str) -> tuple[str]:
    return (url,)


def _in_json(line: str) -> tuple[str]:
    return (msgspec.json.decode(line)["tracker"],)


ACTIONS = (
    _torrent_row("name", "y y", Thing("name", _known(lambda torrent: torrent.name))),
    _torrent_row("hash", "y h", Thing("hash", _known(lambda torrent: torrent.hash))),
    _torrent_row("path", "y p", Thing("path", _known(path))),
    _torrent_row("magnet", "y m", Thing("magnet link", magnets, trackers_of)),
    _torrent_row("tracker", "y t", Thing("tracker", trackers, _itself)),
    _torrent_row("comment", "y c", Thing("comment", comments, has_lines=True), few_enough),
    _torrent_row("json", "y j", Thing("JSON line", _known(as_json), _in_json)),
    _detail_row(Context.FILES, FileRow, "file path", lambda row: row.path),
    _detail_row(Context.TRACKERS, Tracker, "tracker URL", lambda row: row.url),
    _detail_row(Context.PEERS, Peer, "peer address", lambda row: row.address),
    _detail_row(Context.WEBSEEDS, WebSeed, "web seed URL", lambda row: row.url),
)
