"""Tests of the settings: reading, checking, saving, passwords, the example file."""
