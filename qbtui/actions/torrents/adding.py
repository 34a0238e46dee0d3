"""The action that adds torrents from links and from files of this machine."""

from __future__ import annotations

import asyncio

from qbtui.actions import answers, checks, words
from qbtui.actions.model import Action, Context, Form, Job
from qbtui.actions.needs import serves
from qbtui.actions.torrents.labels import known_folders
from qbtui.api.errors import ApiError, Refused, Rejected, Unreachable
from qbtui.api.torrents import AddOptions
from qbtui.api.torrents.adding import AddResult
from qbtui.fields import Field, Kind
from qbtui.links import is_url, shortened

TAGS_SINCE = "4.3.2"
"""The release that takes tags and a content layout with a new torrent."""

MAYBE = "It may have been added nevertheless."
PROBLEMS = 4
"""Lines about what could not be added, of which there may be hundreds, that are worth reading."""

SERVER_LAYOUT = "As the server prefers"
LAYOUTS = (SERVER_LAYOUT, "Original", "Subfolder", "NoSubfolder")


def ask_add(job: Job) -> Form:
    """Ask what to add and how; what the server is too old for is left out."""
    recent = serves(job, TAGS_SINCE)
    return Form(
        "Add torrents",
        (
            Field(
                "links",
                "Links or files",
                Kind.LINKS,
                help="Magnets, URLs, info hashes and .torrent files of this machine.",
                required=True,
                check=checks.torrent,
            ),
            *_place_fields(job, recent=recent),
            *_start_fields(recent=recent),
        ),
        note="" if recent else f"Tags can be set here from qBittorrent {TAGS_SINCE} on.",
    )


def _place_fields(job: Job, *, recent: bool) -> list[Field]:
    fields = [
        Field(
            "save_path",
            "Save to",
            Kind.PATH,
            help="A folder on the server; empty leaves it to the category and the server.",
            initial="",
            choices=known_folders(job.store),
            check=checks.folder,
        ),
        Field(
            "category",
            "Category",
            help="An unknown one is created.",
            initial="",
            choices=tuple(job.store.categories),
            check=checks.category,
        ),
    ]
    if recent:
        fields.append(
            Field(
                "tags",
                "Tags",
                Kind.TAGS,
                help="Separated by commas; unknown ones are created.",
                initial=(),
                choices=tuple(job.store.tags),
            )
        )
    return fields


def _start_fields(*, recent: bool) -> list[Field]:
    fields = [
        Field("start", "Start", Kind.TOGGLE, help="Or add it stopped.", initial=True),
        Field("sequential", "Sequential download", Kind.TOGGLE, initial=False),
        Field("first_last", "First and last pieces first", Kind.TOGGLE, initial=False),
        Field(
            "skip_checking",
            "Skip the check",
            Kind.TOGGLE,
            help="Believe that the files are already there and complete.",
            initial=False,
        ),
    ]
    if recent:
        fields.append(
            Field(
                "content_layout",
                "Content layout",
                Kind.CHOICE,
                help="Whether the content gets a folder of its own.",
                initial=SERVER_LAYOUT,
                choices=LAYOUTS,
            )
        )
    return fields


async def add(job: Job) -> str:
    """Add each item by itself, and tell which could not be added and why.

    Raises:
        Rejected: none of them could be added.
        ApiError: the connection was lost before any was.
    """
    options, links = _options(job), answers.items(job, "links")
    results, problems = list[AddResult](), list[str]()
    for link in links:
        try:
            results.append(await _add_one(job, link, options))
        except (Refused, Unreachable) as error:
            if not results:
                raise
            problems.append(f"{shortened(link)} and what follows: {_reason(error)}")
            break
        except (ApiError, OSError, ValueError) as error:
            problems.append(f"{shortened(link)}: {_reason(error)}")
    if not results:
        raise Rejected("\n".join(words.few(problems, PROBLEMS)) or "nothing was given")
    return "\n".join([_told(results), *(f"Not added: {problem}" for problem in problems)])


async def _add_one(job: Job, link: str, options: AddOptions) -> AddResult:
    content = await asyncio.to_thread(checks.content, link)
    if content is not None:
        return await job.client.torrents.add(file=content, options=options)
    result = await job.client.torrents.add(urls=(link,), options=options)
    # A server that names no torrents has only said that it will try to fetch the file.
    fetches = is_url(link) and not result.hashes
    return AddResult(pending=1) if fetches else result


def _told(results: list[AddResult]) -> str:
    added = sum(result.added for result in results)
    pending = sum(result.pending for result in results)
    parts = [f"added {words.count(added, 'torrent')}"] * bool(added)
    parts += [f"gave {words.count(pending, 'URL')} to the server to fetch"] * bool(pending)
    told = ", and ".join(parts)
    return told[:1].upper() + told[1:]


def _options(job: Job) -> AddOptions:
    layout = answers.typed(job, "content_layout")
    return AddOptions(
        save_path=answers.typed(job, "save_path") or None,
        category=answers.typed(job, "category") or None,
        tags=answers.items(job, "tags"),
        stopped=not answers.chosen(job, "start"),
        sequential=answers.chosen(job, "sequential"),
        first_last=answers.chosen(job, "first_last"),
        skip_checking=answers.chosen(job, "skip_checking"),
        content_layout=layout if layout and layout != SERVER_LAYOUT else None,
    )


def _reason(error: Exception) -> str:
    if isinstance(error, ApiError):
        return f"{error.message} {MAYBE}" if error.uncertain else error.message
    return checks.reason(error)


ACTIONS = (
    Action(
        id="torrents.add",
        title="Add torrents",
        help="Add torrents from magnets, URLs, info hashes or files; a paste does so too.",
        call=add,
        keys=("a",),
        contexts=(Context.TORRENTS,),
        mutates=True,
        form=ask_add,
        footer=lambda job: "add torrents" if job.view.pane == "details" else "add",
    ),
)
