"""Actions on the whole screen: form, question, call, and what the user is told."""

from __future__ import annotations

import pytest
from textual.events import Paste

from qbtui.api.errors import (
    ApiError,
    BadReply,
    Conflict,
    Forbidden,
    LoginRejected,
    NotFound,
    Rejected,
    ServerFailure,
    Unreachable,
)
from qbtui.ui.runner import MAYBE, NOT_DONE
from qbtui.ui.widgets import message_bar
from tests.internals import notifications
from tests.ui.stage import LARGE, SMALL, Qbittorrent, hash_of, opened, row

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE])


def two(release: str = "5.3.0") -> Qbittorrent:
    return Qbittorrent(release).has(row("older", 1), row("newer", 2))


@SIZES
async def test_a_question_comes_before_the_call(size: tuple[int, int]) -> None:
    async with opened(two(), size) as stage:
        await stage.press("A", "d")
        await stage.shows("Delete 2 torrents", "newer", "older", "Also delete the files")
        assert stage.server.changes == []
        await stage.press("space", "y")
        await stage.until(lambda: stage.server.changes)
        hashes = f"{hash_of(2)}|{hash_of(1)}"
        assert stage.server.changes == [
            ("torrents/delete", {"hashes": hashes, "deleteFiles": True})
        ]
        await stage.shows("Deleted 2 torrents and the files")


@pytest.mark.parametrize("key", ["n", "escape", "q"])
async def test_a_question_can_be_declined(key: str) -> None:
    async with opened(two()) as stage:
        await stage.press("d")
        await stage.shows("Delete")
        await stage.press("enter", key)
        assert stage.app.screen is stage.app.main
        assert stage.server.changes == []


@SIZES
async def test_a_form_comes_before_the_call(size: tuple[int, int]) -> None:
    async with opened(two(), size) as stage:
        await stage.press("m")
        await stage.shows("enter OK")
        await stage.press("ctrl+u")
        await stage.type("/srv/new")
        await stage.press("enter")
        await stage.until(lambda: stage.server.changes)
        path, given = stage.server.changes[0]
        assert path == "torrents/setLocation"
        assert given["hashes"] == hash_of(2)
        assert given["location"] == "/srv/new"


async def test_a_form_can_be_cancelled() -> None:
    async with opened(two()) as stage:
        await stage.press("m")
        await stage.shows("enter OK")
        await stage.press("escape")
        assert stage.app.screen is stage.app.main
        assert stage.server.changes == []


async def test_read_only_refuses_what_changes_something_and_says_so() -> None:
    async with opened(two(), read_only=True) as stage:
        assert "read-only" in stage.status
        await stage.press("p")
        assert stage.message == "Start or stop: not in read-only mode"
        await stage.press("d")
        assert stage.app.screen is stage.app.main
        await stage.press("s", "n", "j")
        assert stage.current == "older"
        assert stage.server.changes == []


async def test_what_the_server_is_too_old_for_says_which_one_is_not() -> None:
    async with opened(two("4.1.0")) as stage:
        await stage.press("r")
        assert stage.message == "Reannounce needs qBittorrent 4.1.2; the server is v4.1.0"
        assert stage.server.changes == []


async def test_what_an_action_needs_is_said() -> None:
    async with opened(two()) as stage:
        await stage.press("K")
        assert stage.message.startswith("Queueing is off on the server")
    async with opened(Qbittorrent()) as stage:
        await stage.press("d")
        assert stage.message == "No torrent here"


@SIZES
async def test_a_failure_is_told_with_what_to_do(size: tuple[int, int]) -> None:
    async with opened(two(), size) as stage:
        stage.server.replies["torrents/stop"] = [Conflict("It is [b]busy[/b].", "Try later.")]
        await stage.press("p")
        await stage.shows("Start or stop: It is [b]busy[/b].", "Try later.")
        await stage.press("p")
        await stage.shows("Stopped 1 torrent")


@SIZES
async def test_what_may_have_been_done_is_told_from_what_was_not(size: tuple[int, int]) -> None:
    async with opened(two(), size) as stage:
        lost = Unreachable("It dropped the connection.", "Is it running?")
        lost.uncertain = True
        stage.server.replies["torrents/stop"] = [lost]
        await stage.press("p")
        await stage.shows("It dropped the connection.", MAYBE)
        stage.server.replies["torrents/recheck"] = [Unreachable("No connection.", "Check it.")]
        await stage.press("v", "y")
        await stage.shows("No connection.", f"{NOT_DONE} Check it.")


