"""How parameters are read, with the defects of each release."""

from __future__ import annotations

import pytest

from qbtui.sim.forms import BadForm, parse
from qbtui.sim.messages import Request
from qbtui.sim.releases import Release
from tests.sim.visitor import FORM

MULTIPART = {"content-type": "multipart/form-data; boundary=XX"}


def body(text: bytes, since: str = "5.3.0") -> dict[str, str]:
    request = Request("POST", "/", headers={"content-type": FORM}, body=text)
    return dict(parse(request, Release(since)).fields)


def query(text: str, since: str) -> dict[str, str]:
    return dict(parse(Request("GET", "/", text), Release(since)).fields)


def part(names: str, content: bytes) -> bytes:
    disposition = f"Content-Disposition: form-data; {names}".encode()
    return b"--XX\r\n" + disposition + b"\r\n\r\n" + content + b"\r\n"


def multipart(*parts: bytes, since: str = "5.3.0") -> tuple[dict[str, str], dict[str, bytes]]:
    request = Request("POST", "/", headers=MULTIPART, body=b"".join(parts) + b"--XX--\r\n")
    form = parse(request, Release(since))
    return dict(form.fields), dict(form.files)


def test_a_body_is_decoded() -> None:
    assert body(b"a=1%2B1&b=%C3%BC%20x&c=") == {"a": "1+1", "b": "ü x", "c": ""}


def test_a_plus_in_a_body_is_a_space_from_4_1_6_on() -> None:
    assert body(b"a=x+y", "4.1.5") == {"a": "x+y"}
    assert body(b"a=x+y", "4.1.6") == {"a": "x y"}


def test_a_query_loses_every_plus_from_4_1_7_on() -> None:
    assert query("a=x%2By", "4.1.7") == {"a": "x y"}
    assert query("a=x%2By", "4.1.6") == {"a": "x+y"}


def test_an_old_query_breaks_at_encoded_separators() -> None:
    assert query("a=x%26b=y", "4.1.6") == {"a": "x", "b": "y"}
    assert query("a=x%26b%3Dy", "4.1.7") == {"a": "x&b=y"}


def test_the_query_of_a_post_is_not_read() -> None:
    request = Request("POST", "/", "a=1", {"content-type": FORM}, b"b=2")
    assert parse(request, Release("5.3.0")).fields == {"b": "2"}


def test_a_post_without_a_body_needs_no_type() -> None:
    assert parse(Request("POST", "/"), Release("5.3.0")).fields == {}


def test_json_is_not_understood() -> None:
    request = Request("POST", "/", headers={"content-type": "application/json"}, body=b"{}")
    with pytest.raises(BadForm):
        parse(request, Release("5.3.0"))


def test_multipart_holds_fields_and_files() -> None:
    fields, files = multipart(
        part('name="paused"', b"true"), part('name="torrents"; filename="a.torrent"', b"d\x00\xffe")
    )
    assert fields == {"paused": "true"}
    assert files == {"a.torrent": b"d\x00\xffe"}


def test_files_of_one_name_hide_each_other() -> None:
    same = 'name="torrents"; filename="a"'
    assert multipart(part(same, b"1"), part(same, b"2"))[1] == {"a": b"2"}


def test_4_1_0_sees_one_file_only() -> None:
    parts = part('name="t"; filename="a"', b"1"), part('name="t"; filename="b"', b"2")
    assert multipart(*parts, since="4.1.0")[1] == {"b": b"2"}
    assert multipart(*parts, since="4.1.1")[1] == {"a": b"1", "b": b"2"}


def test_a_semicolon_breaks_a_file_name() -> None:
    assert list(multipart(part('name="t"; filename="a;b"', b"1"))[1]) == ["a"]


def test_old_releases_refuse_a_file_with_an_empty_line() -> None:
    file = part('name="t"; filename="a"', b"x\r\n\r\ny")
    assert multipart(file, since="4.5.0")[1] == {"a": b"x\r\n\r\ny"}
    with pytest.raises(BadForm):
        multipart(file, since="4.4.5")


@pytest.mark.parametrize("content_type", ["multipart/form-data", "multipart/form-data; boundary=Y"])
def test_multipart_needs_its_boundary(content_type: str) -> None:
    request = Request("POST", "/", headers={"content-type": content_type}, body=part("name=a", b""))
    with pytest.raises(BadForm):
        parse(request, Release("5.3.0"))
