"""What one can do with an item: one folder per capability, each of the same shape."""
