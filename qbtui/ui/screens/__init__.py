"""Full screens: the main one, and the one that asks for a larger terminal."""
