"""Where a user says which server to talk to: at the start, on request, and when one refuses."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from msgspec import structs
from textual.app import SuspendNotSupported

from qbtui.api.errors import ApiError
from qbtui.config.launch import Launch
from qbtui.config.model import ConfigError, Server
from qbtui.config.password import resolve_password
from qbtui.config.save import save_server
from qbtui.state.connection import Connection, Phase
from qbtui.ui.dialogs.connect import ConnectDialog, ConnectResult, holds_secrets
from qbtui.ui.dialogs.picker import Picker, PickerItem
from qbtui.ui.terminal import lend

if TYPE_CHECKING:
    from qbtui.ui.screens.main import MainScreen


NEW = PickerItem("", "Another server", "Type its address.")


class Reception:
    """Opens servers, asking the user when there is something to ask."""

    def __init__(self, screen: MainScreen, launch: Launch) -> None:
        self._screen = screen
        self._config_path = launch.config_path
        self._profiles = {
            name: ConnectResult(server, name, holds_secrets(server))
            for name, server in launch.config.servers.items()
        }
        """By name, with what was typed to get in even where the file does not hold it."""
        self._shown: ConnectResult | None = None
        """What the connect dialog starts with; None is a blank one."""
        if launch.server is not None:
            name = (launch.name or "") if launch.name in self._profiles else ""
            saves = holds_secrets(launch.server)
            self._shown = ConnectResult(_entering(launch.server, launch.password), name, saves)
        self._unsaved: ConnectResult | None = None
        """What is to be saved once it let us in."""
        self._trying = False
        """Whether what was typed has neither worked nor failed yet."""
        self._asking = False

    def open(self) -> None:
        """Open the server that the settings or the command line name, else ask for one."""
        if self._shown is None:
            self._screen.torrents.forget("No server yet\ng n chooses one")
            self.choose()
        else:
            self._screen.open_server(self._shown.server)

    def choose(self) -> None:
        """Offer the saved profiles and another server; without profiles, ask for one."""
        if self._profiles:
            saved = [PickerItem(name, name, row.server.url) for name, row in self._profiles.items()]
            self._screen.app.push_screen(Picker("Servers", [*saved, NEW]), self._chosen)
        else:
            self.ask()

    def heard(self, connection: Connection) -> None:
        """Save what was typed once it works; say so in the dialog when it does not."""
        if connection.phase is Phase.CONNECTING:
            return
        failed = connection.phase is Phase.OFFLINE and self._trying
        self._trying = False
        if connection.phase is Phase.ONLINE:
            typed, self._unsaved = self._unsaved, None
            if typed is not None:
                self._save(typed)
        elif failed or connection.phase is Phase.REFUSED:
            self.ask(connection.error)

    def ask(self, error: ApiError | None = None) -> None:
        """Show the connect dialog, with the reason why the last attempt failed."""
        if not self._asking:
            self._asking = True
            self._screen.app.push_screen(ConnectDialog(self._shown, error), self._answered)

    def _chosen(self, name: str | None) -> None:
        if name == NEW.id:
            # What was typed and never saved is not listed: it can be reached here only.
            if self._shown is not None and self._shown.profile in self._profiles:
                self._shown = None
            self.ask()
        elif name is not None:
            self._open_profile(name)

    def _open_profile(self, name: str) -> None:
        try:
            server = self._with_password(self._profiles[name].server)
        except ConfigError as error:
            self._screen.desk.fail(f"{name} was not opened", str(error))
            return
        self._shown = replace(self._profiles[name], server=server)
        self._unsaved, self._trying = None, False
        self._screen.open_server(server)

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
        self._shown, self._trying = result, True
        self._unsaved = result if result.profile else None
        self._screen.open_server(result.server)

    def _save(self, result: ConnectResult) -> None:
        try:
            save_server(self._config_path, result.profile, result.stored, make_default=False)
        except (ConfigError, OSError) as error:
            self._screen.desk.fail("The profile was not saved", str(error))
        else:
            self._profiles[result.profile] = result


def _entering(server: Server, password: str | None) -> Server:
    """Return `server` with the password that lets us in."""
    return structs.replace(server, password=password or "")
