"""What goes wrong between us and a server: what httpx raises, in our words.

Which request it was, and whether it is sent once more, is the business of the session.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import zlib
from collections.abc import Iterator
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
        return _tls_failure(tls, url.netloc)
    if isinstance(error, httpx.ConnectTimeout):
        return TimedOut(f"No answer from {url.netloc}.", Unreachable.hint)
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


def _tls_failure(error: ssl.SSLError, place: str) -> BadCertificate:
    if isinstance(error, ssl.SSLCertVerificationError):
        return BadCertificate(f"The certificate of {place} is not trusted: {error.verify_message}.")
    return BadCertificate(
        f"{place} does not speak TLS as it should.", "Does its address start with http://?"
    )


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
