"""The dialog that asks where a server is and how to get in, and says why the last try failed."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from qbtui.actions.model import Form
from qbtui.address import parse_url
from qbtui.api.errors import ApiError, LoginRejected
from qbtui.config.model import Server
from qbtui.fields import Field, FieldValue, Kind
from qbtui.ui.connect_result import ConnectResult
from qbtui.ui.dialogs.form import FieldsDialog, WrongValueError

REFUSED = "The server has refused this one: type another"
"""Said of a password or API key that is not sent again: after a few times the server bans us."""
_BLANK = ConnectResult(Server(url="http://localhost:8080", username="admin"))


class ConnectDialog(FieldsDialog[ConnectResult]):
    """Asks how to connect, beginning with `shown`; what the fields do not show is kept from it.

    `saves` is whether it offers to save a profile, `is_refused` tells of a server whether it has
    refused what would be sent, and `asked` whether the user wants the dialog now.
    """

    IDLE = "Tab goes to the fields, escape puts it off."

    def __init__(
        self,
        shown: ConnectResult | None = None,
        error: ApiError | None = None,
        saves: bool = True,
        is_refused: Callable[[Server], bool] = lambda _server: False,
        asked: bool = True,
    ) -> None:
        shown = shown or _BLANK
        self._server = shown.server
        self._is_refused = is_refused
        start = "password" if isinstance(error, LoginRejected) else "url"
        super().__init__(
            connect_form(shown, saves),
            error=f"{error.message}\n{error.hint}".strip() if error else "",
            start=start,
            idle=not asked,
        )

    def answer(self, values: dict[str, FieldValue]) -> ConnectResult:
        """Return the server to connect to.

        Raises:
            WrongValueError: the address is none, or the server has refused the password before.
        """
        result = connect_result(values, self._server)
        if self._is_refused(result.server):
            key = "api_key" if result.server.api_key else "password"
            raise WrongValueError(key, REFUSED)
        return result


def connect_form(shown: ConnectResult, saves: bool = True) -> Form:
    """Return the form that edits `shown`; what is to be saved is asked only if it `saves`."""
    return Form(
        f"Connect to {shown.profile}" if shown.profile else "Connect",
        (*_address_fields(shown.server), *(_profile_fields(shown) if saves else ())),
    )


def _address_fields(server: Server) -> tuple[Field, ...]:
    return (
        Field(
            "url",
            "Address",
            help="Address of the WebUI; behind a reverse proxy with the path.",
            initial=server.url,
            required=True,
        ),
        Field("username", "User name", initial=server.username),
        Field("password", "Password", Kind.SECRET, initial=server.password),
        Field(
            "api_key",
            "API key",
            Kind.SECRET,
            help="Instead of user name and password, with qBittorrent 5.2 and later.",
            initial=server.api_key,
        ),
        Field(
            "verify",
            "Check the TLS certificate",
            Kind.TOGGLE,
            help="Without it anyone between you and the server can read along.",
            initial=server.verify,
        ),
        Field(
            "ca_file",
            "CA file",
            Kind.LOCAL_PATH,
            help="File with certificates to trust instead of the system's.",
            initial=server.ca_file,
        ),
    )


def _profile_fields(shown: ConnectResult) -> tuple[Field, ...]:
    return (
        Field(
            "profile",
            "Save as",
            help="Name of the profile, saved once the connection works; empty saves nothing.",
            initial=shown.profile,
        ),
        Field(
            "save_secrets",
            "Save password and API key too",
            Kind.TOGGLE,
            help="They can be read by whoever can read the configuration file.",
            initial=shown.save_secrets,
        ),
    )


def connect_result(values: dict[str, FieldValue], server: Server) -> ConnectResult:
    """Return `server` changed by the values of its form.

    Raises:
        WrongValueError: the address is none.
    """
    try:
        url = parse_url(str(values["url"]))
    except ValueError as error:
        raise WrongValueError("url", str(error)) from None
    password = str(values["password"])
    save_secrets = values.get("save_secrets") is True
    # A password that is saved takes the place of the command that printed one.
    replaced = save_secrets and password
    changed = replace(
        server,
        url=url,
        username=str(values["username"]).strip(),
        password=password,
        password_command="" if replaced else server.password_command,
        api_key=str(values["api_key"]).strip(),
        verify=bool(values["verify"]),
        ca_file=str(values["ca_file"]),
    )
    return ConnectResult(changed, str(values.get("profile", "")).strip(), save_secrets)
