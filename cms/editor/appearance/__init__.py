"""The screen on which a municipality makes its own look."""
