"""Rating: stars, a few words that a person lets through, and one question about help."""
