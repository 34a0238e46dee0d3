"""Files, trackers, web seeds and peers of a torrent, changed by key in the detail tabs."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

import pytest

from qbtui.actions import BY_ID
from qbtui.sim.bencoding import bencode
from tests.live.server import Server
from tests.live.swarm import Swarm
from tests.live.torrents import Torrent
from tests.live.ui.covering import covers
from tests.live.ui.robot import Robot
from tests.live.ui.stock import have, state
from tests.live.website import Website

TREE = Torrent(
    "tree",
    files={"one.bin": 40_000, "deep/two.bin": 50_000, "deep/er/three.bin": 60_000},
    trackers=("http://127.0.0.1:9/announce",),
)
DEAD, TRICKY = "http://127.0.0.1:9/announce", "http://127.0.0.1:9/a%2Fb?key=1+2&pass=%26"
SEED = "http://127.0.0.1:9/seed"


def files(server: Server) -> dict[str, int]:
    """Return the priority of each file of TREE, by its path below the torrent's folder.

    Old releases keep files that are skipped in folders of their own, and call normal 4.
    """
    rows = server.api("torrents/files", hash=TREE.hash)
    paths = (row["name"].removeprefix("tree/").replace(".unwanted/", "") for row in rows)
    numbers = (1 if row["priority"] == 4 else row["priority"] for row in rows)
    return dict(zip(paths, numbers, strict=True))


def trackers(server: Server, torrent: Torrent = TREE) -> dict[str, int]:
    """Return the tier of each tracker, by its URL."""
    rows = server.api("torrents/trackers", hash=torrent.hash)
    return {row["url"]: row["tier"] for row in rows if not row["url"].startswith("**")}


def web_seeds(server: Server, torrent: Torrent = TREE) -> set[str]:
    """Return the URLs of the torrent's web seeds."""
    return {row["url"] for row in server.api("torrents/webseeds", hash=torrent.hash)}


@covers("files.skip", "files.normal", "files.high", "files.maximum")
async def test_files_and_folders_get_a_priority(server: Server) -> None:
    have(server, TREE)
    async with Robot.on(server) as robot:
        await robot.tab("files")
        await robot.go_to("one.bin")
        await robot.run("files.maximum")
        await robot.sees("one.bin", "Maximum")
        assert files(server)["one.bin"] == 7
        await robot.mark("two.bin", "three.bin")
        await robot.run("files.high")
        await robot.sees("two.bin", "High")
        await robot.sees("three.bin", "High")
        assert files(server) == {"one.bin": 7, "deep/two.bin": 6, "deep/er/three.bin": 6}
        await robot.press("A", "A")
        await robot.go_to("deep")
        await robot.run("files.skip")
        await robot.sees("deep", "Skip")
        assert files(server) == {"one.bin": 7, "deep/two.bin": 0, "deep/er/three.bin": 0}
        await robot.sees("tree", "Mixed")
        assert ".unwanted" not in robot.screen
        await robot.press("g", "g")
        await robot.run("files.normal")
        await robot.sees("tree", "Normal")
        assert set(files(server).values()) == {1}


@covers("files.raise", "files.lower")
async def test_priorities_go_up_and_down_by_steps(server: Server) -> None:
    have(server, TREE)
    async with Robot.on(server) as robot:
        await robot.tab("files")
        await robot.go_to("one.bin")
        for action, word, number in (
            ("raise", "High", 6),
            ("raise", "Maximum", 7),
            ("lower", "High", 6),
            ("lower", "Normal", 1),
            ("lower", "Skip", 0),
        ):
            await robot.run(f"files.{action}")
            await robot.sees("one.bin", word)
            assert files(server)["one.bin"] == number


@covers("files.rename")
async def test_a_file_is_renamed_where_it_is(server: Server) -> None:
    have(server, TREE)
    async with Robot.on(server) as robot:
        await robot.tab("files")
        await robot.go_to("two.bin")
        await robot.run("files.rename")
        await robot.fill({"name": "due + tre 漢.bin"})
        await robot.sees("due + tre 漢.bin", "48.8K")
    assert set(files(server)) == {"one.bin", "deep/due + tre 漢.bin", "deep/er/three.bin"}


@covers("files.rename")
async def test_a_folder_is_renamed_where_the_server_can(server: Server) -> None:
    have(server, TREE)
    async with Robot.on(server) as robot:
        await robot.tab("files")
        await robot.go_to("deep")
        await robot.run("files.rename")
        if server.version < (4, 3, 3):
            await robot.sees("cannot rename folders", "4.3.3")
            assert not robot.in_dialog
            assert robot.changes == []
            return
        await robot.fill({"name": "shallow"})
        await robot.sees("▾ shallow")
        # It is renamed file by file.
        moved = {"one.bin", "shallow/two.bin", "shallow/er/three.bin"}
        await robot.becomes(lambda: set(files(server)), moved)


