"""What the shared library promises, seen from outside."""
