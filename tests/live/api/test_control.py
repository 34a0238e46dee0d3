"""What is done to torrents as a whole, and what then is so on the server."""

from __future__ import annotations

import shutil

import pytest

from qbtui.api.client import Client
from qbtui.api.errors import Conflict
from qbtui.sim.bencoding import bencode
from tests.live.api.asking import served, shows
from tests.live.server import Server
from tests.live.swarm import SEEDING, Swarm, is_announced
from tests.live.torrents import Torrent
from tests.live.waiting import eventually
from tests.live.website import Website

STOPPED = {"pausedDL", "pausedUP", "stoppedDL", "stoppedUP"}


async def test_torrents_start_and_stop(client: Client, server: Server, torrent: Torrent) -> None:
    await client.torrents.start([torrent.hash])
    await shows(server, torrent.hash, state="stalledDL")
    await client.torrents.stop([torrent.hash])
    await eventually(lambda: server.torrent(torrent.hash)["state"] in STOPPED, "it to stop")


async def test_all_is_every_torrent(
    client: Client, server: Server, torrent: Torrent, second_torrent: Torrent
) -> None:
    await client.torrents.start(["all"])
    await shows(server, torrent.hash, state="stalledDL")
    await shows(server, second_torrent.hash, state="stalledDL")


async def test_forced_torrents_run(client: Client, server: Server, torrent: Torrent) -> None:
    await client.torrents.set_force_start([torrent.hash], True)
    await shows(server, torrent.hash, force_start=True, state="forcedDL")
    await client.torrents.set_force_start([torrent.hash], False)
    await shows(server, torrent.hash, force_start=False, state="stalledDL")


@pytest.mark.parametrize("delete_files", [False, True])
async def test_deleting_takes_the_files_only_if_asked(
    seeder: Client, swarm: Swarm, seeding: Torrent, delete_files: bool
) -> None:
    content = swarm.seeder.downloads / seeding.name / "one.bin"
    assert content.exists()
    await seeder.torrents.delete([seeding.hash], delete_files=delete_files)
    await eventually(lambda: not swarm.seeder.torrents(), "the torrent to be gone")
    await eventually(lambda: content.exists() != delete_files, "the files to be as asked")


async def test_rechecking_finds_what_is_missing(
    seeder: Client, swarm: Swarm, seeding: Torrent
) -> None:
    shutil.rmtree(swarm.seeder.downloads / seeding.name)
    await seeder.torrents.recheck([seeding.hash])
    await eventually(lambda: swarm.seeder.torrent(seeding.hash)["progress"] == 0, "the loss")


async def test_reannouncing_asks_the_tracker_again(
    client: Client, server: Server, website: Website
) -> None:
    tracker = website.publish(
        "announce", bencode({"interval": 1800, "min interval": 1, "peers": ""})
    )
    torrent = Torrent("announced", trackers=(tracker,))
    server.add(torrent.metainfo)
    await eventually(lambda: is_announced(server, torrent), "the first answer")
    before = len(website.requests)
    await client.torrents.reannounce([torrent.hash])
    await eventually(lambda: len(website.requests) > before, "another announce")


@pytest.mark.parametrize(
    ("move", "first"), [("top_prio", 1), ("increase_prio", 1), ("bottom_prio", 0)]
)
async def test_the_queue_is_reordered(
    client: Client,
    server: Server,
    torrent: Torrent,
    second_torrent: Torrent,
    move: str,
    first: int,
) -> None:
    await client.app.set_preferences({"queueing_enabled": True})
    hashes = [torrent.hash, second_torrent.hash]
    mover = hashes[0] if move == "bottom_prio" else hashes[1]
    await shows(server, hashes[0], priority=1)
    await getattr(client.torrents, move)([mover])
    await shows(server, hashes[1], priority=1)
    await shows(server, hashes[0], priority=2)
    await client.torrents.decrease_prio([hashes[1]])
    await shows(server, hashes[0], priority=1)


async def test_a_queue_that_is_off_is_a_conflict(client: Client, torrent: Torrent) -> None:
    with pytest.raises(Conflict):
        await client.torrents.top_prio([torrent.hash])


