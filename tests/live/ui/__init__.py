"""The program driven by its keys against real servers; effects are read from the server itself."""
