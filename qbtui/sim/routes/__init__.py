"""The endpoints, one module per scope of the API, named as in the client.

Importing the package fills the table of `router`.
"""

from qbtui.sim.routes import app, auth, log, sync, torrents, transfer

__all__ = ["app", "auth", "log", "sync", "torrents", "transfer"]
