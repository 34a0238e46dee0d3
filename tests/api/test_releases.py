"""One client for every release: gates, names, and calls that differ."""

from __future__ import annotations

import json

import pytest

from qbtui.api import errors
from qbtui.api.models.details import SslParameters
from qbtui.api.torrents import AddOptions, AddResult
from qbtui.text import enter
from tests.api.scripted import Reply, Server

URL = "http://t/a?b=c|d e%20"
ENCODED = "http%3A%2F%2Ft%2Fa%3Fb%3Dc%7Cd%20e%2520"


async def test_an_endpoint_newer_than_the_server_is_not_called(server: Server) -> None:
    server.version = "v4.4.5"
    client = await server.connected()
    with pytest.raises(errors.Unsupported, match=r"needs qBittorrent 4\.5\.0.*this server is 4\.4"):
        await client.torrents.export("a")
    assert not server.requests


@pytest.mark.parametrize(
    ("version", "start", "stop"),
    [
        ("v4.6.7", "torrents/resume", "torrents/pause"),
        ("v5.0.0beta1", "torrents/start", "torrents/stop"),
    ],
)
async def test_start_and_stop_have_the_name_of_the_release(
    server: Server, version: str, start: str, stop: str
) -> None:
    server.version = version
    client = await server.connected()
    await client.torrents.start(["a", "b"])
    await client.torrents.stop(["a", "b"])
    assert server.paths() == [start, stop]
    assert server.form() == {"hashes": "a|b"}


async def test_the_other_name_is_tried_once_and_remembered(server: Server) -> None:
    server.version = "v4.6.7"
    client = await server.connected()
    server.answers["torrents/pause"] = [Reply(404, b"Not Found")]
    await client.torrents.stop(["a"])
    await client.torrents.stop(["a"])
    assert server.paths() == ["torrents/pause", "torrents/stop", "torrents/stop"]


async def test_when_neither_name_is_known_the_call_fails(server: Server) -> None:
    client = await server.connected()
    server.answers["torrents/pause"] = [Reply(404)]
    server.answers["torrents/stop"] = [Reply(404)]
    with pytest.raises(errors.NotFound):
        await client.torrents.stop(["a"])
    assert server.paths() == ["torrents/stop", "torrents/pause"]


@pytest.mark.parametrize(("version", "sent"), [("v5.0.3", URL), ("v5.0.4", ENCODED)])
async def test_trackers_to_remove_are_encoded_as_the_release_reads_them(
    server: Server, version: str, sent: str
) -> None:
    server.version = version
    client = await server.connected()
    await client.torrents.remove_trackers("a", [URL])
    assert server.form() == {"hash": "a", "urls": sent}


async def test_web_seeds_are_always_encoded_twice(server: Server) -> None:
    client = await server.connected()
    await client.torrents.edit_web_seed("a", URL, "http://new")
    assert server.form() == {"hash": "a", "origUrl": ENCODED, "newUrl": "http%3A%2F%2Fnew"}


async def test_a_tracker_is_edited_by_both_names_of_its_url(server: Server) -> None:
    client = await server.connected()
    await client.torrents.edit_tracker("a", "http://old", "http://new")
    assert server.form() == {
        "hash": "a",
        "origUrl": "http://old",
        "url": "http://old",
        "newUrl": "http://new",
    }


async def test_what_an_old_server_would_misread_is_not_sent(server: Server) -> None:
    client = await server.connected()
    with pytest.raises(errors.Unsupported, match=r"5\.2\.0"):
        await client.torrents.edit_tracker("a", "http://old", tier=2)
    with pytest.raises(errors.Unsupported, match=r"5\.2\.0"):
        await client.torrents.reannounce(["a"], ["http://old"])
    assert not server.requests


@pytest.mark.parametrize(
    ("version", "kept"),
    [
        ("v4.1.0", {"add_trackers_enabled", "add_trackers", "RSSRefreshInterval"}),
        ("v4.3.0.1", {"add_trackers_enabled", "add_trackers"}),
        ("v4.3.1", set()),
    ],
)
async def test_preferences_that_an_old_server_would_reset_are_sent_along(
    server: Server, version: str, kept: set[str]
) -> None:
    server.version = version
    client = await server.connected()
    current = {
        "add_trackers_enabled": True,
        "add_trackers": "http://a\n\nhttp://b",
        "RSSRefreshInterval": 7,
        "dht": True,
    }
    server.answers["app/preferences"] = [Reply(200, json.dumps(current).encode())]
    await client.app.set_preferences({"dht": False})
    sent = json.loads(server.form()["json"])
    assert sent == {"dht": False} | {key: current[key] for key in kept}


