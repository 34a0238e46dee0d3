"""Who may call: logins and their bans, cookies, API keys, and the checks of Host and Origin.

What a session remembers of `sync` is in `delta`; nothing here knows endpoints.
"""

from __future__ import annotations

import base64
import binascii
import ipaddress
import random
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from qbtui.sim.delta import Maindata, Peers
from qbtui.sim.messages import Request
from qbtui.sim.refusals import Forbidden
from qbtui.sim.releases import COOKIE_ATTRIBUTES, COOKIE_NAME, Release

if TYPE_CHECKING:
    from qbtui.sim.metainfo import Metainfo
    from qbtui.sim.world import World

BANNED = "Your IP address has been banned after too many failed authentication attempts."
KEY_PREFIX, KEY_LENGTH = "qbt_", 28
_LETTERS = string.ascii_letters + string.digits
_OLD_TIMEOUT = 900
OWN_ADDRESS = "127.0.0.1"
"""The only address that the server listens at; under it, it may always be called."""
FORWARDED_HOST_UNTIL = "5.2.2"
"""From this release on a header of a proxy no longer stands for the Host."""


@dataclass(slots=True, eq=False)
class Session:
    """What the server remembers of one client."""

    id: str
    used: float
    """When it was last used, by the server's clock."""
    renewed: float
    """When the cookie was last sent."""
    maindata: Maindata
    peers: Peers = field(default_factory=Peers)
    metadata: dict[str, Metainfo | None] = field(default_factory=dict)
    """What was asked for with `fetchMetadata`, by the source's text; None until it is there."""


class Unauthorized(Exception):  # noqa: N818 - an answer to the client, not a failure here
    """401: a wrong Host or Origin, or wrong credentials in a header."""


@dataclass(slots=True)
class _Failures:
    count: int = 0
    until: float = 0


