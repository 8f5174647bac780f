"""What waits to be let out: what others send in, and what goes out together."""
