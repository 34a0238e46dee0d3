"""The parts of the main screen; each renders what it is handed and holds no client."""
