"""Tests against real qBittorrent servers, and the harness that provides those servers."""
