"""Categories and tags, and which torrents carry them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qbtui.sim.call import Call
from qbtui.sim.coercion import decimal, whole
from qbtui.sim.refusals import BadRequest, Conflict, NotFound
from qbtui.sim.router import Answer, route
from qbtui.sim.share_limits import (
    ACTIONS,
    BY_DEFAULT,
    GLOBAL_SHARE_LIMITS,
    MODES,
    Limit,
    ShareLimits,
)

DownloadPath = str | bool | None


@route("torrents/categories", since="4.1.4")
def categories(call: Call) -> Answer:
    """Return the categories by name."""
    return call.server.rows.categories()


@route("torrents/createCategory", "category", mutates=True)
def create_category(call: Call) -> Answer:
    """Make a category."""
    name = call.text("category")
    if not name:
        raise BadRequest("Category cannot be empty")
    if not _is_valid(name):
        raise Conflict("Incorrect category name")
    if name in call.world.labels.categories:
        raise Conflict("Unable to create category")
    path = _folder(call) if call.release.at_least("4.1.3") else ""
    share = _share_limits(call, GLOBAL_SHARE_LIMITS)
    call.world.labels.create_category(name, path, _download_path(call, None), share)
    return None


@route("torrents/editCategory", "category", "savePath", since="4.1.3", until="5.3.0", mutates=True)
@route("torrents/editCategory", "category", since="5.3.0", mutates=True)
def edit_category(call: Call) -> Answer:
    """Change the folders and share limits of a category."""
    name = call.text("category")
    if not name:
        raise BadRequest("Category cannot be empty")
    known = call.world.labels.categories.get(name)
    if known is None:
        if _new(call):
            raise NotFound("Category does not exist")
        raise Conflict("Unable to edit category")
    before = known.download_path if call.release.at_least("5.3.0") else None
    keeps = "savePath" not in call.params and call.release.at_least("5.3.0")
    path = known.save_path if keeps else _folder(call)
    share = _share_limits(call, known.share)
    changed = call.world.labels.edit_category(name, path, _download_path(call, before), share)
    if not changed and call.release.at_least("4.4.0") and not _new(call):
        raise Conflict("Unable to edit category")
    return None


@route("torrents/removeCategories", "categories", mutates=True)
def remove_categories(call: Call) -> Answer:
    """Remove categories."""
    call.world.labels.remove_categories(call.lines("categories"))
    return None


@route("torrents/setCategory", "hashes", "category", mutates=True)
def set_category(call: Call) -> Answer:
    """Put torrents in a category, or take them out."""
    name, torrents = call.text("category"), call.torrents
    if torrents and name and name not in call.world.labels.categories:
        raise Conflict("Incorrect category name")
    call.world.labels.set_category(torrents, name)
    return None


@route("torrents/tags", since="4.2.0")
def tags(call: Call) -> Answer:
    """Return the tags."""
    return list(call.world.labels.tags)


@route("torrents/createTags", "tags", since="4.2.0", mutates=True)
def create_tags(call: Call) -> Answer:
    """Make tags."""
    call.world.labels.create_tags(call.words("tags"))
    return None


@route("torrents/deleteTags", "tags", since="4.2.0", mutates=True)
def delete_tags(call: Call) -> Answer:
    """Delete tags."""
    call.world.labels.delete_tags(call.words("tags"))
    return None


@route("torrents/addTags", "hashes", "tags", since="4.2.0", mutates=True)
def add_tags(call: Call) -> Answer:
    """Add tags to torrents."""
    call.world.labels.add_tags(call.torrents, call.words("tags"))
    return None


@route("torrents/removeTags", "hashes", since="4.2.0", mutates=True)
def remove_tags(call: Call) -> Answer:
    """Take tags off torrents: all when none is named."""
    call.world.labels.remove_tags(call.torrents, call.words("tags"))
    return None


@route("torrents/setTags", "hashes", "tags", since="5.1.0", mutates=True)
def set_tags(call: Call) -> Answer:
    """Make these the tags of torrents."""
    call.world.labels.set_tags(call.torrents, call.words("tags"))
    return None


def _folder(call: Call) -> str:
    """Return the folder as it is kept: without a slash at the end from 4.4 on."""
    path = call.text("savePath")
    return path.rstrip("/") if call.release.at_least("4.4.0") else path


def _new(call: Call) -> bool:
    return call.release.at_least("5.2.0")


def _is_valid(name: str) -> bool:
    return not (name.startswith("/") or name.endswith("/") or "//" in name or "\\" in name)


def _download_path(call: Call, before: DownloadPath) -> DownloadPath:
    """Read the folder for unfinished content; `before` is what it is when nothing is said."""
    if not call.release.has("category download path"):
        return None
    if call.release.at_least("5.3.0"):
        if "downloadPathEnabled" not in call.params:
            return before
        if call.text("downloadPathEnabled") and call.flag("downloadPathEnabled") is None:
            raise _invalid("downloadPathEnabled")
    match call.flag("downloadPathEnabled"):
        case True:
            return call.text("downloadPath")
        case enabled:
            return enabled


def _share_limits(call: Call, before: ShareLimits) -> ShareLimits:
    """Read the share limits; `before` is what they are when nothing is said."""
    if not call.release.has("category share limits"):
        return before
    return ShareLimits(
        _limit(call, "ratioLimit", decimal, before.ratio),
        _limit(call, "seedingTimeLimit", whole, before.seeding_time),
        _limit(call, "inactiveSeedingTimeLimit", whole, before.inactive_seeding_time),
        _word(call, "shareLimitAction", ACTIONS, before.action),
        _word(call, "shareLimitsMode", MODES, before.mode),
    )


def _limit(call: Call, name: str, read: Callable[[str], Limit | None], before: Limit) -> Limit:
    if name not in call.params:
        return before
    limit = read(call.text(name))
    if limit is None or not limit >= BY_DEFAULT:
        raise _invalid(name)
    return limit


def _word(call: Call, name: str, words: Sequence[str], before: str) -> str:
    word = call.text(name, before)
    if word not in words:
        raise _invalid(name)
    return word


def _invalid(name: str) -> BadRequest:
    return BadRequest(f"'{name}' parameter has invalid value")
