"""qbtui manages a qBittorrent server from the terminal. Importing this loads nothing else."""

__version__ = "0.1.0"
