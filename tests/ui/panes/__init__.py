"""Tests of the panes, on the whole screen."""
