"""What the user said about a server: where it is, how to get in, and what of that to keep.

How that is asked is said in `dialogs.connect`, which is loaded only when there is something to ask.
"""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from qbtui.config.model import Server


@dataclass(frozen=True, slots=True)
class ConnectResult:
    """Where to connect, and what to write to the configuration file."""

    server: Server
    """With all that is needed to get in."""
    profile: str = ""
    """The name of the profile to save; empty saves nothing."""
    save_secrets: bool = False
    secrets_for: str = ""
    """The address of the server that what lets in is for; empty while no server is known to be."""
    drops_basic: bool = False
    """Whether the password of HTTP basic is saved with the others only: it was typed, not read."""

    @property
    def stored(self) -> Server:
        """The server as it is to be saved."""
        server = self.server
        if server.password_command:
            # It prints the password.
            server = replace(server, password="")
        if self.save_secrets:
            return server
        basic = "" if self.drops_basic else server.basic_password
        return replace(server, password="", api_key="", basic_password=basic)
