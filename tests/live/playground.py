"""Shows the product at work: two real servers, transfers between them, and qbtui on one of them.

Everything it starts ends with it. It needs a provisioned suite and a network of its own, both of
which `./try` sees to.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from tests.live.swarm import Swarm
from tests.live.torrents import Torrent
from tests.live.waiting import wait_for

SUITE = "bookworm"
CONFIGURATION = """\
server = "playground"

[servers.playground]
url = "{leecher.url}"
username = "{leecher.username}"
password = "{leecher.password}"

[servers.seeder]
url = "{seeder.url}"
username = "{seeder.username}"
password = "{seeder.password}"
"""

KILOBYTE = 1_000
MEGABYTE = 1_000_000
FOREVER = 100 * MEGABYTE
"""A size whose download outlasts a look around."""
UNLIMITED = 0
NOBODY = "http://127.0.0.1:9/announce"
"""The announce URL of a tracker that is not there."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A torrent of the playground, what it is filed under, and how fast it comes in."""

    torrent: Torrent
    category: str
    tags: str = ""
    rate: int = UNLIMITED
    """Bytes per second."""
    stopped: bool = False


def exhibits(swarm: Swarm) -> list[Exhibit]:
    """Return what there is to see; the last one ends up at the top of the list."""
    film = {
        "sintel.2010.1080p.mkv": FOREVER,
        "subtitles/sintel.en.srt": 90 * KILOBYTE,
        "subtitles/sintel.de.srt": 95 * KILOBYTE,
        "poster.jpg": 700 * KILOBYTE,
    }
    album = {f"{number:02} - Goldberg Variation.flac": 300 * KILOBYTE for number in range(1, 31)}
    gone = Torrent("public-domain-films-1920s", size=3 * MEGABYTE, trackers=(NOBODY,))
    return [
        Exhibit(swarm.tracked("gutenberg-2024-01.zip", 4 * MEGABYTE), "books", "keep"),
        Exhibit(swarm.tracked("alpine-standard-3.19.1-x86_64.iso", 6 * MEGABYTE), "systems"),
        Exhibit(swarm.tracked("Kimiko Ishizaka - Open Goldberg", **album), "music", "keep,share"),
        Exhibit(swarm.tracked("日本の昔話 (folk tales)", 2 * MEGABYTE), "books"),
        Exhibit(gone, "films", stopped=True),
        Exhibit(swarm.tracked("debian-12.5.0-amd64-DVD-1.iso", FOREVER), "systems", "", 90_000),
        Exhibit(swarm.tracked("Sintel (2010)", **film), "films", "share", 500_000),
    ]


def fill(swarm: Swarm) -> None:
    """Start all transfers."""
    server = swarm.leecher
    shown = exhibits(swarm)
    for category in sorted({exhibit.category for exhibit in shown}):
        server.api("torrents/createCategory", category=category)
    for exhibit in shown:
        torrent = exhibit.torrent
        if exhibit.stopped:
            server.add(torrent.metainfo, paused=True, stopped=True)
        else:
            swarm.transfer(torrent, exhibit.rate)
    wait_for(lambda: len(server.torrents()) == len(shown), "all torrents to be added")
    for exhibit in shown:
        hash_ = exhibit.torrent.hash
        server.api("torrents/setCategory", hashes=hash_, category=exhibit.category)
        if exhibit.tags:
            server.api("torrents/addTags", hashes=hash_, tags=exhibit.tags)


def play(configuration: Path) -> int:
    """Run qbtui until the user leaves it, and return its exit code."""
    with subprocess.Popen([sys.executable, "-m", "qbtui", "--config", configuration]) as program:
        try:
            return program.wait()
        finally:
            program.terminate()


def main() -> int:
    """Run the playground; return the exit code."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    with tempfile.TemporaryDirectory(prefix="qbtui-playground-") as folder:
        sys.stdout.write("playground: starting two servers and transfers between them\n")
        sys.stdout.flush()
        with Swarm(SUITE, Path(folder)) as swarm:
            fill(swarm)
            configuration = Path(folder, "config.toml")
            configuration.touch(mode=0o600)
            configuration.write_text(CONFIGURATION.format_map(vars(swarm)), encoding="utf-8")
            return play(configuration)


def _leave(number: int, _frame: FrameType | None) -> None:
    """End as usual, which ends the servers too, instead of at once."""
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
