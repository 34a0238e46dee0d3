"""One call of an endpoint: its parameters as the server reads them, and what it acts on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from qbtui.sim import coercion
from qbtui.sim.refusals import NotFound

if TYPE_CHECKING:
    from qbtui.sim.forms import Form
    from qbtui.sim.messages import Request
    from qbtui.sim.releases import Release
    from qbtui.sim.server import Server
    from qbtui.sim.sessions import Session
    from qbtui.sim.torrent import SimTorrent
    from qbtui.sim.world import World

_ID_LENGTH = 40
_TRUTH = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Call:
    """What a route works with."""

    server: Server
    request: Request
    form: Form
    current: Session | None
    """None only for a login."""

    @property
    def world(self) -> World:
        """What the server manages."""
        return self.server.world

    @property
    def release(self) -> Release:
        """What the server is."""
        return self.server.release

    @property
    def session(self) -> Session:
        """The session that the call belongs to."""
        if self.current is None:
            raise LookupError("a login has no session")
        return self.current

    @property
    def params(self) -> Mapping[str, str]:
        """All parameters; a file that was uploaded is none."""
        return self.form.fields

    def text(self, name: str, default: str = "") -> str:
        """Return a parameter as it came."""
        return self.params.get(name, default)

    def flag(self, name: str) -> bool | None:
        """Return a parameter that is the word true or false; None for anything else."""
        return _TRUTH.get(self.text(name).lower())

    def number(self, name: str, default: int = 0) -> int:
        """Return a whole number of 32 bits; the default when it is none."""
        number = coercion.whole(self.text(name))
        return default if number is None else number

    def wrapped(self, name: str) -> int:
        """Return a whole number of 64 bits cut to 32, as old servers read limits; 0 for junk."""
        return coercion.cut(coercion.whole(self.text(name), bits=64) or 0)

    def decimal(self, name: str, default: float = 0) -> float:
        """Return a number; the default when it is none."""
        number = coercion.decimal(self.text(name))
        return default if number is None else number

    def word(self, name: str, words: Sequence[str]) -> str:
        """Return one of these words; the first for anything else."""
        return self.text(name) if self.text(name) in words else words[0]

    def piped(self, name: str) -> list[str]:
        """Return the values that `|` separates, without the empty ones."""
        return [value for value in self.text(name).split("|") if value]

    def piped_urls(self, name: str) -> list[str]:
        """Return URLs that `|` separates, each percent-encoded once more."""
        return [unquote(value) for value in self.piped(name)]

    def words(self, name: str) -> list[str]:
        """Return the values that commas separate, trimmed, without the empty ones."""
        return [word for value in self.text(name).split(",") if (word := value.strip())]

    def lines(self, name: str) -> list[str]:
        """Return the values that newlines separate, trimmed, without the empty ones."""
        return [line for value in self.text(name).split("\n") if (line := value.strip())]

    @property
    def torrents(self) -> list[SimTorrent]:
        """The torrents of `hashes`, which may be the word all."""
        return self.selected("hashes")

    def selected(self, name: str) -> list[SimTorrent]:
        """Return torrents by their IDs, twice what is there twice; the sole word all is all."""
        if self.piped(name) == ["all"]:
            return list(self.world.torrents.values())
        return self.named(name)

    def named(self, name: str) -> list[SimTorrent]:
        """Return torrents by their IDs, without the unknown; the word all means nothing."""
        known = self.world.torrents
        return [known[hash] for hash in self.hashes(name) if hash in known]

    def hashes(self, name: str = "hashes") -> list[str]:
        """Return torrent IDs that `|` separates, in lower case; known or unknown, or a word."""
        return [value.lower() if len(value) == _ID_LENGTH else value for value in self.piped(name)]

    @property
    def torrent(self) -> SimTorrent:
        """The torrent of `hash`.

        Raises:
            NotFound: there is none.
        """
        torrent = self.world.torrents.get(self.text("hash").lower())
        if torrent is None:
            raise NotFound
        return torrent
