"""Tests of the scope `torrents`."""
