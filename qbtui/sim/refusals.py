"""The ways in which the simulated world refuses a request. Nothing here speaks HTTP."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a failure of the world
    """A request that the server answers with an error; the text says why."""

    status = 500
    """What a server of today answers with."""


class BadRequest(Refusal):
    """A missing or senseless parameter."""

    status = 400


class Forbidden(Refusal):
    """A folder that the server may not write."""

    status = 403


class NotFound(Refusal):
    """No such torrent or category."""

    status = 404


class Conflict(Refusal):
    """Something that contradicts what is there."""

    status = 409


class Unsupported(Refusal):
    """Data that is no .torrent file."""

    status = 415
