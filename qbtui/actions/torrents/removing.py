"""The actions that take torrents off the server, with or without their files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from qbtui.actions import answers, words
from qbtui.actions.model import Action, Confirm, Context, Job
from qbtui.actions.needs import some_torrent
from qbtui.api.models.torrent import Torrent
from qbtui.fields import Field, FieldValue, Kind
from qbtui.text import raw

LONGEST_PATH = 4096
"""Characters of a path; longer ones are in no place that could be shared."""


def ask_delete(job: Job) -> Confirm:
    """Ask with the files kept."""
    return _question(job, sharing(job), {"delete_files": False})


def ask_delete_files(job: Job) -> Confirm:
    """Ask with the files chosen for deletion."""
    return _question(job, sharing(job), {"delete_files": True})


def sharing(job: Job) -> int:
    """Return how many other torrents have their content where the chosen ones have theirs.

    Theirs may also be a part of it, or it a part of theirs, as with a torrent of the same file
    without its folder.
    """
    chosen = set(job.hashes)
    paths = {path for torrent in job.torrents if (path := _content(job, torrent))}
    folders = {path for torrent in job.torrents if (path := _folder(job, torrent))}
    around = {folder for path in paths for folder in _above(path)}
    within: dict[str, bool] = {}
    """Folder -> whether it is or lies in one of the chosen torrents' own."""

    def is_shared(torrent: Torrent) -> bool:
        path = _content(job, torrent)
        if path in paths:
            return True
        parent = path.rpartition("/")[0]
        if parent not in within:
            within[parent] = parent in folders or any(map(folders.__contains__, _above(parent)))
        return within[parent] or (path in around and bool(_folder(job, torrent)))

    others = (torrent for torrent in job.store.torrents.values() if torrent.hash not in chosen)
    return sum(map(is_shared, others))


def _content(job: Job, torrent: Torrent) -> str:
    """Return where the content of a torrent is, with slashes; empty where nobody knows."""
    path = torrent.full_content_path
    if not path and "content_path" not in job.store.known_fields and torrent.knows_files:
        # Before 4.3.1 the server does not say it: the name is that of the files, until renamed.
        path = f"{raw(torrent.save_path)}/{raw(torrent.name)}".replace("//", "/")
    return _with_slashes(path)


def _folder(job: Job, torrent: Torrent) -> str:
    """Return the content of a torrent as a folder of its own; empty where it has none.

    One without a folder of its own lies in that of the others.
    """
    path = _content(job, torrent)
    return "" if path == _with_slashes(raw(torrent.save_path)) else path


def _with_slashes(path: str) -> str:
    return (path if path.startswith("/") else path.replace("\\", "/")).rstrip("/")


def _above(path: str) -> Iterator[str]:
    """Yield the folders that a path lies in, the nearest first; no system has a longer path."""
    path = path if len(path) <= LONGEST_PATH else ""
    while path := path.rpartition("/")[0]:
        yield path


async def delete(job: Job) -> str:
    """Delete the torrents, and their files when the dialog said so."""
    with_files = answers.chosen(job, "delete_files")
    await job.client.torrents.delete(job.hashes, delete_files=with_files)
    return f"Deleted {words.torrents(job.torrents)} {'and' if with_files else 'but not'} the files"


def _question(job: Job, shared: int, values: Mapping[str, FieldValue]) -> Confirm:
    with_files = values["delete_files"] is True
    which = words.torrents(job.torrents)
    theirs = "its files" if len(job.torrents) == 1 else "their files"
    end = f"and {theirs}" if with_files else f"but keep {theirs}"
    warnings = ["Deleted files may be gone for good."] * with_files
    if shared:
        lose = " and may lose them" if with_files else ""
        have = "has" if shared == 1 else "have"
        others = words.count(shared, "other torrent")
        warnings.append(f"{others} {have} files in the same place{lose}.")
    return Confirm(
        f"Delete {words.sized(job.torrents)} {end}?",
        details=tuple(torrent.name for torrent in job.torrents),
        yes=f"delete {which} {end}",
        warning="\n".join(warnings),
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
        changed=partial(_question, job, shared),
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
