"""Completion: a citizen marks an item as done."""
