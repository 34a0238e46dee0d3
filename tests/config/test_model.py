"""What settings accept, and what they hide."""

from __future__ import annotations

import msgspec
import pytest

from qbtui.config.model import Config, ConfigError, Server, host_of

HOME = Server(url="http://home")
NAS = Server(url="http://nas")


def test_an_address_gets_its_normal_form() -> None:
    assert Server(url=" nas:8080/qbt/#/dashboard ").url == "http://nas:8080/qbt"


def test_the_host_names_an_address() -> None:
    assert host_of("http://nas.lan:8080/qbt") == "nas.lan"


def test_a_profile_shows_no_secret() -> None:
    server = Server(
        url="x",
        password="s3cret",
        password_command="echo s3cret",
        api_key="s3cret",
        basic_password="s3cret",
        headers={"Token": "s3cret"},
    )
    assert "s3cret" not in repr(server)
    assert "s3cret" not in repr(Config(servers={"x": server}))


@pytest.mark.parametrize(
    ("key", "secret"), [("password", True), ("api_key", True), ("username", False)]
)
def test_a_profile_knows_whether_it_holds_a_secret(key: str, secret: bool) -> None:
    assert msgspec.convert({"url": "x", key: "y"}, Server).holds_secret is secret


def test_the_profile_is_the_named_one_else_the_default_else_the_only_one() -> None:
    both = {"home": HOME, "nas": NAS}
    assert Config(servers=both, server="nas").profile("home") == "home"
    assert Config(servers=both, server="nas").profile() == "nas"
    assert Config(servers={"home": HOME}).profile() == "home"
    assert Config(servers=both).profile() is None
    assert Config().profile() is None


def test_an_unknown_profile_is_refused_with_the_nearest() -> None:
    with pytest.raises(ConfigError, match='no server "hom" is set up; did you mean "home"'):
        Config(servers={"home": HOME}).profile("hom")
