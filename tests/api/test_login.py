"""Getting in: what answers, whether it wants a login, and what happens when a session ends."""

from __future__ import annotations

import asyncio
import traceback

import pytest

from qbtui.api import errors
from qbtui.api.client import Access, Client
from tests.api.scripted import Reply, Server


async def test_connecting_asks_before_it_logs_in(server: Server) -> None:
    client = server.client()
    version = await client.connect()
    assert server.paths() == [
        "app/webapiVersion",
        "auth/login",
        "app/webapiVersion",
        "app/version",
    ]
    assert (version.release, version.text) == ((5, 1, 0), "v5.1.0")
    assert client.server == version
    assert client.session_serial == 1


async def test_every_request_is_a_post_and_names_no_origin(server: Server) -> None:
    await server.client().connect()
    for request in server.requests:
        assert request.method == "POST"
        assert "origin" not in request.headers
        assert "referer" not in request.headers
        assert request.headers["accept-encoding"] == "gzip"
        assert request.headers["content-length"] == str(len(request.content))


async def test_without_a_login_the_session_cookie_is_kept(server: Server) -> None:
    server.bypass = True
    server.answers["app/webapiVersion"] = [
        Reply(200, b"2.11.4", {"set-cookie": "QBT_SID_8080=x; path=/"})
    ]
    client = server.client(username="", password="")
    await client.connect()
    assert server.logins == 0
    assert server.requests[-1].headers["cookie"] == "QBT_SID_8080=x"


@pytest.mark.parametrize(
    "reply", [Reply(200, b"Fails."), Reply(401, b"Unauthorized")], ids=["to 5.1", "from 5.2"]
)
async def test_a_wrong_password_is_tried_once_only(server: Server, reply: Reply) -> None:
    server.answers["auth/login"] = [reply]
    client = server.client()
    for _ in range(3):
        with pytest.raises(errors.LoginRejected):
            await client.connect()
    with pytest.raises(errors.LoginRejected):
        await client.torrents.info()
    assert server.paths().count("auth/login") == 1


async def test_a_rejection_does_not_grow_with_each_try(server: Server) -> None:
    server.answers["auth/login"] = [Reply(200, b"Fails.")]
    client = server.client()
    lengths = []
    for _ in range(3):
        with pytest.raises(errors.LoginRejected) as caught:
            await client.connect()
        lengths.append(len(list(traceback.walk_tb(caught.value.__traceback__))))
    assert lengths[1] == lengths[2]


async def test_a_ban_is_told_in_the_words_of_the_server_and_not_challenged(server: Server) -> None:
    server.answers["auth/login"] = [Reply(403, b"Your IP address has been banned")]
    client = server.client()
    with pytest.raises(errors.Banned, match="Your IP address has been banned"):
        await client.connect()
    with pytest.raises(errors.Banned):
        await client.connect()
    assert server.paths().count("auth/login") == 1


@pytest.mark.parametrize("missing", ["username", "password"])
async def test_without_name_or_password_no_attempt_is_wasted(server: Server, missing: str) -> None:
    with pytest.raises(errors.LoginRejected, match="wants a user name"):
        await server.client(**{missing: ""}).connect()
    assert server.logins == 0


@pytest.mark.parametrize("wrong", [{"password": "x\udc80"}, {"username": "x\udc80"}])
async def test_what_cannot_be_sent_costs_no_attempt(server: Server, wrong: dict[str, str]) -> None:
    with pytest.raises(errors.LoginRejected, match="not valid UTF-8"):
        await server.client(**wrong).connect()
    assert server.logins == 0


async def test_no_content_is_a_login_too(server: Server) -> None:
    server.answers["auth/login"] = [Reply(204, b"", {"set-cookie": "SID=s; path=/"})]
    server.session = "s"
    await server.client().connect()
    assert server.requests[-1].headers["cookie"] == "SID=s"


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Reply(401), errors.WrongHost),
        (Reply(401, b"", {"www-authenticate": "Basic realm=x"}), errors.ProxyRejected),
        (Reply(404, b"Not Found"), errors.NotQbittorrent),
        (Reply(200, b"<html>router</html>"), errors.NotQbittorrent),
        (Reply(200, b"hello"), errors.NotQbittorrent),
        (Reply(301, b"", {"location": "https://x/"}), errors.NotQbittorrent),
        (Reply(502, b"<html>Bad Gateway</html>"), errors.ServerFailure),
    ],
)
async def test_what_answers_is_recognised_before_a_password_is_sent(
    server: Server, reply: Reply, kind: type[errors.ApiError]
) -> None:
    server.bypass = True
    server.answers["app/webapiVersion"] = [reply]
    with pytest.raises(errors.ApiError) as caught:
        await server.client().connect()
    assert type(caught.value) is kind
    assert server.logins == 0


async def test_a_server_too_old_is_refused(server: Server) -> None:
    server.version = "v4.0.4"
    with pytest.raises(errors.UnsupportedServer, match=r"v4\.0\.4"):
        await server.client().connect()


async def test_a_version_that_is_none_is_not_qbittorrent(server: Server) -> None:
    server.version = "latest"
    with pytest.raises(errors.NotQbittorrent):
        await server.client().connect()


async def test_an_expired_session_is_renewed_unseen(server: Server) -> None:
    client = await server.connected()
    server.answers["torrents/count"] = [Reply(200, b"3")]
    server.expire()
    assert await client.torrents.count() == 3
    assert server.paths() == ["torrents/count", "auth/login", "torrents/count"]
    assert client.session_serial == 2


