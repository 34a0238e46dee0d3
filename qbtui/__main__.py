"""Lets `python -m qbtui` start the program."""

from qbtui.cli import main

raise SystemExit(main())
