"""Films that are watched, read and remembered."""
