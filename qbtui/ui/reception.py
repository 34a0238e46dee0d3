"""Where a user says which server to talk to: at the start, on request, and when one refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from qbtui.api.errors import ApiError
from qbtui.config.launch import Launch
from qbtui.config.model import ConfigError, Server
from qbtui.config.save import save_server
from qbtui.ui.dialogs.connect import ConnectDialog, ConnectResult

if TYPE_CHECKING:
    from qbtui.ui.screens.main import MainScreen


class Reception:
    """Opens servers, asking the user when there is something to ask."""

    def __init__(self, screen: MainScreen, launch: Launch) -> None:
        self._screen = screen
        self._config_path = launch.config_path
        self._profile = (launch.name or "") if launch.name in launch.config.servers else ""
        self._server = _with_password(launch.server, launch.password)
        self._asking = False

    def open(self) -> None:
        """Open the server that the settings or the command line name, else ask for one."""
        if self._server is None:
            self.ask()
        else:
            self._screen.open_server(self._server, self._server.password)

    def ask(self, error: ApiError | None = None) -> None:
        """Show the connect dialog, with the reason why the last attempt failed."""
        if not self._asking:
            self._asking = True
            self._screen.app.push_screen(
                ConnectDialog(self._profile, self._server, error), self._answered
            )

    def _answered(self, result: ConnectResult | None) -> None:
        self._asking = False
        if result is None:
            return
        if result.profile:
            self._save(result)
        self._profile, self._server = result.profile, result.server
        self._screen.open_server(result.server, result.server.password)

    def _save(self, result: ConnectResult) -> None:
        try:
            save_server(self._config_path, result.profile, result.stored, make_default=False)
        except (ConfigError, OSError) as error:
            self._screen.desk.fail("The profile was not saved", str(error))


def _with_password(server: Server | None, password: str | None) -> Server | None:
    return replace(server, password=password) if server and password else server