async def test_a_change_wins_over_what_is_kept(server: Server) -> None:
    server.version = "v4.2.5"
    client = await server.connected()
    server.answers["app/preferences"] = [Reply(200, b'{"add_trackers_enabled": true}')]
    await client.app.set_preferences({"add_trackers_enabled": False})
    assert json.loads(server.form()["json"]) == {"add_trackers_enabled": False}


@pytest.mark.parametrize(
    ("version", "message"), [("v4.2.3", 'a "b" & c'), ("v4.2.4", "a &quot;b&quot; &amp; c")]
)
async def test_old_log_messages_are_not_shown_as_markup(
    server: Server, version: str, message: str
) -> None:
    server.version = version
    client = await server.connected()
    server.answers["log/main"] = [
        Reply(200, b'[{"id": 1, "message": "a &quot;b&quot; &amp; c"}]'),
    ]
    assert [entry.message for entry in await client.log.main()] == [message]


async def test_files_have_an_index_in_every_release(server: Server) -> None:
    client = await server.connected()
    server.answers["torrents/files"] = [
        Reply(200, b'[{"name": "a"}, {"name": "b"}]'),
        Reply(200, b'[{"name": "b", "index": 1}]'),
    ]
    assert [file.index for file in await client.torrents.files("h")] == [0, 1]
    assert [file.index for file in await client.torrents.files("h")] == [1]


async def test_files_have_priorities_that_the_server_takes(server: Server) -> None:
    client = await server.connected()
    sent = [{"name": "a", "priority": priority} for priority in (0, 1, 2, 4, 5, 6, 7)]
    server.answers["torrents/files"] = [Reply(200, json.dumps(sent).encode())]
    files = await client.torrents.files("h")
    assert [file.priority for file in files] == [0, 1, 1, 1, 1, 6, 7]


async def test_a_file_is_renamed_by_path_and_by_index(server: Server) -> None:
    client = await server.connected()
    await client.torrents.rename_file("h", "d/old", "d/new", 3)
    assert server.form() == {
        "hash": "h",
        "oldPath": "d/old",
        "newPath": "d/new",
        "id": "3",
        "name": "new",
    }


async def test_a_server_that_can_only_rename_is_not_asked_to_move(server: Server) -> None:
    server.version = "v4.3.2"
    client = await server.connected()
    with pytest.raises(errors.Unsupported):
        await client.torrents.rename_file("h", "d/old", "e/old", 3)
    await client.torrents.rename_file("h", "d/old", "d/new", 3)
    assert server.paths() == ["torrents/renameFile"]


@pytest.mark.parametrize(
    ("download_path", "sent"),
    [
        (None, {"downloadPathEnabled": ""}),
        (False, {"downloadPathEnabled": "false"}),
        ("/inc", {"downloadPathEnabled": "true", "downloadPath": "/inc"}),
    ],
)
async def test_a_category_says_where_unfinished_content_goes(
    server: Server, download_path: str | bool | None, sent: dict[str, str]
) -> None:
    client = await server.connected()
    await client.torrents.edit_category("c", "/done", download_path)
    assert server.form() == {"category": "c", "savePath": "/done", **sent}


async def test_a_folder_is_listed_with_and_without_sizes(server: Server) -> None:
    server.version = "v5.2.0"
    client = await server.connected()
    server.answers["app/getDirectoryContent"] = [
        Reply(200, b'["/a", "/b\\u001b"]'),
        Reply(200, b'[{"name": "a", "type": "file", "size": 5}]'),
    ]
    assert await client.app.directory_content("/") == ["/a", "/b\x1b"]
    assert server.form() == {"dirPath": "/", "mode": "all"}
    assert [(e.name, e.size) for e in await client.app.directory_entries("/", "files")] == [
        ("a", 5)
    ]
    assert server.form() == {"dirPath": "/", "mode": "files", "withMetadata": "true"}


