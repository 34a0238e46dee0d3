"""The detail tabs: what they show of the torrent under the cursor, and which keys work there."""

from __future__ import annotations

import pytest

from qbtui.api.errors import BadReply, Unreachable
from qbtui.api.models.details import File, Properties, Tracker
from qbtui.text import LONGEST_PAGE
from qbtui.text import enter as enter_text
from tests.ui.stage import LARGE, SMALL, Qbittorrent, Stage, hash_of, opened, row

FILES: tuple[str, dict[str, object]] = ("torrents/files", {"hash": hash_of(2)})
SIZES = pytest.mark.parametrize("size", [SMALL, LARGE])


def two() -> Qbittorrent:
    return Qbittorrent().has(row("older", 1), row("newer", 2))


async def enter(stage: Stage, tab: str = "1") -> None:
    """Go to a tab of the details."""
    await stage.press("enter", tab)
    assert stage.focused == "details"


@SIZES
@pytest.mark.parametrize(
    ("tab", "shown"),
    [
        ("1", ["Information", "Share ratio", "newer", "/data"]),
        ("2", ["▾ disc", "a.iso", "b.txt", "readme"]),
        ("3", ["http://tracker.test/announce", "Working", "Not working"]),
        ("4", ["10.0.0.1", "qB 5"]),
        ("5", ["2 of 4 pieces, 1.0 MiB each", "have 2", "downloading 1", "missing 1"]),
        ("6", ["http://seed.test/disc"]),
    ],
)
async def test_each_tab_shows_what_the_server_says(
    size: tuple[int, int], tab: str, shown: list[str]
) -> None:
    async with opened(two(), size) as stage:
        await enter(stage, tab)
        await stage.until(lambda: shown[0] in stage.details)
        if tab == "1" and size == SMALL:
            assert "newer" in stage.details
            assert "/data" in stage.details
            await stage.press("end")
            shown = shown[1:2]
        assert [text for text in shown if text not in stage.details] == []
        assert f"[{tab} " in stage.details


async def test_brackets_go_round_the_tabs() -> None:
    async with opened(two(), LARGE) as stage:
        await enter(stage)
        await stage.press("right_square_bracket")
        assert "[2 Files]" in stage.details
        await stage.press("left_square_bracket", "left_square_bracket")
        assert "[6 Web seeds]" in stage.details
        await stage.press("right_square_bracket")
        assert "[1 General]" in stage.details


async def test_a_click_shows_a_tab_and_asks_for_it() -> None:
    async with opened(two(), LARGE) as stage:
        await stage.click("3 Trackers", stage.app.main.details)
        await stage.until(lambda: "tracker.test" in stage.details)


async def test_the_tab_that_shows_already_is_not_blanked() -> None:
    async with opened(two(), LARGE) as stage:
        await enter(stage, "2")
        await stage.until(lambda: "readme" in stage.details)
        await stage.press("2")
        assert "readme" in stage.details


async def test_the_next_torrent_is_shown_without_leaving() -> None:
    async with opened(two(), LARGE) as stage:
        await enter(stage)
        await stage.press("J")
        assert stage.current == "older"
        assert stage.focused == "details"
        await stage.until(lambda: "older" in stage.details)
        await stage.press("K")
        await stage.until(lambda: "newer" in stage.details)
        assert stage.server.changes == []


async def test_nothing_of_another_torrent_shows_while_its_own_is_fetched() -> None:
    async with opened(two(), LARGE) as stage:
        await enter(stage, "6")
        await stage.until(lambda: "seed.test" in stage.details)
        stage.server.details["torrents/webseeds"] = []
        answer = stage.server.keep_answer("torrents/webseeds")
        await stage.press("J")
        assert "seed.test" not in stage.details
        assert "…" in stage.details
        answer.set_result(None)
        await stage.until(lambda: "No web seeds: a adds one" in stage.details)


async def test_only_the_tab_that_shows_is_asked_for() -> None:
    async with opened(two()) as stage:
        await stage.poll()
        assert {path for path, _ in stage.server.journal} == {"sync/maindata"}
        await enter(stage, "2")
        await stage.until(lambda: "readme" in stage.details)
        asked = [call for call in stage.server.journal if call[0] == "torrents/files"]
        assert asked[0] == ("torrents/files", {"hash": hash_of(2)})


@pytest.mark.parametrize("tab", "123456")
async def test_a_topic_that_fails_says_why(tab: str) -> None:
    server = two()
    server.details = dict.fromkeys(server.details, BadReply("The proxy speaks."))
    async with opened(server) as stage:
        await enter(stage, tab)
        await stage.until(lambda: "The proxy speaks." in stage.details)


