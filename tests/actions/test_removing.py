"""The question before torrents are deleted."""

from __future__ import annotations

import pytest

from qbtui.actions.model import Confirm
from qbtui.api.models.torrent import Torrent

from .stage import Stage, torrent

RUNNING = torrent(1)
STOPPED = torrent(2, state="stoppedDL")
MAGNET = torrent(3, size=0, has_metadata=False)


async def test_delete_names_the_torrents_and_their_size() -> None:
    stage = Stage().add(RUNNING, STOPPED)
    stage.answer = None
    await stage.run("torrents.delete")
    question = stage.asked[0]
    assert isinstance(question, Confirm)
    assert question.question == "Delete 2 torrents (2.00 GiB) but keep their files?"
    assert question.details == ("torrent 1", "torrent 2")
    assert question.fields[0].initial is False


async def test_the_question_says_what_the_box_makes_of_it() -> None:
    stage = Stage().add(RUNNING, STOPPED)
    stage.answer = None
    await stage.run("torrents.delete")
    await stage.run("torrents.delete_files")
    kept, lost = stage.asked
    assert isinstance(kept, Confirm)
    assert isinstance(lost, Confirm)
    assert kept.yes == "delete 2 torrents but keep their files"
    assert not kept.warning
    assert not kept.danger
    assert lost.question == "Delete 2 torrents (2.00 GiB) and their files?"
    assert lost.yes == "delete 2 torrents and their files"
    assert "gone for good" in lost.warning
    assert lost.danger
    assert kept.changed is not None
    assert kept.changed({"delete_files": True}).yes == lost.yes


@pytest.mark.parametrize(
    ("torrents", "question"),
    [
        ((MAGNET,), "Delete 1 torrent but keep its files?"),
        ((MAGNET, RUNNING), "Delete 2 torrents (at least 1.00 GiB) but keep their files?"),
    ],
)
async def test_delete_does_not_name_a_size_that_is_not_known(
    torrents: tuple[Torrent, ...], question: str
) -> None:
    stage = Stage().add(*torrents)
    stage.answer = None
    await stage.run("torrents.delete")
    assert isinstance(stage.asked[0], Confirm)
    assert stage.asked[0].question == question


def at(number: int, path: str, save_path: str = "/d") -> Torrent:
    """Return a torrent whose content is at a path."""
    return torrent(number, content_path=path, save_path=save_path)


@pytest.mark.parametrize(
    ("chosen", "others", "shared"),
    [
        ("/d/x", ["/d/x", "/d/x/", "/d/y", "/d/xy", ""], 2),
        ("/d/x", ["/d/x/disc/a.iso", "/d/x/b", "/d/z/x"], 2),
        ("/d/x/a.iso", ["/d/x", "/", "/d/x/b.iso"], 1),
        # What has no folder of its own lies in that of all others.
        ("/d/x/a.iso", ["/d"], 0),
        ("/d", ["/d/x/a.iso", "/d/b", "/d"], 1),
        ("x", ["/d/x", "x", "y"], 2),
        ("C:\\d\\x", ["C:\\d\\x", "C:\\d\\x\\y", "C:\\d"], 3),
        ("/d/x", ["/d/" + "x/" * 2000, "/d/x/" + "y/" * 2000], 2),
        ("/d/x", ["/d/x"], 1),
        ("/d/x", ["/d/x/" + "y/" * 500_000], 0),
        ("", ["", ""], 0),
    ],
)
async def test_delete_counts_who_else_has_files_there(
    chosen: str, others: list[str], shared: int
) -> None:
    stage = Stage().add(at(1, chosen), *(at(n, path) for n, path in enumerate(others, 2)))
    stage.live.store.known_fields = frozenset({"content_path"})
    stage.torrents, stage.answer = stage.torrents[:1], None
    await stage.run("torrents.delete")
    await stage.run("torrents.delete_files")
    kept, lost = stage.asked
    assert isinstance(kept, Confirm)
    assert isinstance(lost, Confirm)
    other = "1 other torrent has" if shared == 1 else f"{shared} other torrents have"
    said = f"{other} files in the same place"
    assert kept.warning == (f"{said}." if shared else "")
    assert (f"{said} and may lose them." in lost.warning) is bool(shared)


async def test_those_that_are_deleted_together_share_with_nobody() -> None:
    stage = Stage().add(at(1, "/d/x"), at(2, "/d/x"))
    await stage.run("torrents.delete_files")
    assert isinstance(stage.asked[0], Confirm)
    assert "other" not in stage.asked[0].warning


async def test_before_4_3_1_the_names_tell_who_else_has_files_there() -> None:
    stage = Stage("4.2.5").add(
        torrent(1, name="x", save_path="/d/"), torrent(2, name="x", save_path="/d/")
    )
    stage.torrents = stage.torrents[:1]
    await stage.run("torrents.delete")
    assert isinstance(stage.asked[0], Confirm)
    assert stage.asked[0].warning == "1 other torrent has files in the same place."
