"""Generates config.example.toml from the model: `python -m qbtui.config.example [--check FILE]`.

Everything in it is a comment except one server, so that a copy works once the address is right.
"""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import tomli_w
from msgspec import Struct
from msgspec.structs import FieldInfo

from qbtui.config.model import Display, Server, Settings, meta

_LIVE_KEYS = frozenset({"url", "username"})
"""Keys that are set in the example; the others show their default or an example as a comment."""

_TABLES = frozenset({"servers", "display", "keys"})


def example() -> str:
    """Return the text of the example file."""
    return "\n".join(_lines()) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Print the example file, or compare it with a file; returns 1 when they differ."""
    parser = argparse.ArgumentParser(prog="python -m qbtui.config.example", description=__doc__)
    parser.add_argument("--check", type=Path, metavar="FILE", help="fail when FILE is stale")
    file: Path | None = parser.parse_args(arguments).check
    if file is None:
        sys.stdout.write(example())
        return 0
    if file.read_text(encoding="utf-8") == example():
        return 0
    sys.stderr.write(f"{file} is stale; write it again: python -m qbtui.config.example > {file}\n")
    return 1


def _lines() -> Iterator[str]:
    yield "# Settings of qbtui: ~/.config/qbtui/config.toml"
    yield "# Every key may be left out; a comment shows its default or an example."
    fields = {field.name: field for field in msgspec.structs.fields(Settings)}
    for field in fields.values():
        if field.name not in _TABLES:
            yield from _key(field)
    yield from _heading(fields["servers"], "[servers.home]")
    yield from _keys(Server)
    yield from _heading(fields["display"], "[display]")
    yield from _keys(Display)
    yield from _heading(fields["keys"], "[keys]")
    for action, keys in _sample(fields["keys"]).items():
        yield f'# "{action}" = {_write(keys)}'


def _heading(field: FieldInfo, header: str) -> Iterator[str]:
    yield ""
    yield from _comment(meta(field).description or "")
    yield header


def _keys(kind: type[Struct]) -> Iterator[str]:
    for field in msgspec.structs.fields(kind):
        yield from _key(field)


def _key(field: FieldInfo) -> Iterator[str]:
    yield ""
    yield from _comment(meta(field).description or "")
    prefix = "" if field.name in _LIVE_KEYS else "# "
    yield f"{prefix}{field.name} = {_write(_sample(field))}"


def _comment(text: str) -> list[str]:
    return textwrap.wrap(text, 96, initial_indent="# ", subsequent_indent="# ")


def _sample(field: FieldInfo) -> Any:  # noqa: ANN401 - any setting's value
    examples = meta(field).examples
    return examples[0] if examples else field.default


def _write(value: Any) -> str:  # noqa: ANN401 - any setting's value
    if isinstance(value, dict):
        pairs = ", ".join(f'"{key}" = {_write(item)}' for key, item in value.items())
        return f"{{ {pairs} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_write, value))}]"
    return tomli_w.dumps({"x": value}).removeprefix("x = ").rstrip()


if __name__ == "__main__":
    raise SystemExit(main())
