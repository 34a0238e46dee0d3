"""Actions on the trackers and the web seeds of a torrent."""

from __future__ import annotations

from qbtui.actions import answers, checks, words
from qbtui.actions.model import Action, Confirm, Context, Form, Job
from qbtui.actions.needs import (
    one_row,
    one_torrent,
    real_trackers,
    serves,
    some_row,
    some_torrent,
)
from qbtui.api.models.details import Tracker, WebSeed
from qbtui.fields import Check, Field, Kind

ONE_SINCE = "5.2.0"
"""The release that can announce to one tracker, and change a tracker's tier."""

SOME_TRACKER = (some_torrent, some_row(Tracker, "tracker"))
SOME_WEB_SEED = (some_torrent, some_row(WebSeed, "web seed"))


def ask_trackers(_job: Job) -> Form:
    """Ask for the URLs of new trackers."""
    return Form("Add trackers", (_urls("One or more URLs of trackers.", checks.tracker),))


async def add_trackers(job: Job) -> str:
    """Add the trackers that the torrent does not have."""
    urls = answers.items(job, "urls")
    await job.client.torrents.add_trackers(job.torrent.hash, urls)
    return f"Added {words.count(len(urls), 'tracker')}"


def ask_tracker(job: Job) -> Form:
    """Ask for another URL, and another tier where the server can change it."""
    tracker = job.rows_of(Tracker)[0]
    url = Field("url", "URL", initial=tracker.url, required=True, check=checks.tracker)
    tier = Field(
        "tier",
        "Tier",
        Kind.INTEGER,
        help="Trackers of a lower tier are asked first.",
        initial=tracker.tier if isinstance(tracker.tier, int) else None,
        low=0,
        high=255,
    )
    return Form("Edit tracker", (url, tier) if serves(job, ONE_SINCE) else (url,), edits=True)


async def edit_tracker(job: Job) -> str:
    """Change the URL or the tier, when either was edited."""
    tracker = job.rows_of(Tracker)[0]
    url, tier = answers.typed(job, "url") or tracker.url, answers.number(job, "tier")
    new_tier = None if tier is None else int(tier)
    await job.client.torrents.edit_tracker(job.torrent.hash, tracker.url, url, tier=new_tier)
    job.rename_row(tracker.url, url)
    return "Changed the tracker"


def ask_remove_trackers(job: Job) -> Confirm:
    """Ask, naming the trackers."""
    return _ask_removal("tracker", [tracker.url for tracker in job.rows_of(Tracker)])


async def remove_trackers(job: Job) -> str:
    """Remove the trackers."""
    urls = [tracker.url for tracker in job.rows_of(Tracker)]
    await job.client.torrents.remove_trackers(job.torrent.hash, urls)
    return f"Removed {words.count(len(urls), 'tracker')}"


async def reannounce(job: Job) -> str:
    """Announce to the chosen trackers, or to all when the server can only do that."""
    urls = [tracker.url for tracker in job.rows_of(Tracker) if tracker.is_real]
    if urls and serves(job, ONE_SINCE):
        await job.client.torrents.reannounce([job.torrent.hash], urls)
        return f"Announcing to {words.count(len(urls), 'tracker')}"
    await job.client.torrents.reannounce([job.torrent.hash])
    return "Announcing to all trackers"


def ask_web_seeds(_job: Job) -> Form:
    """Ask for the URLs of new web seeds."""
    return Form(
        "Add web seeds", (_urls("One or more URLs that serve the files.", checks.web_seed),)
    )


async def add_web_seeds(job: Job) -> str:
    """Add the web seeds."""
    urls = answers.items(job, "urls")
    await job.client.torrents.add_web_seeds(job.torrent.hash, urls)
    return f"Added {words.count(len(urls), 'web seed')}"


def ask_web_seed(job: Job) -> Form:
    """Ask for another URL."""
    url = job.rows_of(WebSeed)[0].url
    field = Field("url", "URL", initial=url, required=True, check=checks.web_seed)
    return Form("Edit web seed", (field,), edits=True)


