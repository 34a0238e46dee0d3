"""The client against real servers: what it reads is what they say, what it writes they do."""
