"""Tests of the action rows and of the key map."""
