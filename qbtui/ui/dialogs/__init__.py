"""Dialogs: modal screens that ask for something and return it.

They know fields, forms and items; what the answer does is decided by whoever opened them.
"""
