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
    assert question.question == "Delete 2 torrents (2.00 GiB) from the server?"
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
        ((MAGNET,), "Delete 1 torrent from the server?"),
        ((MAGNET, RUNNING), "Delete 2 torrents (at least 1.00 GiB) from the server?"),
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
