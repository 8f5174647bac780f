"""What a municipality's site must have: statement, privacy, contact, languages, redirects."""
