"""A server that keeps torrents in plain dictionaries and answers as `sync/maindata` does."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import msgspec

from qbtui.api.models.server import MaindataReply

Json = dict[str, Any]
EMPTY: Json = {"torrents": {}, "categories": {}, "tags": [], "trackers": {}, "server_state": {}}


@dataclass
class ModelServer:
    """Answers whole, or with what changed since its last answer.

    As releases from 4.6 on it forgets a difference once it is sent: whoever loses an answer and
    does not ask from nothing never learns of it.
    """

    now: Json = field(default_factory=lambda: deepcopy(EMPTY))
    sent: Json = field(default_factory=dict)
    rid: int = 0

    def maindata(self, rid: int) -> MaindataReply:
        """Answer the request with this rid."""
        whole = rid == 0 or not self.rid - 1 <= rid <= self.rid
        answer = self._whole() if whole else self._difference()
        self.sent = deepcopy(self.now)
        self.rid += 1
        return decode(answer | {"rid": self.rid})

    def _whole(self) -> Json:
        return {"full_update": True, **{name: part for name, part in self.now.items() if part}}

    def _difference(self) -> Json:
        answer: Json = {
            "server_state": _changed(self.sent["server_state"], self.now["server_state"])
        }
        for name in ("torrents", "categories"):
            before, now = self.sent[name], self.now[name]
            changes = {key: _changed(before.get(key, {}), row) for key, row in now.items()}
            answer[name] = {key: row for key, row in changes.items() if row}
        before, now = self.sent["trackers"], self.now["trackers"]
        answer["trackers"] = {url: now[url] for url in now if now[url] != before.get(url)}
        answer["tags"] = [tag for tag in self.now["tags"] if tag not in self.sent["tags"]]
        for name in ("torrents", "categories", "tags", "trackers"):
            answer[f"{name}_removed"] = [k for k in self.sent[name] if k not in self.now[name]]
        return answer


def decode(answer: Json) -> MaindataReply:
    """Return the reply that the client makes of the server's JSON."""
    return msgspec.json.decode(json.dumps(answer).encode(), type=MaindataReply)


def torrent(name: str = "debian.iso", state: str = "uploading", **fields: object) -> Json:
    """Return a whole torrent as the server lists it."""
    return {"name": name, "state": state, "size": 1000, "progress": 0.5, **fields}


def _changed(before: Json, now: Json) -> Json:
    return {name: value for name, value in now.items() if before.get(name, ...) != value}
