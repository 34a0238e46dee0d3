"""Where a user says which server to talk to: at the start, on request, and when one refuses."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from qbtui.api.errors import ApiError
from qbtui.config.launch import Launch
from qbtui.config.model import ConfigError
from qbtui.config.password import resolve_password
from qbtui.config.save import save_server
from qbtui.ui.dialogs.connect import ConnectDialog, ConnectResult
from qbtui.ui.dialogs.picker import Picker, PickerItem

if TYPE_CHECKING:
    from qbtui.ui.screens.main import MainScreen


NEW = PickerItem("", "Another server", "Type its address.")


class Reception:
    """Opens servers, asking the user when there is something to ask."""

    def __init__(self, screen: MainScreen, launch: Launch) -> None:
        self._screen = screen
        self._config_path = launch.config_path
        self._profiles = dict(launch.config.servers)
        self._profile = (launch.name or "") if launch.name in launch.config.servers else ""
        self._server = launch.server
        self._password = launch.password or ""
        self._asking = False

    def open(self) -> None:
        """Open the server that the settings or the command line name, else ask for one."""
        if self._server is None:
            self._screen.torrents.forget("No server yet\ng n chooses one")
            self.choose()
        else:
            self._screen.open_server(self._server, self._password)

    def choose(self) -> None:
        """Offer the saved profiles and another server; without profiles, ask for one."""
        if self._profiles:
            saved = [PickerItem(name, name, server.url) for name, server in self._profiles.items()]
            self._screen.app.push_screen(Picker("Servers", [*saved, NEW]), self._chosen)
        else:
            self.ask()

    def ask(self, error: ApiError | None = None) -> None:
        """Show the connect dialog, with the reason why the last attempt failed."""
        if not self._asking:
            self._asking = True
            dialog = ConnectDialog(self._profile, self._server, error, self._password)
            self._screen.app.push_screen(dialog, self._answered)

    def _chosen(self, name: str | None) -> None:
        if name == NEW.id:
            self._profile, self._server, self._password = "", None, ""
            self.ask()
        elif name is not None:
            self._screen.run_worker(self._open_profile(name), group="action")

    async def _open_profile(self, name: str) -> None:
        server = self._profiles[name]
        try:
            # The command may take its time; the variable is for the server opened at the start.
            password = await asyncio.to_thread(resolve_password, server, {})
        except ConfigError as error:
            self._screen.desk.fail(f"{name} was not opened", str(error))
            return
        self._profile, self._server, self._password = name, server, password or ""
        self._screen.open_server(server, password)

    def _answered(self, result: ConnectResult | None) -> None:
        self._asking = False
        if result is None:
            return
        if result.profile:
            self._save(result)
        self._profile, self._server = result.profile, result.stored
        self._password = result.server.password
        self._screen.open_server(result.server, self._password)

    def _save(self, result: ConnectResult) -> None:
        try:
            save_server(self._config_path, result.profile, result.stored, make_default=False)
        except (ConfigError, OSError) as error:
            self._screen.desk.fail("The profile was not saved", str(error))
        else:
            self._profiles[result.profile] = result.stored
