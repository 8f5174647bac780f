"""SQLite as Django knows it, with the marks for values translated once a statement."""
