"""The list and the sidebar: counts, order, filters, marks, names of every kind, read-only."""

from __future__ import annotations

from functools import partial

from qbtui.actions import ACTIONS, BY_ID
from tests.live.conftest import ALIKE
from tests.live.server import Server
from tests.live.torrents import Torrent
from tests.live.ui.robot import TAB_KEYS, Robot
from tests.live.ui.stock import STOPPED, each, have, have_complete, state

pytestmark = ALIKE

SMALL = Torrent("apple", size=40_000)
MIDDLE = Torrent("Banana 10", size=90_000)
LARGE = Torrent("banana 9", size=300_000, trackers=("http://tracker.test/announce",))


def stocked(server: Server) -> None:
    """Let the server have three torrents that differ in every way the sidebar counts."""
    have(server, SMALL)
    have(server, MIDDLE, stopped=False)
    have_complete(server, LARGE)
    server.api("torrents/createCategory", category="fruit")
    server.api("torrents/createCategory", category="empty")
    server.api("torrents/setCategory", hashes=f"{SMALL.hash}|{LARGE.hash}", category="fruit")
    server.api("torrents/addTags", hashes=MIDDLE.hash, tags="yellow,long")


async def test_the_sidebar_counts_what_the_server_has(server: Server) -> None:
    stocked(server)
    async with Robot.on(server) as robot:
        await robot.sees("banana 9")
        rows = server.torrents().values()
        stopped = sum(row["state"] in STOPPED for row in rows)
        complete = sum(row["progress"] == 1 for row in rows)
        for title, number in {
            "Status": len(rows),
            "Downloading": len(rows) - complete,
            "Seeding": complete,
            "Completed": complete,
            "Running": len(rows) - stopped,
            "Stopped": stopped,
            "Active": 0,
            "Inactive": len(rows),
            "Stalled": len(rows) - stopped,
            "Errored": 0,
            "Uncategorized": sum(not row["category"] for row in rows),
            "fruit": sum(row["category"] == "fruit" for row in rows),
            "empty": 0,
            "Untagged": sum(not row["tags"] for row in rows),
            "yellow": sum("yellow" in row["tags"] for row in rows),
            # Old releases do not say who uses a tracker before it has answered.
            "Trackerless": 2 if server.version >= (4, 3) else 3,
            "tracker.test": 1 if server.version >= (4, 3) else -1,
        }.items():
            await robot.becomes(partial(count, robot, title), number)


def count(robot: Robot, title: str) -> int:
    """Return the number behind a title of the sidebar, -1 when it is not there."""
    lines = (line.rstrip(" ▕│") for line in robot.sidebar)
    found = [line.split()[-1] for line in lines if line.strip(" ▌●▾").startswith(title + " ")]
    return int(found[0]) if found else -1


async def test_a_group_of_the_sidebar_filters_the_list(server: Server) -> None:
    stocked(server)
    async with Robot.on(server) as robot:
        await robot.sees("fruit")
        await robot.press("g", "f")
        await robot.go_to("fruit")
        await robot.press("enter")
        await robot.sees("Torrents 2 of 3", "category: fruit")
        assert sorted(robot.names) == ["apple", "banana 9"]
        await robot.go_to("Stopped")
        await robot.press("enter")
        await robot.sees("Torrents 1 of 3")
        assert robot.names == ["apple"]
        await robot.press("g", "t", "escape")
        await robot.sees("Torrents 3")
        await robot.press("f", "s")
        await robot.becomes(lambda: robot.names, ["banana 9"])
        await robot.press("1")
        await robot.becomes(lambda: len(robot.names), 3)


async def test_keys_sort_the_list(server: Server) -> None:
    stocked(server)
    server.set_preferences(queueing_enabled=True)
    a, b10, b9 = "apple", "Banana 10", "banana 9"
    async with Robot.on(server, size=(200, 50)) as robot:
        await robot.sees("apple")
        for keys, expected in (
            ("sn", [a, b9, b10]),
            ("sN", [b10, b9, a]),
            ("sz", [b9, b10, a]),
            ("ss", [a, b10, b9]),
            ("st", [b10, b9, a]),
        ):
            await robot.press(*keys)
            await robot.becomes(lambda: robot.names, expected)
            places = [first_line(robot, name) for name in expected]
            assert places == sorted(places)
        await robot.press("s", "p")
        assert robot.names[0] == b9
        await robot.press("s", "c")
        assert robot.names[0] == b10
        await robot.press("s", "o")
        await robot.press("s", "k")
        await robot.press("s", "q")
        assert len(robot.names) == 3


