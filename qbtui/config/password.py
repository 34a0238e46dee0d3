"""Finds the password of a profile; nothing here stores, logs or repeats one."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping

from qbtui.config.model import ConfigError, Server

PASSWORD_VARIABLE = "QBTUI_PASSWORD"  # noqa: S105 - the name of a variable
"""The environment variable that holds the password of the server to open."""


def resolve_password(
    server: Server, environ: Mapping[str, str], *, timeout: float = 60.0
) -> str | None:
    """Return the password from the environment, the profile's command or the profile itself.

    None means that there is none, and it must be asked for if the server wants one. The command
    may use the terminal and has `timeout` seconds.

    Raises:
        ConfigError: the command failed.
    """
    if environ.get(PASSWORD_VARIABLE):
        return environ[PASSWORD_VARIABLE]
    if server.password_command:
        return _ask_command(server.password_command, timeout)
    return server.password or None


def _ask_command(command: str, timeout: float) -> str:
    # What it writes to its stderr is for the terminal: it may ask for a password of its own there.
    # Leaving the block closes the pipe and waits for the shell alone, so that what a killed shell
    # leaves running cannot hold qbtui; in a group of its own, it could not use the terminal.
    with subprocess.Popen(  # noqa: S602 - the user's own command line
        command, shell=True, stdout=subprocess.PIPE
    ) as process:
        try:
            output, _ = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            raise ConfigError(f"password_command did not end within {timeout:g} s") from None
    if process.returncode != 0:
        raise ConfigError(f"password_command failed: exit code {process.returncode}")
    try:
        password = output.decode().split("\n", 1)[0].removesuffix("\r")
    except UnicodeDecodeError:
        raise ConfigError("password_command printed something that is not UTF-8") from None
    if not password:
        raise ConfigError("password_command printed no password")
    return password
