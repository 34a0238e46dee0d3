"""The table of endpoints: which function answers, in which releases, by which method.

Routes are declared in `routes`; nothing here knows sessions or sockets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qbtui.sim.messages import Response
from qbtui.sim.releases import OLDEST, Release, parse

if TYPE_CHECKING:
    from qbtui.sim.call import Call

Answer = str | bytes | Mapping[str, Any] | Sequence[Any] | Response | None
"""What a route returns: text, binary, JSON, a whole response, or nothing."""
Handler = Callable[["Call"], Answer]

POST_SINCE = "4.5.0"
"""Changes by GET are refused from this release on, unless the route says otherwise."""


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint, as it is in some releases."""

    path: str
    """Scope and name, such as `torrents/stop`."""
    handler: Handler
    needs: tuple[str, ...]
    """The parameters that must be there, even if empty."""
    since: str
    until: str | None
    """The first release without it."""
    post_since: str | None
    """The release from which on it is POST only; None is never."""
    mutates: bool

    def lives_in(self, release: Release) -> bool:
        """Tell whether the release has it."""
        gone = self.until is not None and release.at_least(self.until)
        return release.at_least(self.since) and not gone

    def post_only(self, release: Release) -> bool:
        """Tell whether the release refuses it by GET."""
        return self.post_since is not None and release.at_least(self.post_since)


ROUTES: dict[str, list[Route]] = {}
"""By path; several for one that changed its parameters."""


def route(
    path: str,
    *needs: str,
    since: str = OLDEST,
    until: str | None = None,
    mutates: bool = False,
    post: str | None = None,
) -> Callable[[Handler], Handler]:
    """Make a function answer `path`; it may answer several, or one by several sets of parameters.

    Args:
        path: scope and name.
        needs: the parameters without which the answer is 400.
        since: the release that brought it.
        until: the first release without it.
        mutates: whether it changes something.
        post: the release from which on it is POST only, if not the usual one.
    """
    if mutates and post is None:
        post = max(POST_SINCE, since, key=parse)

    def declare(handler: Handler) -> Handler:
        row = Route(path, handler, needs, since, until, post, mutates)
        ROUTES.setdefault(path, []).append(row)
        return handler

    return declare


def find(path: str, release: Release) -> Route | None:
    """Return the route that answers a path in a release."""
    return next((row for row in ROUTES.get(path, ()) if row.lives_in(release)), None)


def scopes(release: Release) -> frozenset[str]:
    """Return the first halves of all paths that a release has."""
    rows = (row for rows in ROUTES.values() for row in rows)
    return frozenset(row.path.partition("/")[0] for row in rows if row.lives_in(release))
