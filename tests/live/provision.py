"""Installs the real qBittorrent releases that the live tests run, one Debian suite each.

A release lives in a folder under the cache folder, a small Debian system to chroot into. Nothing
here starts a server, and nothing outside the standard library is needed: this runs before any
package is installed, as `python3 -m tests.live.provision [SUITE...]`.
"""

from __future__ import annotations

import fcntl
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

SUITES = ("bullseye", "bookworm", "trixie", "sid")
"""The Debian suites, from the oldest qBittorrent to the newest."""

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
PROGRAM = Path("usr/bin/qbittorrent-nox")
PACKAGES = "qbittorrent-nox,python3"
"""Search plugins need the full python3, not python3-minimal."""


class ProvisionError(Exception):
    """A release cannot be installed, or is not; the message says what to do."""


def cache_folder() -> Path:
    """Return the folder that holds one folder per suite, from `QBTUI_LIVE_CACHE` when set."""
    return Path(os.environ.get("QBTUI_LIVE_CACHE") or Path.home() / ".cache" / "qbtui-live")


def installed(suite: str) -> Path:
    """Return the root folder of the suite's Debian system.

    Raises:
        ProvisionError: it has not been provisioned.
    """
    root = cache_folder() / suite
    if not is_installed(suite):
        raise ProvisionError(f"{root} holds no server: run `python3 -m tests.live.provision`")
    return root


def is_installed(suite: str) -> bool:
    """Tell whether the suite's release can be run."""
    return (cache_folder() / suite / PROGRAM).exists()


def provision(suite: str, site: str) -> None:
    """Install the suite's release from the mirror `site`, unless it is there already.

    Raises:
        ProvisionError: it could not be installed.
    """
    target = cache_folder() / suite
    with _only_process(target.with_suffix(".lock")):
        if not is_installed(suite):
            _install(suite, site, target)


def _install(suite: str, site: str, target: Path) -> None:
    unfinished = target.with_suffix(".unfinished")
    log = target.with_suffix(".log")
    for left_over in (unfinished, target):
        if left_over.exists():
            shutil.rmtree(left_over)
    # In a mount namespace of its own, an interrupted run leaves nothing mounted in the folder.
    options = ["--variant=minbase", f"--include={PACKAGES}", f"--keyring={KEYRING}"]
    arguments = [*options, "--force-check-gpg", suite, str(unfinished), site]
    command = ["unshare", "--mount", "debootstrap", *arguments]
    with log.open("wb") as output:
        done = subprocess.run(
            command, stdout=output, stderr=subprocess.STDOUT, env=_environment(), check=False
        )
    if done.returncode:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
        raise ProvisionError(f"debootstrap {suite} failed; the end of {log}:\n{tail}")
    for package in (unfinished / "var/cache/apt/archives").glob("*.deb"):
        package.unlink()
    unfinished.rename(target)


def mirror() -> str:
    """Return the Debian mirror that this machine's own apt uses, or `QBTUI_LIVE_MIRROR`.

    Raises:
        ProvisionError: apt is configured without one.
    """
    if chosen := os.environ.get("QBTUI_LIVE_MIRROR"):
        return chosen
    sites = _apt_sites()
    if not sites:
        # Apt tells nothing of a source before it has fetched its index.
        _output("apt-get", "update")
        sites = _apt_sites()
    if not sites:
        raise ProvisionError("apt uses no Debian mirror: set QBTUI_LIVE_MIRROR to the URL of one")
    return sites[0]


def _apt_sites() -> list[str]:
    form = "$(ORIGIN)|$(LABEL)|$(COMPONENT)|$(SITE)"
    targets = _output("apt-get", "indextargets", "--format", form, "Created-By: Packages")
    rows = [row.split("|", 3) for row in targets.splitlines()]
    wanted = ["Debian", "Debian", "main"]
    return [site for *source, site in rows if source == wanted and site.startswith("http")]


def _environment() -> dict[str, str]:
    """Return the environment for debootstrap, which downloads through apt's own proxy."""
    environment = dict(os.environ)
    for scheme in ("http", "https"):
        found = _output("apt-config", "shell", "PROXY", f"Acquire::{scheme}::Proxy").strip()
        if found:
            environment[f"{scheme}_proxy"] = shlex.split(found)[0].removeprefix("PROXY=")
    return environment


def _output(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ProvisionError(f"{command[0]} failed: {done.stderr.strip()}")
    return done.stdout


def _check_machine() -> None:
    if os.geteuid() != 0:
        raise ProvisionError("servers are installed with debootstrap, which needs root")
    for program in ("debootstrap", "unshare", "apt-get"):
        if shutil.which(program) is None:
            raise ProvisionError(f"{program} is missing: run ./test as root on Debian")
    if not KEYRING.exists():
        raise ProvisionError(f"{KEYRING} is missing: apt-get install debian-archive-keyring")


@contextmanager
def _only_process(lock: Path) -> Iterator[None]:
    """Let one process at a time install into a folder."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def main(arguments: Sequence[str] = ()) -> int:
    """Provision the named suites, all by default, that are not there yet, two at a time."""
    suites = arguments or SUITES
    missing = [suite for suite in suites if not is_installed(suite)]
    try:
        if missing:
            _provision_all(missing)
    except ProvisionError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"servers: {', '.join(suites)} in {cache_folder()}\n")
    return 0


def _provision_all(suites: list[str]) -> None:
    _check_machine()
    site = mirror()
    sys.stdout.write(f"servers: installing {', '.join(suites)}; this takes some minutes\n")
    sys.stdout.flush()
    with ThreadPoolExecutor(max_workers=2) as pool:
        runs = [pool.submit(provision, suite, site) for suite in suites]
    for run in runs:
        run.result()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
