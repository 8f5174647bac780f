"""The editors' door."""
