"""What editors do for the search: words that mean the same, recommendations, what nobody found."""
