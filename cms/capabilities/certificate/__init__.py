"""Certificate: who has completed an item gets one, on paper, by link and as an Open Badge."""
