"""What is needed to reach and enter a server; reading profiles is the business of `config`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Access:
    """Where a server is and how to get in: a profile, by its own names, with its password."""

    url: str
    """Scheme, host, port and, behind a reverse proxy, the base path."""
    username: str = ""
    password: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)
    """For 5.2 and later: used instead of a login when given."""
    verify: bool = True
    """Whether to check TLS certificates."""
    ca_file: str = ""
    """A file of certificates to trust instead of the system's."""
    basic_username: str = ""
    """HTTP basic authentication of a proxy in front of the server."""
    basic_password: str = field(default="", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Sent with every request."""
    host_header: str = ""
    """Sent as Host instead of the URL's host and port."""
    timeout: float = 30.0
    """Seconds to wait for an answer."""
