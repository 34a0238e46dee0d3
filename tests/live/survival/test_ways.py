"""Ways to a server: TLS, a reverse proxy with its path and password, headers, and an API key."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.live.loopback import HOST
from tests.live.server import Server
from tests.live.survival.conftest import Open
from tests.live.survival.relay import Relay
from tests.program import Program

pytestmark = pytest.mark.live
NOTHING_YET = "No torrents yet"


@pytest.fixture
def certificate(own_server: Server) -> Path:
    """Have the server speak TLS with a certificate of its own; return the certificate."""
    folder = own_server.folder("tls")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    names = ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=IP:{HOST}"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names, *files],
        check=True,
        capture_output=True,
    )
    own_server.set_preferences(
        use_https=True,
        web_ui_https_key_path=own_server.inside(key),
        web_ui_https_cert_path=own_server.inside(certificate),
    )
    return certificate


def test_a_certificate_of_the_servers_own_must_be_trusted_first(
    own_server: Server, certificate: Path, program: Program, open_program: Open
) -> None:
    url = own_server.url.replace("http:", "https:")
    terminal = open_program(url)
    terminal.wait_for("is not trusted: self-signed certificate", "(ca_file)", "verify = false")
    # The same dialog that opens at the start lets the user do it, and starts where it is done.
    terminal.type("gn")
    terminal.wait_for("User name", "CA file")
    terminal.type("\x1b[Z ")
    terminal.wait_for("[ ] Check the TLS certificate")
    terminal.type("\r")
    terminal.wait_for(NOTHING_YET)
    program.write_config(url=url, ca_file=str(certificate))
    with program.start(password=Server.password) as terminal:
        terminal.wait_for(NOTHING_YET)


def test_plain_http_to_a_server_that_speaks_tls(
    own_server: Server, certificate: Path, open_program: Open
) -> None:
    terminal = open_program(own_server.url)
    terminal.wait_for("If it uses HTTPS, the address starts with https://")


def test_a_reverse_proxy_is_passed_with_its_path_only(
    own_server: Server, open_program: Open
) -> None:
    with Relay(own_server.port, prefix="/some/where") as relay:
        terminal = open_program(relay.url.removesuffix("/some/where"))
        terminal.wait_for("What answers at this address is not qBittorrent.", "base path")
        terminal.type("gn")
        terminal.wait_for("User name")
        terminal.type("/some/where/\r")
        terminal.wait_for(NOTHING_YET)


def test_a_proxy_that_wants_a_password_gets_it(
    own_server: Server, program: Program, open_program: Open
) -> None:
    with Relay(own_server.port, credentials="gate:keeper") as relay:
        terminal = open_program(relay.url)
        terminal.wait_for(
            "A proxy in front of the server wants a user name and password.",
            "(basic_username, basic_password)",
        )
        program.write_config(
            url=relay.url,
            basic_username="gate",
            basic_password="keeper",
            headers={"X-Forwarded-User": "me"},
        )
        with program.start(password=Server.password) as terminal:
            terminal.wait_for(NOTHING_YET)
        assert relay.asked_for("sync/maindata")[-1].headers["X-Forwarded-User"] == "me"
        program.write_config(url=relay.url, basic_username="gate", basic_password="wrong")
        with program.start(password=Server.password) as terminal:
            terminal.wait_for("The HTTP basic credentials are rejected.")


@pytest.mark.parametrize("suite", ["sid"])
def test_an_api_key_opens_the_server_and_a_wrong_one_does_not(
    own_server: Server, program: Program
) -> None:
    key = own_server.api("app/rotateAPIKey")["apiKey"]
    program.write_config(url=own_server.url, username="", api_key=key)
    with program.start() as terminal:
        terminal.wait_for(NOTHING_YET)
    program.write_config(url=own_server.url, username="", api_key=key[:-1] + "?")
    with program.start() as terminal:
        terminal.wait_for("The server does not accept the API key.", "Connect")


@pytest.mark.parametrize("suite", ["bookworm"])
def test_an_old_server_knows_no_api_keys(own_server: Server, program: Program) -> None:
    program.write_config(url=own_server.url, username="", api_key="qbt_" + "x" * 28)
    with program.start() as terminal:
        terminal.wait_for("API keys need qBittorrent 5.2 or newer.", "Connect")
