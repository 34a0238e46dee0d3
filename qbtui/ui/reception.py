"""Where a user says which server to talk to: at the start, on request, and when one refuses."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from msgspec import structs
from textual.app import SuspendNotSupported

from qbtui.api.errors import LoginRejected
from qbtui.config.launch import Launch
from qbtui.config.model import ConfigError, Server, host_of
from qbtui.config.password import resolve_password
from qbtui.state.connection import Connection, Phase
from qbtui.ui.connect_result import ConnectResult
from qbtui.ui.terminal import lend

if TYPE_CHECKING:
    from qbtui.ui.screens.main import MainScreen


NEW = ""
"""What stands for another server than those that are saved."""
CONNECT = "view.connect"
"""The action that asks which server to open."""
OPEN = "●"
"""What marks the server that is open."""


Credentials = tuple[str, str, str, str]
"""Address, user name, password and API key."""


class Reception:
    """Opens servers, asking the user when there is something to ask."""

    def __init__(self, screen: MainScreen, launch: Launch) -> None:
        self._screen = screen
        self._config_path = launch.config_path
        self._profiles = {
            name: ConnectResult(
                server, name, bool(server.password or server.api_key), secrets_for=server.url
            )
            for name, server in launch.config.servers.items()
        }
        """By name, with what was typed to get in even where the file does not hold it."""
        self._opened: ConnectResult | None = None
        """The server that is talked to; None before there is one."""
        if launch.server is not None:
            profile = self._profiles.get(launch.name or "", ConnectResult(launch.server))
            server = _entering(launch.server, launch.password)
            # With an address of its own, the command line says that a profile's secrets go there.
            self._opened = replace(profile, server=server, secrets_for=server.url)
        self._is_unsaved = False
        """Whether what was typed is to be saved once it lets us in."""
        self._trying = False
        """Whether what was typed has neither worked nor failed yet."""
        self._asking = False
        """Whether the dialog is open, or waits to be; no longer once the user chose otherwise."""
        self._refused: set[Credentials] = set()
        """What servers have called wrong."""

    def open(self) -> None:
        """Open the server that the settings or the command line name, else ask for one."""
        if self._opened is None:
            self._screen.torrents.forget(
                f"No server yet\n{self._screen.how(CONNECT, 'chooses one')}"
            )
            self.choose()
        else:
            self._open(self._opened)

    def choose(self) -> None:
        """Offer the saved profiles and another server; without profiles, ask for one."""
        if not self._profiles:
            self._ask(self._opened)
            return
        from qbtui.ui.dialogs.picker import Picker, PickerItem

        items = [
            PickerItem(name, name, profile.server.url, OPEN if self._is_open(name) else "")
            for name, profile in self._profiles.items()
        ]
        items.append(PickerItem(NEW, "Another server", "Type its address."))
        self._screen.app.push_screen(Picker("Servers", items), self._chosen)

    def heard(self, connection: Connection) -> None:
        """Save what was typed once it works; say so in the dialog when it does not."""
        if connection.phase is Phase.CONNECTING:
            return
        tried, self._trying = self._trying, False
        if isinstance(connection.error, LoginRejected) and self._opened is not None:
            opened = self._opened.server
            if opened.password or opened.api_key:
                self._refused.add(_credentials(opened))
        if connection.phase is Phase.ONLINE and self._opened is not None:
            self._opened = replace(self._opened, secrets_for=self._opened.server.url)
            is_new, self._is_unsaved = self._is_unsaved, False
            if is_new:
                self._save(self._opened)
        elif tried or connection.phase is Phase.REFUSED:
            self._ask_later(tried)

    def _is_open(self, name: str) -> bool:
        return self._opened is not None and self._opened.profile == name

    def _ask_later(self, tried: bool) -> None:
        """Show the connect dialog about the open server, once nothing else is being typed.

        It takes what is typed then if the user has just `tried` and waits for it, or if nobody is
        typing.
        """
        if self._asking:
            return
        self._asking = True
        waits = False

        def open_() -> None:
            is_wanted, self._asking = self._asking, False
            if is_wanted and self._screen.link.live.connection.phase is not Phase.ONLINE:
                is_typed_for = tried and not waits
                self._ask(self._opened, is_typed_for or not self._screen.desk.is_in_use)

        self._screen.desk.unasked.show(open_)
        waits = True

    def _ask(self, shown: ConnectResult | None, asked: bool = True) -> None:
        """Show the connect dialog; about the open server, with the reason why it does not answer.

        It starts with `shown`, None being a blank one, and in none of its fields unless `asked`.
        """
        from qbtui.ui.dialogs.connect import ConnectDialog

        dialog = ConnectDialog(
            shown,
            self._screen.link.live.connection.error if shown is self._opened else None,
            saves=self._config_path is not None,
            is_refused=self._was_refused,
            asked=asked,
        )
        self._asking = True
        self._screen.app.push_screen(dialog, self._answered)

    def _was_refused(self, server: Server) -> bool:
        """Tell whether a server has called wrong what would be sent to it."""
        return _credentials(server) in self._refused

    def _chosen(self, name: str | None) -> None:
        if name == NEW:
            # What was typed and never saved is not listed: it can be reached here only.
            saved = self._opened is not None and self._opened.profile in self._profiles
            self._ask(None if saved else self._opened)
        elif name is not None and self._is_refused(name):
            self._ask(self._opened)
        elif name is not None:
            self._open_profile(name)

    def _is_refused(self, name: str) -> bool:
        """Tell whether the open server is this one, and wants something that only the user has."""
        if self._opened is None or self._opened.profile != name:
            return False
        refused = self._screen.link.live.connection.phase is Phase.REFUSED
        return refused and not self._opened.server.password_command

    def _open_profile(self, name: str) -> None:
        try:
            server = self._with_password(self._profiles[name].server)
        except ConfigError as error:
            self._screen.desk.fail(f"{name} was not opened", str(error))
            return
        self._is_unsaved = self._trying = False
        profile = replace(self._profiles[name], server=server)
        if self._was_refused(server):
            # The same again would be refused again, until the server bans us.
            self._screen.desk.fail(f"{name} was not opened", "The server refuses its password.")
            self._ask(profile)
        else:
            self._open(profile)

    def _open(self, opened: ConnectResult) -> None:
        self._opened, self._asking = opened, False
        self._screen.open_server(opened.server, opened.profile or host_of(opened.server.url))

    def _with_password(self, server: Server) -> Server:
        """Return `server` with its password, which a command may ask the user for.

        Raises:
            ConfigError: there is none to be had.
        """
        # The variable of the environment is for the server that is opened at the start.
        resolve = partial(resolve_password, server, {})
        if not server.password_command:
            return _entering(server, resolve())
        try:
            return _entering(server, lend(self._screen.app, resolve))
        except SuspendNotSupported:
            raise ConfigError("password_command needs the terminal, which cannot be lent") from None
        except KeyboardInterrupt:
            raise ConfigError("password_command was interrupted") from None

    def _answered(self, result: ConnectResult | None) -> None:
        self._asking = False
        if result is None:
            return
        self._trying = True
        self._is_unsaved = bool(result.profile)
        self._open(result)

    def _save(self, result: ConnectResult) -> None:
        if self._config_path is None:
            return
        from qbtui.config.save import save_server

        try:
            save_server(self._config_path, result.profile, result.stored)
        except (ConfigError, OSError) as error:
            self._screen.desk.fail("The profile was not saved", str(error))
        else:
            self._profiles[result.profile] = result


def _credentials(server: Server) -> Credentials:
    return server.url, server.username, server.password, server.api_key


def _entering(server: Server, password: str | None) -> Server:
    """Return `server` with the password that lets us in."""
    return structs.replace(server, password=password or "")
