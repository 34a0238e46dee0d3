"""Draws the pictures of the README from the demonstration."""
