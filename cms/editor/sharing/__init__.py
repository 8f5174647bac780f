"""Sharing an item: with whom, and a warning before anything is taken from a municipality."""
