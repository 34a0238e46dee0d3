"""What is asked for each detail tab."""

from __future__ import annotations

from typing import cast

import pytest

from qbtui.api.client import Client
from qbtui.api.errors import NotFound, Unsupported
from qbtui.api.models.details import Properties
from qbtui.state.topics import TOPICS, Pieces
from tests.state.stage import ScriptedClient, ScriptedClock


@pytest.fixture
def client() -> ScriptedClient:
    return ScriptedClient(ScriptedClock(), [])


async def fetch(client: ScriptedClient, topic: str, times: int = 1) -> object:
    ask = TOPICS[topic].start(cast("Client", client), "a")
    for _ in range(times - 1):
        await ask()
    return await ask()


@pytest.mark.parametrize("topic", ["properties", "trackers", "webseeds", "files"])
async def test_topic_is_the_answer_of_its_endpoint(client: ScriptedClient, topic: str) -> None:
    answer = object()
    client.details[topic] = [answer]
    assert await fetch(client, topic) is answer


async def test_pieces_come_with_availability_where_the_server_knows_it(
    client: ScriptedClient,
) -> None:
    client.details = {
        "properties": [Properties(piece_size=16384)],
        "piece_states": [[0, 1, 2, 9]],
        "piece_availability": [[3, 0, 1, 1]],
    }
    assert await fetch(client, "pieces") == Pieces(b"\0\1\2\0", (3, 0, 1, 1), 16384)
    client.details["piece_availability"] = [Unsupported("Too old.")]
    assert await fetch(client, "pieces") == Pieces(b"\0\1\2\0", None, 16384)


async def test_piece_size_is_asked_until_it_is_known(client: ScriptedClient) -> None:
    client.details = {
        "properties": [Properties(piece_size=-1), Properties(piece_size=5)],
        "piece_states": [[]],
        "piece_availability": [[]],
    }
    assert await fetch(client, "pieces", times=4) == Pieces(b"", (), 5)
    assert len(client.times("properties")) == 2


async def test_failure_of_a_topic_is_the_failure_of_its_endpoint(client: ScriptedClient) -> None:
    client.details["trackers"] = [NotFound("Gone.")]
    with pytest.raises(NotFound):
        await fetch(client, "trackers")
