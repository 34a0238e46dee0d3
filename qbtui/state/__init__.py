"""What is known about the server and what of it is looked at; no Textual, no drawing."""
