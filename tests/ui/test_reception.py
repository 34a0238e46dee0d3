"""Which server is opened, and what the user is asked about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from msgspec.structs import replace

from qbtui.api.errors import LoginRejected, Unreachable
from qbtui.config.load import load
from qbtui.config.model import Config, Server
from qbtui.ui.app import QbtuiApp
from qbtui.ui.dialogs.connect import REFUSED
from qbtui.ui.theme import styles
from tests.ui.stage import HOME, LARGE, SMALL, Qbittorrent, Stage, opened, row, started


def one() -> Qbittorrent:
    return Qbittorrent().has(row("only", 1))


def refusing() -> Qbittorrent:
    server = one()
    server.trouble = LoginRejected("Wrong user name or password.")
    return server


async def test_the_server_of_the_settings_is_opened_with_its_password() -> None:
    async with opened(one()) as stage:
        access = stage.server.accesses[0]
        assert (access.url, access.username, access.password) == (HOME.url, "admin", "secret")


async def test_a_server_opened_again_shows_its_torrents_as_they_are_now() -> None:
    async with opened(one()) as stage:
        assert "only" in stage.text
        # The same torrent, in an answer with the same number.
        (torrent,) = stage.server.torrents_now.values()
        torrent["name"] = "renamed meanwhile"
        stage.app.main.open_server(HOME, "home")
        await stage.shows("renamed meanwhile")


async def test_what_is_awaited_is_said() -> None:
    async with started(one()) as stage:
        await stage.shows("Torrents 1")
    server = one()
    server.trouble = Unreachable("home.test refuses the connection.", "Is it running?")
    async with started(server) as stage:
        await stage.shows("home.test refuses the connection.", "Is it running?", "Retrying in")


async def test_without_a_server_one_is_asked_for() -> None:
    async with started(one(), profile=None) as stage:
        await stage.shows("Connect", "Address", "not connected")
        await stage.press("escape")
        await stage.shows("No server yet", "g n chooses one")
        await stage.press("g", "n")
        await stage.shows("Address")
        await stage.press("enter")
        await stage.until(lambda: stage.names == ["only"])
        assert stage.server.accesses[0].url == "http://localhost:8080"


async def test_a_refusal_asks_with_the_reason_and_the_values_before() -> None:
    async with started(refusing(), SMALL) as stage:
        await stage.shows("Wrong user name or password.", "Since 4.6.1", HOME.url, "admin")
        assert "secret" not in stage.text
        stage.server.trouble = None
        await stage.press("end", "x", "enter")
        await stage.until(lambda: stage.names == ["only"])
        assert stage.server.accesses[-1].password == "secretx"


async def test_a_refusal_that_was_put_off_is_answered_in_the_password() -> None:
    for config in (Config(), Config(servers={"home": HOME})):
        async with started(refusing(), SMALL, config=config) as stage:
            await stage.shows("Address")
            await stage.press("escape", "g", "n")
            if config.servers:
                await stage.shows("● home")
                await stage.press("enter")
            await stage.shows("Wrong user name or password.", "Address")
            assert len(stage.server.accesses) == 1
            stage.server.trouble = None
            await stage.press("ctrl+u", *"other", "enter")
            await stage.until(lambda: stage.names == ["only"])
            assert stage.server.accesses[-1].password == "other"


async def test_which_server_this_is_stands_on_the_screen() -> None:
    away = Server(url="http://away.test", username="me", password="other")
    config = Config(servers={"home": HOME, "away": away})
    async with opened(one(), SMALL, config=config) as stage:
        assert stage.status.startswith(" home │")
        await stage.press("g", "n", *"away", "enter")
        await stage.until(lambda: stage.status.startswith(" away │"))
        await stage.press("g", "n")
        await stage.shows("● away")
    async with started(one(), SMALL, profile=away) as stage:
        await stage.until(lambda: stage.status.startswith(" away.test │"))


async def test_a_password_is_saved_only_when_asked_for() -> None:
    async with opened(one(), LARGE) as stage:
        await stage.press("g", "n")
        await stage.shows("[ ] Save passwords and API key too")


async def test_an_error_says_how_to_change_the_server() -> None:
    server = one()
    server.trouble = Unreachable("home.test refuses the connection.")
    async with started(server) as stage:
        await stage.shows("home.test refuses the connection.", "g n changes the server")


async def test_a_second_refusal_asks_again() -> None:
    async with started(refusing(), LARGE) as stage:
        await stage.shows("Wrong user name or password.")
        stage.server.trouble = LoginRejected("Wrong once more.")
        await stage.press("x", "enter")
        await stage.shows("Wrong once more.")


async def refused_again(stage: Stage, times: int) -> None:
    """Press Enter on what the server has refused: it is not sent, and what is typed replaces it."""
    await stage.shows("Wrong user name or password.")
    for _ in range(times):
        await stage.press("enter")
        await stage.shows(REFUSED)
    assert len(stage.server.accesses) == 1
    await stage.press(*"other", "enter")
    await stage.until(lambda: len(stage.server.accesses) == 2)


async def test_a_password_that_was_refused_is_never_sent_again() -> None:
    away = Config(servers={"home": HOME, "same": replace(HOME, url=f"{HOME.url}/")})
    async with started(refusing(), LARGE, config=away) as stage:
        await refused_again(stage, times=5)
        assert stage.server.accesses[1].password == "other"
        await stage.shows("Wrong user name or password.")
        # Neither is the one before the last.
        await stage.press("ctrl+u", *"secret", "enter")
        await stage.shows(REFUSED)
        await stage.press("escape", "g", "n", *"home", "enter")
        await stage.shows("Wrong user name or password.")
        await stage.press("enter", "escape")
        assert len(stage.server.accesses) == 2


async def test_nothing_that_was_not_sent_was_refused() -> None:
    async with started(refusing(), LARGE, profile=replace(HOME, password="")) as stage:
        await stage.shows("Wrong user name or password.")
        stage.server.trouble = None
        await stage.press("enter")
        await stage.until(lambda: stage.names == ["only"])


async def test_an_api_key_that_was_refused_is_never_sent_again() -> None:
    profile = replace(HOME, api_key="key")
    async with started(refusing(), LARGE, profile=profile) as stage:
        await refused_again(stage, times=1)
        assert stage.server.accesses[1].api_key == "other"


async def test_a_refusal_that_is_put_off_stays_on_the_screen() -> None:
    async with started(refusing()) as stage:
        await stage.shows("Address")
        await stage.press("escape")
        await stage.shows("✗ Wrong user name or password.", "Since 4.6.1")
        assert len(stage.server.accesses) == 1


async def test_a_server_that_refuses_later_asks_over_its_list() -> None:
    async with opened(one(), LARGE) as stage:
        stage.server.trouble = LoginRejected("Your session is over.")
        await stage.poll()
        await stage.shows("Your session is over.", "Password")
        await stage.press("escape")
        assert stage.names == ["only"]
        assert stage.style("only") == styles(stage.app)["cursor"]
        await stage.press("ctrl+r")
        assert stage.message == "Not connected: choose a server first"
        stage.server.trouble = None
        await stage.press("g", "n", "x", "enter")
        await stage.until(lambda: "✗" not in stage.status)
        assert len(stage.server.accesses) == 2


async def test_a_profile_is_saved_with_or_without_its_password(tmp_path: Path) -> None:
    for name, keys in (("first", ()), ("second", ("down", "space"))):
        path = tmp_path / f"{name}.toml"
        async with started(one(), LARGE, profile=None, config_path=path) as stage:
            await stage.shows("Address")
            await stage.press("down", "down", *"pw", "down", "down", *name)
            await stage.press(*keys, "enter")
            await stage.until(lambda: stage.names == ["only"])
        saved = load(path, {}).servers[name]
        assert saved.url == "http://localhost:8080"
        assert saved.password == ("pw" if keys else "")


async def test_a_profile_that_cannot_be_saved_is_used_all_the_same() -> None:
    async with started(one(), profile=None, config_path=Path("/proc/no/config.toml")) as stage:
        await stage.shows("Address")
        await stage.press(*["down"] * 4, *"home", "enter")
        await stage.shows("The profile was not saved")
        assert stage.names == ["only"]


async def test_the_profiles_are_offered_and_the_other_server_takes_over() -> None:
    away = Server(url="http://away.test", username="me", password="other")
    config = Config(servers={"home": HOME, "away": away})
    async with opened(one(), config=config) as stage:
        await stage.press("space", "g", "n")
        await stage.shows("home", "away", "Another server")
        stage.server.has(row("theirs", 1))
        await stage.type("away")
        await stage.press("enter")
        await stage.until(lambda: stage.names == ["theirs"])
        assert stage.server.accesses[-1].url == "http://away.test"
        assert stage.server.accesses[-1].password == "other"
        assert "marked" not in stage.title


async def test_nothing_of_the_server_before_can_be_acted_on() -> None:
    config = Config(servers={"home": HOME, "away": Server(url="http://away.test")})
    async with opened(one(), LARGE, config=config) as stage:
        await stage.press("enter")
        await stage.until(lambda: "Share ratio" in stage.details)
        stage.server.trouble = Unreachable("away.test refuses the connection.")
        await stage.press("g", "n", *"away", "enter")
        await stage.shows("away.test refuses the connection.")
        assert stage.app.main.sidebar.rows.listing.shown == []
        assert stage.focused == "details"
        assert "No torrent" in stage.details
        await stage.press("p")
        assert stage.message == "No torrent here"
        assert stage.server.changes == []


async def test_an_api_key_that_was_not_saved_is_there_at_the_next_connection() -> None:
    async with started(one(), LARGE, profile=None) as stage:
        await stage.shows("Address")
        await stage.press("down", "down", "down", *"key", "enter")
        await stage.until(lambda: stage.names == ["only"])
        await stage.press("g", "n")
        await stage.shows("API key •••")
        await stage.press("enter")
        await stage.until(lambda: len(stage.server.accesses) == 2)
        assert [access.api_key for access in stage.server.accesses] == ["key", "key"]


async def test_a_profile_keeps_the_password_that_only_this_run_knows(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    async with started(one(), LARGE, profile=None, config_path=path) as stage:
        await stage.shows("Address")
        await stage.press("down", "down", *"pw", *["down"] * 2, *"home", "enter")
        await stage.until(path.exists)
        await stage.press("g", "n", *"home", "enter")
        await stage.until(lambda: len(stage.server.accesses) == 2)
        assert stage.server.accesses[1].password == "pw"
    assert load(path, {}).servers["home"].password == ""


async def test_what_fails_is_not_saved_and_stays_in_the_dialog(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    server = one()
    server.trouble = Unreachable("localhost:8080 refuses the connection.", "Is it running?")
    async with started(server, LARGE, profile=None, config_path=path) as stage:
        await stage.shows("Address")
        await stage.press(*["down"] * 4, *"home", "enter")
        await stage.shows("Connect to home", "localhost:8080 refuses the connection.")
        server.trouble = LoginRejected("Wrong user name or password.")
        await stage.press("enter")
        await stage.shows("Connect to home", "Wrong user name or password.")
        assert not path.exists()
        server.trouble = None
        await stage.press(*"pw", "enter")
        await stage.until(path.exists)
        assert load(path, {}).servers["home"].url == "http://localhost:8080"
        await stage.press("g", "n")
        await stage.shows("Servers", "home", "http://localhost:8080")


async def test_a_server_that_fails_later_is_retried_without_a_question() -> None:
    async with started(one(), LARGE, profile=None) as stage:
        await stage.shows("Address")
        await stage.press("enter")
        await stage.until(lambda: stage.names == ["only"])
        stage.server.trouble = Unreachable("localhost:8080 refuses the connection.")
        await stage.poll()
        await stage.shows("✗ localhost:8080 refuses the connection.", "Retrying in")
        assert stage.app.screen is stage.app.main


async def test_filters_are_for_one_server() -> None:
    away = Server(url="http://away.test")
    config = Config(servers={"home": HOME, "away": away})
    async with opened(one(), LARGE, config=config) as stage:
        await stage.press("f", "d", "slash", *"on", "enter")
        await stage.press("g", "n", *"home", "enter")
        await stage.until(lambda: len(stage.server.accesses) == 2)
        await stage.until(lambda: stage.names == ["only"])
        assert "Downloading" in stage.title
        assert "/on" in stage.title
        stage.server.has(row("theirs", 1, state="stoppedUP", progress=1))
        await stage.press("g", "n", *"away", "enter")
        await stage.until(lambda: stage.names == ["theirs"])
        assert "Downloading" not in stage.title
        assert "/on" not in stage.title


WITH_COMMAND = Server(url="http://away.test", password_command="echo printed")


async def test_a_password_command_has_the_terminal_for_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    events = list[str]()

    @contextmanager
    def suspend(_app: QbtuiApp) -> Iterator[None]:
        events.append("lent")
        yield
        events.append("back")

    def resolve(server: Server, _environment: object) -> str:
        events.append(server.password_command)
        return "printed"

    monkeypatch.setattr(QbtuiApp, "suspend", suspend)
    monkeypatch.setattr("qbtui.ui.reception.resolve_password", resolve)
    config = Config(servers={"home": HOME, "away": WITH_COMMAND})
    async with opened(one(), config=config) as stage:
        await stage.press("g", "n", *"away", "enter")
        await stage.until(lambda: len(stage.server.accesses) == 2)
        assert stage.server.accesses[1].password == "printed"
    assert events == ["lent", "echo printed", "back"]


async def test_a_password_command_is_asked_again_after_a_refusal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QbtuiApp, "suspend", lambda _app: nullcontext())
    printed = iter(["it", "it", "another"])
    monkeypatch.setattr(
        "qbtui.ui.reception.resolve_password", lambda _server, _environment: next(printed)
    )
    away = Config(servers={"away": WITH_COMMAND})
    async with opened(one(), config=away) as stage:
        stage.server.trouble = LoginRejected("Wrong user name or password.")
        await stage.press("g", "n", *"away", "enter")
        await stage.shows("Wrong user name or password.", "Password")
        await stage.press("escape", "g", "n", *"away", "enter")
        await stage.shows("away was not opened", "The server refuses its password.", "Password")
        assert len(stage.server.accesses) == 2
        await stage.press("escape", "g", "n", *"away", "enter")
        await stage.until(lambda: len(stage.server.accesses) == 3)
        assert stage.server.accesses[2].password == "another"


async def test_a_terminal_that_cannot_be_lent_is_told() -> None:
    config = Config(servers={"home": HOME, "away": WITH_COMMAND})
    async with opened(one(), config=config) as stage:
        await stage.press("g", "n", *"away", "enter")
        await stage.shows("away was not opened", "needs the terminal, which cannot be lent")
        assert len(stage.server.accesses) == 1
