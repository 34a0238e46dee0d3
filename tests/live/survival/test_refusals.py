"""What keeps the program from a server is said in words of its own, and the user can mend it."""

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from tests.live.loopback import HOST, free_port
from tests.live.server import Server
from tests.live.survival.conftest import Open
from tests.live.website import Website
from tests.program import Program

pytestmark = pytest.mark.live
NEWEST_ONLY = pytest.mark.parametrize("suite", ["sid"])
NOTHING_YET = "No torrents yet"


def test_a_host_that_does_not_exist(open_program: Open) -> None:
    terminal = open_program("http://no-such-host.invalid:8080")
    terminal.wait_for("There is no host named no-such-host.invalid.", "host and port right?")


def test_an_address_that_is_none(program: Program) -> None:
    with program.start() as terminal:
        terminal.wait_for("Connect", "Address", "User name")
        terminal.type("\x15ftp://somewhere\r")
        terminal.wait_for("the address must start with http:// or https://", "ftp://somewhere")


def test_a_web_server_that_is_no_qbittorrent(website: Website, open_program: Open) -> None:
    page = website.publish("index.html", b"<!doctype html><p>hello")
    terminal = open_program(page.removesuffix("/index.html"))
    terminal.wait_for("What answers at this address is not qBittorrent.", "base path")


@contextmanager
def talking(words: bytes) -> Iterator[str]:
    """Yield the address of something that says `words` to everybody and hangs up."""

    def serve() -> None:
        while not ended.is_set():
            if not select.select([listener], [], [], 0.05)[0]:
                continue
            connection, _ = listener.accept()
            # The program may end in the middle of it.
            with connection, suppress(ConnectionError):
                connection.sendall(words)
                connection.shutdown(socket.SHUT_WR)
                # A close with something unread would cut off what was sent.
                while connection.recv(65536):
                    pass

    ended = threading.Event()
    with socket.create_server((HOST, free_port())) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://{HOST}:{listener.getsockname()[1]}"
        finally:
            ended.set()
            thread.join()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (b"* OK IMAP4rev1 ready\r\n\r\n", "is not a web server."),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "dropped the connection. Is qBittorrent running?"),
    ],
)
def test_something_that_speaks_no_http(words: bytes, said: str, program: Program) -> None:
    with talking(words) as url, program.start("--url", url) as terminal:
        terminal.wait_for(said)


@NEWEST_ONLY
def test_https_where_the_server_speaks_http(own_server: Server, open_program: Open) -> None:
    terminal = open_program(own_server.url.replace("http:", "https:"))
    terminal.wait_for("does not speak TLS as it should.", "Does its address start with http://?")


def test_a_ban(own_server: Server, open_program: Open) -> None:
    own_server.set_preferences(web_ui_max_auth_fail_count=1, web_ui_ban_duration=3600)
    terminal = open_program(own_server.url, password="wrong")
    terminal.wait_for("The server rejected the user name or password.", "User name")
    terminal.type(Server.password + "\r")
    terminal.wait_for("banned", "The ban ends after", "Connect")


def test_enter_again_and_again_is_one_login(own_server: Server, open_program: Open) -> None:
    own_server.set_preferences(web_ui_max_auth_fail_count=2, web_ui_ban_duration=3600)
    terminal = open_program(own_server.url, password="wrong")
    terminal.wait_for("The server rejected the user name or password.", "User name")
    terminal.type("\r" * 5)
    terminal.wait_for("The server has refused this one: type another")
    terminal.type("\x15" + Server.password + "\r")
    terminal.wait_for(NOTHING_YET)


def test_a_host_header_that_the_server_does_not_accept(
    own_server: Server, program: Program, open_program: Open
) -> None:
    own_server.set_preferences(
        web_ui_host_header_validation_enabled=True, web_ui_domain_list="qbittorrent.example"
    )
    url = own_server.url.replace(HOST, "localhost")
    terminal = open_program(url)
    terminal.wait_for("The server does not accept the host name or port", "(host_header)")
    # The dialog has opened where it is set.
    terminal.type("qbittorrent.example\r")
    terminal.wait_for(NOTHING_YET)
    program.write_config(url=url, host_header="qbittorrent.example")
    with program.start(password=Server.password) as terminal:
        terminal.wait_for(NOTHING_YET)
