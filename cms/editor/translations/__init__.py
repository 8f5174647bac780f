"""Items in other languages: field by field beside the original, and all on one list."""
