"""The action that adds torrents from links and from files of this machine."""

from __future__ import annotations

import asyncio
from pathlib import Path

from qbtui.actions import answers, words
from qbtui.actions.model import Action, Context, Form, Job
from qbtui.actions.needs import serves
from qbtui.actions.torrents.labels import known_folders
from qbtui.api.errors import ApiError, Refused, Rejected, Unreachable
from qbtui.api.torrents import AddOptions
from qbtui.fields import Field, Kind
from qbtui.links import split_links

TAGS_SINCE = "4.3.2"
"""The release that takes tags and a content layout with a new torrent."""

MAYBE = "It may have been added nevertheless."

KNOWN_AGAIN = 50
"""Characters of a link that tell it from others."""

SERVER_LAYOUT = "As the server prefers"
LAYOUTS = (SERVER_LAYOUT, "Original", "Subfolder", "NoSubfolder")


def ask_add(job: Job) -> Form:
    """Ask what to add and how; what the server is too old for is left out.

    `links` among the values of the job is what was pasted.
    """
    recent = serves(job, TAGS_SINCE)
    return Form(
        "Add torrents",
        (
            Field(
                "links",
                "Links or files",
                Kind.LINKS,
                help="Magnets, URLs, info hashes and .torrent files of this machine.",
                initial=job.values.get("links"),
                required=True,
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
        ),
        Field(
            "category",
            "Category",
            help="An unknown one is created.",
            initial="",
            choices=tuple(job.store.categories),
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
    """
    options, links = _options(job), answers.items(job, "links")
    added, problems = 0, list[str]()
    for link in links:
        try:
            await _add_one(job, link, options)
            added += 1
        except (Refused, Unreachable) as error:
            problems.append(f"{_short(link)} and what follows: {_reason(error)}")
            break
        except (ApiError, OSError, ValueError) as error:
            problems.append(f"{_short(link)}: {_reason(error)}")
    if not added:
        raise Rejected("; ".join(problems) or "nothing was given")
    told = [f"Added {words.count(added, 'torrent')}"]
    return "\n".join(told + [f"Not added: {problem}" for problem in problems])


async def _add_one(job: Job, link: str, options: AddOptions) -> None:
    content = await asyncio.to_thread(_content, link)
    if content is None:
        await job.client.torrents.add(urls=(link,), options=options)
    else:
        await job.client.torrents.add(file=content, options=options)


def _content(link: str) -> bytes | None:
    """Return the content of a file of this machine, None for a link.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is neither.
    """
    path = Path(link)
    if path.is_file():
        return path.read_bytes()
    split_links(link)
    return None


def _options(job: Job) -> AddOptions:
    layout = answers.typed(job, "content_layout")
    save_path = answers.typed(job, "save_path")
    category = answers.typed(job, "category")
    return AddOptions(
        save_path=answers.known(save_path, known_folders(job.store)) if save_path else None,
        category=answers.known(category, job.store.categories) if category else None,
        tags=[answers.known(tag, job.store.tags) for tag in answers.items(job, "tags")],
        stopped=not answers.chosen(job, "start"),
        sequential=answers.chosen(job, "sequential"),
        first_last=answers.chosen(job, "first_last"),
        skip_checking=answers.chosen(job, "skip_checking"),
        content_layout=layout if layout and layout != SERVER_LAYOUT else None,
    )


def _short(link: str) -> str:
    """Return enough of a link to know it again."""
    return link if len(link) <= KNOWN_AGAIN else f"{link[:KNOWN_AGAIN]}…"


def _reason(error: Exception) -> str:
    if isinstance(error, ApiError):
        return f"{error.message} {MAYBE}" if error.uncertain else error.message
    return (isinstance(error, OSError) and error.strerror) or str(error)


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
        footer="add",
    ),
)
