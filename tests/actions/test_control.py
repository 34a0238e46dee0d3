"""Starting, stopping, checking and ordering torrents: what follows from their state."""

from __future__ import annotations

import pytest

from qbtui.actions.model import Confirm
from qbtui.api.errors import Conflict, Unreachable
from qbtui.api.models.server import ServerState
from qbtui.api.models.torrent import Torrent

from .stage import Stage, hash_of, torrent

RUNNING = torrent(1)
STOPPED = torrent(2, state="stoppedDL")
FAILED = torrent(4, state="error")
SEED = torrent(7, state="uploading", progress=1)


async def test_a_refusal_of_the_server_is_told_with_the_action() -> None:
    stage = Stage().add(RUNNING)
    stage.client.replies["torrents/recheck"] = [Conflict("the server does not allow it")]
    await stage.run("torrents.recheck")
    assert stage.failed == ["Recheck: the server does not allow it"]
    assert stage.told == []


@pytest.mark.parametrize("verb", ["increase", "decrease", "top", "bottom"])
async def test_the_queue_needs_queueing(verb: str) -> None:
    stage = Stage().add(RUNNING)
    stage.live.store.server = ServerState(queueing=False)
    await stage.run(f"torrents.{verb}_prio")
    assert stage.journal == []
    assert stage.refused == ["Queueing is off on the server: turn it on in its preferences"]


async def test_what_is_complete_is_not_in_the_queue() -> None:
    stage = Stage().add(SEED)
    await stage.run("torrents.increase_prio")
    assert stage.journal == []
    assert stage.refused == ["Not in the queue: it orders what is not complete"]


@pytest.mark.parametrize("state", ["checkingDL", "checkingUP", "checkingResumeData", "moving"])
async def test_start_and_stop_take_turns_though_the_state_does_not_tell(state: str) -> None:
    stage = Stage().add(torrent(1, state=state))
    for _ in range(3):
        await stage.run("torrents.toggle")
        stage.moment += 60
    assert [told.split()[0] for told in stage.told] == ["Stopped", "Started", "Stopped"]


async def test_what_was_stopped_before_its_check_is_started_during_it() -> None:
    stage = Stage().add(STOPPED)
    await stage.run("torrents.recheck")
    stage.add(torrent(2, state="checkingUP"))
    stage.moment += 60
    await stage.run("torrents.toggle")
    assert stage.told[-1] == "Started 1 torrent"


@pytest.mark.parametrize(
    ("action", "field", "path"),
    [
        ("torrents.toggle", "state", "torrents/start"),
        ("torrents.toggle_sequential_download", "seq_dl", "torrents/toggleSequentialDownload"),
        ("torrents.set_super_seeding", "super_seeding", "torrents/setSuperSeeding"),
    ],
)
async def test_the_second_press_undoes_what_the_first_did_and_no_more(
    action: str, field: str, path: str
) -> None:
    on = "stoppedDL" if field == "state" else True
    stage = Stage().add(torrent(1), torrent(2, **{field: on}))
    await stage.run(action)
    stage.add(torrent(1, **{field: on}), torrent(2, **{field: on}))
    stage.moment += 60
    await stage.run(action)
    assert stage.changes[-1][0] == path
    assert stage.changes[-1][1]["hashes"] == hash_of(1)


async def test_another_choice_has_nothing_to_undo() -> None:
    stage = Stage().add(RUNNING, STOPPED)
    await stage.run("torrents.toggle")
    stage.add(STOPPED, torrent(3, state="stoppedDL"))
    await stage.run("torrents.toggle")
    assert stage.changes[-1] == ("torrents/start", {"hashes": hash_of(2, 3)})


async def test_an_error_is_tried_again_and_the_second_press_undoes_it() -> None:
    stage = Stage().add(FAILED)
    await stage.run("torrents.toggle")
    await stage.run("torrents.toggle")
    assert stage.told == ["Started 1 torrent", "Stopped 1 torrent"]


@pytest.mark.parametrize(
    ("torrents", "warning"),
    [
        ((torrent(1),), "It neither downloads nor seeds until its check is done."),
        ((torrent(1), torrent(2)), "They neither download nor seed until their check is done."),
    ],
)
async def test_recheck_asks_whatever_its_size(torrents: tuple[Torrent, ...], warning: str) -> None:
    stage = Stage().add(*torrents)
    stage.answer = None
    await stage.run("torrents.recheck")
    question = stage.asked[0]
    assert isinstance(question, Confirm)
    assert question.warning == warning
    assert stage.journal == []
    stage.answer = {}
    await stage.run("torrents.recheck")
    assert [path for path, _ in stage.journal] == ["torrents/recheck"]


async def test_an_undo_that_failed_is_done_by_the_next_press_and_no_more() -> None:
    stage = Stage().add(torrent(1), torrent(2, state="stoppedDL"))
    await stage.run("torrents.toggle")
    stage.add(torrent(1, state="stoppedDL"), torrent(2, state="stoppedDL"))
    stage.client.replies["torrents/start"] = [Unreachable("no way there")]
    for _ in range(2):
        await stage.run("torrents.toggle")
    assert [params["hashes"] for path, params in stage.changes if path == "torrents/start"] == [
        hash_of(1),
        hash_of(1),
    ]


@pytest.mark.parametrize("option", ["sequential_download", "first_last_piece_prio"])
async def test_what_is_complete_is_in_no_order_downloaded(option: str) -> None:
    stage = Stage().add(SEED)
    await stage.run(f"torrents.toggle_{option}")
    assert stage.changes == []
    assert stage.refused == ["All of it is here: there is no order to download it in"]


async def test_what_became_complete_meanwhile_is_sent_no_order() -> None:
    stage = Stage().add(RUNNING)
    stage.client.listed = (torrent(1, state="uploading", progress=1),)
    await stage.run("torrents.toggle_sequential_download")
    assert stage.changes == []
    assert stage.told == ["All of it is here: there is no order to download it in"]


async def test_automatic_management_asks_before_files_may_move() -> None:
    stage = Stage().add(RUNNING, torrent(2, auto_tmm=True))
    stage.answer = None
    await stage.run("torrents.set_auto_management")
    assert stage.changes == []
    (question,) = stage.asked
    assert isinstance(question, Confirm)
    assert question.details == (RUNNING.name,)
