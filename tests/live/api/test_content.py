"""Files, trackers, web seeds and peers of a torrent."""

from __future__ import annotations

import pytest

from qbtui.api.client import Client
from qbtui.api.errors import Conflict, Rejected, Unsupported
from qbtui.api.models.details import SslParameters
from tests.live.api.asking import becomes, served, shows
from tests.live.api.conftest import DEAD_TRACKER
from tests.live.server import Server
from tests.live.swarm import Swarm
from tests.live.torrents import Torrent
from tests.live.waiting import eventually

TRICKY = "http://127.0.0.1:9/a%2Fb?key=1+2&pass=%26"
"""A URL that one decoding too many or too few would change."""


def paths(server: Server, torrent: Torrent) -> set[str]:
    """Return the files' paths below the torrent's folder."""
    rows = server.api("torrents/files", hash=torrent.hash)
    return {row["name"].removeprefix(f"{torrent.name}/") for row in rows}


def trackers(server: Server, torrent: Torrent) -> set[str]:
    """Return the URLs of the torrent's trackers."""
    rows = server.api("torrents/trackers", hash=torrent.hash)
    return {row["url"] for row in rows if not row["url"].startswith("**")}


def web_seeds(server: Server, torrent: Torrent) -> set[str]:
    """Return the URLs of the torrent's web seeds."""
    return {row["url"] for row in server.api("torrents/webseeds", hash=torrent.hash)}


async def test_priorities_of_files_are_set(
    client: Client, server: Server, torrent: Torrent
) -> None:
    def priorities() -> list[int]:
        return [row["priority"] for row in server.api("torrents/files", hash=torrent.hash)]

    normal = priorities()[0]
    files = await client.torrents.files(torrent.hash)
    await client.torrents.file_prio(torrent.hash, [files[0].index, files[2].index], 7)
    await becomes(priorities, [7, normal, 7])
    await client.torrents.file_prio(torrent.hash, [files[1].index], 0)
    await becomes(priorities, [7, 0, 7])


async def test_a_file_is_renamed(client: Client, server: Server, torrent: Torrent) -> None:
    file = (await client.torrents.files(torrent.hash))[0]
    new_path = file.name.replace("one.bin", "uno + due.bin")
    await client.torrents.rename_file(torrent.hash, file.name, new_path, file.index)
    await eventually(lambda: "uno + due.bin" in paths(server, torrent), "the new name")


async def test_a_file_moves_within_the_torrent(
    client: Client, server: Server, torrent: Torrent
) -> None:
    file = (await client.torrents.files(torrent.hash))[0]
    new_path = file.name.replace("one.bin", "deep/one.bin")
    call = client.torrents.rename_file(torrent.hash, file.name, new_path, file.index)
    if await served(client, "4.3.3", call):
        await eventually(lambda: "deep/one.bin" in paths(server, torrent), "the new path")


async def test_a_folder_is_renamed(client: Client, server: Server, torrent: Torrent) -> None:
    old, new = f"{torrent.name}/deep", f"{torrent.name}/shallow"
    if await served(client, "4.3.3", client.torrents.rename_folder(torrent.hash, old, new)):
        expected = {"one.bin", "shallow/two.bin", "shallow/er/three.bin"}
        await becomes(lambda: paths(server, torrent), expected)


async def test_renaming_what_is_not_there_is_a_conflict(client: Client, torrent: Torrent) -> None:
    with pytest.raises(Conflict):
        await client.torrents.rename_file(torrent.hash, "missing", "other", 99)


async def test_a_finished_file_is_fetched(seeder: Client, seeding: Torrent) -> None:
    path = (await seeder.torrents.files(seeding.hash))[0].name
    try:
        content = await seeder.torrents.download_file(seeding.hash, path)
    except Unsupported:
        assert seeder.server is not None
        assert not seeder.server.at_least("5.3.0")
    else:
        assert content == seeding.content[:40_000]