async def test_keys_work_in_the_order_in_which_they_were_pressed() -> None:
    async with opened(two(), LARGE) as stage:
        answer = stage.server.keep_answer("torrents/recheck")
        await stage.press("v", "y", "p", "p")
        assert stage.server.changes == [("torrents/recheck", {"hashes": hash_of(2)})]
        answer.set_result(None)
        await stage.until(lambda: len(stage.server.changes) == 3)
        assert [path for path, _ in stage.server.changes[1:]] == ["torrents/stop", "torrents/start"]


async def test_a_form_that_cannot_be_filled_in_is_told() -> None:
    async with opened(two(), LARGE) as stage:
        stage.server.replies["app/preferences"] = [Unreachable("Gone.")]
        stage.server.replies["transfer/downloadLimit"] = [Unreachable("Gone.")]
        stage.server.replies["transfer/getSpeedLimits"] = [Unreachable("Gone.")]
        await stage.press("u")
        await stage.shows("Set global limits: Gone.")
        assert NOT_DONE not in stage.text
        assert stage.app.screen is stage.app.main


@SIZES
async def test_what_the_server_refuses_is_asked_for_again_as_it_was(size: tuple[int, int]) -> None:
    async with opened(two(), size) as stage:
        stage.server.replies["torrents/setLocation"] = [Conflict("It cannot make [b]that[/b].")]
        await stage.press("m")
        await stage.shows("enter OK")
        await stage.type("/srv/new")
        await stage.press("enter")
        await stage.shows("It cannot make [b]that[/b].", "Save to /srv/new")
        assert not notifications(stage.app)
        # It came by itself: what is typed for the list is not typed into it.
        await stage.type("/foo")
        await stage.shows("Save to /srv/new", "tab goes to the fields")
        await stage.press("tab", "right")
        await stage.type("er")
        await stage.press("enter")
        await stage.shows("Moving 1 torrent to /srv/newer")
        assert [given["location"] for _, given in stage.server.changes] == [
            "/srv/new",
            "/srv/newer",
        ]


async def test_a_folder_that_may_not_be_written_is_asked_for_again() -> None:
    async with opened(two()) as stage:
        stage.server.replies["torrents/setLocation"] = [Forbidden("Cannot write to folder")]
        await stage.press("m")
        await stage.shows("enter OK")
        await stage.type("/root")
        await stage.press("enter")
        await stage.shows("Cannot write to folder", "Save to /root")


LOST = Unreachable("It dropped the connection.")
LOST.uncertain = True


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (LOST, f"It dropped the connection. {MAYBE}"),
        (Unreachable("No connection."), f"No connection. {NOT_DONE}"),
        (ServerFailure("A proxy answers 502."), "A proxy answers 502."),
        (BadReply("No answer of qBittorrent."), "No answer of qBittorrent."),
        (LoginRejected("Wrong password."), "Wrong password."),
        (NotFound("It is gone."), "It is gone."),
        (Forbidden("Not for you."), "Not for you."),
    ],
)
async def test_whatever_fails_what_was_typed_is_there_again(failure: ApiError, said: str) -> None:
    async with opened(two()) as stage:
        stage.server.replies["torrents/setLocation"] = [failure]
        await stage.press("m")
        await stage.shows("enter OK")
        await stage.type("/srv/new")
        await stage.press("enter")
        await stage.shows(said, "Save to /srv/new")
        await stage.press("enter")
        await stage.until(lambda: len(stage.server.changes) == 2)
        assert stage.server.changes[1][1]["location"] == "/srv/new"


async def test_ctrl_c_cancels_a_dialog_as_escape_does() -> None:
    async with opened(two()) as stage:
        for key in ("m", "d", "question_mark"):
            await stage.press(key)
            await stage.until(lambda: stage.app.screen is not stage.app.main)
            await stage.press("ctrl+c")
            assert stage.app.screen is stage.app.main
        assert stage.server.changes == []


async def test_a_result_of_several_lines_is_read_before_it_goes() -> None:
    async with opened(two()) as stage:
        stage.server.replies["torrents/add"] = ["Ok.", Rejected("It is not a torrent.")]
        await stage.press("a")
        await stage.shows("enter OK")
        await stage.type("http://a http://b")
        await stage.press("enter")
        await stage.shows("Gave 1 URL to the server", "Not added: http://b: It is not a torrent.")
        await stage.press("escape")
        assert stage.app.screen is stage.app.main


MAGNET = f"magnet:?xt=urn:btih:{hash_of(7)}"


