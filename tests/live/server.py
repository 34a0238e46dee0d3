"""One running qBittorrent in its Debian system, with a profile and ports of its own.

It is asked about effects through the small HTTP client here, never through qbtui's own: a mistake
in how qbtui speaks to a server must not hide itself.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import httpx

from tests.live.loopback import HOST, free_port, require_loopback_only
from tests.live.provision import installed
from tests.live.waiting import PATIENCE, wait_for

CONFIGURATION = r"""
[BitTorrent]
Session\DHTEnabled=false
Session\LSDEnabled=false
Session\PeXEnabled=false
Session\Interface=lo
Session\InterfaceName=lo
Session\Port={peer_port}
Session\DefaultSavePath={downloads}
Session\QueueingSystemEnabled=false
Session\MultiConnectionsPerIp=true
Session\RefreshInterval=500
[LegalNotice]
Accepted=true
[Network]
PortForwardingEnabled=false
[Preferences]
Bittorrent\DHT=false
Bittorrent\LSD=false
Bittorrent\PeX=false
Connection\UPnP=false
General\RefreshInterval=500
Queueing\QueueingEnabled=false
Connection\ResolvePeerCountries=false
Connection\PortRangeMin={peer_port}
Connection\Interface=lo
Connection\InterfaceName=lo
Downloads\SavePath={downloads}
WebUI\Address=127.0.0.1
WebUI\Port={port}
WebUI\Username=admin
WebUI\LocalHostAuth=true
WebUI\Password_PBKDF2="@ByteArray({password_hash})"
"""
"""Some keys stand here twice: under the name of old and of new releases. Values refresh often."""

PASSWORD_HASH = (
    "ARQ77eY1NUZaQsuDHbIMCA==:0WMRkYTUWVT9wVvdDtHAjU9b3b7uB8NR1Gur2hmQCvCDpm39Q+PsJRJPaCU51dEi"
    "z+dTzh8qbPsL8WkFljQYFQ=="
)
"""Of `adminadmin`."""

ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}

Value = str | int | float | bool


class Server:
    """A qBittorrent that belongs to the tests. Its ports stay the same over restarts."""

    username = "admin"
    password = "adminadmin"

    def __init__(self, suite: str, name: str, logs: Path, port: int = 0) -> None:
        """Prepare a profile; nothing runs until `start`.

        Args:
            suite: the Debian suite whose release to run.
            name: tells this server's files in `logs` from others'.
            logs: a folder for what the server says; it survives the server.
            port: where the WebUI listens; by default one that is free.

        Raises:
            OpenNetworkError: the server could reach a network.
            ProvisionError: the suite's release is not installed.
        """
        require_loopback_only()
        self.suite = suite
        self.port, self.peer_port = port or free_port(), free_port()
        self.url = f"http://{HOST}:{self.port}"
        self.log = logs / f"{suite}-{name}.log"
        self._root = installed(suite)
        self._home = Path(tempfile.mkdtemp(prefix=f"qbtui-{name}-", dir=self._root / "tmp"))
        self.downloads = self._home / "downloads"
        self.downloads.mkdir()
        self._configure()
        self._process: subprocess.Popen[bytes] | None = None
        self._http = httpx.Client(base_url=f"{self.url}/api/v2/", timeout=PATIENCE, trust_env=False)
        self._release = ""

    @property
    def release(self) -> str:
        """The server's own word for its version, such as `4.5.2`; known once it has started."""
        return self._release

    @property
    def version(self) -> tuple[int, ...]:
        """The release as numbers, to compare."""
        return tuple(map(int, self.release.split(".")))

    @property
    def save_path(self) -> str:
        """The download folder as the server knows it; `downloads` is the same from outside."""
        return self.inside(self.downloads)

    @property
    def peer(self) -> str:
        """Where other servers reach this one, for `torrents/addPeers`."""
        return f"{HOST}:{self.peer_port}"

    @property
    def is_running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.poll() is None

    def has_saved(self, hash_: str) -> bool:
        """Whether the torrent would survive a restart: a server lists it before it saves it."""
        return (self._home / f"qBittorrent/data/BT_backup/{hash_}.fastresume").exists()

    def inside(self, path: Path) -> str:
        """Return the path as the server knows it."""
        return f"/{path.relative_to(self._root)}"

    def folder(self, name: str) -> Path:
        """Create a folder that the server can use besides its download folder."""
        path = self._home / name
        path.mkdir(exist_ok=True)
        return path

    # Life

    def start(self) -> Self:
        """Run the server and wait until it answers."""
        with self.log.open("ab") as log:
            self._process = self._spawn(log)
        wait_for(self._answers, f"{self.suite}'s server to answer; see {self.log}")
        self._release = str(self.api("app/version")).removeprefix("v")
        return self

    def stop(self) -> None:
        """Let the server save its state and end."""
        self._end(forcefully=False)

    def kill(self) -> None:
        """End the server at once, as a crash or a power cut would."""
        self._end(forcefully=True)

    def restart(self) -> None:
        """Stop and start with the same profile and ports."""
        self.stop()
        self.start()

    def remove(self) -> None:
        """Kill the server and delete its profile and downloads."""
        self.kill()
        self._http.close()
        shutil.rmtree(self._home)

    def __enter__(self) -> Self:
        try:
            return self.start()
        except BaseException:
            self.remove()
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.remove()

    def _configure(self) -> None:
        file = self._home / "qBittorrent" / "config" / "qBittorrent.conf"
        file.parent.mkdir(parents=True)
        values = {
            "port": self.port,
            "peer_port": self.peer_port,
            "downloads": self.save_path,
            "password_hash": PASSWORD_HASH,
        }
        file.write_text(CONFIGURATION.format_map(values).lstrip())

    def _spawn(self, log: IO[bytes]) -> subprocess.Popen[bytes]:
        # The kernel ends the server when this process dies, however it dies; and ^C, which a
        # terminal sends to its whole foreground group, is left to the tests.
        bound_to_us = ["setpriv", "--pdeathsig", "KILL"]
        program = ["chroot", str(self._root), "qbittorrent-nox"]
        home = self.inside(self._home)
        environment = {**ENVIRONMENT, "HOME": home, "TMPDIR": home}
        return subprocess.Popen(
            [*bound_to_us, *program, f"--profile={home}"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,
        )

    def _answers(self) -> bool:
        assert self._process is not None
        code = self._process.poll()
        if code is not None:
            raise AssertionError(f"the server ended with {code}:\n{self.log.read_text()}")
        try:
            self._http.post("app/version")
        except httpx.TransportError:
            return False
        return True

    def _end(self, *, forcefully: bool) -> None:
        if self._process is None:
            return
        if forcefully:
            self._process.kill()
        else:
            self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        finally:
            self._process.kill()
            self._process.wait()
            self._process = None

    # The independent client

    def api(self, endpoint: str, /, **parameters: Value) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Call an endpoint and return its JSON, or its text.

        Raises:
            httpx.HTTPStatusError: the server refused.
        """
        answer = self.request(endpoint, parameters)
        answer.raise_for_status()
        if answer.headers.get("content-type", "").startswith("application/json"):
            return answer.json()
        return answer.text

    def request(
        self, endpoint: str, parameters: Mapping[str, Value], upload: bytes = b""
    ) -> httpx.Response:
        """Call an endpoint, logging in when the server wants it, and return whatever it answers."""
        data = {key: _form_value(value) for key, value in parameters.items()}
        files = {"torrents": ("upload.torrent", upload)} if upload else None
        answer = self._http.post(endpoint, data=data, files=files)
        if answer.status_code == httpx.codes.FORBIDDEN:
            credentials = {"username": self.username, "password": self.password}
            self._http.post("auth/login", data=credentials).raise_for_status()
            answer = self._http.post(endpoint, data=data, files=files)
        return answer

    def add(self, metainfo: bytes, **parameters: Value) -> None:
        """Add a .torrent file; the parameters are those of `torrents/add`."""
        self.request("torrents/add", parameters, metainfo).raise_for_status()

    def set_preferences(self, **preferences: object) -> None:
        """Change preferences of the server."""
        self.api("app/setPreferences", json=json.dumps(preferences))

    def torrents(self) -> dict[str, dict[str, Any]]:
        """Return what `torrents/info` says of each torrent, by hash."""
        return {row["hash"]: row for row in self.api("torrents/info")}

    def torrent(self, hash_: str) -> dict[str, Any]:
        """Return what `torrents/info` says of one torrent; empty when the server has it not."""
        rows: list[dict[str, Any]] = self.api("torrents/info", hashes=hash_)
        return rows[0] if rows else {}


def _form_value(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
