"""What the program costs: `python -m tests.bench` measures, and prints a Markdown table.

It measures and judges nothing: machines differ.
"""
