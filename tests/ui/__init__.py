"""Tests of `qbtui/ui`."""