async def test_the_torrent_file_is_exported(
    client: Client, server: Server, torrent: Torrent
) -> None:
    if server.version >= (4, 5):
        exported = await client.torrents.export(torrent.hash)
        server.api("torrents/delete", hashes=torrent.hash, deleteFiles=False)
        await eventually(lambda: not server.torrents(), "the torrent to be gone")
        server.add(exported)
        await eventually(lambda: server.torrent(torrent.hash), "the exported torrent to be added")
    else:
        with pytest.raises(Unsupported):
            await client.torrents.export(torrent.hash)


async def test_trackers_are_added_and_removed(
    client: Client, server: Server, torrent: Torrent
) -> None:
    plain = "udp://127.0.0.1:9/announce"
    await client.torrents.add_trackers(torrent.hash, [plain, TRICKY])
    await becomes(lambda: trackers(server, torrent), {DEAD_TRACKER, plain, TRICKY})
    await client.torrents.remove_trackers(torrent.hash, [DEAD_TRACKER, TRICKY])
    await becomes(lambda: trackers(server, torrent), {plain})


async def test_a_tracker_gets_another_url(client: Client, server: Server, torrent: Torrent) -> None:
    await client.torrents.edit_tracker(torrent.hash, DEAD_TRACKER, TRICKY)
    await becomes(lambda: trackers(server, torrent), {TRICKY})


async def test_a_tracker_gets_another_tier(
    client: Client, server: Server, torrent: Torrent
) -> None:
    def tiers() -> set[int]:
        return {row["tier"] for row in server.api("torrents/trackers", hash=torrent.hash)}

    if server.version >= (5, 2):
        await client.torrents.edit_tracker(torrent.hash, DEAD_TRACKER, tier=7)
        await eventually(lambda: 7 in tiers(), "the tier")
    else:
        with pytest.raises(Unsupported):
            await client.torrents.edit_tracker(torrent.hash, DEAD_TRACKER, tier=7)


async def test_web_seeds_are_added_edited_and_removed(
    client: Client, server: Server, torrent: Torrent
) -> None:
    plain, other = "http://127.0.0.1:9/seed", "http://127.0.0.1:9/other"
    call = client.torrents.add_web_seeds(torrent.hash, [plain, TRICKY])
    if await served(client, "5.1.0", call):
        await becomes(lambda: web_seeds(server, torrent), {plain, TRICKY})
        await client.torrents.edit_web_seed(torrent.hash, plain, other)
        await becomes(lambda: web_seeds(server, torrent), {other, TRICKY})
        await client.torrents.remove_web_seeds(torrent.hash, [TRICKY])
        await becomes(lambda: web_seeds(server, torrent), {other})


async def test_added_peers_are_connected_and_banned_ones_dropped(
    client: Client, server: Server, swarm: Swarm
) -> None:
    torrent = Torrent("from a peer", size=20_000_000)
    swarm.seed(torrent)
    server.add(torrent.metainfo, dlLimit=100_000)
    await shows(server, torrent.hash, state="stalledDL")
    await client.torrents.add_peers([torrent.hash], [swarm.seeder.peer])
    await shows(server, torrent.hash, state="downloading")
    await client.transfer.ban_peers([swarm.seeder.peer])
    await eventually(
        lambda: "127.0.0.1" in server.api("app/preferences")["banned_IPs"], "the peer to be banned"
    )


async def test_no_address_is_rejected_as_a_peer(client: Client, torrent: Torrent) -> None:
    with pytest.raises(Rejected):
        await client.torrents.add_peers([torrent.hash], ["nowhere"])


async def test_bad_certificates_are_rejected(
    client: Client, server: Server, torrent: Torrent
) -> None:
    call = client.torrents.set_ssl_parameters(torrent.hash, SslParameters("a", "b", "c"))
    with pytest.raises(Rejected if server.version >= (5, 0) else Unsupported):
        await call
