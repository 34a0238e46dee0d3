"""What can be set, each with its meaning and default; the example file is generated from this.

Reading, checking against the file and writing are done elsewhere.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args
from urllib.parse import urlsplit

from msgspec import Meta, Struct
from msgspec.structs import FieldInfo, force_setattr

from qbtui.address import parse_url
from qbtui.fields import did_you_mean


class ConfigError(Exception):
    """A setting is missing or wrong; the message names the file and the key."""


class Server(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One server profile: where a server is and how to get in."""

    url: Annotated[
        str,
        Meta(
            description="Address of the WebUI; behind a reverse proxy with the path.",
            examples=["http://localhost:8080"],
        ),
    ]
    username: Annotated[str, Meta(description="User name of the WebUI.", examples=["admin"])] = ""
    password: Annotated[
        str,
        Meta(
            description="Password of the WebUI. Without one here, in password_command or in the"
            " environment variable QBTUI_PASSWORD, qbtui asks for it.",
        ),
    ] = ""
    password_command: Annotated[
        str,
        Meta(
            description="Shell command that prints the password as its first line.",
            examples=["pass show qbittorrent"],
        ),
    ] = ""
    api_key: Annotated[
        str, Meta(description="API key of qBittorrent 5.2 and later, instead of a login.")
    ] = ""
    verify: Annotated[bool, Meta(description="Whether to check the TLS certificate.")] = True
    ca_file: Annotated[
        str,
        Meta(
            description="File with certificates to trust instead of the system's.",
            examples=["/etc/ssl/home.pem"],
        ),
    ] = ""
    basic_username: Annotated[
        str, Meta(description="User name that a proxy in front asks for (HTTP basic).")
    ] = ""
    basic_password: Annotated[str, Meta(description="Password that such a proxy asks for.")] = ""
    headers: Annotated[
        dict[str, str],
        Meta(description="Sent with every request.", examples=[{"X-Forwarded-User": "me"}]),
    ] = {}
    host_header: Annotated[
        str,
        Meta(
            description="Sent as Host, for a server that accepts only certain names.",
            examples=["localhost:8080"],
        ),
    ] = ""
    timeout: Annotated[float, Meta(gt=0, description="Seconds to wait for an answer.")] = 30.0

    def __post_init__(self) -> None:
        """Bring the URL into its normal form; raises ValueError when it is none."""
        force_setattr(self, "url", parse_url(self.url))

    def __repr__(self) -> str:
        """Return what may appear in logs and reports: no secret."""
        return f"Server({self.url!r}, username={self.username!r})"

    @property
    def holds_secret(self) -> bool:
        """Whether something in the profile lets its reader in."""
        return bool(self.password or self.api_key or self.basic_password or self.headers)


class Display(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the screen looks like at the start."""

    theme: Annotated[
        str,
        Meta(
            description="Colours: auto suits the terminal; else qbtui-dark, qbtui-light, ansi-dark,"
            " ansi-light or any theme of Textual.",
        ),
    ] = "auto"
    sidebar: Annotated[
        Literal["auto", "on", "off"],
        Meta(description="Whether the sidebar shows: auto is when there is room."),
    ] = "auto"
    details: Annotated[
        Literal["auto", "on", "off"],
        Meta(description="Whether the details show: auto is when there is room."),
    ] = "auto"


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the configuration file holds."""

    server: Annotated[
        str,
        Meta(
            description="The server to open; without it, the only one, else qbtui asks.",
            examples=["home"],
        ),
    ] = ""
    read_only: Annotated[
        bool, Meta(description="Refuse everything that changes something on a server.")
    ] = False
    servers: Annotated[
        dict[str, Server], Meta(description="One table for each server; the name is yours.")
    ] = {}
    display: Annotated[Display, Meta(description="What the screen looks like at the start.")] = (
        Display()
    )
    keys: Annotated[
        dict[str, tuple[str, ...]],
        Meta(
            description="Keys of actions, instead of the default ones: one, or a list.",
            examples=[{"torrents.start": ["S", "o r"], "view.toggle_sidebar": "b"}],
        ),
    ] = {}


class Config(Settings, frozen=True, kw_only=True):
    """The settings, and what there is to say about the file they came from."""

    warnings: tuple[str, ...] = ()
    """Sentences for the user."""

    def profile(self, name: str | None = None) -> str | None:
        """Return the profile to open: `name`, else the default, else the only one, else None.

        Raises:
            ConfigError: there is no profile of this name.
        """
        wanted = name if name is not None else self.server
        if wanted in self.servers:
            return wanted
        if wanted:
            raise ConfigError(f'no server "{wanted}" is set up{did_you_mean(wanted, self.servers)}')
        return next(iter(self.servers)) if len(self.servers) == 1 else None


def meta(setting: FieldInfo) -> Meta:
    """Return what is said of a setting: its meaning, and examples."""
    return next(note for note in get_args(setting.type) if isinstance(note, Meta))


def host_of(url: str) -> str:
    """Return the host of an address in its normal form."""
    return urlsplit(url).hostname or url
