"""Tests of the simulated server."""
