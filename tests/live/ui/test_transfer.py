"""The limits of the whole server, set by key, and a real transfer as it shows in every tab."""

from __future__ import annotations

import re
from typing import Any

from qbtui import units
from tests.live.server import Server
from tests.live.swarm import Swarm
from tests.live.torrents import Torrent
from tests.live.ui.covering import covers
from tests.live.ui.robot import Robot
from tests.live.ui.stock import have, have_complete

LIMITS = ("dl_limit", "up_limit", "alt_dl_limit", "alt_up_limit")


def limits(server: Server) -> list[int]:
    """Return the limits of the server in bytes/s."""
    preferences = server.api("app/preferences")
    return [preferences[name] for name in LIMITS]


@covers("transfer.set_limits")
async def test_limits_of_the_server_are_set(server: Server) -> None:
    async with Robot.on(server) as robot:
        for typed, expected, shown in (
            (("500", "1M", "10k", "20k"), [512_000, 1_048_576, 10_240, 20_480], "[500.0 KiB/s]"),
            (("2097151", "", "", ""), [2**31 - 1024, 1_048_576, 10_240, 20_480], "[1.99 GiB/s]"),
            (("none", "", "5", ""), [0, 1_048_576, 5_120, 20_480], "↓ 0 B/s │"),
        ):
            await robot.run("transfer.set_limits")
            await robot.fill(dict(zip(LIMITS, typed, strict=True)))
            await robot.becomes(lambda: limits(server), expected)
            await robot.sees("↓ 0 B/s", shown)


@covers("transfer.toggle_alternative_limits")
async def test_alternative_limits_are_turned_on_and_off(server: Server) -> None:
    server.set_preferences(alt_dl_limit=51_200, alt_up_limit=25_600)
    async with Robot.on(server) as robot:
        await robot.run("transfer.toggle_alternative_limits")
        await robot.sees("From then on: 50.0 KiB/s down, 25.0 KiB/s up")
        assert str(server.api("transfer/speedLimitsMode")) == "0"
        await robot.press("enter", "y")
        await robot.sees("Alternative limits on: 50.0 KiB/s down, 25.0 KiB/s up")
        await robot.sees("alt speed")
        assert str(server.api("transfer/speedLimitsMode")) == "1"
        await robot.run("transfer.toggle_alternative_limits")
        await robot.confirm()
        await robot.loses("alt speed")
        assert str(server.api("transfer/speedLimitsMode")) == "0"


async def test_a_real_transfer_moves_on_the_screen(swarm: Swarm) -> None:
    # Without an end in sight, until the limit is taken away.
    torrent = swarm.tracked("moving picture", size=24_000_000)
    swarm.transfer(torrent, rate=60_000)
    async with Robot.on(swarm.leecher) as robot:
        line = await robot.sees("moving picture", "Downloading", "K")
        before = percentage(line)
        await robot.wait_until(
            lambda: percentage(robot.line("moving picture")) > before, "the list to move"
        )
        await robot.tab("peers")
        await robot.sees("127.0.0.1", "qBittorrent", "K")
        await robot.tab("files")
        before = percentage(await robot.sees("  moving picture", "%", "Normal"))
        await robot.wait_until(
            lambda: percentage(robot.lines[file_line(robot)]) > before, "the file to move"
        )
        await robot.tab("pieces")
        have_then = pieces(await robot.sees("pieces, 32.0 KiB each"))
        await robot.wait_until(
            lambda: pieces(robot.line("pieces, 32.0 KiB each")) > have_then, "pieces to come"
        )
        assert "↓" in robot.screen
        await robot.tab("trackers")
        await robot.sees(swarm.tracker[:24], "Working")
        await robot.leave_details()
        await robot.press("L")
        await robot.fill({"dl_limit": "none"})
        await robot.sees("moving picture", "100.0%", "Seeding")
    received = (swarm.leecher.downloads / torrent.name).read_bytes()
    assert received == torrent.content


def percentage(line: str) -> float:
    """Return the percentage in a line, -1 when there is none."""
    found = re.search(r"([\d.]+)%", line)
    return float(found[1]) if found else -1


def file_line(robot: Robot) -> int:
    """Return the number of the line of the first file."""
    header = next(number for number, line in enumerate(robot.lines) if "Priority" in line)
    return header + 1


def pieces(line: str) -> int:
    """Return how many pieces the summary of the map says there are."""
    found = re.search(r"(\d+) of \d+ pieces", line)
    return int(found[1]) if found else -1


async def test_the_general_tab_says_what_the_server_says(server: Server) -> None:
    torrent = Torrent(
        "every property",
        files={"a.bin": 70_000, "b.bin": 80_000},
        comment="a comment [red]of[/red] ours",
        private=True,
    )
    folder = have_complete(server, torrent)
    server.api("torrents/setDownloadLimit", hashes=torrent.hash, limit=51_200)
    server.api("torrents/setUploadLimit", hashes=torrent.hash, limit=25_600)
    async with Robot.on(server, size=(200, 60)) as robot:
        await robot.tab("general")
        await robot.sees("Download limit", "50.0 KiB/s")
        told: dict[str, Any] = server.api("torrents/properties", hash=torrent.hash)
        for label, value in {
            "Progress": "100.0%",
            "Time active": "",
            "ETA": "",
            "Connections": f"0 ({told['nb_connections_limit']} max)",
            "Downloaded": units.size(told["total_downloaded"]),
            "Uploaded": units.size(told["total_uploaded"]),
            "Seeds": "0 (",
            "Download speed": "0 B/s",
            "Upload speed": "0 B/s",
            "Peers": "0 (",
            "Upload limit": "25.0 KiB/s",
            "Wasted": "0 B",
            "Share ratio": units.ratio(told["share_ratio"]),
            "Last seen complete": "",
            "Name": "every property",
            "Status": "Seeding",
            "Total size": units.size(150_000),
            "Pieces": "5 x 32.0 KiB (have 5)",
            "Added on": units.moment(told["addition_date"]),
            "Completed on": units.moment(told["completion_date"]),
            "Info hash v1" if server.version >= (4, 4) else "Torrent ID": torrent.hash,
            "Save path": server.inside(folder),
            "Comment": "a comment [red]of[/red] ours",
        }.items():
            await robot.sees(f"{label}  ", value)
        await robot.sees("Private  ", "Yes" if server.version >= (4, 5) else "N/A")
        if server.version >= (5, 0):
            await robot.sees("Popularity  ", units.ratio(told["popularity"]))
        else:
            assert "Popularity" not in robot.screen


async def test_details_follow_the_cursor(server: Server) -> None:
    have(server, Torrent("first one", size=70_000), Torrent("second one", size=80_000))
    async with Robot.on(server, size=(200, 50)) as robot:
        for name, size in (("first one", 70_000), ("second one", 80_000)):
            await robot.go_to(name)
            await robot.sees("Name", name)
            await robot.sees("Total size", units.size(size))
