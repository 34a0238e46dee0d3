"""Actions that choose which torrents show: by status, and by typing."""

from __future__ import annotations

from qbtui.actions.model import Action, Context, Job
from qbtui.actions.view import choose

STATUSES = (
    (("f .", "1"), "all", "Show all", "every torrent, without any filter of the sidebar"),
    (("f d", "2"), "downloading", "Show downloading", "torrents that are not complete"),
    (("f s", "3"), "seeding", "Show seeding", "complete torrents that run"),
    (("f c", "4"), "completed", "Show completed", "torrents that are complete"),
    (("f p", "5"), "stopped", "Show stopped", "torrents that are stopped"),
    (("f a", "6"), "active", "Show active", "torrents that transfer data"),
    (("f b", "7"), "stalled", "Show stalled", "torrents that wait for peers"),
    (("f e", "8"), "errored", "Show errored", "torrents with an error or missing files"),
    (("f r",), "running", "Show running", "torrents that are not stopped"),
    (("f i",), "inactive", "Show inactive", "torrents that transfer nothing"),
    (("f u",), "stalled_uploading", "Show stalled seeds", "seeding torrents that nobody wants"),
    (("f l",), "stalled_downloading", "Show stalled downloads", "downloads that nobody serves"),
    (("f k",), "checking", "Show checking", "torrents whose data is being checked"),
    (("f m",), "moving", "Show moving", "torrents whose files are being moved"),
)
"""Keys, status of `state.query.STATUSES`, title, and which torrents it shows."""


def _status_row(keys: tuple[str, ...], status: str, title: str, shown: str) -> Action:
    def call(job: Job) -> None:
        job.view.set_status(status)

    return Action(
        id=f"filter.{status}",
        title=title,
        help=f"Show {shown}.",
        call=call,
        keys=keys,
        contexts=(Context.TORRENTS, Context.SIDEBAR),
        hint=title.removeprefix("Show "),
    )


ACTIONS = (
    Action(
        id="filter.edit",
        title="Filter the torrents",
        help="Show only torrents whose names have the words you type.",
        call=lambda job: job.view.edit_filter(),
        keys=("/",),
        contexts=(Context.TORRENTS, Context.SIDEBAR),
        footer="filter",
        # It works there, but not on the list that has the focus.
        offered=lambda job: job.view.pane != "details",
    ),
    Action(
        id="filter.choose",
        title="Filter by this group",
        help="Show only the torrents of the group under the cursor, or all again.",
        call=choose,
        keys=("space",),
        contexts=(Context.SIDEBAR,),
        footer="choose",
    ),
    *(_status_row(*status) for status in STATUSES),
)
