"""The dialog that asks where a server is and how to get in, and says why the last try failed.

What lets us in at one server does not go to another: when the address becomes that of another, what
was set for the one before is taken out of the form, and the user is told.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import fields, replace

from qbtui.actions.model import Form
from qbtui.actions.words import count
from qbtui.address import is_same_server, parse_url
from qbtui.api.errors import ApiError
from qbtui.config.model import Server, meta
from qbtui.fields import Field, FieldValue, Kind
from qbtui.ui.connect_result import ConnectResult
from qbtui.ui.dialogs.form import FieldsDialog, WrongValueError

REFUSED = "The server has refused this one: type another"
"""Said of a password or API key that is not sent again: after a few times the server bans us."""
_BLANK = ConnectResult(Server(url="http://localhost:8080", username="admin"))
_HELP = {setting.name: meta(setting).description or "" for setting in fields(Server)}
_USUAL: dict[str, FieldValue] = {
    "password": "",
    "api_key": "",
    "basic_username": "",
    "basic_password": "",
    "headers": False,
    "host_header": "",
    "verify": True,
}
"""What is for one server alone, and what it is for any other."""

_USUAL_MORE = {**_USUAL, "ca_file": "", "timeout": Server(url="http://localhost").timeout}
"""What the fields hold that few need."""
_SHORTEST = 0.1
"""Seconds that an answer may take, at the least."""


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
        self._shown = shown or _BLANK
        self._is_refused = is_refused
        self._taken: dict[str, FieldValue] = {}
        """What was taken out of the form, by the keys of its fields."""
        self._taken_from = ""
        """The address for which that was done."""
        super().__init__(
            connect_form(self._shown, saves),
            error=f"{error.message}\n{error.hint}".strip() if error else "",
            start=error.setting if error else "",
            idle=not asked,
        )

    def answer(self, values: dict[str, FieldValue]) -> ConnectResult:
        """Return the server to connect to.

        Raises:
            WrongValueError: the address is none, or that of a server for which the rest was not
                meant, or the server has refused the password before.
        """
        values = self._given_back(values)
        result = connect_result(values, self._shown)
        self._take_out(values, result.server.url)
        if self._is_refused(result.server):
            key = "api_key" if result.server.api_key else "password"
            raise WrongValueError(key, REFUSED)
        return result

    def _take_out(self, values: dict[str, FieldValue], url: str) -> None:
        """Take what is for the server before out of the form, once for each new one.

        Raises:
            WrongValueError: there was something.
        """
        before = self._shown.secrets_for
        if not before or is_same_server(before, url):
            return
        if self._taken_from and is_same_server(self._taken_from, url):
            return
        self._taken_from = url
        ours = {field.key: field for field in self._form.fields if field.key in _USUAL}
        going = {
            key: values[key]
            for key, field in ours.items()
            if values[key] == field.initial != _USUAL[key]
        }
        labels = [ours[key].label for key in going]
        if self._shown.server.password_command:
            labels.append("password_command")
        if labels:
            self._taken |= going
            self.put({key: _USUAL[key] for key in going})
            raise WrongValueError(
                "url",
                f"What is for {before} alone does not go to another server, and was taken out:"
                f" {', '.join(labels)}. Enter goes on without it.",
            )

    def _given_back(self, values: dict[str, FieldValue]) -> dict[str, FieldValue]:
        """Return the values with what was taken out, if the address is the old one again."""
        if not self._taken or not _leads_to(values["url"], self._shown.secrets_for):
            return values
        back = {key: old for key, old in self._taken.items() if values[key] == _USUAL[key]}
        self._taken, self._taken_from = {}, ""
        self.put(back)
        return {**values, **back}


def connect_form(shown: ConnectResult, saves: bool = True) -> Form:
    """Return the form that edits `shown`; what is to be saved is asked only if it `saves`."""
    server = shown.server
    return Form(
        f"Connect to {shown.profile}" if shown.profile else "Connect",
        (
            _field(server, "url", "Address", required=True),
            Field("username", "User name", initial=server.username),
            Field("password", "Password", Kind.SECRET, initial=server.password),
            _field(server, "api_key", "API key", Kind.SECRET),
            *(_profile_fields(shown) if saves else ()),
            *_more_fields(server),
        ),
    )


def _field(
    server: Server, key: str, label: str, kind: Kind = Kind.TEXT, *, required: bool = False
) -> Field:
    return Field(key, label, kind, help=_HELP[key], initial=getattr(server, key), required=required)


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
            "Save passwords and API key too",
            Kind.TOGGLE,
            help="They can be read by whoever can read the configuration file.",
            initial=shown.save_secrets,
        ),
    )


def _more_fields(server: Server) -> tuple[Field, ...]:
    fields_ = (
        Field(
            "verify",
            "Check the TLS certificate",
            Kind.TOGGLE,
            help="Without it anyone between you and the server can read along.",
            initial=server.verify,
        ),
        _field(server, "ca_file", "CA file", Kind.LOCAL_PATH),
        _field(server, "basic_username", "HTTP basic user"),
        _field(server, "basic_password", "HTTP basic password", Kind.SECRET),
        *((_headers_field(server),) if server.headers else ()),
        _field(server, "host_header", "Host header"),
        Field(
            "timeout",
            "Timeout",
            Kind.DECIMAL,
            help=_HELP["timeout"],
            initial=server.timeout,
            low=_SHORTEST,
            required=True,
        ),
    )
    return tuple(replace(field, usual=_USUAL_MORE[field.key]) for field in fields_)


def _headers_field(server: Server) -> Field:
    # What they hold may be a secret, and is written where it can be read in peace.
    return Field(
        "headers",
        f"Send {count(len(server.headers), 'header')}",
        Kind.TOGGLE,
        help=f"{', '.join(server.headers)}: the configuration file says what they hold.",
        initial=True,
    )


def connect_result(values: dict[str, FieldValue], shown: ConnectResult) -> ConnectResult:
    """Return what was `shown`, changed by the values of its form.

    Raises:
        WrongValueError: the address is none.
    """
    before = shown.server
    try:
        url = parse_url(str(values["url"]))
    except ValueError as error:
        raise WrongValueError("url", str(error)) from None
    is_there = is_same_server(shown.secrets_for or url, url)
    password, basic = str(values["password"]), str(values["basic_password"])
    save_secrets = values.get("save_secrets") is True
    # A password takes the place of the command that printed one when the user has it saved.
    is_chosen = password != before.password or not shown.save_secrets
    is_replaced = save_secrets and password and is_chosen
    changed = replace(
        before,
        url=url,
        username=str(values["username"]).strip(),
        password=password,
        password_command=before.password_command if is_there and not is_replaced else "",
        api_key=str(values["api_key"]).strip(),
        verify=bool(values["verify"]),
        ca_file=str(values["ca_file"]),
        basic_username=str(values["basic_username"]),
        basic_password=basic,
        headers=before.headers if values.get("headers") else {},
        host_header=str(values["host_header"]),
        timeout=values["timeout"],
    )
    return ConnectResult(
        changed,
        str(values.get("profile", "")).strip(),
        save_secrets,
        shown.secrets_for if is_there else "",
        drops_basic=not save_secrets
        and (shown.drops_basic or shown.save_secrets or basic != before.basic_password),
    )


def _leads_to(address: FieldValue, url: str) -> bool:
    try:
        return is_same_server(url, parse_url(str(address)))
    except ValueError:
        return False
