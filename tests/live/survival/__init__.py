"""The installed program in a real terminal, and what servers, networks and strangers do to it.

What depends on the release runs against one from before 5.0 and the newest; the rest against the
newest alone.
"""
