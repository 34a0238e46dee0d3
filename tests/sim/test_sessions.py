"""Who gets in: logins, bans, cookies, keys, and the checks of Host and Origin."""

from __future__ import annotations

import base64

import pytest

from tests.sim.visitor import Clock, Visitor, header, make_server, visit

BANNED = b"Your IP address has been banned after too many failed authentication attempts."


@pytest.mark.parametrize(
    ("release", "right", "wrong"),
    [
        ("4.1.0", (200, b"Ok."), (200, b"Fails.")),
        ("5.1.0", (200, b"Ok."), (200, b"Fails.")),
        ("5.2.0", (204, b""), (401, b"Unauthorized")),
    ],
)
def test_a_login_is_answered_by_release(
    release: str, right: tuple[int, bytes], wrong: tuple[int, bytes]
) -> None:
    visitor = Visitor(make_server(release))
    refused, accepted = visitor.log_in("wrong"), visitor.log_in()
    assert (refused.status, refused.body) == wrong
    assert (accepted.status, accepted.body) == right
    assert visitor.post("app/version").status == 200


@pytest.mark.parametrize(("release", "name"), [("5.1.4", "SID"), ("5.2.0", "QBT_SID_8080")])
def test_the_cookie_has_a_name(release: str, name: str) -> None:
    assert visit(release).cookie.startswith(f"{name}=")


def test_a_logout_ends_the_session() -> None:
    visitor = visit()
    cookie = visitor.cookie
    assert visitor.post("auth/logout").status == 200
    visitor.cookie = cookie
    assert visitor.post("app/version").status == 403


@pytest.mark.parametrize(("release", "seconds"), [("4.1.9", 900), ("5.1.0", 3600)])
def test_a_session_ends_when_it_is_not_used(release: str, seconds: int) -> None:
    clock = Clock()
    visitor = visit(release, clock=clock)
    clock.now += seconds - 1
    assert visitor.post("app/version").status == 200
    clock.now += seconds + 1
    assert visitor.post("app/version").status == 403


def test_expired_sessions_are_forgotten_though_nobody_returns() -> None:
    clock = Clock()
    server = make_server("5.1.0", clock=clock)
    server.world.settings.write({"bypass_local_auth": True})
    for _ in range(3):
        clock.now += 2_000
        assert Visitor(server).post("app/version").status == 200
    assert len(server.sessions) == 2


def test_the_timeout_is_a_preference() -> None:
    clock = Clock()
    visitor = visit("5.1.0", clock=clock)
    visitor.post("app/setPreferences", json='{"web_ui_session_timeout": 60}')
    clock.now += 61
    assert visitor.post("app/version").status == 403


def test_a_cookie_is_renewed_at_half_of_its_life_from_5_2_on() -> None:
    clock = Clock()
    visitor = visit("5.2.0", clock=clock)
    assert not header(visitor.post("app/version"), "Set-Cookie")
    clock.now += 1801
    assert header(visitor.post("app/version"), "Set-Cookie").startswith(visitor.cookie)


def test_failures_lead_to_a_ban_that_ends() -> None:
    clock = Clock()
    server = make_server("5.3.0", clock=clock)
    inside, visitor = Visitor(server), Visitor(server)
    inside.log_in()
    assert {visitor.log_in("wrong").status for _ in range(5)} == {401}
    banned = visitor.log_in()
    assert (banned.status, banned.body) == (403, BANNED)
    assert inside.post("app/version").status == 200
    clock.now += 3601
    assert visitor.log_in().status == 204


def test_a_success_clears_the_failures() -> None:
    visitor = Visitor(make_server("5.1.0"))
    for _ in range(3):
        assert [visitor.log_in("wrong").body for _ in range(4)] == [b"Fails."] * 4
        assert visitor.log_in().body == b"Ok."
        visitor.cookie = ""


