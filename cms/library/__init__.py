"""The shared library: items, sharing, shelves and local overlays."""
