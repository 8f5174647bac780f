"""Commands of the feeds."""
