"""What the country sees of the shared library, and what is wrong with it."""
