"""Tests of the client: what it sends, and what it makes of the answers."""
