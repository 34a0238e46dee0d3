"""Adding torrents by key: from magnets, URLs and files of this machine, with options."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tests.live.server import Server
from tests.live.torrents import Torrent
from tests.live.ui.covering import covers
from tests.live.ui.robot import Robot
from tests.live.ui.stock import STOPPED, each, state, tags
from tests.live.website import Website

ONE, TWO, THREE = (Torrent(f"torrent {name}") for name in ("one", "two", "three"))


def saved(folder: Path, torrent: Torrent) -> Path:
    """Write a .torrent file and return its path."""
    path = folder / f"{torrent.name}.torrent"
    path.write_bytes(torrent.metainfo)
    return path


@covers("torrents.add")
async def test_a_magnet_is_added(server: Server) -> None:
    magnet = ONE.magnet.replace(" ", "%20")
    async with Robot.on(server) as robot:
        await robot.run("torrents.add")
        await robot.fill({"links": magnet})
        await robot.sees("torrent one", "Downlo")
    assert set(server.torrents()) == {ONE.hash}


@covers("torrents.add")
async def test_a_url_is_added(server: Server, website: Website) -> None:
    link = website.publish("one.torrent", ONE.metainfo)
    async with Robot.on(server) as robot:
        await robot.run("torrents.add")
        await robot.fill({"links": link})
        await robot.sees("torrent one", "97.6K", "Stalled")
    assert state(server, ONE.hash) == "stalledDL"


@covers("torrents.add")
async def test_a_file_of_this_machine_is_completed_and_added(
    server: Server, tmp_path: Path
) -> None:
    folder = tmp_path / "with blanks in"
    folder.mkdir()
    saved(folder, ONE)
    (folder / "torrent one.txt").touch()
    async with Robot.on(server) as robot:
        await robot.run("torrents.add")
        await robot.sees("Links or files")
        await robot.paste(f"{tmp_path}/wi")
        await robot.sees("with blanks in/")
        await robot.press("tab")
        await robot.type("tor")
        await robot.sees("torrent one.torrent")
        await robot.press("tab")
        await robot.sees("1 file")
        await robot.press("enter")
        await robot.sees("Added 1 torrent")
        await robot.sees("torrent one", "97.6K")
    assert set(server.torrents()) == {ONE.hash}


@covers("torrents.add")
async def test_several_are_added_at_once_with_everything(
    server: Server, website: Website, tmp_path: Path
) -> None:
    link = website.publish("two.torrent", TWO.metainfo)
    path = saved(tmp_path, Torrent("here"))
    folder = server.inside(server.folder("new-place"))
    magnet = THREE.magnet.replace(" ", "%20")
    torrents = (TWO, Torrent("here"), THREE)
    values: dict[str, str | bool] = {
        "links": f"{link} {path} {magnet}",
        "save_path": folder,
        "category": "a & b",
        "start": False,
        "sequential": True,
        "first_last": True,
    }
    tagged = server.version >= (4, 3, 2)
    if tagged:
        values["tags"] = "x, y z"
    async with Robot.on(server, size=(200, 50)) as robot:
        await robot.run("torrents.add")
        await robot.fill(values)
        await robot.sees("Added 2 torrents, and gave 1 URL to the server to fetch")
        for torrent in torrents:
            await robot.sees(torrent.name, "Stopped", "a & b", "y z" if tagged else "")
        for field, expected in {
            "category": "a & b",
            "seq_dl": True,
            "f_l_piece_prio": True,
            "auto_tmm": False,
        }.items():
            await robot.becomes(partial(each, server, field, *torrents), [expected] * 3)
        assert tags(server, *torrents) == [{"x", "y z"} if tagged else set()] * 3
    assert set(each(server, "state", *torrents)) <= STOPPED
    assert {place.rstrip("/") for place in each(server, "save_path", *torrents)} == {folder}


@covers("torrents.add")
async def test_content_that_is_there_need_not_be_checked(server: Server, tmp_path: Path) -> None:
    ONE.write_content(server.downloads)
    async with Robot.on(server) as robot:
        await robot.run("torrents.add")
        await robot.fill({"links": str(saved(tmp_path, ONE)), "skip_checking": True})
        await robot.sees("torrent one", "100.0%", "Seeding")
    assert each(server, "progress", ONE) == [1]


@covers("torrents.add")
async def test_the_layout_of_the_content_is_chosen(server: Server, tmp_path: Path) -> None:
    torrent = Torrent("folder", files={"a.bin": 30_000, "b.bin": 30_000})
    async with Robot.on(server) as robot:
        await robot.run("torrents.add")
        if server.version < (4, 3, 2):
            await robot.sees("from qBittorrent 4.3.2 on")
            assert "Content layout" not in robot.screen
            await robot.press("escape")
            return
        path = str(saved(tmp_path, torrent))
        await robot.fill({"links": path, "content_layout": "NoSubfolder"})
        await robot.sees("folder", "58.5K")
    names = {row["name"] for row in server.api("torrents/files", hash=torrent.hash)}
    assert names == {"a.bin", "b.bin"}


@covers("torrents.add")
async def test_what_cannot_be_added_is_told_and_the_rest_added(
    server: Server, tmp_path: Path
) -> None:
    good, broken = saved(tmp_path, ONE), tmp_path / "broken.torrent"
    broken.write_bytes(b"d4:infod4:name1:xee")
    async with Robot.on(server) as robot:
        await robot.run("torrents.add")
        await robot.fill({"links": f"{broken} '{good}'"})
        await robot.sees("torrent one", "97.6K")
        await robot.sees("Not added:")
    assert set(server.torrents()) == {ONE.hash}


async def test_a_file_that_is_no_torrent_is_not_sent(server: Server, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("root:x:0:0")
    async with Robot.on(server) as robot:
        await robot.press("a")
        await robot.sees("Links or files")
        await robot.paste(str(tmp_path / "secret"))
        await robot.press("enter")
        await robot.sees("not a .torrent file")
        await robot.press("escape", "escape")
        assert robot.changes == []


async def test_what_is_no_link_is_not_sent(server: Server) -> None:
    async with Robot.on(server) as robot:
        await robot.press("a")
        await robot.sees("Links or files")
        await robot.paste("nonsense")
        await robot.press("enter")
        await robot.sees("no link, no info hash and no file")
        assert robot.in_dialog
        await robot.press("escape", "escape")
        assert robot.changes == []
