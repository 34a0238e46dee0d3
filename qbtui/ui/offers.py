"""Which actions are worth offering: in the key bar, in the hints, in the help and in the palette.

Whether one can run on what is chosen this very moment is the runner's to say.
"""

from __future__ import annotations

from qbtui.actions.model import Action, Job


def is_meant(action: Action, job: Job) -> bool:
    """Tell whether an action means anything where the focus is."""
    return action.offered is None or action.offered(job)


def is_served(action: Action, job: Job, read_only: bool) -> bool:
    """Tell whether an action can do anything with the server, whatever is chosen."""
    if action.barred(job.connection.server, read_only):
        return False
    return not action.mutates or job.connection.last_sync is not None
