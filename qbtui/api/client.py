"""The client: one attribute per API scope over one session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qbtui.api.version import ServerVersion


@dataclass(frozen=True, slots=True)
class Access:
    """Where a server is and how to get in; a profile with its password resolved."""

    url: str
    """Scheme, host, port and, behind a reverse proxy, the base path."""
    username: str = ""
    password: str = ""
    api_key: str = ""
    """For 5.2 and later: used instead of a login when given."""
    verify: bool = True
    """Whether to check TLS certificates."""
    ca_file: str = ""
    """A file of certificates to trust instead of the system's."""
    basic_username: str = ""
    """HTTP basic authentication of a proxy in front of the server."""
    basic_password: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Sent with every request."""
    host_header: str = ""
    """Sent as Host instead of the URL's host and port."""
    timeout: float = 30.0
    """Seconds to wait for an answer."""


class Client:
    """Everything qbtui can ask of one server."""

    server: ServerVersion | None = None
    """Known once `connect` succeeded."""

    def __init__(self, access: Access) -> None:
        self.access = access

    async def connect(self) -> ServerVersion:
        """Find out what answers at the URL, log in if it wants that, and learn its version.

        Raises:
            ApiError: in the words of `errors`; a wrong password is tried once only.
        """
        raise NotImplementedError

    async def close(self) -> None:
        """Log out, when this client logged in, and close the connections."""
        raise NotImplementedError
