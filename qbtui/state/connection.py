"""How things stand with the server: what the status bar says of it."""

from __future__ import annotations

from enum import Enum, auto

from msgspec import Struct

from qbtui.api.errors import ApiError
from qbtui.api.version import ServerVersion


class Phase(Enum):
    """Where the conversation with the server is."""

    CONNECTING = auto()
    """The first answer is awaited."""
    ONLINE = auto()
    """The last poll succeeded."""
    OFFLINE = auto()
    """The last poll failed; it is retried by itself at `retry_at`."""
    REFUSED = auto()
    """The server wants something from the user first; nothing is retried."""


class Connection(Struct, frozen=True):
    """A snapshot of the connection; moments are seconds of `time.monotonic`."""

    phase: Phase = Phase.CONNECTING
    server: ServerVersion | None = None
    error: ApiError | None = None
    """Why it is OFFLINE or REFUSED."""
    last_sync: float | None = None
    """When the data shown was received."""
    retry_at: float | None = None
    """When the next attempt starts."""