async def test_what_is_known_stays_when_a_later_answer_fails() -> None:
    async with opened(two()) as stage:
        await enter(stage, "2")
        await stage.until(lambda: "readme" in stage.details)
        stage.server.details["torrents/files"] = BadReply("The proxy speaks.")
        await stage.poll()
        await stage.until(lambda: stage.app.main.link.live.detail.error)  # type: ignore[union-attr]
        assert "readme" in stage.details


@SIZES
async def test_folders_open_and_close(size: tuple[int, int]) -> None:
    async with opened(two(), size) as stage:
        await enter(stage, "2")
        await stage.until(lambda: "readme" in stage.details)
        await stage.press("enter")
        assert "▸ disc" in stage.details
        assert "a.iso" not in stage.details
        await stage.press("l")
        assert "▾ disc" in stage.details
        await stage.press("j", "h")
        assert stage.app.main.details.listing
        assert stage.app.main.details.listing.cursor == 0
        await stage.press("h")
        assert "a.iso" not in stage.details
        await stage.poll()
        assert "a.iso" not in stage.details
        await stage.press("h")
        assert stage.focused == "torrents"


async def test_files_that_did_not_change_are_not_made_into_rows_anew() -> None:
    async with opened(two(), LARGE) as stage:
        await enter(stage, "2")
        await stage.until(lambda: "readme" in stage.details)
        listing = stage.app.main.details.listing
        assert listing
        row = listing.shown[0]
        asked = stage.server.journal.count(FILES)
        await stage.poll()
        await stage.until(lambda: stage.server.journal.count(FILES) > asked)
        await stage.poll()
        assert listing.shown[0] is row
        stage.server.details["torrents/files"] = [File(name="disc/a.iso", size=5)]
        await stage.poll()
        await stage.until(lambda: "readme" not in stage.details)
        assert listing.shown[0] is not row


async def test_files_are_sorted_inside_their_folder() -> None:
    async with opened(two()) as stage:
        await enter(stage, "2")
        await stage.until(lambda: "readme" in stage.details)
        await stage.press("s", "N")
        text = stage.details
        assert text.index("disc") < text.index("b.txt") < text.index("a.iso") < text.index("readme")
        assert "Name▼" in text
        assert stage.names == ["newer", "older"]


async def test_trackers_are_sorted_by_keys_and_clicks() -> None:
    async with opened(two(), LARGE) as stage:
        await enter(stage, "3")
        await stage.until(lambda: "tracker.test" in stage.details)
        await stage.press("s", "n")
        assert stage.details.index("away.test") < stage.details.index("tracker.test")
        await stage.click("Tracker▲", stage.app.main.details)
        assert stage.details.index("away.test") > stage.details.index("tracker.test")
        await stage.press("s", "r")
        assert stage.message == "This list has no such column"


async def test_marked_rows_are_what_an_action_works_on() -> None:
    async with opened(two(), LARGE) as stage:
        await enter(stage, "3")
        await stage.until(lambda: "tracker.test" in stage.details)
        await stage.press("A", "d")
        await stage.shows("away.test", "y remove 2 trackers")
        await stage.press("y")
        await stage.until(lambda: stage.server.changes)
        path, given = stage.server.changes[0]
        assert path == "torrents/removeTrackers"
        assert given["hash"] == hash_of(2)
        assert "tracker.test" in str(given["urls"])
        assert "away.test" in str(given["urls"])


async def test_keys_of_the_tab_come_before_those_of_the_torrents() -> None:
    async with opened(two(), LARGE) as stage:
        await enter(stage, "2")
        await stage.until(lambda: "readme" in stage.details)
        await stage.press("G", "p", "x")
        await stage.until(lambda: stage.server.changes)
        assert stage.server.changes[0][0] == "torrents/filePrio"
        await stage.press("1", "p")
        await stage.until(lambda: len(stage.server.changes) == 2)
        assert stage.server.changes[1] == ("torrents/stop", {"hashes": hash_of(2)})


async def test_the_beginning_of_a_long_comment_shows_and_how_to_read_all_of_it() -> None:
    server = two()
    server.details["torrents/properties"] = Properties(comment=enter_text("word\n" * 250_000))
    async with opened(server, LARGE) as stage:
        await enter(stage)
        await stage.until(lambda: "word" in stage.details)
        await stage.press("end")
        assert f"{1_250_000 - LONGEST_PAGE:,} more characters: o e opens all of it" in stage.details
        server.details["torrents/properties"] = Properties(comment="short")
        await stage.poll()
        await stage.until(lambda: "short" in stage.details)
        assert "more characters" not in stage.details


