"""Videos with captions, and checks of what is uploaded."""
