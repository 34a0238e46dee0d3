"""Runs a simulated server: `python -m qbtui.sim --port 8080 --torrents 1000`."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from qbtui.sim.demo import SEED, demo_world, populate
from qbtui.sim.faults import Fault, Faults
from qbtui.sim.releases import NEWEST, Release
from qbtui.sim.serve import HOST, serving
from qbtui.sim.server import Server

VARIED = 200
"""So many torrents have files from the start; more would make the start slow."""


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m qbtui.sim", description="A simulated qBittorrent server on this machine."
    )
    parser.add_argument("--port", type=int, default=8080, help="0 takes a free one")
    parser.add_argument("--torrents", type=_count, default=60, metavar="N")
    parser.add_argument("--release", type=_release, default=NEWEST, metavar="X.Y.Z")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--username", default="admin")
    parser.add_argument("--password", default="adminadmin")
    parser.add_argument(
        "--fault",
        type=_fault,
        action="append",
        default=[],
        metavar="KIND[:ENDPOINT][:count=N][:probability=P][:seconds=S][:skip=N]",
        help="something that goes wrong, such as drop-after:torrents/*:count=2",
    )
    return parser.parse_args(words)


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"not a number of torrents: {text!r}")
    return int(text)


def _release(text: str) -> str:
    with _said_as_it_is():
        return str(Release(text))


def _fault(text: str) -> Fault:
    with _said_as_it_is():
        return Fault.parse(text)


@contextmanager
def _said_as_it_is() -> Iterator[None]:
    """Let argparse show the words of a ValueError, of which it makes its own otherwise."""
    try:
        yield
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def make_server(options: argparse.Namespace) -> Server:
    """Make the server that the command line asks for."""
    count: int = options.torrents
    world = demo_world(min(count, VARIED), options.seed, options.release)
    if count > VARIED:
        populate(world, count - VARIED)
    world.settings.write({"web_ui_username": options.username})
    faults = Faults.of(options.fault, options.seed)
    return Server(world, password=options.password, faults=faults)


async def run(options: argparse.Namespace) -> None:
    """Serve until the program is ended, or a client ends it."""
    server = make_server(options)
    async with serving(server, options.port) as port:
        address = f"http://{HOST}:{port}"
        print(f"qBittorrent {options.release} (simulated) at {address}", flush=True)  # noqa: T201
        await server.stopped.wait()


def main() -> int:
    """Run the program; the value is its exit code."""
    try:
        asyncio.run(run(arguments()))
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
