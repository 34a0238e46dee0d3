"""What settings accept, and what they hide."""

from __future__ import annotations

import msgspec
import pytest

from qbtui.config.model import Config, ConfigError, Server, host_of, parse_url

HOME = Server(url="http://home")
NAS = Server(url="http://nas")


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("localhost:8080", "http://localhost:8080"),
        (" https://example.org/qbt/ ", "https://example.org/qbt"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("nas", "http://nas"),
    ],
)
def test_an_address_gets_its_normal_form(text: str, url: str) -> None:
    assert parse_url(text) == url
    assert Server(url=text).url == url


@pytest.mark.parametrize(
    "text",
    ["", "http://", "ftp://x", "http://x:99999", "http://x:0", "a b", "http://x/?q", "http://x/#f"],
)
def test_anything_else_is_no_address(text: str) -> None:
    with pytest.raises(ValueError, match="an address such as"):
        parse_url(text)


def test_an_address_holds_no_password_and_the_complaint_does_not_repeat_it() -> None:
    with pytest.raises(ValueError, match="belong in keys of their own") as caught:
        parse_url("http://me:s3cret@x")
    assert "s3cret" not in str(caught.value)


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