class Sessions:
    """All sessions of a server, and the credentials that open them."""

    def __init__(
        self, world: World, release: Release, port: int, password: str, clock: Callable[[], float]
    ) -> None:
        self.password = password
        self.api_key = ""
        """Empty when there is none."""
        self._world = world
        self._release = release
        self.port = port
        """What the server takes for its own port."""
        self._clock = clock
        self._random = random.Random(port)
        self._by_id: dict[str, Session] = {}
        self._by_key: Session | None = None
        self._failures: dict[str, _Failures] = {}

    def __len__(self) -> int:
        """Return how many sessions are kept."""
        return len(self._by_id)

    @property
    def username(self) -> str:
        """The user name, which is a preference."""
        return self._world.text("web_ui_username")

    @property
    def cookie_name(self) -> str:
        """What the cookie is called."""
        return self._release.pick(COOKIE_NAME).format(port=self.port)

    # Before everything else

    def check_origin(self, request: Request) -> None:
        """Refuse what a web page of another site has sent, unless it brings a key.

        Raises:
            Unauthorized: the Origin, the Referer or what a browser says of them does not fit.
        """
        if not self._on("web_ui_csrf_protection_enabled") or self.uses_key(request):
            return
        headers = request.headers
        host = headers.get("host", "")
        if not self._release.at_least(FORWARDED_HOST_UNTIL):
            host = headers.get("x-forwarded-host", host)
        origin = headers.get("origin") or headers.get("referer")
        if origin and _place(origin) != _place(f"//{host}"):
            raise Unauthorized
        if origin or not self._release.has("fetch metadata"):
            return
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            raise Unauthorized

    def check_host(self, request: Request) -> None:
        """Refuse what was sent to a name or a port that the server has not.

        Raises:
            Unauthorized: the Host does not fit.
        """
        host = request.headers.get("host", "")
        if self._on("web_ui_host_header_validation_enabled") and not self._knows(host):
            raise Unauthorized

    def _knows(self, host: str) -> bool:
        name, port = _place(f"//{host}")
        if port is not None and port != self.port:
            return False
        if name == OWN_ADDRESS:
            return True
        listed = (self._world.text("web_ui_domain_list") or "*").split(";")
        domains = (domain.strip() for domain in listed)
        if self._release.has("whole host names"):
            return any(fnmatchcase(name, domain.strip("[]")) for domain in domains)
        return any(fnmatchcase(name, f"*{domain}*") for domain in domains)

    # Finding a session

    def find(self, request: Request) -> Session | None:
        """Return the session that a request belongs to, opening one where no login is needed.

        Raises:
            Unauthorized: it brings credentials that are wrong.
            Forbidden: its address is banned.
        """
        bearer = self._bearer(request)
        if bearer is not None:
            return self._key_session(bearer)
        session = self._by_id.get(_cookies(request).get(self.cookie_name, ""))
        if session is not None and self._lasts(session):
            session.used = self._clock()
            return session
        if self.bypasses(request) or self._basic(request):
            return self.open()
        return None

    def uses_key(self, request: Request) -> bool:
        """Tell whether a request brings an API key, right or wrong."""
        return self._bearer(request) is not None

    def bypasses(self, request: Request) -> bool:
        """Tell whether clients at this address need no login."""
        address = ipaddress.ip_address(request.client)
        if self._world.flag("bypass_local_auth") and address.is_loopback:
            return True
        if not self._world.flag("bypass_auth_subnet_whitelist_enabled"):
            return False
        subnets = self._world.text("bypass_auth_subnet_whitelist").replace(",", "\n").split()
        return any(address in ipaddress.ip_network(subnet, strict=False) for subnet in subnets)

    def open(self) -> Session:
        """Begin a session; the one that was not used for longest goes when there are too many."""
        # Not every client comes back with its cookie, so nobody else may notice that one expired.
        for session in [*self._by_id.values()]:
            if not self._lasts(session):
                self.close(session)
        most = self._world.number("web_ui_sessions_count_limit", 0)
        while 0 < most <= len(self._by_id):
            self.close(min(self._by_id.values(), key=lambda session: session.used))
        now = self._clock()
        session = Session(
            self._token(32), used=now, renewed=-1, maindata=Maindata.of(self._release)
        )
        self._by_id[session.id] = session
        return session

    def close(self, session: Session) -> None:
        """End a session."""
        self._by_id.pop(session.id, None)

    def forget_all(self) -> None:
        """Lose all sessions and bans, as a restart does."""
        self._by_id.clear()
        self._failures.clear()
        self._by_key = None

    # Credentials

    def log_in(self, username: str, password: str, client: str) -> bool:
        """Tell whether the credentials are right; failures are counted by address.

        Raises:
            Forbidden: the address is banned.
        """
        failures = self._failures.setdefault(client, _Failures())
        allowed = self._world.number("web_ui_max_auth_fail_count", 5)
        if failures.count >= allowed:
            if self._clock() < failures.until:
                raise Forbidden(BANNED)
            failures.count = 0
        if (username, password) == (self.username, self.password):
            failures.count = 0
            self._world.say(f"WebAPI login success. IP: {client}")
            return True
        failures.count += 1
        if failures.count >= allowed:
            failures.until = self._clock() + self._world.number("web_ui_ban_duration", 3600)
        self._world.say(f"WebAPI login failure. IP: {client}, username: {username}")
        return False

    def make_key(self) -> str:
        """Make an API key, which ends the one before."""
        self._by_key = None
        self.api_key = KEY_PREFIX + self._token(KEY_LENGTH)
        return self.api_key

    def delete_key(self) -> None:
        """End the API key."""
        self._by_key, self.api_key = None, ""

    # The cookie

    def cookie(self, session: Session, now: float) -> str | None:
        """Return the Set-Cookie that an answer needs; `now` is the time of day, epoch seconds."""
        if session is self._by_key:
            return None
        age = self._clock() - session.renewed
        fresh = session.renewed < 0
        renews = self._release.has("cookie renewal") and 0 < self._timeout < 2 * age
        if not (fresh or renews):
            return None
        session.renewed = max(self._clock(), 0)
        expires = formatdate(now + self._timeout, usegmt=True)
        attributes = self._release.pick(COOKIE_ATTRIBUTES).format(expires=expires)
        return f"{self.cookie_name}={session.id}; {attributes}"

    def no_cookie(self) -> str:
        """Return the Set-Cookie of a logout."""
        return f"{self.cookie_name}=; expires={formatdate(0, usegmt=True)}; path=/"

    # Inside

    @property
    def _timeout(self) -> int:
        if not self._release.has("session timeout preference"):
            return _OLD_TIMEOUT
        return self._world.number("web_ui_session_timeout", 3600)

    def _lasts(self, session: Session) -> bool:
        return self._timeout <= 0 or self._clock() - session.used <= self._timeout

    def _on(self, key: str) -> bool:
        return bool(self._world.preferences.get(key, True))

    def _bearer(self, request: Request) -> str | None:
        kind, _, key = request.headers.get("authorization", "").partition(" ")
        return key if kind.lower() == "bearer" and self._release.has("api key") else None

    def _key_session(self, key: str) -> Session | None:
        if not self.api_key or key != self.api_key:
            return None
        if self._by_key is None:
            now = self._clock()
            self._by_key = Session("", used=now, renewed=now, maindata=Maindata.of(self._release))
        return self._by_key

    def _basic(self, request: Request) -> bool:
        kind, _, encoded = request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "basic" or not self._release.has("basic auth"):
            return False
        try:
            name, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            raise Unauthorized from None
        if not name or not self.log_in(name, password, request.client):
            raise Unauthorized
        return True

    def _token(self, length: int) -> str:
        return "".join(self._random.choices(_LETTERS, k=length))


def _cookies(request: Request) -> Mapping[str, str]:
    pairs = (pair.partition("=") for pair in request.headers.get("cookie", "").split(";"))
    return {name.strip(): value.strip().strip('"') for name, _, value in pairs}


def _place(url: str) -> tuple[str, int | None]:
    """Return the host and the port of a URL; a port that is none counts as not given."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", -1
    name = (parts.hostname or "").lower()
    try:
        return name, parts.port
    except ValueError:
        return name, None
