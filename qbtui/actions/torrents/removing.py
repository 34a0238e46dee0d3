"""The actions that take torrents off the server, with or without their files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from qbtui.actions import answers, words
from qbtui.actions.model import Action, Confirm, Context, Job
from qbtui.actions.needs import some_torrent
from qbtui.fields import Field, FieldValue, Kind


def ask_delete(job: Job) -> Confirm:
    """Ask with the files kept."""
    return _question(job, {"delete_files": False})


def ask_delete_files(job: Job) -> Confirm:
    """Ask with the files chosen for deletion."""
    return _question(job, {"delete_files": True})


async def delete(job: Job) -> str:
    """Delete the torrents, and their files when the dialog said so."""
    with_files = answers.chosen(job, "delete_files")
    await job.client.torrents.delete(job.hashes, delete_files=with_files)
    return f"Deleted {words.torrents(job.torrents)} {'and' if with_files else 'but not'} the files"


def _question(job: Job, values: Mapping[str, FieldValue]) -> Confirm:
    with_files = values["delete_files"] is True
    which = words.torrents(job.torrents)
    theirs = "its files" if len(job.torrents) == 1 else "their files"
    end = f"and {theirs}" if with_files else "from the server"
    return Confirm(
        f"Delete {words.sized(job.torrents)} {end}?",
        details=tuple(torrent.name for torrent in job.torrents),
        yes=f"delete {which} {f'and {theirs}' if with_files else f'but keep {theirs}'}",
        warning="Deleted files may be gone for good." if with_files else "",
        danger=with_files,
        fields=(
            Field(
                "delete_files",
                "Also delete the files",
                Kind.TOGGLE,
                help="Delete what was downloaded as well, or leave it where it is.",
                initial=with_files,
            ),
        ),
        changed=partial(_question, job),
    )


ACTIONS = (
    Action(
        id="torrents.delete",
        title="Delete",
        help="Take the torrents off the server, after a question; their files stay.",
        call=delete,
        keys=("d", "delete"),
        contexts=(Context.TORRENTS,),
        mutates=True,
        needs=(some_torrent,),
        confirm=ask_delete,
        # Among its files and peers, it must not seem to mean one of these.
        footer=lambda job: "delete torrent" if job.view.pane == "details" else "delete",
    ),
    Action(
        id="torrents.delete_files",
        title="Delete with files",
        help="Take the torrents and their files off the server, after a question.",
        call=delete,
        keys=("D",),
        contexts=(Context.TORRENTS,),
        mutates=True,
        needs=(some_torrent,),
        confirm=ask_delete_files,
    ),
)
