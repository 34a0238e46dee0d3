"""Adding torrents, and looking at what would be added."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.sim.visitor import make_metainfo, only, upload, visit

OLD, NEW = "4.2.5", "5.3.0"


@pytest.mark.parametrize(
    ("release", "first", "second"),
    [
        ("4.2.5", (200, b"Ok."), (200, b"Ok.")),
        ("5.1.0", (200, b"Ok."), (200, b"Fails.")),
        ("5.3.0", (200, b'{"added'), (409, b"Conflict")),
    ],
)
def test_adding_is_answered_by_release(
    release: str, first: tuple[int, bytes], second: tuple[int, bytes]
) -> None:
    visitor = visit(release)
    for status, text in (first, second):
        response = upload(visitor, make_metainfo("New").encode())
        assert response.status == status
        assert response.body.startswith(text)
    assert only(visitor).name == "New"


@pytest.mark.parametrize("release", [OLD, NEW])
def test_what_is_no_torrent_is_415(release: str) -> None:
    response = upload(visit(release), b"not a torrent")
    assert (response.status, response.body) == (
        415,
        b"Error: 'u.torrent' is not a valid torrent file.",
    )


@pytest.mark.parametrize(("release", "word"), [("4.6.7", "paused"), ("5.0.0", "stopped")])
def test_the_word_for_stopped_depends_on_the_release(release: str, word: str) -> None:
    visitor = visit(release)
    wrong = {"paused": "stopped", "stopped": "paused"}[word]
    upload(visitor, make_metainfo("One").encode(), {word: "true"})
    upload(visitor, make_metainfo("Two").encode(), {wrong: "true"})
    states = {torrent.name: torrent.stopped for torrent in visitor.server.world.torrents.values()}
    assert states == {"One": True, "Two": False}


@pytest.mark.parametrize(("release", "tags"), [("4.3.1", set()), ("4.3.2", {"a", "b"})])
def test_parameters_that_came_later_are_ignored(release: str, tags: set[str]) -> None:
    visitor = visit(release)
    upload(visitor, make_metainfo("One").encode(), {"tags": "a,b", "savepath": "/srv/x"})
    assert only(visitor).tags == tags
    assert only(visitor).save_path == "/srv/x"


def test_a_web_address_is_fetched_later() -> None:
    response = visit().post("torrents/add", urls="http://files.example/a.torrent")
    assert response.status == 202
    assert b'"pending_count":1' in response.body


def test_metadata_is_fetched_and_used() -> None:
    visitor, known = visit(), make_metainfo("Known")
    visitor.server.world.adding.unpublished[known.hash] = known
    source = f"magnet:?xt=urn:btih:{known.hash}"
    twice = quote(source, safe="")
    assert visitor.post("torrents/saveMetadata", source="nothing").status == 404
    first = visitor.post("torrents/fetchMetadata", source=twice)
    assert first.status == 202
    assert known.hash.encode() in first.body
    assert visitor.post("torrents/saveMetadata", source=twice).status == 409
    found = visitor.json("torrents/fetchMetadata", source=twice)
    assert [file["path"] for file in found["info"]["files"]] == [path for path, _ in known.files]
    assert visitor.post("torrents/saveMetadata", source=twice).body == known.encode()
    visitor.post("torrents/add", urls=source, filePriorities="7,0", stopped="true")
    assert [file.priority for file in only(visitor).content.files] == [7, 0]


def test_a_source_that_is_none_is_400() -> None:
    visitor = visit()
    assert visitor.post("torrents/fetchMetadata", source="zz").status == 400
    assert visitor.post("torrents/parseMetadata").body == b"Must specify torrent file(s)"
