"""Actions on the files and folders of a torrent: priority and name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable

from msgspec.structs import replace

from qbtui.actions import answers, checks, words
from qbtui.actions.model import Action, Context, Form, Job
from qbtui.actions.needs import metadata, one_row, serves, some_row, some_torrent
from qbtui.actions.present import files_now
from qbtui.api.models.details import File
from qbtui.api.torrents.content import PRIORITIES, Priority
from qbtui.fields import Field
from qbtui.state.content import FileRow
from qbtui.text import enter, raw

FOLDER_SINCE = "4.3.3"
MANY_SINCE = "4.1.5"


def folder_renaming(job: Job) -> str | None:
    """The server can rename what is chosen."""
    if serves(job, FOLDER_SINCE) or not any(row.is_folder for row in job.rows_of(FileRow)):
        return None
    return f"This server cannot rename folders: that came with qBittorrent {FOLDER_SINCE}"


def ask_name(job: Job) -> Form:
    """Ask for the new name of the file or folder."""
    row = job.rows_of(FileRow)[0]
    thing = "folder" if row.is_folder else "file"
    return Form(
        f"Rename {thing}",
        (
            Field(
                "name",
                "Name",
                initial=raw(row.path).rpartition("/")[2],
                required=True,
                check=checks.file_name,
            ),
        ),
        note=f"The {thing} is renamed on the server's disk.",
        edits=True,
    )


async def rename(job: Job) -> str:
    """Rename the file or folder where it is."""
    row, name = job.rows_of(FileRow)[0], answers.typed(job, "name") or ""
    old = raw(row.path)
    parent, slash, _name = old.rpartition("/")
    new = f"{parent}{slash}{name}"
    if row.is_folder:
        await job.client.torrents.rename_folder(job.torrent.hash, old, new)
    else:
        await job.client.torrents.rename_file(job.torrent.hash, old, new, row.indexes[0])
    job.rename_row(row.key, row.key_as(name))
    return f"Renamed to {enter(name)}"


NEEDS = (some_torrent, metadata, some_row(FileRow, "file"))


async def _send(job: Job, ids: list[int], priority: Priority) -> None:
    # Releases before MANY_SINCE take the id of one file only.
    groups = [ids] if serves(job, MANY_SINCE) else [[index] for index in ids]
    for group in groups:
        await job.client.torrents.file_prio(job.torrent.hash, group, priority)


def _stepped(priority: int, step: int) -> Priority:
    """Return the priority one step from `priority`, at most the last of them."""
    return PRIORITIES[max(0, min(len(PRIORITIES) - 1, PRIORITIES.index(priority) + step))]


def _step_row(verb: str, step: int, title: str, done: str, explained: str, key: str) -> Action:
    async def change(job: Job) -> str:
        groups: defaultdict[Priority, list[int]] = defaultdict(list)
        for file in job.rows_of(File):
            wanted = _stepped(file.priority, step)
            if wanted != file.priority:
                groups[wanted].append(file.index)
        for priority, ids in groups.items():
            await _send(job, ids, priority)
        changed = sum(map(len, groups.values()))
        return f"{done} {words.count(changed, 'file')}" if changed else words.NOTHING

    return replace(_row(verb, title, explained, key, change), footer=verb, present=files_now)


def _priority_row(
    verb: str, priority: Priority, title: str, done: str, explained: str, key: str
) -> Action:
    async def prioritise(job: Job) -> str:
        ids = sorted({index for row in job.rows_of(FileRow) for index in row.indexes})
        await _send(job, ids, priority)
        return f"{done} {words.count(len(ids), 'file')}"

    return _row(verb, title, explained, key, prioritise)


def _row(
    verb: str, title: str, explained: str, key: str, call: Callable[[Job], Awaitable[str]]
) -> Action:
    return Action(
        id=f"files.{verb}",
        title=title,
        help=explained,
        call=call,
        keys=(key,),
        contexts=(Context.FILES,),
        mutates=True,
        needs=NEEDS,
    )


ACTIONS = (
    _priority_row("skip", 0, "Skip", "Skipping", "Do not download the files.", "p s"),
    _priority_row(
        "normal",
        1,
        "Normal priority",
        "Normal priority for",
        "Download the files as any other.",
        "p n",
    ),
    _priority_row(
        "high",
        6,
        "High priority",
        "High priority for",
        "Download the files before normal ones.",
        "p h",
    ),
    _priority_row(
        "maximum",
        7,
        "Maximum priority",
        "Maximum priority for",
        "Download the files before all others.",
        "p x",
    ),
    _step_row(
        "raise",
        1,
        "Raise priority",
        "Raised the priority of",
        "Download the files a step sooner.",
        "+",
    ),
    _step_row(
        "lower",
        -1,
        "Lower priority",
        "Lowered the priority of",
        "Download the files a step later, or not.",
        "-",
    ),
    Action(
        id="files.rename",
        title="Rename",
        help="Rename the file or folder on the server's disk.",
        call=rename,
        keys=("e",),
        contexts=(Context.FILES,),
        mutates=True,
        needs=(*NEEDS, one_row, folder_renaming),
        since="4.2.1",
        form=ask_name,
        footer="rename",
    ),
)
