"""Tests of what the endpoints of the simulated server do."""