@covers("trackers.add", "trackers.edit", "trackers.remove")
async def test_trackers_are_added_edited_and_removed(server: Server) -> None:
    have(server, TREE)
    plain = "udp://127.0.0.1:9/announce"
    edited: dict[str, str | bool] = {"url": TRICKY + "&edited"}
    if server.version >= (5, 2):
        edited["tier"] = "7"
    async with Robot.on(server) as robot:
        await robot.tab("trackers")
        await robot.sees(DEAD)
        await robot.run("trackers.add")
        await robot.fill({"urls": f"{plain} {TRICKY}"})
        await robot.sees(plain)
        await robot.becomes(lambda: set(trackers(server)), {DEAD, plain, TRICKY})
        await robot.go_to(TRICKY)
        await robot.run("trackers.edit")
        await robot.fill(edited)
        await robot.becomes(lambda: set(trackers(server)), {DEAD, plain, f"{TRICKY}&edited"})
        if "tier" in edited:
            await robot.becomes(lambda: trackers(server)[f"{TRICKY}&edited"], 7)
        await robot.mark(f"{TRICKY}&edited", plain)
        await robot.run("trackers.remove")
        await robot.sees("Remove 2 trackers?")
        await robot.confirm()
        await robot.becomes(lambda: set(trackers(server)), {DEAD})
        await robot.loses(plain)


async def test_the_rows_for_dht_pex_and_lsd_are_no_trackers(server: Server) -> None:
    have(server, TREE)
    async with Robot.on(server) as robot:
        await robot.tab("trackers")
        await robot.go_to("** [DHT] **")
        for key in ("e", "d"):
            await robot.press(key)
            await robot.sees("DHT, PeX and LSD are not trackers")
        assert not robot.in_dialog
        assert robot.changes == []


@covers("trackers.reannounce")
async def test_a_tracker_is_asked_again(server: Server, website: Website) -> None:
    answer = bencode({"interval": 1800, "min interval": 1, "peers": ""})
    tracker = website.publish("announce", answer)
    torrent = Torrent("announced", trackers=(tracker,))

    def announces() -> int:
        wanted = bytes.fromhex(torrent.hash)
        return sum(wanted in unquote_to_bytes(path) for path in website.requests)

    have(server, torrent, stopped=False)
    async with Robot.on(server) as robot:
        await robot.tab("trackers")
        await robot.sees(tracker[:24], "Working")
        before = announces()
        await robot.go_to(tracker)
        await robot.run("trackers.reannounce")
        await robot.wait_until(lambda: announces() > before, "another announce")


@covers("webseeds.add", "webseeds.edit", "webseeds.remove")
async def test_web_seeds_are_added_edited_and_removed(server: Server) -> None:
    have(server, TREE)
    async with Robot.on(server) as robot:
        await robot.tab("webseeds")
        await robot.sees("No web seeds")
        if server.version < (5, 1):
            for action in ("add", "edit", "remove"):
                await robot.run(f"webseeds.{action}")
                title = BY_ID[f"webseeds.{action}"].title
                await robot.sees(
                    f"{title} needs qBittorrent 5.1.0; the server is v{server.release}"
                )
            assert not robot.in_dialog
            assert robot.changes == []
            return
        await robot.run("webseeds.add")
        await robot.fill({"urls": f"{SEED} {TRICKY}"})
        await robot.sees(SEED)
        await robot.becomes(lambda: web_seeds(server), {SEED, TRICKY})
        await robot.go_to(SEED)
        await robot.run("webseeds.edit")
        await robot.fill({"url": f"{SEED}/other"})
        await robot.becomes(lambda: web_seeds(server), {f"{SEED}/other", TRICKY})
        await robot.sees(f"{SEED}/other")
        await robot.mark(TRICKY)
        await robot.run("webseeds.remove")
        await robot.confirm()
        await robot.becomes(lambda: web_seeds(server), {f"{SEED}/other"})
        await robot.loses(TRICKY)


@covers("peers.add", "peers.ban")
async def test_a_peer_is_added_shown_and_banned(swarm: Swarm) -> None:
    torrent = Torrent("from a peer", size=20_000_000)
    swarm.seed(torrent)
    server = swarm.leecher
    server.add(torrent.metainfo, dlLimit=100_000)
    async with Robot.on(server) as robot:
        await robot.sees("from a peer", "Stalled")
        await robot.tab("peers")
        await robot.sees("No peers")
        await robot.run("peers.add")
        await robot.fill({"peers": swarm.seeder.peer})
        await robot.sees("127.0.0.1", "qBittorrent")
        await robot.becomes(lambda: state(server, torrent.hash), "downloading")
        await robot.run("peers.ban")
        await robot.sees("Ban 1 peer for good?")
        await robot.confirm()
        await robot.becomes(
            lambda: server.api("app/preferences")["banned_IPs"].split(), ["127.0.0.1"]
        )
        await robot.sees("No peers")


async def test_a_private_torrent_takes_no_peers(server: Server) -> None:
    torrent = Torrent("secret", private=True, trackers=(DEAD,))
    have(server, torrent)
    async with Robot.on(server) as robot:
        await robot.tab("peers")
        await robot.run("peers.add")
        if server.version >= (5, 0):
            await robot.sees("This torrent is private")
            assert robot.changes == []
        else:
            # These do not say in the list what is private.
            await robot.fill({"peers": "127.0.0.1:9"})
            await robot.sees("Asked for 1 peer")


@pytest.mark.parametrize("tab", ["trackers", "peers"])
async def test_without_a_torrent_a_tab_says_so(server: Server, tab: str) -> None:
    async with Robot.on(server) as robot:
        await robot.tab(tab)
        await robot.sees("No torrent")
        await robot.press("a")
        await robot.sees("No torrent here")
        assert robot.changes == []