def test_the_bypass_lets_this_machine_in_and_gives_a_cookie() -> None:
    server = make_server()
    server.world.settings.write({"bypass_local_auth": True})
    visitor = Visitor(server)
    assert visitor.post("app/version").status == 200
    assert visitor.cookie.startswith("QBT_SID_8080=")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8080", 200),
        ("127.0.0.1", 200),
        ("example.org:8080", 200),
        ("127.0.0.1:8081", 401),
    ],
)
def test_the_port_of_the_host_is_checked(host: str, status: int) -> None:
    assert visit().post("app/version", {"host": host}).status == status


def test_the_name_of_the_host_is_checked_against_a_list() -> None:
    visitor = visit()
    visitor.server.world.settings.write({"web_ui_domain_list": "a.example;*.b.example"})
    names = {"a.example": 200, "x.b.example": 200, "c.example": 401, "127.0.0.1": 200}
    for name, status in names.items():
        assert visitor.post("app/version", {"host": name}).status == status


@pytest.mark.parametrize("name", ["origin", "referer"])
def test_other_sites_are_refused(name: str) -> None:
    visitor = visit()
    host = {"host": "127.0.0.1:8080"}
    own, other = "https://127.0.0.1:8080", "http://evil.example"
    assert visitor.post("app/version", {**host, name: own}).status == 200
    assert visitor.post("app/version", {**host, name: other}).status == 401


@pytest.mark.parametrize(("release", "status"), [("5.2.1", 200), ("5.2.2", 401)])
def test_a_proxy_could_once_name_the_host(release: str, status: int) -> None:
    headers = {
        "host": "127.0.0.1:8080",
        "x-forwarded-host": "proxy.example",
        "origin": "https://proxy.example",
    }
    assert visit(release).post("app/version", headers).status == status


def test_a_key_opens_everything_but_auth() -> None:
    visitor = visit("5.2.0")
    key = visitor.json("app/rotateAPIKey")["apiKey"]
    assert key.startswith("qbt_")
    assert len(key) == 32
    stranger, bearer = Visitor(visitor.server), {"authorization": f"Bearer {key}"}
    assert stranger.post("app/version", bearer).status == 200
    assert stranger.cookie == ""
    assert stranger.post("auth/login", bearer).status == 403
    visitor.post("app/deleteAPIKey")
    assert stranger.post("app/version", bearer).status == 403


def test_all_users_of_a_key_share_one_session() -> None:
    visitor = visit("5.2.0")
    key = visitor.json("app/rotateAPIKey")["apiKey"]
    bearer, one, other = {"authorization": f"Bearer {key}"}, *(Visitor(visitor.server),) * 2
    assert b'"rid":1' in one.post("sync/maindata", bearer).body
    assert b'"rid":2' in other.post("sync/maindata", bearer).body


@pytest.mark.parametrize(
    ("release", "credentials", "status"),
    [
        ("5.2.0", b"admin:adminadmin", 200),
        ("5.2.0", b"admin:wrong", 401),
        ("5.2.0", b":adminadmin", 401),
        ("5.1.0", b"admin:adminadmin", 403),
    ],
)
def test_basic_credentials_count_from_5_2_on(release: str, credentials: bytes, status: int) -> None:
    visitor = Visitor(make_server(release))
    headers = {"authorization": f"Basic {base64.b64encode(credentials).decode()}"}
    assert visitor.post("app/version", headers).status == status
    assert bool(visitor.cookie) == (status == 200)


def test_the_password_can_be_changed() -> None:
    visitor = visit()
    visitor.post("app/setPreferences", json='{"web_ui_password": "another"}')
    stranger = Visitor(visitor.server)
    assert stranger.log_in().status == 401
    assert stranger.log_in("another").status == 204


def test_a_restart_forgets_sessions_and_bans() -> None:
    visitor = visit()
    for _ in range(6):
        Visitor(visitor.server).log_in("wrong")
    visitor.server.restart()
    assert visitor.post("app/version").status == 403
    assert visitor.log_in().status == 204
