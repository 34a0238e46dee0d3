"""What is copied of torrents, and the comment in an editor, is what the server has."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from qbtui.ui.app import QbtuiApp
from tests.live.server import Server
from tests.live.torrents import Torrent
from tests.live.ui.covering import covers
from tests.live.ui.robot import Robot
from tests.live.ui.stock import each, have

KEY = "0123456789abcdef0123456789abcdef"
MANY = Torrent(
    "sixty & one",
    trackers=tuple(f"http://127.0.0.1:9/{number}/announce?x=a+b%20c" for number in range(60)),
)
COMMENT = "one\n\ttwo\x1b[31m\n" + "all of it " * 2_000
OWN = Torrent(
    "own",
    trackers=("udp://127.0.0.1:9/announce", f"http://127.0.0.1:9/{KEY}/announce"),
    private=True,
    comment=COMMENT,
)


@pytest.fixture(autouse=True)
def no_tmux(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is copied go to the terminal itself."""
    monkeypatch.delenv("TMUX", raising=False)


@covers("copy.magnet", "copy.tracker")
async def test_links_and_trackers_are_those_of_the_server(server: Server) -> None:
    have(server, MANY, OWN)
    links = each(server, "magnet_uri", MANY, OWN)
    rows = server.api("torrents/trackers", hash=MANY.hash)
    real = [row["url"] for row in rows if not row["url"].startswith("**")]
    assert real == [*MANY.trackers]
    async with Robot.on(server) as robot:
        await robot.press("s", "n")
        await robot.go_to(MANY.name)
        await robot.run("copy.magnet")
        await robot.becomes(lambda: robot.app.clipboard, links[0])
        assert robot.app.clipboard.count("&tr=") == 60
        await robot.run("copy.tracker")
        await robot.becomes(lambda: robot.app.clipboard, MANY.trackers[0])
        await robot.mark(OWN.name, MANY.name)
        await robot.run("copy.magnet")
        await robot.becomes(lambda: robot.app.clipboard, f"{links[1]}\n{links[0]}")
        await robot.sees("A passkey is in them: keep them to yourself")
        await robot.run("copy.tracker")
        await robot.becomes(lambda: robot.app.clipboard, f"{OWN.trackers[0]}\n{MANY.trackers[0]}")


@covers("copy.magnet", "copy.tracker")
async def test_what_has_no_metadata_yet_has_a_link_too(server: Server) -> None:
    link = f"{OWN.magnet}&tr={quote(OWN.trackers[1], safe='')}"
    server.request("torrents/add", {"urls": link, "paused": True, "stopped": True})
    async with Robot.on(server) as robot:
        await robot.go_to(OWN.name)
        await robot.run("copy.magnet")
        await robot.becomes(lambda: robot.app.clipboard.casefold(), link.casefold())
        await robot.sees("A passkey is in it: keep it to yourself")
        await robot.run("copy.tracker")
        await robot.becomes(lambda: robot.app.clipboard, OWN.trackers[1])


@covers("copy.comment", "torrents.comment")
async def test_the_comment_is_copied_and_read_whole(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def suspend(_app: QbtuiApp) -> Iterator[None]:
        yield

    seen = tmp_path / "seen"
    code = "import shutil, sys; shutil.copy(*sys.argv[:0:-1])"
    monkeypatch.setattr(QbtuiApp, "suspend", suspend)
    monkeypatch.setenv("VISUAL", shlex.join((sys.executable, "-c", code, str(seen))))
    have(server, OWN)
    async with Robot.on(server) as robot:
        await robot.go_to(OWN.name)
        await robot.run("copy.comment")
        await robot.becomes(
            lambda: robot.app.clipboard, COMMENT.replace("\x1b", "").replace("\t", "")
        )
        await robot.run("torrents.comment")
        await robot.wait_until(seen.exists, "the editor")
        assert seen.read_text() == COMMENT.replace("\x1b", "") + "\n"
