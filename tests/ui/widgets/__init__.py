"""Tests of `qbtui/ui/widgets`."""
