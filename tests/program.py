"""Starts the installed program in a terminal, with a home folder that holds nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import tomli_w

from tests.terminal import Terminal

QBTUI = Path(sys.executable).with_name("qbtui")


class Program:
    """How to start qbtui for a user who has just been created."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.config = home / "config" / "qbtui" / "config.toml"
        """Where the settings are, once there are some."""
        self.reports = home / "state" / "qbtui"
        """Where reports of failures are, once there are some."""
        self.environment = {
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_STATE_HOME": str(home / "state"),
            "PATH": f"{QBTUI.parent}:{os.environ['PATH']}",
            "LANG": "C.UTF-8",
            "PS1": "ready> ",
        }

    def start(
        self,
        *arguments: str,
        password: str = "",
        size: tuple[int, int] = (100, 30),
        attached: bool = True,
    ) -> Terminal:
        """Run qbtui in a terminal of its own."""
        environment = {**self.environment, "QBTUI_PASSWORD": password}
        return Terminal([str(QBTUI), *arguments], environment, size, attached)

    def write_config(self, **profile: object) -> None:
        """Set up one server with the user name of the test servers, unless another is given."""
        self.config.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.config.write_text(
            tomli_w.dumps({"servers": {"one": {"username": "admin", **profile}}})
        )
        self.config.chmod(0o600)

    def start_failing(self, code: str, *arguments: str) -> Terminal:
        """Run qbtui after some Python code that makes it fail."""
        script = f"import sys\nfrom qbtui.cli import main\n{code}\nsys.exit(main(sys.argv[1:]))"
        command = [sys.executable, "-c", script, *arguments]
        return Terminal(command, self.environment, answers=False)

    def start_shell(self) -> Terminal:
        """Run an interactive shell that finds qbtui."""
        terminal = Terminal(["bash", "--norc", "-i"], self.environment)
        terminal.wait_for("ready>")
        return terminal
