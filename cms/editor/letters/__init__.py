"""Messages whose fate nobody knows, and the person who finds out."""
