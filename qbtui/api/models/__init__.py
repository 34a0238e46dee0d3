"""Typed replies of the WebUI API; nothing here talks to a server."""
