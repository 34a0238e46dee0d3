"""The program before a server, and a network, where everything goes wrong."""
