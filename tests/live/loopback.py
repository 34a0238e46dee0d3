"""Keeps the servers away from strangers: the network they may run in, and their ports."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

HOST = "127.0.0.1"
FIRST_PORT, LAST_PORT = 20_000, 32_000
"""Below the ports that the system gives to outgoing connections."""


class OpenNetworkError(Exception):
    """This process can reach more than the machine itself."""


def require_loopback_only() -> None:
    """Refuse to run servers that could reach a network.

    `QBTUI_LIVE_ANY_NET=1` lifts this, for a server that a developer starts by hand.

    Raises:
        OpenNetworkError: there is a route out of the machine.
    """
    devices = _routed_devices() - {"lo"}
    if devices and os.environ.get("QBTUI_LIVE_ANY_NET") != "1":
        raise OpenNetworkError(
            f"real servers run without a network, but {', '.join(sorted(devices))} is up:"
            " use ./test, or unshare --net -- sh -c 'ip link set lo up && exec pytest tests/live'"
        )


def _routed_devices() -> set[str]:
    devices = {line.split()[0] for line in _kernel_table("route")[1:]}
    return devices | {line.split()[-1] for line in _kernel_table("ipv6_route")}


def _kernel_table(name: str) -> list[str]:
    table = Path("/proc/self/net", name)
    return table.read_text().splitlines() if table.exists() else []


def _candidates() -> Iterator[int]:
    """Yield ports from a place that differs between the processes of a test run."""
    span = LAST_PORT - FIRST_PORT
    start = os.getpid() * 101 % span
    while True:
        for offset in range(span):
            yield FIRST_PORT + (start + offset) % span


_ports = _candidates()


def free_port() -> int:
    """Return a port that nothing uses for TCP or UDP, and never the same one twice."""
    return next(port for port in _ports if _is_free(port))


def _is_free(port: int) -> bool:
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with socket.socket(socket.AF_INET, kind) as probe:
            try:
                probe.bind((HOST, port))
            except OSError:
                return False
    return True
