"""Decompressing bit by bit: nothing is made at once of what is small, and damage is noticed."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbtui.api.inflate import PIECE, Inflater


def inflated(encoding: str, *sent: bytes) -> bytes:
    """Return the whole of what is sent in these parts."""
    inflater = Inflater(encoding)
    meant = b"".join(piece for part in sent for piece in inflater.feed(part))
    inflater.end()
    return meant


@given(
    st.binary(max_size=300) | st.integers(0, 3 * PIECE + 1).map(bytes),
    st.integers(1, 400),
    st.sampled_from(["gzip", "x-gzip", " GZip ", "", "identity"]),
)
def test_what_is_sent_in_any_parts_is_what_was_meant(body: bytes, size: int, encoding: str) -> None:
    sent = gzip.compress(body) if "zip" in encoding.lower() else body
    parts = [sent[start : start + size] for start in range(0, len(sent), size)]
    assert inflated(encoding, *parts) == body


def test_what_is_made_of_little_comes_in_pieces() -> None:
    sent = gzip.compress(bytes(10 * PIECE + 1))
    sizes = [len(piece) for piece in Inflater("gzip").feed(sent)]
    assert max(sizes) == PIECE
    assert sum(sizes) == 10 * PIECE + 1


def test_nothing_is_as_good_as_gzip_of_nothing() -> None:
    assert inflated("gzip") == b""


@pytest.mark.parametrize(
    "sent",
    [
        b"not gzip",
        b"\x1f",
        zlib.compress(b"deflate"),
        gzip.compress(b"whole")[:-1],
        gzip.compress(b"whole") + b"more",
    ],
    ids=["text", "begun", "deflate", "cut", "continued"],  # A time is in what gzip makes.
)
def test_damage_is_noticed(sent: bytes) -> None:
    with pytest.raises(zlib.error):
        inflated("gzip", sent)
    with pytest.raises(zlib.error):
        inflated("gzip", *(bytes([byte]) for byte in sent))


@pytest.mark.parametrize("encoding", ["gzip, gzip, gzip", "gzip,identity", "br", "deflate", "?"])
def test_one_encoding_is_taken_at_most(encoding: str) -> None:
    with pytest.raises(ValueError, match="not asked for"):
        Inflater(encoding)
