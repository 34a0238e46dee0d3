"""What goes wrong between us and a server: what httpx raises, in our words.

Which request it was, and whether it is sent once more, is the business of the session.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import zlib
from collections.abc import Iterator, Sequence
from typing import TypeVar
from urllib.parse import SplitResult, urlsplit

import httpx

from qbtui.address import parse_url
from qbtui.api.endpoint import Params, Upload
from qbtui.api.errors import (
    ApiError,
    BadCertificate,
    BadReply,
    NotQbittorrent,
    ServerFailure,
    TimedOut,
    Unreachable,
)

_Cause = TypeVar("_Cause", bound=BaseException)

_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.LocalProtocolError,
    httpx.UnsupportedProtocol,
)
# What OpenSSL calls them in x509_vfy.h: the name of a host, and an address of one.
_ANOTHER_NAME = (62, 64)
_EXPIRED, _NOT_YET_VALID = 10, 9
_NAMES_SHOWN = 3
# What httpx says when a connection ends before an answer, and within one.
_DROPPED = ("disconnected", "peer closed")
_DROPPED_HINT = "Is qBittorrent running? If it uses HTTPS, the address starts with https://."


@contextlib.contextmanager
def proxies_in_our_words() -> Iterator[None]:
    """Turn what httpx raises over the proxies of the environment into `ApiError`."""
    try:
        yield
    except (httpx.InvalidURL, ImportError, ValueError) as error:
        raise Unreachable(
            f"The proxy that the environment names cannot be used: {error}",
            "See HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY.",
        ) from error


def repetition(
    error: ApiError, content: Params | Upload, again: Params | Upload | None
) -> Params | Upload | None:
    """Return what to send after `error`: `content`, where it cannot have arrived, or `again`.

    None is nothing: that would be of no use, or do harm.
    """
    cause = error.__cause__
    if isinstance(cause, httpx.ConnectError):
        return content if _cause(cause, ssl.SSLError) is None else None
    return again if isinstance(cause, httpx.NetworkError | httpx.RemoteProtocolError) else None


@contextlib.contextmanager
def in_our_words(url: str) -> Iterator[None]:
    """Turn what httpx raises into `ApiError`."""
    try:
        yield
    except (ApiError, MemoryError):
        raise
    except zlib.error as error:
        raise BadReply(f"The answer is damaged: {error}.") from error
    except TimeoutError as error:
        raise TimedOut(f"{urlsplit(parse_url(url)).netloc} answers too slowly.") from error
    except httpx.LocalProtocolError as error:
        # What httpx says quotes the header, which may be a secret.
        raise ApiError("A header in the profile holds what HTTP does not allow.") from error
    except httpx.HTTPError as error:
        raise _failure(error, urlsplit(parse_url(url))) from error
    except Exception as error:
        # Neither httpx nor what it is made of says what it may raise over an answer that is odd.
        raise BadReply(f"The answer makes no sense: {error}.") from error


def _failure(error: httpx.HTTPError, url: SplitResult) -> ApiError:
    if tls := _cause(error, ssl.SSLError):
        return _tls_failure(tls, url)
    if isinstance(error, httpx.ConnectTimeout):
        return TimedOut(f"No answer from {url.netloc}.", Unreachable.hint, "")
    if isinstance(error, httpx.TimeoutException):
        return TimedOut(f"{url.netloc} did not answer in time.")
    if _cause(error, socket.gaierror):
        return Unreachable(f"There is no host named {url.hostname}.")
    if _cause(error, ConnectionRefusedError):
        return Unreachable(f"{url.netloc} refuses the connection.")
    if isinstance(error, httpx.ProxyError):
        return Unreachable(f"The proxy that the environment names failed: {error}.")
    was_dropped = any(words in str(error) for words in _DROPPED)
    if isinstance(error, httpx.RemoteProtocolError) and not was_dropped:
        return NotQbittorrent(f"What answers at {url.netloc} is not a web server.")
    if isinstance(error, httpx.ConnectError):
        return Unreachable(f"There is no connection to {url.netloc}: {error}.")
    return Unreachable(f"{url.netloc} dropped the connection.", _DROPPED_HINT)


def may_have_arrived(error: ApiError) -> bool:
    """Tell whether the server may have done what it was asked, for all that is known."""
    if isinstance(error.__cause__, httpx.TransportError):
        return not isinstance(error.__cause__, _NEVER_SENT)
    return isinstance(error, ServerFailure | BadReply | NotQbittorrent | TimedOut)


def is_for_another_name(error: ApiError) -> bool:
    """Tell whether a certificate was refused for the names in it alone."""
    cause = _cause(error, ssl.SSLCertVerificationError)
    return cause is not None and cause.verify_code in _ANOTHER_NAME


def for_another_name(url: str, names: Sequence[str]) -> BadCertificate:
    """Return what is to be said of a certificate for `names`, which are not that of `url`.

    Without `names`, they are not known.
    """
    parts = urlsplit(parse_url(url))
    address, more = "that name", len(names) - _NAMES_SHOWN
    said = f"not for {parts.hostname}"
    if names:
        listed = ", ".join(names[:_NAMES_SHOWN]) + (f" and {more} more" if more > 0 else "")
        said = f"for {listed}, {said}"
    # An asterisk stands for any name: none that could be reached.
    usable = [name for name in names if "*" not in name]
    if usable:
        host = f"[{usable[0]}]" if ":" in usable[0] else usable[0]
        port = "" if parts.port is None else f":{parts.port}"
        address = f"https://{host}{port}{parts.path}"
    return BadCertificate(
        f"The certificate of {parts.netloc} is {said}.",
        f"Use {address} as the address, if it leads there too; else the server needs a certificate"
        f" for {parts.hostname}.",
        "url",
    )


def _tls_failure(error: ssl.SSLError, url: SplitResult) -> BadCertificate:
    place = url.netloc
    if not isinstance(error, ssl.SSLCertVerificationError):
        hint = "Does its address start with http://?"
        return BadCertificate(f"{place} does not speak TLS as it should.", hint, "url")
    if error.verify_code in _ANOTHER_NAME:
        return for_another_name(url.geturl(), ())
    if error.verify_code == _EXPIRED:
        return BadCertificate(
            f"The certificate of {place} has expired.",
            f"Renew it on {url.hostname}; or is the clock of this machine ahead?",
            "url",
        )
    if error.verify_code == _NOT_YET_VALID:
        return BadCertificate(
            f"The certificate of {place} is not valid yet.",
            f"Are the clocks right, here and on {url.hostname}, where it was made?",
            "url",
        )
    return BadCertificate(f"The certificate of {place} is not trusted: {error.verify_message}.")


def _cause(error: BaseException | None, kind: type[_Cause]) -> _Cause | None:
    """Find `kind` among what led to `error`, through groups."""
    while error is not None:
        if isinstance(error, kind):
            return error
        if isinstance(error, BaseExceptionGroup):
            found = (_cause(each, kind) for each in error.exceptions)
            return next((each for each in found if each is not None), None)
        error = error.__cause__ or error.__context__
    return None
