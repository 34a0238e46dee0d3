"""Which endpoints a release has, and what the server says where it refuses."""

from __future__ import annotations

import gzip
import json

import pytest

import qbtui.api.client  # noqa: F401 - fills the catalogue
from qbtui.api.endpoint import CATALOGUE
from qbtui.sim.messages import Request
from qbtui.sim.releases import Release, parse
from qbtui.sim.router import ROUTES, find
from tests.sim.visitor import RELEASES, Visitor, header, make_server, visit

OLD_NAMES = {"torrents/start": "torrents/resume", "torrents/stop": "torrents/pause"}


def test_every_endpoint_of_the_client_is_there() -> None:
    missing = set(CATALOGUE) - set(ROUTES)
    assert not missing
    assert set(OLD_NAMES.values()) <= set(ROUTES)


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("path", sorted(CATALOGUE))
def test_a_release_has_what_the_client_believes_it_has(path: str, release: str) -> None:
    number = parse(release)
    row = CATALOGUE[path]
    expected = number >= parse(row.since)
    name = OLD_NAMES.get(path, path) if number < (5, 0, 0) else path
    assert (find(name, Release(release)) is not None) == expected


@pytest.mark.parametrize("path", sorted(CATALOGUE))
def test_the_client_and_the_server_agree_on_what_changes_something(path: str) -> None:
    assert {row.mutates for row in ROUTES[path]} == {CATALOGUE[path].mutates}


@pytest.mark.parametrize(
    ("release", "old", "new"), [("4.6.7", 200, 404), ("5.0.0", 404, 200)], ids=["4.6", "5.0"]
)
def test_stop_has_one_name_in_each_release(release: str, old: int, new: int) -> None:
    visitor = visit(release, torrents=1)
    assert visitor.post("torrents/pause", hashes="all").status == old
    assert visitor.post("torrents/stop", hashes="all").status == new


@pytest.mark.parametrize(
    ("release", "path", "status"),
    [
        ("4.4.3", "torrents/add", 200),
        ("4.4.4", "torrents/add", 405),
        ("4.4.4", "torrents/recheck", 400),
        ("4.5.0", "torrents/recheck", 405),
        ("5.1.0", "torrents/setTags", 405),
        ("5.3.0", "torrents/info", 200),
        ("5.3.0", "torrents/fetchMetadata", 405),
        ("5.3.0", "torrents/saveMetadata", 400),
    ],
)
def test_changes_need_post_from_some_release_on(release: str, path: str, status: int) -> None:
    assert visit(release).get(path).status == status


@pytest.mark.parametrize(
    ("release", "text"),
    [
        ("4.2.5", b""),
        ("4.5.2", b"Not Found"),
        ("5.2.0", b"Endpoint does not exist"),
    ],
)
def test_an_unknown_endpoint_is_404(release: str, text: bytes) -> None:
    response = visit(release).post("app/nothing")
    assert (response.status, response.body) == (404, text)


def test_an_unknown_scope_is_404() -> None:
    response = visit().post("nothing/version")
    assert (response.status, response.body) == (404, b"Not Found")


@pytest.mark.parametrize(
    ("release", "text"),
    [
        ("4.2.5", b""),
        ("5.1.0", b"Bad Request"),
        ("5.3.0", b"Missing required parameters: deleteFiles"),
    ],
)
def test_a_missing_parameter_is_400(release: str, text: bytes) -> None:
    response = visit(release).post("torrents/delete", hashes="all")
    assert (response.status, response.body) == (400, text)


@pytest.mark.parametrize(("release", "status"), [("4.5.2", 200), ("4.6.0", 400), ("5.2.0", 400)])
def test_share_limits_need_more_from_release_to_release(release: str, status: int) -> None:
    response = visit(release).post(
        "torrents/setShareLimits", hashes="all", ratioLimit=1, seedingTimeLimit=2
    )
    assert response.status == status


@pytest.mark.parametrize("path", ["app/version", "app/nothing", "auth/logout"])
def test_nothing_but_a_login_goes_without_a_session(path: str) -> None:
    response = Visitor(make_server()).post(path)
    assert (response.status, response.body) == (403, b"Forbidden")


@pytest.mark.parametrize(("release", "status"), [("5.1.0", 200), ("5.2.0", 204)])
def test_no_data_may_be_204(release: str, status: int) -> None:
    response = visit(release, torrents=1).post("torrents/setTags", hashes="all", tags="a")
    assert response.status == status


def test_the_index_is_a_web_page() -> None:
    response = Visitor(make_server()).send(Request("GET", "/"))
    assert response.content_type == "text/html"
    assert b"<html" in response.body


def test_a_json_body_ends_the_connection() -> None:
    headers = {"content-type": "application/json"}
    response = visit().send(Request("POST", "/api/v2/app/version", "", headers, b"{}"))
    assert (response.status, response.close) == (400, True)


def test_long_answers_are_compressed_when_that_is_accepted() -> None:
    visitor = visit()
    response = visitor.post("app/preferences", {"accept-encoding": "gzip, deflate"})
    assert header(response, "Content-Encoding") == "gzip"
    assert json.loads(gzip.decompress(response.body)) == visitor.json("app/preferences")
    short = visitor.post("app/version", {"accept-encoding": "gzip"})
    assert header(short, "Content-Encoding") == ""


def test_the_journal_holds_every_request() -> None:
    visitor = visit()
    visitor.post("torrents/stop", hashes="all")
    visitor.post("torrents/pause", hashes="all")
    entries = [
        (entry.endpoint, dict(entry.params), entry.status) for entry in visitor.server.journal
    ]
    assert entries[1:] == [
        ("torrents/stop", {"hashes": "all"}, 200),
        ("torrents/pause", {"hashes": "all"}, 404),
    ]


def test_there_is_no_release_before_the_first() -> None:
    with pytest.raises(ValueError, match=r"4\.1\.0"):
        Release("4.0.4")


@pytest.mark.parametrize(
    ("release", "api"),
    [("4.1.2", "2.0.2"), ("4.2.5", "2.5.1"), ("4.5.3", "2.8.19"), ("5.1.4", "2.11.4")],
)
def test_the_version_of_the_api_follows_the_release(release: str, api: str) -> None:
    visitor = visit(release)
    assert visitor.post("app/version").body == f"v{release}".encode()
    assert visitor.post("app/webapiVersion").body == api.encode()


def test_a_table_of_releases_may_be_made_on_the_spot() -> None:
    release = Release("4.5.2")
    tables = ({"4.1.0": number, "4.5.2": -number, "5.0.0": 0} for number in range(5))
    assert [release.pick(table) for table in tables] == [0, -1, -2, -3, -4]
