"""Files and pieces."""

from __future__ import annotations

import pytest

from tests.sim.visitor import only, visit

OLD, NEW = "4.2.5", "5.3.0"


@pytest.mark.parametrize("release", [OLD, "4.5.2", NEW])
def test_only_four_priorities_are_taken(release: str) -> None:
    visitor = visit(release, torrents=1)
    hash = only(visitor).hash
    for priority, ids, status in ((4, "0", 400), (6, "0|1", 200), (6, "9", 409), (1, "x", 400)):
        response = visitor.post("torrents/filePrio", hash=hash, id=ids, priority=priority)
        assert response.status == status
    assert [file.priority for file in only(visitor).content.files] == [6, 6]


@pytest.mark.parametrize(("release", "priority", "has_index"), [(OLD, 4, False), (NEW, 1, True)])
def test_files_are_described_by_release(release: str, priority: int, has_index: bool) -> None:
    visitor = visit(release, torrents=1)
    first = visitor.json("torrents/files", hash=only(visitor).hash)[0]
    assert first["priority"] == priority
    assert ("index" in first) == has_index


def test_files_can_be_chosen_by_index() -> None:
    visitor = visit(torrents=1)
    hash = only(visitor).hash
    (row,) = visitor.json("torrents/files", hash=hash, indexes="1")
    assert row["name"].endswith("two.bin")
    assert visitor.post("torrents/files", hash=hash, indexes="2").status == 409


@pytest.mark.parametrize(
    ("release", "parameters"),
    [
        ("4.3.2", {"id": 1, "name": "three.bin"}),
        ("4.3.3", {"oldPath": "Folder 0/two.bin", "newPath": "Folder 0/three.bin"}),
    ],
)
def test_files_are_renamed_by_index_or_path(release: str, parameters: dict[str, object]) -> None:
    visitor = visit(release, torrents=1)
    response = visitor.post("torrents/renameFile", hash=only(visitor).hash, **parameters)
    assert response.status == 200
    assert only(visitor).content.files[1].path == "Folder 0/three.bin"


def test_pieces_are_told() -> None:
    visitor = visit(torrents=1)
    hash = only(visitor).hash
    assert visitor.json("torrents/pieceStates", hash=hash) == [0, 0, 0]
    assert len(visitor.json("torrents/pieceHashes", hash=hash)) == 3
    assert len(visitor.json("torrents/pieceAvailability", hash=hash)) == 3
    assert visitor.post("torrents/downloadFile", hash=hash, file="0").status == 409
    assert visitor.post("torrents/downloadFile", hash=hash, file="nope").status == 409
