"""What concerns the whole server: preferences, limits, categories, tags, cookies, folders."""

from __future__ import annotations

import pytest

from qbtui.api.client import Client
from qbtui.api.errors import Conflict, NotFound, Unsupported
from qbtui.api.models.server import Cookie, SpeedLimits
from tests.live.api.asking import becomes, served, shows
from tests.live.server import Server
from tests.live.torrents import Torrent


async def test_a_preference_is_set_and_no_other(client: Client, server: Server) -> None:
    server.set_preferences(add_trackers_enabled=True, add_trackers="udp://127.0.0.1:9/a")
    before = server.api("app/preferences")
    await client.app.set_preferences({"dl_limit": 51_200, "max_connec": 77})
    after = server.api("app/preferences")
    changed = {key: value for key, value in after.items() if before.get(key) != value}
    assert changed == {"dl_limit": 51_200, "max_connec": 77}


async def test_trackers_to_add_keep_their_lines(client: Client, server: Server) -> None:
    two = "udp://127.0.0.1:9/a\nudp://127.0.0.1:9/b"
    server.set_preferences(add_trackers_enabled=True, add_trackers=two)
    await client.app.set_preferences({"dl_limit": 51_200})
    assert server.api("app/preferences")["add_trackers"] == two


async def test_alternative_limits_are_toggled(client: Client, server: Server) -> None:
    await client.transfer.toggle_speed_limits_mode()
    assert server.api("transfer/speedLimitsMode") == "1"
    assert await client.transfer.speed_limits_mode() == 1
    await client.transfer.toggle_speed_limits_mode()
    assert server.api("transfer/speedLimitsMode") == "0"


async def test_alternative_limits_are_put_in_force(client: Client, server: Server) -> None:
    if await served(client, "4.5.0", client.transfer.set_speed_limits_mode(True)):
        assert server.api("transfer/speedLimitsMode") == "1"
        await client.transfer.set_speed_limits_mode(False)
        assert server.api("transfer/speedLimitsMode") == "0"


async def test_speed_limits_are_set(client: Client, server: Server) -> None:
    await client.transfer.set_download_limit(51_200)
    await client.transfer.set_upload_limit(25_600)
    preferences = server.api("app/preferences")
    assert (preferences["dl_limit"], preferences["up_limit"]) == (51_200, 25_600)


async def test_all_speed_limits_are_set_at_once(client: Client, server: Server) -> None:
    limits = SpeedLimits(dl_limit=10_240, up_limit=20_480, alt_dl_limit=30_720, alt_up_limit=40_960)
    if await served(client, "5.3.0", client.transfer.set_speed_limits(limits)):
        preferences = server.api("app/preferences")
        assert preferences["dl_limit"] == 10_240
        assert preferences["up_limit"] == 20_480
        assert preferences["alt_dl_limit"] == 30_720
        assert preferences["alt_up_limit"] == 40_960


@pytest.mark.parametrize("name", ["films", "a + b & 100%", "漢字"])
async def test_a_category_is_made_used_and_removed(
    client: Client, server: Server, torrent: Torrent, name: str
) -> None:
    folder = server.inside(server.folder("category"))
    await client.torrents.create_category(name, folder)
    assert server.api("torrents/categories")[name]["savePath"] == folder
    await client.torrents.set_category([torrent.hash], name)
    await shows(server, torrent.hash, category=name)
    await client.torrents.remove_categories([name])
    assert server.api("torrents/categories") == {}
    await shows(server, torrent.hash, category="")


async def test_a_category_gets_other_folders(client: Client, server: Server) -> None:
    await client.torrents.create_category("films")
    await client.torrents.edit_category("films", "/tmp/films", "/tmp/unfinished")
    category = server.api("torrents/categories")["films"]
    assert category["savePath"] == "/tmp/films"
    assert server.version < (4, 4) or category["download_path"] == "/tmp/unfinished"


async def test_an_unknown_category_is_refused(client: Client, torrent: Torrent) -> None:
    with pytest.raises((Conflict, NotFound)):
        await client.torrents.edit_category("missing", "/tmp/films")
    with pytest.raises(Conflict):
        await client.torrents.set_category([torrent.hash], "missing")


async def test_tags_are_made_and_deleted(client: Client, server: Server) -> None:
    await client.torrents.create_tags(["one", "two + three", "漢字"])
    assert set(server.api("torrents/tags")) == {"one", "two + three", "漢字"}
    await client.torrents.delete_tags(["one", "漢字"])
    assert server.api("torrents/tags") == ["two + three"]


async def test_torrents_are_tagged(client: Client, server: Server, torrent: Torrent) -> None:
    await client.torrents.add_tags([torrent.hash], ["one", "two", "three"])
    await becomes(lambda: tags(server, torrent), {"one", "two", "three"})
    await client.torrents.remove_tags([torrent.hash], ["two"])
    await becomes(lambda: tags(server, torrent), {"one", "three"})
    await client.torrents.remove_tags([torrent.hash], [])
    await shows(server, torrent.hash, tags="")


async def test_the_tags_of_a_torrent_are_replaced(
    client: Client, server: Server, torrent: Torrent
) -> None:
    server.api("torrents/addTags", hashes=torrent.hash, tags="old")
    call = client.torrents.set_tags([torrent.hash], ["new", "newer"])
    if await served(client, "5.1.0", call):
        await becomes(lambda: tags(server, torrent), {"new", "newer"})


def tags(server: Server, torrent: Torrent) -> set[str]:
    """Return the torrent's tags."""
    return set(server.torrent(torrent.hash)["tags"].split(", "))


async def test_cookies_are_replaced(client: Client, server: Server) -> None:
    cookie = Cookie(
        name="uid", domain="site.example", path="/", value="a=1; b", expiration_date=4_000_000_000
    )
    if await served(client, "5.1.0", client.app.set_cookies([cookie])):
        [kept] = server.api("app/cookies")
        assert (kept["name"], kept["domain"], kept["value"]) == ("uid", "site.example", "a=1; b")
        assert await client.app.cookies() == [cookie]
        await client.app.set_cookies([])
        assert server.api("app/cookies") == []


async def test_the_server_s_folders_are_listed(client: Client, server: Server) -> None:
    folder = server.folder("listed")
    (folder / "inner").mkdir(exist_ok=True)
    (folder / "file.txt").write_bytes(b"12345")
    path = server.inside(folder)
    if await served(client, "5.0.0", client.app.directory_content(path)):
        found = await client.app.directory_content(path, "dirs")
        assert found == [f"{path}/inner"]
        with pytest.raises(NotFound):
            await client.app.directory_content("/missing")
    if server.version >= (5, 2):
        [entry] = await client.app.directory_entries(path, "files")
        assert (entry.name, entry.type, entry.size) == ("file.txt", "file", 5)
    else:
        with pytest.raises(Unsupported):
            await client.app.directory_entries(path)


async def test_the_log_tells_of_what_happens(client: Client, torrent: Torrent) -> None:
    entries = await client.log.main()
    assert any(torrent.name in entry.message for entry in entries)
    last = max(entry.id for entry in entries)
    # A server may have gone on to tell something else.
    assert all(entry.id > last for entry in await client.log.main(last_known_id=last))
    assert all(1e9 < entry.timestamp < 1e10 for entry in entries)
