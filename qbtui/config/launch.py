"""What the command line and the settings amount to: all that the interface needs to start."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from qbtui.config.model import Config, Server


@dataclass(frozen=True, slots=True)
class Launch:
    """How to start the interface."""

    config: Config
    config_path: Path | None
    """Where a new server profile is saved; None saves nothing."""
    name: str | None
    """The name of the server's profile, if it is of one."""
    server: Server | None
    """The server to open; None asks for one first."""
    password: str | None = field(repr=False)
    """None asks for one if the server wants it."""
    read_only: bool
    """Whether everything that changes something on the server is refused."""
