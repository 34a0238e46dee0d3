"""Actions that name, group and place torrents: name, comment, category, tags, location."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import count

from qbtui.actions import answers, checks, words
from qbtui.actions.model import Action, Context, Form, Job
from qbtui.actions.needs import one_torrent, serves, some_torrent
from qbtui.actions.present import torrents_now
from qbtui.api.models.torrent import Torrent
from qbtui.fields import Field, Kind
from qbtui.state.maindata import Maindata
from qbtui.text import enter, looked_for, raw

COMMENT_SINCE = "5.2.0"

NO_CATEGORY = "none"
"""What stands for no category, with exclamation marks where one is called so."""


def ask_rename(job: Job) -> Form:
    """Ask for the name, and for the comment where the server can change it."""
    name = Field("name", "Name", initial=job.torrent.name, required=True)
    comment = Field("comment", "Comment", initial=job.torrent.comment)
    return Form(
        "Rename torrent",
        (name, comment) if serves(job, COMMENT_SINCE) else (name,),
        note="Only the name in the list changes, not that of the files.",
        edits=True,
    )


async def rename(job: Job) -> str:
    """Change the name and the comment, each only when it was edited."""
    done = []
    name, comment = answers.typed(job, "name"), answers.typed(job, "comment")
    if name is not None:
        await job.client.torrents.rename(job.torrent.hash, name)
        done.append(f"Renamed to {enter(name)}")
    if comment is not None:
        await job.client.torrents.set_comment(job.hashes, comment)
        done.append("Changed the comment" if comment else "Removed the comment")
    return "; ".join(done)


def ask_category(job: Job) -> Form:
    """Ask for a category: an existing one, a new one, or none."""
    automatic = [torrent for torrent in job.torrents if torrent.auto_tmm]
    current = words.agreed(job.torrents, lambda torrent: torrent.category)
    taken = {looked_for(name) for name in job.store.categories}
    nothing = next(word for n in count() if (word := NO_CATEGORY + "!" * n) not in taken)
    return Form(
        f"Category of {words.which(job.torrents)}",
        (
            Field(
                "category",
                "Category",
                help=f"An unknown one is created; {nothing} takes the category away.",
                initial=current,
                mixed=current is None,
                required=True,
                choices=tuple(job.store.categories),
                words=((nothing, ""),),
                check=checks.category,
            ),
        ),
        note=f"The files of {words.torrents(automatic)} that the server manages automatically move"
        " to the folder of the category."
        if automatic
        else "",
        edits=True,
    )


async def set_category(job: Job) -> str:
    """Set the category, after creating it when the server does not have it."""
    category = answers.typed(job, "category") or ""
    others = [torrent for torrent in job.torrents if torrent.category != category]
    if not others:
        return words.NOTHING
    if category and category not in job.store.categories:
        await job.client.torrents.create_category(category)
    await job.client.torrents.set_category(words.hashes(others), category)
    if not category:
        return f"Removed the category of {words.torrents(others)}"
    return f"Moved {words.torrents(others)} to category {enter(category)}"


def ask_tags(job: Job) -> Form:
    """Ask which tags the torrents have; those that only some have start undecided."""
    tags = dict.fromkeys(job.store.tags)
    for torrent in job.torrents:
        tags |= dict.fromkeys(torrent.tag_list)
    return Form(
        f"Tags of {words.which(job.torrents)}",
        (
            Field(
                "tags",
                "Tags",
                Kind.CHECKLIST,
                help="Marking a box sets the tag on all of the torrents, clearing removes it.",
                initial=_held(tags, job.torrents),
                choices=tuple(tags),
            ),
        ),
        edits=True,
    )


async def set_tags(job: Job) -> str:
    """Add and remove the tags whose boxes were changed."""
    changed = job.values.get("tags")
    decided = changed if isinstance(changed, dict) else {}
    added = [tag for tag, on in decided.items() if on]
    removed = [tag for tag, on in decided.items() if on is False]
    if added:
        await job.client.torrents.add_tags(job.hashes, added)
    if removed:
        await job.client.torrents.remove_tags(job.hashes, removed)
    done = [f"added {', '.join(map(enter, added))}"] * bool(added)
    done += [f"removed {', '.join(map(enter, removed))}"] * bool(removed)
    return f"Tags of {words.torrents(job.torrents)}: {'; '.join(done)}"


def _held(tags: Iterable[str], torrents: Sequence[Torrent]) -> dict[str, bool | None]:
    """Return of each tag whether all of `torrents` have it, or none of them; None is some."""
    having = Counter(tag for torrent in torrents for tag in torrent.tag_list)
    by_count = {0: False, len(torrents): True}
    return {tag: by_count.get(having[tag]) for tag in tags}


def ask_location(job: Job) -> Form:
    """Ask for a folder, offering those that are known."""
    automatic = sum(torrent.auto_tmm for torrent in job.torrents)
    note = f"Automatic management will be turned off for {words.count(automatic, 'torrent')}."
    current = words.agreed(job.torrents, lambda torrent: torrent.save_path)
    return Form(
        f"Move {words.which(job.torrents)}",
        (
            Field(
                "location",
                "Save to",
                Kind.PATH,
                help="A folder on the server; the files are moved there.",
                initial=current,
                mixed=current is None,
                choices=known_folders(job.store),
                required=True,
                check=checks.folder,
            ),
        ),
        note=note if automatic else "",
        edits=True,
    )


async def set_location(job: Job) -> str:
    """Move those torrents that are not there already."""
    location = answers.typed(job, "location") or ""
    elsewhere = [torrent for torrent in job.torrents if torrent.save_path != location]
    if not elsewhere:
        return "Nothing to move"
    job.lately.keep("is_idle", elsewhere)
    await job.client.torrents.set_location(words.hashes(elsewhere), location)
    return f"Moving {words.torrents(elsewhere)} to {enter(location)}"


def known_folders(store: Maindata) -> tuple[str, ...]:
    """Return the folders that torrents and categories are saved in, each once, sorted."""
    # Old releases end those of torrents with a slash, and not those of categories.
    paths = [category.path for category in store.categories.values()]
    paths += [torrent.save_path for torrent in store.torrents.values()]
    folders = {raw(path).rstrip("/"): path for path in paths}
    return tuple(sorted(filter(None, folders.values())))


ACTIONS = (
    Action(
        id="torrents.set_location",
        title="Move",
        help="Move the files of the torrents to another folder of the server.",
        call=set_location,
        keys=("m",),
        contexts=(Context.TORRENTS,),
        mutates=True,
        needs=(some_torrent,),
        present=torrents_now,
        form=ask_location,
        footer="move",
    ),
    Action(
        id="torrents.rename",
        title="Rename",
        help="Change the name that the list shows, and since 5.2 the comment.",
        call=rename,
        keys=("e",),
        contexts=(Context.TORRENTS,),
        mutates=True,
        needs=(one_torrent,),
        present=torrents_now,
        form=ask_rename,
    ),
    Action(
        id="torrents.set_category",
        title="Set category",
        help="Put the torrents into a category, which may be new, or into none.",
        call=set_category,
        keys=("c",),
        contexts=(Context.TORRENTS,),
        mutates=True,
        needs=(some_torrent,),
        present=torrents_now,
        form=ask_category,
        footer="category",
    ),
    Action(
        id="torrents.set_tags",
        title="Set tags",
        help="Choose the tags of the torrents; new ones can be typed.",
        call=set_tags,
        keys=("T",),
        contexts=(Context.TORRENTS,),
        mutates=True,
        needs=(some_torrent,),
        present=torrents_now,
        since="4.2.0",
        form=ask_tags,
        footer="tags",
    ),
)
