"""What a client may change in the simulated world, grouped as the WebUI API groups it.

Each group takes torrents, not hashes, and raises a `Refusal` where a server answers with an error.
"""