async def test_a_folder_is_not_listed_with_sizes_by_a_server_that_has_none(server: Server) -> None:
    client = await server.connected()
    with pytest.raises(errors.Unsupported):
        await client.app.directory_entries("/")


@pytest.mark.parametrize(
    ("reply", "result"),
    [
        (Reply(200, b"Ok."), AddResult(added=2)),
        (
            Reply(
                202,
                b'{"success_count": 1, "failure_count": 2, "pending_count": 3,'
                b' "added_torrent_ids": ["ab"]}',
            ),
            AddResult(added=1, failed=2, pending=3, hashes=["ab"]),
        ),
    ],
    ids=["to 5.1", "from 5.2"],
)
async def test_the_result_of_adding_is_one_for_all_releases(
    server: Server, reply: Reply, result: AddResult
) -> None:
    client = await server.connected()
    server.answers["torrents/add"] = [reply]
    assert await client.torrents.add(["magnet:?a", "magnet:?b"]) == result
    assert server.form() == {"urls": "magnet:?a\nmagnet:?b"}


@pytest.mark.parametrize("reply", [Reply(200, b"Fails."), Reply(409, b"Conflict")])
async def test_adding_nothing_is_an_error_in_all_releases(server: Server, reply: Reply) -> None:
    client = await server.connected()
    server.answers["torrents/add"] = [reply]
    with pytest.raises(errors.Conflict, match="added nothing"):
        await client.torrents.add(["magnet:?a"])


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"Maybe.", errors.BadReply),
        (b'{"success_count": "x"}', errors.BadReply),
        (b"<html>Login</html>", errors.NotQbittorrent),
    ],
)
async def test_what_an_odd_answer_to_adding_left_undone_is_uncertain(
    server: Server, body: bytes, kind: type[errors.ApiError]
) -> None:
    client = await server.connected()
    server.answers["torrents/add"] = [Reply(200, body)]
    with pytest.raises(kind, match="torrents/add") as caught:
        await client.torrents.add(["magnet:?a"])
    assert caught.value.uncertain


async def test_a_file_is_added_as_multipart(server: Server) -> None:
    client = await server.connected()
    server.answers["torrents/add"] = [Reply(200, b"Ok.")]
    result = await client.torrents.add(file=b"d4:info", options=AddOptions(category="c"))
    assert result == AddResult(added=1)
    assert server.requests[-1].headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b"\r\n\r\nd4:info\r\n--" in server.requests[-1].content


def test_options_have_old_and_new_names() -> None:
    params = AddOptions(
        stopped=True,
        skip_checking=False,
        content_layout="NoSubfolder",
        save_path="/a",
        download_path="",
        tags=[enter("one"), "two"],
        file_priorities=[0, 1],
        ssl=SslParameters("c", "k", "d"),
    ).params()
    assert {name: value for name, value in params.items() if value is not None} == {
        "paused": True,
        "stopped": True,
        "skip_checking": False,
        "seedMode": False,
        "contentLayout": "NoSubfolder",
        "root_folder": False,
        "savepath": "/a",
        "autoTMM": False,
        "downloadPath": "",
        "useDownloadPath": False,
        "tags": "one,two",
        "filePriorities": "0,1",
        "ssl_certificate": "c",
        "ssl_private_key": "k",
        "ssl_dh_params": "d",
    }


def test_no_options_leave_everything_to_the_server() -> None:
    assert set(AddOptions().params().values()) == {None}


def test_a_folder_does_not_end_automatic_management_that_is_asked_for() -> None:
    assert AddOptions(save_path="/a", auto_tmm=True).params()["autoTMM"] is True


async def test_a_name_that_was_changed_to_be_shown_is_sent_as_it_was(server: Server) -> None:
    client = await server.connected()
    await client.torrents.add_tags([enter("a")], [enter("tag\x1b")])
    assert server.form() == {"hashes": "a", "tags": "tag\x1b"}


async def test_the_name_of_a_release_is_safe_to_show(server: Server) -> None:
    server.version = "v5.1.0\x1b]0;taken\x07"
    version = await server.client().connect()
    assert version.release == (5, 1, 0)
    assert version.text.isprintable()