def first_line(robot: Robot, name: str) -> int:
    """Return the number of the first line in which a torrent stands."""
    return next(number for number, line in enumerate(robot.work) if name in line)


async def test_typing_filters_the_list_live(server: Server) -> None:
    stocked(server)
    async with Robot.on(server) as robot:
        await robot.sees("apple")
        await robot.press("/")
        for typed, expected in (
            ("ban", ["Banana 10", "banana 9"]),
            (" -10", ["banana 9"]),
        ):
            await robot.type(typed)
            await robot.becomes(lambda: sorted(robot.names), expected)
        await robot.press("enter")
        await robot.sees("Torrents 1 of 3", "/ban -10")
        await robot.press("p")
        await robot.becomes(lambda: robot.changes, ["torrents/stop"])
        await robot.wait_until(lambda: state(server, LARGE.hash) in STOPPED, "it to stop")
        await robot.press("escape")
        await robot.sees("Torrents 3")


async def test_marks_of_every_kind_choose_what_an_action_is_for(server: Server) -> None:
    torrents = [Torrent(f"torrent {number}", size=20_000) for number in range(6)]
    have(server, *torrents)

    def started() -> set[str]:
        rows = server.torrents().values()
        return {row["name"][-1] for row in rows if row["state"] not in STOPPED}

    async with Robot.on(server) as robot:
        await robot.sees("torrent 5")
        await robot.press("s", "n", "g", "g", "space", "space")
        await robot.sees("2 marked")
        await robot.press("o", "r")
        await robot.becomes(started, {"0", "1"})
        await robot.press("I", "o", "r")
        await robot.becomes(started, set("012345"))
        await robot.press("escape")
        await robot.go_to("torrent 2")
        await robot.press("V", "j", "j", "V")
        await robot.sees("3 marked")
        await robot.press("o", "x")
        await robot.becomes(started, set("015"))
        await robot.press("A", "A")
        await robot.becomes(lambda: robot.listing.marks, set())


async def test_a_mark_that_the_filter_hides_is_left_alone(server: Server) -> None:
    have(server, SMALL, MIDDLE)
    async with Robot.on(server) as robot:
        await robot.sees("apple")
        await robot.press("A", "/")
        await robot.type("apple")
        await robot.press("enter")
        await robot.sees("2 marked (1 hidden)")
        await robot.press("o", "r")
        await robot.becomes(lambda: each(server, "state", SMALL), ["stalledDL"])
        assert set(each(server, "state", MIDDLE)) <= STOPPED


async def test_read_only_refuses_every_change(server: Server) -> None:
    stocked(server)
    before = server.torrents()
    async with Robot.on(server, read_only=True) as robot:
        await robot.sees("apple")
        refused: set[str] = set()
        for tab in TAB_KEYS:
            await robot.tab(tab)
            for keys, action in robot.app.main.keymap.keys_for(robot.contexts):
                if action.mutates and action.id not in refused:
                    refused.add(action.id)
                    await robot.press(*keys[0].split(" "))
                    await robot.sees(f"{action.title}: not in read-only mode")
                    assert not robot.in_dialog
        assert refused == {action.id for action in ACTIONS if action.mutates}
        assert robot.changes == []
    for hash_, row_ in server.torrents().items():
        for field in ("name", "category", "tags", "save_path", "dl_limit", "seq_dl"):
            assert row_[field] == before[hash_][field]


async def test_the_palette_runs_an_action(server: Server) -> None:
    have(server, SMALL)
    async with Robot.on(server) as robot:
        await robot.sees("apple")
        await robot.press(":")
        await robot.type("sequential")
        await robot.sees("Sequential download on or off", "o s")
        await robot.press("enter")
        await robot.becomes(lambda: each(server, "seq_dl", SMALL), [True])


async def test_the_help_shows_every_key_and_runs_an_action(server: Server) -> None:
    have(server, SMALL)
    async with Robot.on(server, size=(120, 120)) as robot:
        await robot.sees("apple")
        await robot.press("?")
        await robot.sees("Keys: Torrents")
        for action in ACTIONS:
            if action.mutates and BY_ID["torrents.delete"].contexts == action.contexts:
                await robot.sees(action.title)
        await robot.type("recheck")
        await robot.press("enter")
        await robot.confirm()
        await robot.becomes(lambda: robot.changes, ["torrents/recheck"])
