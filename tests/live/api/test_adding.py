"""Adding torrents, with what options, and looking at them before."""

from __future__ import annotations

import asyncio

import pytest

from qbtui.api.client import Client
from qbtui.api.errors import ApiError, Conflict, Rejected, Unsupported
from qbtui.api.torrents import AddOptions
from tests.live.api.asking import becomes, shows
from tests.live.server import Server
from tests.live.torrents import Torrent
from tests.live.waiting import PATIENCE, eventually
from tests.live.website import Website

NEW = Torrent("new", files={"a.bin": 30_000, "b.bin": 40_000})


async def test_a_file_is_added(client: Client, server: Server) -> None:
    result = await client.torrents.add(file=NEW.metainfo)
    assert (result.added, result.failed) == (1, 0)
    await shows(server, NEW.hash, name="new", state="stalledDL")


async def test_a_link_is_added(client: Client, server: Server, website: Website) -> None:
    await client.torrents.add([website.publish("new.torrent", NEW.metainfo)])
    await shows(server, NEW.hash, name="new")


async def test_magnets_are_added(client: Client, server: Server) -> None:
    other = Torrent("other")
    result = await client.torrents.add([NEW.magnet, other.magnet])
    assert result.added == 2
    await shows(server, NEW.hash, name="new")
    await shows(server, other.hash, name="other")


async def test_a_torrent_is_added_with_options(client: Client, server: Server) -> None:
    folder = server.inside(server.folder("elsewhere"))
    options = AddOptions(
        save_path=folder,
        category="films & more",
        tags=("one", "two"),
        rename="a + b",
        stopped=True,
        dl_limit=51_200,
        up_limit=25_600,
        ratio_limit=1.5,
        seeding_time_limit=90,
        sequential=True,
        first_last=True,
    )
    await client.torrents.add(file=NEW.metainfo, options=options)
    expected: dict[str, object] = {
        "category": "films & more",
        "name": "a + b",
        "dl_limit": 51_200,
        "up_limit": 25_600,
        "seq_dl": True,
        "f_l_piece_prio": True,
        "auto_tmm": False,
        "state": "stoppedDL" if server.version >= (5, 0) else "pausedDL",
    }
    if server.version >= (4, 3, 4):
        expected |= {"tags": "one, two", "ratio_limit": 1.5, "seeding_time_limit": 90}
    await shows(server, NEW.hash, **expected)
    assert server.torrent(NEW.hash)["save_path"].rstrip("/") == folder


async def test_content_is_believed_to_be_complete(client: Client, server: Server) -> None:
    NEW.write_content(server.downloads)
    await client.torrents.add(file=NEW.metainfo, options=AddOptions(skip_checking=True))
    await shows(server, NEW.hash, progress=1)


@pytest.mark.parametrize(("layout", "folder"), [("Original", "new/"), ("NoSubfolder", "")])
async def test_the_layout_of_content_is_chosen(
    client: Client, server: Server, layout: str, folder: str
) -> None:
    await client.torrents.add(file=NEW.metainfo, options=AddOptions(content_layout=layout))
    await eventually(lambda: server.torrent(NEW.hash), "the torrent to be added")

    def paths() -> list[str]:
        return [row["name"] for row in server.api("torrents/files", hash=NEW.hash)]

    await becomes(paths, [f"{folder}a.bin", f"{folder}b.bin"])


async def test_a_torrent_is_added_once(client: Client, server: Server) -> None:
    server.add(NEW.metainfo)
    await eventually(lambda: server.torrent(NEW.hash), "the torrent to be added")
    if server.version < (4, 5):
        # These releases take it and keep what they have.
        await client.torrents.add(file=NEW.metainfo)
    else:
        with pytest.raises(Conflict):
            await client.torrents.add(file=NEW.metainfo)
    assert list(server.torrents()) == [NEW.hash]


async def test_what_is_not_a_torrent_is_not_added(client: Client, server: Server) -> None:
    with pytest.raises((Conflict, Rejected)):
        await client.torrents.add(file=b"not a torrent")
    assert server.torrents() == {}


async def test_a_torrent_is_looked_at_before(
    client: Client, server: Server, website: Website
) -> None:
    link = website.publish("new.torrent", NEW.metainfo)
    if server.version < (5, 2):
        with pytest.raises(Unsupported):
            await client.torrents.fetch_metadata(link)
        return
    async with asyncio.timeout(PATIENCE):
        while (metadata := await client.torrents.fetch_metadata(link)).info is None:
            await eventually(lambda: website.requests, "the link to be fetched")
    assert metadata.hash == NEW.hash
    files = {file.path: file.length for file in metadata.info.files}
    assert files == {f"new/{path}": size for path, size in NEW.files.items()}
    saved = await client.torrents.save_metadata(link)
    assert NEW.name.encode() in saved
    await client.torrents.add([link], options=AddOptions(file_priorities=(0, 6), stopped=True))
    await eventually(lambda: server.torrent(NEW.hash), "the torrent to be added")

    def priorities() -> list[int]:
        return [row["priority"] for row in server.api("torrents/files", hash=NEW.hash)]

    await becomes(priorities, [0, 6])


async def test_a_torrent_file_is_looked_at_before(client: Client, server: Server) -> None:
    call = client.torrents.parse_metadata(NEW.metainfo)
    if server.version < (5, 2):
        with pytest.raises(Unsupported):
            await call
        return
    [metadata] = await call
    assert metadata.info is not None
    assert (metadata.info.name, metadata.info.length) == ("new", 70_000)
    with pytest.raises(ApiError):
        await client.torrents.parse_metadata(b"not a torrent")
