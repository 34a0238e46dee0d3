"""A peer that shakes hands and then says nothing, for a server to be connected to."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

PEER_ID = b"-qB4520-" + b"x" * 12
_HANDSHAKE = 68


@contextmanager
def silent_peer() -> Iterator[int]:
    """Listen on this machine while the block runs; the value is the port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_welcome_all, args=(listener,))
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def _welcome_all(listener: socket.socket) -> None:
    connections: list[socket.socket] = []
    try:
        while True:
            connection, _ = listener.accept()
            connections.append(connection)
            handshake = connection.recv(_HANDSHAKE, socket.MSG_WAITALL)
            # The protocol's name and the torrent's hash as they came, and no extensions.
            connection.sendall(handshake[:20] + bytes(8) + handshake[28:48] + PEER_ID)
    except OSError:
        for connection in connections:
            connection.close()