async def test_general_scrolls() -> None:
    async with opened(two()) as stage:
        await enter(stage)
        await stage.until(lambda: "Information" in stage.details)
        await stage.press("j")
        assert "Information" not in stage.details
        await stage.press("k")
        assert "Information" in stage.details
        await stage.press("G")
        assert "Last seen complete" in stage.details
        await stage.press("g", "g")
        assert "/data" in stage.details


async def test_without_torrents_there_is_nothing_to_show() -> None:
    async with opened(Qbittorrent()) as stage:
        await stage.press("enter")
        assert "No torrent" in stage.details
        assert stage.app.main.details.wanted is None


async def test_a_removed_torrent_leaves_no_details() -> None:
    async with opened(Qbittorrent().has(row("only")), LARGE) as stage:
        await stage.until(lambda: "Share ratio" in stage.details)
        stage.server.torrents_now.clear()
        await stage.poll()
        assert "No torrent" in stage.details
        assert "Share ratio" not in stage.details


async def test_unknown_figures_show_as_such() -> None:
    server = two()
    server.details["torrents/properties"] = Properties()
    async with opened(server, LARGE) as stage:
        await stage.until(lambda: "Unknown" in stage.details)
        assert "-1" not in stage.details


async def test_what_could_not_be_fetched_again_is_said_to_be_old() -> None:
    async with opened(two(), LARGE) as stage:
        await enter(stage, "3")
        await stage.until(lambda: "http://tracker.test/announce" in stage.details)
        trackers = stage.server.details["torrents/trackers"]
        stage.server.details["torrents/trackers"] = BadReply("It makes no sense.")
        stage.app.main.link.live.wake()
        await stage.until(lambda: "Not up to date: It makes no sense." in stage.details)
        assert "http://tracker.test/announce" in stage.details
        await stage.press("2")
        await stage.until(lambda: "readme" in stage.details)
        assert "Not up to date" not in stage.details
        await stage.press("3")
        await stage.until(lambda: "It makes no sense." in stage.details)
        assert "Not up to date" not in stage.details
        stage.server.details["torrents/trackers"] = trackers
        await stage.press("2", "3")
        await stage.until(lambda: "http://tracker.test/announce" in stage.details)
        assert "no sense" not in stage.details


async def test_details_of_a_server_that_is_away_are_said_to_be_old() -> None:
    async with opened(two(), LARGE) as stage:
        await enter(stage, "3")
        await stage.until(lambda: "http://tracker.test/announce" in stage.details)
        stage.server.trouble = Unreachable("It is away.")
        await stage.poll()
        assert "Not up to date: It is away." in stage.details
        assert "http://tracker.test/announce" in stage.details
        stage.server.trouble = None
        await stage.poll()
        await stage.until(lambda: "Not up to date" not in stage.details)


@pytest.mark.parametrize(
    ("release", "read_only", "said"),
    [
        ("5.3.0", False, "No web seeds: a adds one"),
        ("5.3.0", True, "No web seeds"),
        ("5.0.0", False, "No web seeds"),
    ],
)
async def test_only_what_can_be_added_is_offered(release: str, read_only: bool, said: str) -> None:
    server = Qbittorrent(release).has(row("only"))
    server.details["torrents/webseeds"] = []
    async with opened(server, LARGE, read_only=read_only) as stage:
        await enter(stage, "6")
        await stage.until(lambda: "No web seeds" in stage.details)
        assert said in [line.strip() for line in stage.details.splitlines()]


async def test_the_filter_of_the_torrents_is_not_offered_for_other_lists() -> None:
    async with opened(two(), LARGE) as stage:
        assert "/ filter" in stage.message
        for tab in "234":
            await enter(stage, tab)
            assert "filter" not in stage.message


async def test_the_keys_that_may_follow_are_never_blank() -> None:
    async with opened(two(), LARGE) as stage:
        await enter(stage, "2")
        await stage.press("p")
        await stage.shows("p …", "s Skip")
        assert "Start or stop" not in stage.words


async def test_addresses_get_the_room_of_messages_that_nobody_sent() -> None:
    server = two()
    address = "https://tracker.archive.example/announce/of/some/length"
    server.details["torrents/trackers"] = [Tracker(url=address, tier=0, status=2)]
    async with opened(server, SMALL) as stage:
        await enter(stage, "3")
        await stage.until(lambda: address in stage.details)
        assert "Message" not in stage.details
        server.details["torrents/trackers"] = [Tracker(url=address, tier=0, status=4, msg="gone")]
        await stage.poll()
        await stage.until(lambda: "gone" in stage.details)


async def test_the_pieces_say_that_there_is_nothing_to_move_to() -> None:
    async with opened(two(), SMALL) as stage:
        await enter(stage, "5")
        await stage.press("j")
        assert stage.message == "All pieces show: there is nothing to move to, mark or sort"