async def edit_web_seed(job: Job) -> str:
    """Change the URL, when it was edited."""
    old, new = job.rows_of(WebSeed)[0].url, answers.typed(job, "url") or ""
    await job.client.torrents.edit_web_seed(job.torrent.hash, old, new)
    job.rename_row(old, new)
    return "Changed the web seed"


def ask_remove_web_seeds(job: Job) -> Confirm:
    """Ask, naming the web seeds."""
    return _ask_removal("web seed", [seed.url for seed in job.rows_of(WebSeed)])


async def remove_web_seeds(job: Job) -> str:
    """Remove the web seeds."""
    urls = [seed.url for seed in job.rows_of(WebSeed)]
    await job.client.torrents.remove_web_seeds(job.torrent.hash, urls)
    return f"Removed {words.count(len(urls), 'web seed')}"


def _urls(explained: str, check: Check) -> Field:
    return Field("urls", "URLs", Kind.WORDS, help=explained, required=True, check=check)


def _ask_removal(thing: str, urls: list[str]) -> Confirm:
    which = words.count(len(urls), thing)
    return Confirm(f"Remove {which}?", details=tuple(urls), yes=f"remove {which}")


TRACKERS = (
    Action(
        id="trackers.add",
        title="Add trackers",
        help="Add one or more trackers to the torrent.",
        call=add_trackers,
        keys=("a",),
        contexts=(Context.TRACKERS,),
        mutates=True,
        needs=(one_torrent,),
        form=ask_trackers,
        footer="add",
    ),
    Action(
        id="trackers.edit",
        title="Edit tracker",
        help="Change the URL of a tracker, and since 5.2 its tier.",
        call=edit_tracker,
        keys=("e",),
        contexts=(Context.TRACKERS,),
        mutates=True,
        needs=(*SOME_TRACKER, one_row, real_trackers),
        since="4.1.5",
        form=ask_tracker,
        footer="edit",
    ),
    Action(
        id="trackers.remove",
        title="Remove trackers",
        help="Remove the trackers from the torrent, after a question.",
        call=remove_trackers,
        keys=("d", "delete"),
        contexts=(Context.TRACKERS,),
        mutates=True,
        needs=(*SOME_TRACKER, real_trackers),
        since="4.1.5",
        confirm=ask_remove_trackers,
        footer="remove",
    ),
    Action(
        id="trackers.reannounce",
        title="Reannounce",
        help="Announce the torrent to the chosen trackers, or before 5.2 to all of them.",
        call=reannounce,
        keys=("r",),
        contexts=(Context.TRACKERS,),
        mutates=True,
        needs=(one_torrent,),
        since="4.1.2",
        footer="announce",
    ),
)

WEB_SEEDS = (
    Action(
        id="webseeds.add",
        title="Add web seeds",
        help="Add one or more web seeds to the torrent.",
        call=add_web_seeds,
        keys=("a",),
        contexts=(Context.WEBSEEDS,),
        mutates=True,
        needs=(one_torrent,),
        since="5.1.0",
        form=ask_web_seeds,
        footer="add",
    ),
    Action(
        id="webseeds.edit",
        title="Edit web seed",
        help="Change the URL of a web seed.",
        call=edit_web_seed,
        keys=("e",),
        contexts=(Context.WEBSEEDS,),
        mutates=True,
        needs=(*SOME_WEB_SEED, one_row),
        since="5.1.0",
        form=ask_web_seed,
        footer="edit",
    ),
    Action(
        id="webseeds.remove",
        title="Remove web seeds",
        help="Remove the web seeds from the torrent, after a question.",
        call=remove_web_seeds,
        keys=("d", "delete"),
        contexts=(Context.WEBSEEDS,),
        mutates=True,
        needs=SOME_WEB_SEED,
        since="5.1.0",
        confirm=ask_remove_web_seeds,
        footer="remove",
    ),
)

ACTIONS = TRACKERS + WEB_SEEDS