@SIZES
async def test_what_is_pasted_into_the_list_is_added_after_a_form(size: tuple[int, int]) -> None:
    async with opened(two(), size) as stage:
        stage.app.post_message(Paste(f"{MAGNET}\r\n{hash_of(8)}\n"))
        await stage.shows("Add torrents", "magnet:?xt=urn:btih", "1 magnet, 1 info hash")
        assert stage.server.changes == []
        await stage.press("enter")
        await stage.until(lambda: len(stage.server.changes) == 2)
        assert [given["urls"] for _, given in stage.server.changes] == [MAGNET, hash_of(8)]


async def test_a_paste_into_the_filter_is_its_words() -> None:
    async with opened(two()) as stage:
        await stage.press("slash")
        stage.app.post_message(Paste("newer"))
        await stage.until(lambda: stage.names == ["newer"])
        assert stage.app.screen is stage.app.main


async def test_nothing_can_be_pasted_into_a_read_only_list() -> None:
    async with opened(two(), read_only=True) as stage:
        stage.app.post_message(Paste(MAGNET))
        await stage.shows("Add torrents: not in read-only mode")
        assert stage.app.screen is stage.app.main


async def test_the_list_is_fetched_after_a_change() -> None:
    async with opened(two()) as stage:
        polls = len([call for call in stage.server.journal if call[0] == "sync/maindata"])
        stage.server.torrents_now[hash_of(2)]["state"] = "stoppedDL"
        await stage.press("p")
        await stage.until(lambda: "Stopped" in stage.rows[0])
        asked = [call for call in stage.server.journal if call[0] == "sync/maindata"]
        assert len(asked) > polls
        assert asked[-1][1]["rid"] != 0


async def test_a_message_makes_way_for_the_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(message_bar, "SECONDS", 0.05)
    async with opened(two()) as stage:
        await stage.press("n")
        await stage.until(lambda: "? help" in stage.message)
        assert "Nothing is marked" not in stage.text


async def test_moving_on_does_not_change_what_a_question_is_about() -> None:
    async with opened(two()) as stage:
        await stage.press("d")
        await stage.shows("Delete")
        del stage.server.torrents_now[hash_of(2)]
        await stage.poll()
        await stage.press("y")
        await stage.until(lambda: stage.server.changes)
        assert stage.server.changes[0][1]["hashes"] == hash_of(2)


@SIZES
async def test_what_only_asks_the_server_tells_why_it_failed(size: tuple[int, int]) -> None:
    async with opened(two(), size) as stage:
        stage.server.replies["torrents/info"] = [Unreachable("It is [b]away[/b].", "Start it.")]
        await stage.press("y", "m")
        await stage.shows("Copy magnet link: It is [b]away[/b].", "Start it.")
        assert stage.app.clipboard == ""
        await stage.press("y", "m")
        await stage.shows("Sent the magnet link")
        assert hash_of(2) in stage.app.clipboard


async def test_keys_go_on_working_while_something_waits_for_the_server() -> None:
    async with opened(two()) as stage:
        answer = stage.server.keep_answer("torrents/info")
        await stage.press("V", "y", "m", "j")
        assert stage.current == "older"
        assert stage.app.clipboard == ""
        answer.set_result(None)
        await stage.until(lambda: stage.app.clipboard)
        assert hash_of(2) in stage.app.clipboard
        assert hash_of(1) not in stage.app.clipboard


async def test_only_the_newest_waits_so_that_what_is_copied_is_what_was_wanted_last() -> None:
    async with opened(two()) as stage:
        first = stage.server.keep_answer("torrents/info")
        await stage.press("y", "m", "j")
        second = stage.server.keep_answer("torrents/info")
        await stage.press("y", "m")
        assert first.cancelled()
        assert "given up" not in stage.message
        second.set_result(None)
        await stage.until(lambda: hash_of(1) in stage.app.clipboard)
        third = stage.server.keep_answer("torrents/info")
        await stage.press("y", "m", "y", "h")
        assert third.cancelled()
        await stage.until(lambda: stage.app.clipboard == hash_of(1))
        assert stage.message == "Sent the hash to the terminal's clipboard"


async def test_what_is_given_up_for_something_else_is_told() -> None:
    server = two("4.6.7")
    async with opened(server) as stage:
        stage.server.keep_answer("torrents/info")
        server.keep_answer("torrents/properties")
        await stage.press("y", "m", "o", "e")
        assert stage.message == "Copy magnet link: given up"
