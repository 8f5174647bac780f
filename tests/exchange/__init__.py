"""Items in and out as files."""
