"""What editors say about words: synonyms, and what to recommend. Searches follow it at once."""
