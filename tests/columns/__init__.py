"""Tests of `qbtui/columns`."""
