"""What an answer means: the class of an error, its words, and what a body decodes to."""

from __future__ import annotations

from typing import Any

import pytest

from qbtui.api import errors
from qbtui.api.answer import Answer, check, decode
from qbtui.api.endpoint import Endpoint
from qbtui.api.models.details import Peer, Tracker
from qbtui.api.models.server import LogEntry, MaindataReply
from qbtui.text import shown


def answer(status: int, body: bytes = b"", **headers: str) -> Answer:
    """Return an answer; underscores in header names are dashes."""
    return Answer(status, {name.replace("_", "-"): text for name, text in headers.items()}, [body])


def decoded(reply: object, body: bytes) -> Any:  # noqa: ANN401 - what `reply` says
    """Decode `body` as an endpoint that answers `reply` would."""
    return decode(answer(200, body), Endpoint("scope/name", reply, False, "4.1.0"))


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (301, errors.NotQbittorrent),
        (400, errors.Rejected),
        (401, errors.WrongHost),
        (403, errors.Forbidden),
        (404, errors.NotFound),
        (405, errors.Rejected),
        (409, errors.Conflict),
        (413, errors.Rejected),
        (415, errors.Rejected),
        (418, errors.Rejected),
        (500, errors.ServerFailure),
        (502, errors.ServerFailure),
    ],
)
def test_a_status_means_an_error(status: int, kind: type[errors.ApiError]) -> None:
    with pytest.raises(errors.ApiError) as caught:
        check(answer(status), "scope/name")
    assert type(caught.value) is kind


@pytest.mark.parametrize("status", [200, 202, 204])
def test_every_status_of_success_is_accepted(status: int) -> None:
    check(answer(status), "scope/name")
    assert decode(answer(status), Endpoint("scope/name", None, True, "4.1.0")) is None


def test_a_proxy_that_wants_a_password_is_told_from_a_wrong_host() -> None:
    with pytest.raises(errors.ProxyRejected):
        check(answer(401, www_authenticate='Basic realm="x"'), "scope/name")


def test_a_redirect_names_its_target() -> None:
    with pytest.raises(errors.NotQbittorrent, match="https://new"):
        check(answer(302, location="https://new/"), "scope/name")


def test_a_page_instead_of_a_missing_endpoint_is_another_web_server() -> None:
    with pytest.raises(errors.NotQbittorrent):
        check(answer(404, b" <!DOCTYPE html><html>"), "scope/name")


def test_the_reason_of_the_server_is_quoted_safely_and_on_one_line() -> None:
    with pytest.raises(errors.Conflict) as caught:
        check(answer(409, "Ungültig \x1b[31m".encode() + b"x" * 500 + b"\nmore"), "scope/name")
    assert "Ungültig" in caught.value.message
    assert caught.value.message.isprintable()
    assert len(caught.value.message) < 260


@pytest.mark.parametrize("body", [b"", b"Conflict", b"<html>busy</html>"])
def test_a_body_that_says_nothing_is_not_quoted(body: bytes) -> None:
    with pytest.raises(errors.Conflict, match=r"\(scope/name\)\.$"):
        check(answer(409, body), "scope/name")


def test_texts_are_made_safe_wherever_they_are() -> None:
    assert shown(decoded(str, b"/a\x1b")) == "/a\ufffd"
    assert [*map(shown, decoded(list[str], b'["a\\u001b"]'))] == ["a\ufffd"]
    values = decoded(dict[str, Any], b'{"k\\n": {"lines": "one\\ntwo"}}')
    assert values == {"k\n": {"lines": "one\ntwo"}}
    assert [*map(shown, values)] == ["k "]
    assert shown(values["k\n"]["lines"]) == "one two"
    assert shown(decoded(list[Tracker], b'[{"msg": "a\\u001b"}]')[0].msg) == "a\ufffd"


def test_optional_text_is_made_safe() -> None:
    peer = decoded(Peer, b'{"country": "a\\u001b", "country_code": null}')
    assert (shown(peer.country or ""), peer.country_code) == ("a\ufffd", None)


def test_bytes_are_left_alone() -> None:
    assert decoded(bytes, b"<html>\xff") == b"<html>\xff"


def test_bytes_that_are_not_utf8_are_replaced() -> None:
    assert decoded(list[Tracker], b'[{"msg": "a\xff"}]')[0].msg == "a\ufffd"
    assert decoded(str, b"a\xff") == "a\ufffd"


def test_whole_numbers_may_have_a_fraction() -> None:
    assert decoded(list[LogEntry], b'[{"id": 5.0, "type": 4.0}]')[0].id == 5
    assert decoded(MaindataReply, b'{"rid": 7.0}').rid == 7


def test_null_is_as_good_as_a_missing_key() -> None:
    trackers = decoded(list[Tracker], b'[{"url": "a", "num_seeds": null}, {"msg": null}]')
    assert [(row.url, row.num_seeds) for row in trackers] == [("a", -1), ("", -1)]


def test_null_in_the_list_costs_no_torrent() -> None:
    body = b'{"rid": 1, "full_update": true, "tags": null, "torrents": {"a": {"name": "x"}}}'
    reply = decoded(MaindataReply, body)
    assert (reply.rid, reply.tags) == (1, [])
    assert {hash_: bytes(row) for hash_, row in reply.torrents.items()} == {"a": b'{"name": "x"}'}


def test_log_times_are_seconds_in_every_release() -> None:
    entries = decoded(list[LogEntry], b'[{"timestamp":1600000000123},{"timestamp":1600000000}]')
    assert [entry.timestamp for entry in entries] == [1600000000.123, 1600000000]


def test_a_wrong_shape_names_its_place() -> None:
    with pytest.raises(errors.BadReply, match=r"scope/name.*\$\[1\]"):
        decoded(list[int], b"[0, {}]")


def test_a_wrong_shape_of_torrents_is_a_bad_reply() -> None:
    with pytest.raises(errors.BadReply, match=r"\$\.torrents"):
        decoded(MaindataReply, b'{"rid": 1, "torrents": [{}]}')


@pytest.mark.parametrize("levels", [100, 700, 100_000])
def test_what_is_nested_too_deeply_to_be_made_safe_is_missing(levels: int) -> None:
    deep = b"[" * levels + b"]" * levels
    said = decoded(dict[str, Any], b'{"a":' + deep + b',"b":[["x\\u001b"]]}')
    assert shown(said["b"][0][0]) == "x\ufffd"
    assert "a" in said


@pytest.mark.parametrize("body", [b"", b"Ok.", b'{"a": '])
def test_what_is_no_json_is_a_bad_reply(body: bytes) -> None:
    with pytest.raises(errors.BadReply):
        decoded(dict[str, Any], body)


@pytest.mark.parametrize("reply", [str, dict[str, Any], None])
def test_a_page_is_not_an_answer(reply: object) -> None:
    with pytest.raises(errors.NotQbittorrent):
        decoded(reply, b"\n<html><title>Login</title>")
