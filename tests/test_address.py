"""What a user may type as the address of a server."""

from __future__ import annotations

import pytest

from qbtui.address import is_loopback, is_same_server, parse_url


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("nas:8080", "http://nas:8080"),
        ("  http://NAS:8080/ ", "http://nas:8080"),
        ("https://example.org/qbt/", "https://example.org/qbt"),
        ("https://example.org/A/b", "https://example.org/A/b"),
        ("http://nas:8080/#/dashboard", "http://nas:8080"),
        ("http://nas:8080/?x=1", "http://nas:8080"),
        ("[::1]:8080", "http://[::1]:8080"),
        ("192.168.1.5", "http://192.168.1.5"),
        ("HTTPS://nas", "https://nas"),
    ],
)
def test_an_address_becomes_a_url(typed: str, url: str) -> None:
    assert parse_url(typed) == url
    assert parse_url(url) == url


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("ftp://nas", "http:// or https://"),
        ("http://", "no host"),
        ("http://:8080", "no host"),
        ("nas:port", "number from 1 to 65535"),
        ("nas:", "number from 1 to 65535"),
        ("http:/nas:8080", "number from 1 to 65535"),
        ("nas:99999", "number from 1 to 65535"),
        ("nas:0", "number from 1 to 65535"),
        ("http://[::1", "IPv6"),
        ("http://my nas", "blanks"),
        ("http://nas\x1b[31m", "control"),
        ("http://user:secret@nas", "fields of their own"),
        ("http://user:secret", "number from 1 to 65535"),
    ],
)
def test_what_is_no_address_is_refused_with_the_reason(typed: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason) as caught:
        parse_url(typed)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "::1", "a.localhost"])
def test_this_machine_is_recognised(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["nas", "192.168.1.5", "localhost.example.org", "fe80::1"])
def test_other_machines_are_not_this_one(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize(
    ("before", "after", "is_same"),
    [
        ("http://box", "http://box", True),
        ("http://box", "http://box:80", True),
        ("https://box:443", "https://box", True),
        ("http://box:8080", "http://box:8080/qbt", True),
        ("http://box:8080", "http://other:8080", False),
        ("http://box:8080", "http://box.test:8080", False),
        ("http://localhost:8080", "http://localhost:8081", False),
        ("http://box:8080", "http://box", False),
        ("http://[::1]:8080", "http://[::1]:8080", True),
        ("http://[::1]:8080", "http://[::2]:8080", False),
        # Whoever listens at a port may begin to speak TLS; never the other way round.
        ("http://box:8080", "https://box:8080", True),
        ("http://box", "https://box", True),
        ("http://box:80", "https://box", True),
        ("http://box", "https://box:8443", False),
        ("https://box", "http://box", False),
        ("https://box:8080", "http://box:8080", False),
    ],
)
def test_what_is_the_same_server_gets_the_same_secrets(
    before: str, after: str, is_same: bool
) -> None:
    assert is_same_server(parse_url(before), parse_url(after)) is is_same