async def test_content_moves_to_a_location(seeder: Client, swarm: Swarm, seeding: Torrent) -> None:
    target = swarm.seeder.folder("elsewhere")
    await seeder.torrents.set_location([seeding.hash], swarm.seeder.inside(target))
    await eventually((target / seeding.name / "two.bin").exists, "the file to move")
    await eventually(
        lambda: swarm.seeder.torrent(seeding.hash)["state"] in SEEDING, "it to seed again"
    )


async def test_save_path_is_set(client: Client, server: Server, torrent: Torrent) -> None:
    target = server.inside(server.folder("finished"))
    if await served(client, "4.4.0", client.torrents.set_save_path([torrent.hash], target)):
        await shows(server, torrent.hash, save_path=target)


async def test_download_path_is_set_and_unset(
    client: Client, server: Server, torrent: Torrent
) -> None:
    target = server.inside(server.folder("unfinished"))
    if await served(client, "4.4.0", client.torrents.set_download_path([torrent.hash], target)):
        await shows(server, torrent.hash, download_path=target)
        await client.torrents.set_download_path([torrent.hash], "")
        # From 5.x on the save path then stands for none.
        none = {"", server.save_path}
        await eventually(lambda: server.torrent(torrent.hash)["download_path"] in none, "no path")


@pytest.mark.parametrize("name", ["a + b & c = d %41", "naïve 漢字 🎬", '<b>[red]"quoted"\''])
async def test_any_name_arrives_as_it_is(
    client: Client, server: Server, torrent: Torrent, name: str
) -> None:
    await client.torrents.rename(torrent.hash, name)
    await shows(server, torrent.hash, name=name)


async def test_comments_are_set(client: Client, server: Server, torrent: Torrent) -> None:
    call = client.torrents.set_comment([torrent.hash], "50% & more")
    if await served(client, "5.2.0", call):
        await shows(server, torrent.hash, comment="50% & more")


async def test_management_is_automatic_or_not(
    client: Client, server: Server, torrent: Torrent
) -> None:
    await client.torrents.set_auto_management([torrent.hash], True)
    await shows(server, torrent.hash, auto_tmm=True)
    await client.torrents.set_auto_management([torrent.hash], False)
    await shows(server, torrent.hash, auto_tmm=False)


async def test_the_order_of_pieces_is_flipped(
    client: Client, server: Server, torrent: Torrent
) -> None:
    await client.torrents.toggle_sequential_download([torrent.hash])
    await shows(server, torrent.hash, seq_dl=True, f_l_piece_prio=False)
    await client.torrents.toggle_first_last_piece_prio([torrent.hash])
    await shows(server, torrent.hash, seq_dl=True, f_l_piece_prio=True)
    await client.torrents.toggle_sequential_download([torrent.hash])
    await shows(server, torrent.hash, seq_dl=False, f_l_piece_prio=True)


async def test_super_seeding_is_set(seeder: Client, swarm: Swarm, seeding: Torrent) -> None:
    await seeder.torrents.set_super_seeding([seeding.hash], True)
    await shows(swarm.seeder, seeding.hash, super_seeding=True)
    await seeder.torrents.set_super_seeding([seeding.hash], False)
    await shows(swarm.seeder, seeding.hash, super_seeding=False)


async def test_speed_limits_of_a_torrent_are_set(
    client: Client, server: Server, torrent: Torrent
) -> None:
    await client.torrents.set_download_limit([torrent.hash], 51_200)
    await client.torrents.set_upload_limit([torrent.hash], 25_600)
    await shows(server, torrent.hash, dl_limit=51_200, up_limit=25_600)
    assert await client.torrents.download_limit([torrent.hash]) == {torrent.hash: 51_200}
    assert await client.torrents.upload_limit([torrent.hash]) == {torrent.hash: 25_600}


async def test_share_limits_are_set(client: Client, server: Server, torrent: Torrent) -> None:
    await client.torrents.set_share_limits([torrent.hash], 1.5, 90, 30, "Remove", "MatchAll")
    expected: dict[str, object] = {"ratio_limit": 1.5, "seeding_time_limit": 90}
    if server.version >= (4, 6):
        expected["inactive_seeding_time_limit"] = 30
    if server.version >= (5, 2):
        expected["share_limit_action"] = "Remove"
    if server.version >= (5, 3):
        expected["share_limits_mode"] = "MatchAll"
    await shows(server, torrent.hash, **expected)
