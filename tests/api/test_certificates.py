"""Certificates that are not accepted: what is said of them, over real TLS."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from qbtui.api.client import Access, Client
from qbtui.api.errors import ApiError, BadCertificate, NotQbittorrent

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl signs them")
HOST = "127.0.0.1"
OWN = (f"IP:{HOST}",)


class Tls:
    """A server that speaks TLS with a certificate, and keeps what it is sent."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.certificate = folder / "certificate.pem"
        self.port = 0
        self.received: list[bytes] = []

    @property
    def address(self) -> str:
        return f"{HOST}:{self.port}"

    def certify(self, *names: str, begins: str = "20200101000000Z", ends: str = "") -> None:
        """Sign a certificate for `names` with its own key."""
        key = self.folder / "key.pem"
        extension = f"subjectAltName={','.join(names)}"
        openssl(
            *("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-subj", "/CN=qbtui", "-keyout", str(key), "-out", str(self.folder / "request.pem")),
            *("-addext", extension),
        )
        (self.folder / "index.txt").write_text("")
        (self.folder / "serial").write_text("01\n")
        settings = self.folder / "settings"
        settings.write_text(SETTINGS.format(folder=self.folder))
        openssl(
            *("ca", "-batch", "-selfsign", "-config", str(settings), "-keyfile", str(key)),
            *("-in", str(self.folder / "request.pem"), "-out", str(self.certificate)),
            *("-startdate", begins, "-enddate", ends or "20990101000000Z", "-notext"),
        )

    @contextlib.asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.folder / "key.pem")
        listener = await asyncio.start_server(self._answer, HOST, 0, ssl=context)
        async with listener:
            self.port = listener.sockets[0].getsockname()[1]
            yield

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, OSError):
            self.received.append(await reader.readuntil(b"\r\n\r\n"))
            writer.write(
                b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
        writer.close()


SETTINGS = """
[ca]
default_ca = own
[own]
new_certs_dir = {folder}
database = {folder}/index.txt
serial = {folder}/serial
default_md = sha256
policy = any
copy_extensions = copy
x509_extensions = extensions
[any]
commonName = supplied
[extensions]
basicConstraints = critical,CA:TRUE
"""


def openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


@pytest.fixture
def tls(tmp_path: Path) -> Tls:
    return Tls(tmp_path)


async def failure(tls: Tls, **access: object) -> ApiError:
    """Return how connecting fails."""
    given = {"url": f"https://{tls.address}", "ca_file": str(tls.certificate), **access}
    client = Client(Access(**given))  # type: ignore[arg-type]
    try:
        with pytest.raises(ApiError) as caught:
            await client.connect()
    finally:
        await client.close()
    return caught.value


async def test_one_that_nobody_vouches_for_may_be_trusted_by_its_file(tls: Tls) -> None:
    tls.certify(*OWN)
    async with tls.serving():
        error = await failure(tls, ca_file="")
        assert isinstance(error, BadCertificate)
        assert error.message == f"The certificate of {tls.address} is not trusted: {SELF_SIGNED}."
        assert error.setting == "ca_file"
        first, last = error.hint.index("ca_file"), error.hint.index("verify = false")
        assert first < last < error.hint.index("read along")
        assert tls.received == []
        for trusting in ({}, {"ca_file": "", "verify": False}):
            assert type(await failure(tls, **trusting)) is NotQbittorrent


SELF_SIGNED = "self-signed certificate"


async def test_one_that_has_expired_is_to_be_renewed(tls: Tls) -> None:
    tls.certify(*OWN, ends="20210101000000Z")
    async with tls.serving():
        error = await failure(tls)
    assert error.message == f"The certificate of {tls.address} has expired."
    assert f"Renew it on {HOST}" in error.hint
    assert "verify" not in error.hint
    assert error.setting == "url"


async def test_one_that_is_not_valid_yet_is_a_matter_of_clocks(tls: Tls) -> None:
    tls.certify(*OWN, begins="20980101000000Z")
    async with tls.serving():
        error = await failure(tls)
    assert error.message == f"The certificate of {tls.address} is not valid yet."
    assert f"clocks right, here and on {HOST}" in error.hint
    assert "verify" not in error.hint


@pytest.mark.parametrize(
    ("names", "listed", "address"),
    [
        (["DNS:nas.test"], "nas.test", "https://nas.test:{}/qbt"),
        (["DNS:*.nas.test", "DNS:b.test"], "*.nas.test, b.test", "https://b.test:{}/qbt"),
        (["DNS:*.nas.test"], "*.nas.test", "that name"),
        (["IP:192.0.2.1"], "192.0.2.1", "https://192.0.2.1:{}/qbt"),
        ([f"DNS:{n}.test" for n in range(5)], "0.test, 1.test, 2.test and 2 more", "0.test:{}/qbt"),
    ],
)
async def test_one_for_another_name_says_for_which(
    tls: Tls, names: list[str], listed: str, address: str
) -> None:
    tls.certify(*names)
    async with tls.serving():
        secrets = {"headers": {"X-Secret": "s3cret"}, "basic_username": "me"}
        error = await failure(tls, url=f"https://{tls.address}/qbt", **secrets)
        assert error.message == f"The certificate of {tls.address} is for {listed}, not for {HOST}."
        assert f"{address.format(tls.port)} as the address" in error.hint
        assert f"needs a certificate for {HOST}" in error.hint
        assert error.setting == "url"
        (sent,) = tls.received
        assert sent.startswith(b"HEAD /qbt HTTP/1.1")
        assert b"s3cret" not in sent
        assert b"uthorization" not in sent
