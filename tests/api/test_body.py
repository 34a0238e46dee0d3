"""The bytes of requests."""

from __future__ import annotations

from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import quote

import pytest

from qbtui.api.body import encode
from qbtui.api.endpoint import Params, Upload, json_text, piped_urls
from qbtui.text import enter


@pytest.mark.parametrize(
    ("params", "body"),
    [
        ({}, b""),
        ({"a": "x y+z&=%/ü"}, b"a=x%20y%2Bz%26%3D%25%2F%C3%BC"),
        ({"a": "A-z_0.9~"}, b"a=A-z_0.9~"),
        ({"yes": True, "no": False}, b"yes=true&no=false"),
        ({"left out": None, "empty": ""}, b"empty="),
        ({"count": -2, "ratio": 1.5}, b"count=-2&ratio=1.5"),
        ({"a": "one\ntwo"}, b"a=one%0Atwo"),
        ({"a": enter("red\x1b[31m")}, b"a=red%1B%5B31m"),
    ],
)
def test_a_form_is_percent_encoded(params: Params, body: bytes) -> None:
    assert encode(params) == ("application/x-www-form-urlencoded", body)


def test_every_sign_of_ascii_is_quoted_as_it_must_be() -> None:
    every = "".join(map(chr, range(128))) * 2
    assert encode({"a": every})[1] == f"a={quote(every, safe='')}".encode()


def test_half_a_surrogate_pair_stops_nothing() -> None:
    assert encode({"a": "x\udc80"})[1] == b"a=x%3F"
    assert b"\r\n\r\nx?\r\n" in encode(Upload({"rename": "x\udc80"}, b""))[1]
    assert piped_urls(["x\udc80"]) == "x%3F"
    assert json_text({"x\udc80": ["y\udc80"]}) == '{"x?":["y?"]}'


def test_json_holds_texts_as_the_server_knows_them() -> None:
    assert json_text({"a": enter("one\ntwo"), "b": [enter("\u202ex")]}) == (
        '{"a":"one\\ntwo","b":["\u202ex"]}'
    )
    assert json_text({enter("/a\x1b"): {enter("b\n"): None}}) == ('{"/a\\u001b":{"b\\n":null}}')


def test_a_file_is_sent_with_its_parameters() -> None:
    file = b"d4:info\r\n\r\n--\x00\xff e"
    content_type, body = encode(Upload({"savepath": "/a b/ü", "paused": True, "tags": None}, file))
    message = BytesParser(policy=HTTP).parsebytes(
        f"Content-Type: {content_type}\r\n\r\n".encode() + body
    )
    parts = {_name(part): part for part in message.iter_parts()}
    assert list(parts) == ["savepath", "paused", "torrents"]
    assert parts["savepath"].get_payload(decode=True) == "/a b/ü".encode()
    assert parts["paused"].get_payload(decode=True) == b"true"
    assert parts["torrents"].get_filename() == "upload.torrent"
    assert file + b"\r\n--" in body


def test_the_body_of_a_file_is_framed_as_every_release_reads_it() -> None:
    content_type, body = encode(Upload({"a": 1}, b"FILE"))
    boundary = content_type.removeprefix("multipart/form-data; boundary=").encode()
    assert body == (
        b"--" + boundary + b'\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
        b"--" + boundary + b'\r\nContent-Disposition: form-data; name="torrents";'
        b' filename="upload.torrent"\r\nContent-Type: application/x-bittorrent\r\n\r\nFILE\r\n'
        b"--" + boundary + b"--\r\n"
    )


def _name(part: Message) -> object:
    return part.get_param("name", header="content-disposition")
