"""Rules that hold for the whole project; each is shown to fail on a sample that breaks it."""
