"""The encoding of .torrent files: numbers, bytes, lists and dictionaries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qbtui.sim.refusals import Unsupported

Bencoded = int | bytes | list["Bencoded"] | dict[bytes, "Bencoded"]
"""What decoding gives."""
Bencodable = (
    int
    | str
    | bytes
    | Sequence["Bencodable"]
    | Mapping[str, "Bencodable"]
    | Mapping[bytes, "Bencodable"]
)
"""What can be encoded; text becomes UTF-8."""

_DEEPEST = 100
_MOST_DIGITS = 20


def bencode(value: Bencodable) -> bytes:
    """Encode, keys sorted as raw bytes."""
    match value:
        case int():
            return b"i%de" % value
        case str():
            return bencode(value.encode())
        case bytes():
            return b"%d:%b" % (len(value), value)
        case Mapping():
            pairs = sorted(
                (key.encode() if isinstance(key, str) else key, item) for key, item in value.items()
            )
            return b"d%be" % b"".join(bencode(key) + bencode(item) for key, item in pairs)
        case _:
            return b"l%be" % b"".join(map(bencode, value))


def bdecode(data: bytes) -> Bencoded:
    """Decode the whole of `data`; raises `Unsupported`."""
    value, end = _value(data, 0, 0)
    if end != len(data):
        raise Unsupported("something follows the data")
    return value


def part(data: bytes, key: bytes) -> bytes:
    """Return the undecoded value of a key of the outer dictionary; raises `Unsupported`."""
    if data[:1] != b"d":
        raise Unsupported("no dictionary")
    position = 1
    while data[position : position + 1] != b"e":
        name, start = _text(data, position)
        _, position = _value(data, start, 0)
        if name == key:
            return data[start:position]
    raise Unsupported(f"no {key.decode()}")


def _value(data: bytes, start: int, depth: int) -> tuple[Bencoded, int]:
    """Decode what starts here, and say where it ends."""
    if depth > _DEEPEST:
        raise Unsupported("nested too deeply")
    match data[start : start + 1]:
        case b"i":
            return _number(data, start)
        case b"l":
            return _list(data, start + 1, depth + 1)
        case b"d":
            return _dictionary(data, start + 1, depth + 1)
        case _:
            return _text(data, start)


def _number(data: bytes, start: int) -> tuple[int, int]:
    end = data.find(b"e", start)
    digits = data[start + 1 : end]
    is_number = digits.removeprefix(b"-").isdigit() and len(digits) <= _MOST_DIGITS
    if end < 0 or not is_number:
        raise Unsupported("no number")
    return int(digits), end + 1


def _text(data: bytes, start: int) -> tuple[bytes, int]:
    colon = data.find(b":", start, start + 12)
    digits = data[start:colon]
    if colon < 0 or not digits.isdigit():
        raise Unsupported("neither number, text, list nor dictionary")
    end = colon + 1 + int(digits)
    if end > len(data):
        raise Unsupported("cut off")
    return data[colon + 1 : end], end


def _list(data: bytes, position: int, depth: int) -> tuple[Bencoded, int]:
    items: list[Bencoded] = []
    while data[position : position + 1] != b"e":
        item, position = _value(data, position, depth)
        items.append(item)
    return items, position + 1


def _dictionary(data: bytes, position: int, depth: int) -> tuple[Bencoded, int]:
    items: dict[bytes, Bencoded] = {}
    while data[position : position + 1] != b"e":
        key, position = _text(data, position)
        items[key], position = _value(data, position, depth)
    return items, position + 1
