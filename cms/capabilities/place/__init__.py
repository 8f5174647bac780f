"""Place: how far it is, how one gets there, and what else is near; nobody else is told."""
