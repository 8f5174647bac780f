"""The editors' screens for moving content in and out as files."""
