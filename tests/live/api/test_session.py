"""Getting in, being kept out, and getting back in."""

from __future__ import annotations

import pytest

from qbtui.api.client import Access, Client
from qbtui.api.errors import ApiError, Banned, LoginRejected, NotFound, Unreachable, WrongHost
from tests.live.api.asking import access
from tests.live.server import Server
from tests.live.torrents import Torrent
from tests.live.waiting import eventually


async def test_connecting_tells_the_release(client: Client, server: Server) -> None:
    assert client.server is not None
    assert client.server.text == server.api("app/version")
    assert client.server.release == server.version


async def test_a_wrong_password_is_rejected_and_tried_once(own_server: Server) -> None:
    client = Client(access(own_server, password="wrong"))
    for _ in range(10):
        with pytest.raises(LoginRejected):
            await client.connect()
    await client.close()
    # Ten tries would have got this address banned.
    client = Client(access(own_server))
    await client.connect()
    await client.close()


async def test_a_ban_is_told_from_a_wrong_password(own_server: Server) -> None:
    own_server.set_preferences(web_ui_max_auth_fail_count=1, web_ui_ban_duration=60)
    refused = Client(access(own_server, password="wrong"))
    with pytest.raises(LoginRejected):
        await refused.connect()
    await refused.close()
    banned = Client(access(own_server))
    with pytest.raises(Banned):
        await banned.connect()
    await banned.close()


async def test_no_password_is_needed_where_the_server_wants_none(own_server: Server) -> None:
    own_server.set_preferences(bypass_local_auth=True)
    client = Client(Access(own_server.url))
    await client.connect()
    assert await client.app.default_save_path() == own_server.api("app/defaultSavePath")
    await client.close()


async def test_an_ended_session_is_entered_again(own_server: Server) -> None:
    client = Client(access(own_server))
    await client.connect()
    before = client.session_serial
    own_server.restart()
    reply = await client.sync.maindata(0)
    assert reply.full_update
    assert client.session_serial > before
    await client.close()


async def test_a_closed_client_stays_out(client: Client) -> None:
    await client.close()
    with pytest.raises(ApiError, match="closed"):
        await client.connect()


async def test_a_dead_server_is_unreachable_and_comes_back(own_server: Server) -> None:
    client = Client(access(own_server))
    await client.connect()
    own_server.kill()
    with pytest.raises(Unreachable):
        await client.sync.maindata(0)
    own_server.start()
    assert (await client.sync.maindata(0)).full_update
    await client.close()


async def test_another_host_name_is_refused_as_such(own_server: Server) -> None:
    own_server.set_preferences(web_ui_domain_list="qbittorrent.example")
    client = Client(Access(own_server.url, host_header="elsewhere.example"))
    with pytest.raises(WrongHost):
        await client.connect()
    await client.close()


async def test_a_host_header_from_the_profile_lets_in(own_server: Server) -> None:
    own_server.set_preferences(web_ui_domain_list="qbittorrent.example")
    known = Access(
        own_server.url,
        username=own_server.username,
        password=own_server.password,
        host_header="qbittorrent.example",
    )
    client = Client(known)
    await client.connect()
    assert await client.torrents.info() == []
    await client.close()


async def test_an_api_key_lets_in_without_a_login(own_server: Server) -> None:
    client = Client(access(own_server))
    await client.connect()
    if own_server.version >= (5, 2):
        key = (await client.app.rotate_api_key()).key
        bearer = Client(Access(own_server.url, api_key=key))
        await bearer.connect()
        assert await bearer.torrents.info() == []
        await client.app.delete_api_key()
        with pytest.raises(LoginRejected):
            await bearer.connect()
        await bearer.close()
    await client.close()


async def test_what_is_gone_is_not_found(client: Client) -> None:
    with pytest.raises(NotFound):
        await client.torrents.properties(Torrent("never added").hash)


async def test_only_changes_follow_the_first_answer(client: Client, server: Server) -> None:
    first = await client.sync.maindata(0)
    server.add(Torrent("new").metainfo, paused=True, stopped=True)
    await eventually(server.torrents, "the torrent to be added")
    second = await client.sync.maindata(first.rid)
    assert first.full_update
    assert not second.full_update
    assert list(second.torrents) == [Torrent("new").hash]


async def test_shutting_down_ends_the_server(own_server: Server) -> None:
    client = Client(access(own_server))
    await client.connect()
    await client.app.shutdown()
    await eventually(lambda: not own_server.is_running, "the server to end")
    await client.close()
