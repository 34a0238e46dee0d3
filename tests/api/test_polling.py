"""Asking the same again and again: what did not change is not decoded anew."""

from __future__ import annotations

import json

import pytest

from qbtui.api.errors import BadReply
from tests.api.scripted import Reply, Server

FILES = "torrents/files"


def files(*names: str) -> Reply:
    return Reply(body=json.dumps([{"name": name, "size": 1} for name in names]).encode())


@pytest.mark.parametrize("names", [["a", "b"], [f"{number:0>40}" for number in range(20_000)]])
async def test_an_answer_that_is_the_last_one_over_is_the_same_object(
    server: Server, names: list[str]
) -> None:
    torrents = (await server.connected()).polling().torrents
    server.answers[FILES] = [files(*names), files(*names), files("b", *names), files(*names)]
    first, second, third, fourth = [await torrents.files("a") for _ in range(4)]
    assert second is first
    assert [file.name for file in third] == ["b", *names]
    assert fourth == first


async def test_answers_to_others_are_others(server: Server) -> None:
    client = await server.connected()
    server.answers[FILES] = [files("a")]
    asked = [client.polling().torrents, client.polling().torrents, client.torrents]
    answers = [await each.files("a") for each in asked for _ in range(2)]
    assert answers[0] is answers[1] is not answers[2]
    assert answers[2] is answers[3]
    assert answers[4] is not answers[5]


async def test_an_answer_that_cannot_be_read_is_told_each_time(server: Server) -> None:
    polling = (await server.connected()).polling()
    server.answers[FILES] = [files("a"), Reply(body=b"[5]"), Reply(body=b"[5]"), files("a")]
    first = await polling.torrents.files("a")
    for _ in range(2):
        with pytest.raises(BadReply):
            await polling.torrents.files("a")
    assert await polling.torrents.files("a") == first
    assert polling.server is not None
