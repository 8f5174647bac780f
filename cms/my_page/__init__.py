"""A citizen's own page: declared elements that the citizen adds, removes and moves."""
