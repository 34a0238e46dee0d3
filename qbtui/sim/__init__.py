"""A simulated qBittorrent server, for demonstrations and tests.

Stands aside from the program: nothing here imports the client, its state or its interface, so that
a misreading of the protocol there is not cancelled by the same misreading here.
"""