async def test_a_write_is_repeated_after_the_session_was_renewed(server: Server) -> None:
    client = await server.connected()
    server.expire()
    await client.torrents.recheck(["a"])
    assert server.paths() == ["torrents/recheck", "auth/login", "torrents/recheck"]


async def test_calls_that_find_the_session_ended_share_one_login(server: Server) -> None:
    client = await server.connected()
    server.answers["torrents/count"] = [Reply(200, b"3")]
    server.expire()
    counts = await asyncio.gather(*(client.torrents.count() for _ in range(6)))
    assert counts == [3] * 6
    assert server.paths().count("auth/login") == 1
    assert client.session_serial == 2


async def test_calls_that_find_the_password_changed_share_one_failure(server: Server) -> None:
    client = await server.connected()
    server.password = "another"
    server.expire()
    outcomes = await asyncio.gather(
        *(client.torrents.info() for _ in range(6)), return_exceptions=True
    )
    assert {type(outcome) for outcome in outcomes} == {errors.LoginRejected}
    assert server.paths().count("auth/login") == 1


async def test_a_session_that_ends_twice_in_a_row_is_given_up(server: Server) -> None:
    client = await server.connected()
    server.answers["torrents/count"] = [Reply(403, b"Forbidden")]
    with pytest.raises(errors.Forbidden):
        await client.torrents.count()
    assert server.paths() == ["torrents/count", "auth/login", "torrents/count"]


async def test_a_denied_write_does_not_end_the_session(server: Server) -> None:
    client = await server.connected()
    server.answers["torrents/setLocation"] = [Reply(403, b"Cannot write to directory")]
    with pytest.raises(errors.Forbidden, match="Cannot write to directory"):
        await client.torrents.set_location(["a"], "/root")
    assert server.paths() == ["torrents/setLocation"]
    assert client.session_serial == 1


async def test_an_api_key_replaces_the_login(server: Server) -> None:
    server.bypass = True
    client = server.client(api_key="qbt_key", username="", password="")
    await client.connect()
    assert {request.headers["authorization"] for request in server.requests} == {"Bearer qbt_key"}
    await client.close()
    assert "auth/logout" not in server.paths()


async def test_a_wrong_api_key_is_no_reason_to_send_the_password(server: Server) -> None:
    with pytest.raises(errors.LoginRejected, match="API key"):
        await server.client(api_key="qbt_key").connect()
    assert server.logins == 0


async def test_basic_credentials_are_for_the_proxy(server: Server) -> None:
    await server.client(basic_username="ü", basic_password="p").connect()
    assert server.requests[-1].headers["authorization"] == "Basic w7w6cA=="


async def test_rejected_basic_credentials_are_named_as_such(server: Server) -> None:
    server.bypass = True
    server.answers["app/webapiVersion"] = [Reply(401)]
    with pytest.raises(errors.ProxyRejected):
        await server.client(basic_username="u", basic_password="p").connect()


async def test_an_api_key_and_basic_credentials_clash(server: Server) -> None:
    with pytest.raises(errors.Refused, match="cannot be used together"):
        await server.client(api_key="qbt_key", basic_username="u").connect()
    assert not server.requests


async def test_host_and_further_headers_are_sent(server: Server) -> None:
    await server.client(host_header="nas:8080", headers={"X-Token": "ü"}).connect()
    request = server.requests[0]
    assert request.headers["host"] == "nas:8080"
    assert request.url.host == "server"
    assert request.headers["x-token"] == "ü"


async def test_a_base_path_is_kept(server: Server) -> None:
    await server.client(url="proxy.example/qbt/").connect()
    assert str(server.requests[0].url) == "http://proxy.example/qbt/api/v2/app/webapiVersion"


async def test_closing_logs_out_once(server: Server) -> None:
    client = await server.connected()
    await client.close()
    await client.close()
    assert server.paths() == ["auth/logout"]


@pytest.mark.parametrize("is_used", [True, False])
async def test_a_call_that_comes_after_the_end_is_not_sent(server: Server, is_used: bool) -> None:
    client = server.client()
    if is_used:
        await client.connect()
    await client.close()
    server.requests.clear()
    with pytest.raises(errors.ApiError, match="closed"):
        await client.torrents.recheck(["a"])
    with pytest.raises(errors.ApiError, match="closed"):
        await client.connect()
    assert not server.requests


async def test_a_session_that_is_being_left_is_not_entered_again(server: Server) -> None:
    client = await server.connected()
    leaving = asyncio.create_task(client.close())
    outcomes = await asyncio.gather(
        *(client.torrents.count() for _ in range(3)), leaving, return_exceptions=True
    )
    assert [type(each) for each in outcomes] == [errors.ApiError] * 3 + [type(None)]
    assert server.paths() == ["auth/logout"]


def test_no_secret_shows_in_the_text_of_an_access() -> None:
    access = Access(
        "http://server",
        password="hidden1",
        api_key="hidden2",
        basic_password="hidden3",
        headers={"X-Token": "hidden4"},
    )
    assert "hidden" not in repr(access)


async def test_closing_before_anything_was_sent_is_fine() -> None:
    client = Client(Access("http://server"))
    await client.close()
    assert client.session_serial == 0
