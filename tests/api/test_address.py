"""What a user may type as the address of a server."""

from __future__ import annotations

import pytest

from qbtui.api.address import check_url, is_loopback
from qbtui.api.errors import BadAddress


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
    assert check_url(typed) == url
    assert check_url(url) == url


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("ftp://nas", "ftp://"),
        ("http://", "no host"),
        ("http://:8080", "no host"),
        ("nas:port", "not valid"),
        ("nas:99999", "not valid"),
        ("nas:0", "Port 0"),
        ("http://[::1", "not valid"),
        ("http://my nas", "spaces"),
        ("http://nas\x1b[31m", "control"),
        ("http://user:secret@nas", "user name"),
    ],
)
def test_what_is_no_address_is_refused_with_the_reason(typed: str, reason: str) -> None:
    with pytest.raises(BadAddress, match=reason) as caught:
        check_url(typed)
    assert "secret" not in caught.value.message


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "::1", "a.localhost"])
def test_this_machine_is_recognised(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["nas", "192.168.1.5", "localhost.example.org", "fe80::1"])
def test_other_machines_are_not_this_one(host: str) -> None:
    assert not is_loopback(host)
