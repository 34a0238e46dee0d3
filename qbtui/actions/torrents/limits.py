"""The action that limits rates and seeding of torrents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from operator import attrgetter

from msgspec.structs import replace

from qbtui.actions import answers, words
from qbtui.actions.model import Action, Context, Form, Job
from qbtui.actions.needs import serves, some_torrent
from qbtui.actions.present import torrents_now
from qbtui.api.models.torrent import Torrent
from qbtui.fields import Field, Kind

INACTIVE_SINCE = "4.6.0"
ANY_SINCE = "5.1.1"
"""The release from which seeding may be limited to more than a year."""
HIGHEST_RATIO = 9998
"""The most that qBittorrent's own dialogs take: more shows as none."""
LONGEST, LONGEST_BEFORE = 9_999_999, 525_600
"""Minutes: the most that qBittorrent's own dialogs take, and what older servers cut to."""
RATIO_DECIMALS = 3
"""What a dialog shows of a ratio: a smaller difference is none."""

SHARE_LIMITS = ("ratio_limit", "seeding_time_limit", "inactive_seeding_time_limit")

SetRate = Callable[[list[str], int], Awaitable[None]]
ShareLimits = tuple[float, float, float]
"""The values of SHARE_LIMITS: ratio, minutes, minutes; -2 is the global limit, -1 none."""


def ask_limits(job: Job) -> Form:
    """Ask for all limits, filled in where the torrents agree."""
    torrents = job.torrents
    rates = (
        _rate(torrents, "dl_limit", "Download rate"),
        _rate(torrents, "up_limit", "Upload rate"),
    )
    longest = LONGEST if serves(job, ANY_SINCE) else LONGEST_BEFORE
    shares = (
        _share(torrents, "ratio_limit", "Ratio", Kind.DECIMAL, HIGHEST_RATIO),
        _share(torrents, "seeding_time_limit", "Seeding time", Kind.MINUTES, longest),
        _share(torrents, "inactive_seeding_time_limit", "Inactive time", Kind.MINUTES, longest),
    )
    return Form(
        f"Limits of {words.which(job.torrents)}",
        rates + (shares if serves(job, INACTIVE_SINCE) else shares[:2]),
        note="What is empty stays as it is. Seeding stops at the first limit that is reached.",
        edits=True,
    )


async def set_limits(job: Job) -> str:
    """Send each limit to the torrents for which it changed; share limits go all at once."""
    changed = await _set_rate(job, "dl_limit", job.client.torrents.set_download_limit)
    changed |= await _set_rate(job, "up_limit", job.client.torrents.set_upload_limit)
    changed |= await _set_share_limits(job)
    if not changed:
        return words.NOTHING
    return f"Changed the limits of {words.count(len(changed), 'torrent')}"


async def _set_rate(job: Job, name: str, send: SetRate) -> set[str]:
    limit = answers.number(job, name)
    if limit is None:
        return set()
    different = [torrent.hash for torrent in job.torrents if _rate_of(torrent, name) != limit]
    if different:
        await send(different, int(limit))
    return set(different)


async def _set_share_limits(job: Job) -> set[str]:
    groups: defaultdict[tuple[ShareLimits, str, str], list[str]] = defaultdict(list)
    for torrent in job.torrents:
        wanted = _wanted(job, torrent)
        if wanted != _share_limits(torrent):
            groups[wanted, torrent.share_limit_action, torrent.share_limits_mode].append(
                torrent.hash
            )
    for ((ratio, seeding, inactive), action, mode), hashes in groups.items():
        await job.client.torrents.set_share_limits(
            hashes,
            ratio_limit=ratio,
            seeding_time_limit=int(seeding),
            inactive_seeding_time_limit=int(inactive),
            share_limit_action=action,
            share_limits_mode=mode,
        )
    return {torrent_hash for hashes in groups.values() for torrent_hash in hashes}


def _share_limits(torrent: Torrent) -> ShareLimits:
    return (
        round(torrent.ratio_limit, RATIO_DECIMALS),
        torrent.seeding_time_limit,
        torrent.inactive_seeding_time_limit,
    )


def _wanted(job: Job, torrent: Torrent) -> ShareLimits:
    """Return the share limits of `torrent` with what was typed instead."""
    typed = (answers.number(job, name) for name in SHARE_LIMITS)
    ratio, seeding, inactive = (
        old if new is None else new for old, new in zip(_share_limits(torrent), typed, strict=True)
    )
    return round(ratio, RATIO_DECIMALS), seeding, inactive


def _rate_of(torrent: Torrent, name: str) -> int:
    """Return a rate limit in bytes/s; 0 is none, for which servers also say -1."""
    return max(0, int(getattr(torrent, name)))


def _rate(torrents: Sequence[Torrent], name: str, label: str) -> Field:
    limit = words.agreed(torrents, lambda torrent: _rate_of(torrent, name))
    return replace(answers.rate_field(name, label, limit), mixed=limit is None)


def _share(torrents: Sequence[Torrent], name: str, label: str, kind: Kind, high: int) -> Field:
    limit = words.agreed(torrents, attrgetter(name))
    return Field(
        name,
        label,
        kind,
        help="A limit of its own; global follows the server's, none takes it away.",
        initial=limit,
        mixed=limit is None,
        low=0,
        high=high,
        words=(("global", -2), ("none", -1)),
    )


ACTIONS = (
    Action(
        id="torrents.set_limits",
        title="Set limits",
        help="Limit the rates of the torrents, and how long and how much they seed.",
        call=set_limits,
        keys=("L",),
        contexts=(Context.TORRENTS,),
        mutates=True,
        needs=(some_torrent,),
        present=torrents_now,
        form=ask_limits,
        footer="limits",
    ),
)
