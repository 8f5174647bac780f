"""What was sought and not found, counted so that nobody can be known by it."""
