"""Everything that can go wrong between qbtui and a server, in the user's words.

    ApiError
    ├── BadAddress         the text is not the address of a server
    ├── Unreachable        no connection: refused, no route, unknown host, reset
    │   ├── TimedOut       connected, but no answer in time
    │   └── BadCertificate TLS did not verify, or the port does not speak TLS
    ├── NotQbittorrent     something answered, but not a qBittorrent WebUI
    ├── UnsupportedServer  a qBittorrent older than 4.1
    ├── Refused            the server will not talk to us until the user changes something
    │   ├── LoginRejected  wrong user name, password or API key
    │   ├── Banned         too many failed logins from this address
    │   ├── WrongHost      the Host header does not match the server's rules (401)
    │   └── ProxyRejected  a proxy in front wants other HTTP basic credentials
    ├── Forbidden          access denied to one thing, or the session ended twice in a row (403)
    ├── NotFound           the torrent (or other item) is gone (404)
    ├── Conflict           the server's state does not allow it (409)
    ├── Rejected           a parameter or a file was refused (400, 413, 415)
    ├── ServerFailure      the server failed (5xx)
    ├── BadReply           the answer could not be understood
    └── Unsupported        this release of the server does not have the endpoint

Each has a `message` that says what happened and a `hint` that says what to do, maybe empty, and may
name the `setting` of the server's profile that is to be changed.
"""

# ruff: noqa: N818 - they read as what happened; the base class says that they are errors

from __future__ import annotations

from typing import Self


class ApiError(Exception):
    """A call to the server that had no effect, or whose effect is unknown."""

    hint = ""
    """What the user can do about it; empty when the message says enough."""
    setting = ""
    """The setting of `Access` to look at; empty when none is to blame more than the address."""
    uncertain = False
    """Whether what was to be changed may have been changed nevertheless."""

    def __init__(self, message: str, hint: str = "", setting: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if hint:
            self.hint = hint
        if setting is not None:
            self.setting = setting

    def bare(self) -> Self:
        """Return the error without frames and causes, which hold whole answers: to be kept."""
        self.__cause__ = self.__context__ = None
        return self.with_traceback(None)


class BadAddress(ApiError):
    """What was given as the address of a server is not one."""

    hint = "An address looks like http://localhost:8080 or https://example.org/qbittorrent."


class Unreachable(ApiError):
    """No connection to the server."""

    hint = "Is qBittorrent running, and are host and port right?"


class TimedOut(Unreachable):
    """The server did not answer in time."""

    hint = "The server may be busy; the connect dialog takes a longer timeout."
    setting = "timeout"


class BadCertificate(Unreachable):
    """TLS could not be established."""

    hint = (
        "Set the CA file (ca_file) to the file of the certificate, or of who issued it. To turn the"
        " check off (verify = false) lets anyone on the way read along, the password too."
    )
    setting = "ca_file"


class NotQbittorrent(ApiError):
    """Something answered that is not a qBittorrent WebUI."""

    hint = "Check the URL; behind a reverse proxy it must include the base path."


class UnsupportedServer(ApiError):
    """The server is too old for its API to be known."""

    hint = "qbtui needs qBittorrent 4.1 or newer."


class Refused(ApiError):
    """The server will not talk to us until the user changes something; never retried."""


class LoginRejected(Refused):
    """The user name, password or API key is wrong."""

    setting = "password"
    hint = (
        "Check user name and password. Since 4.6.1 a server without a set password prints"
        " a temporary one on its console at start."
    )


class Banned(Refused):
    """The server refuses logins from this address after too many failures."""

    hint = (
        "The ban ends after the server's ban duration (one hour by default), or when it restarts."
    )


class WrongHost(Refused):
    """The server does not accept the Host header we sent."""

    hint = (
        "Set the Host header (host_header) to a name and port the server accepts, or turn off"
        " its host header validation."
    )
    setting = "host_header"


class ProxyRejected(Refused):
    """A proxy in front of the server wants HTTP basic authentication."""

    hint = "Set user and password of HTTP basic (basic_username, basic_password)."
    setting = "basic_username"


class Forbidden(ApiError):
    """The server denied access."""


class NotFound(ApiError):
    """What the call names does not exist on the server, or no longer."""


class Conflict(ApiError):
    """The server's state does not allow the call."""


class Rejected(ApiError):
    """The server refused a parameter or a file."""


class ServerFailure(ApiError):
    """The server failed while answering."""


class BadReply(ApiError):
    """The answer could not be understood."""

    hint = "A proxy may have answered instead of qBittorrent, or this release is unknown to qbtui."


class Unsupported(ApiError):
    """This release of the server does not have the endpoint."""
